"""`partita watch`, by saving files under a real process."""

import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.e2e.project import Project
from tests.patience import PATIENCE_S


class Watch:
    """A running watch and what it has said so far."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.said: list[str] = []
        self._ears = threading.Thread(target=self._listen)
        self._ears.start()

    def _listen(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.said.append(line)

    def end(self) -> None:
        """End the process, if it still runs, and hear it out."""
        self.process.kill()
        self.process.wait()
        self._ears.join()
        assert self.process.stdout is not None
        assert self.process.stderr is not None
        self.process.stdout.close()
        self.process.stderr.close()

    def builds(self) -> int:
        """Return how many builds have ended."""
        return sum("up to date" in line for line in self.said)

    def wait(self, what: Callable[[], bool]) -> None:
        """Wait until something is so."""
        deadline = time.monotonic() + PATIENCE_S
        while not what():
            assert time.monotonic() < deadline, "".join(self.said)
            assert self.process.poll() is None, "".join(self.said)
            time.sleep(0.02)


@contextmanager
def watching(project: Project) -> Iterator[Watch]:
    watch = Watch(project.start("watch", "dawn"))
    try:
        watch.wait(lambda: watch.builds() == 1)
        yield watch
    finally:
        watch.end()


def test_a_save_builds_again(built: Project) -> None:
    before = built.outputs()["dawn.mp3"]
    with watching(built) as watch:
        built.change("70 BPM", "80 BPM")
        watch.wait(lambda: watch.builds() == 2)

    assert built.outputs()["dawn.mp3"] != before


def test_an_error_is_shown_and_the_watch_goes_on(built: Project) -> None:
    with watching(built) as watch:
        built.change("[songs.dawn]", "[songs.dawn]\nsede = 7")
        watch.wait(lambda: any("did you mean `seed`?" in s for s in watch.said))
        built.change("\nsede = 7", "")
        watch.wait(lambda: watch.builds() == 2)


def test_a_build_does_not_wake_the_watch(built: Project) -> None:
    with watching(built) as watch:
        built.change("70 BPM", "80 BPM")
        watch.wait(lambda: watch.builds() == 2)
        (built.folder / "notes.txt").write_text("nothing that the manifest reads")
        time.sleep(1.5)

        assert watch.builds() == 2


def test_a_log_in_the_project_does_not_wake_the_watch(built: Project) -> None:
    built.change("[songs.dawn]", "[songs.dawn]\nsede = 7")
    path = built.folder / "watch.log"
    with path.open("w") as log, built.start("watch", stderr=log) as process:
        while "did you mean `seed`?" not in path.read_text():
            assert process.poll() is None
            time.sleep(0.02)
        _save(built, "sede", "sedd")
        while "`sedd`" not in path.read_text():
            assert process.poll() is None
            time.sleep(0.02)
        time.sleep(1)
        process.kill()

    assert path.read_text().count("`sedd`") == 1


def _save(project: Project, old: str, new: str) -> None:
    """Change the manifest in one step, so that one save is seen and not two."""
    manifest, beside = (project.folder / name for name in ("music.toml", ".music.toml"))
    beside.write_text(manifest.read_text().replace(old, new))
    beside.replace(manifest)


def test_ctrl_c_ends_it_cleanly(built: Project) -> None:
    with watching(built) as watch:
        watch.process.send_signal(signal.SIGINT)

        assert watch.process.wait(PATIENCE_S) == 0
    assert "stopped watching\n" in watch.said
    assert not any("Traceback" in line for line in watch.said)
