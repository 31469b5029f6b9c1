"""Builds that are killed, raced and spoilt, by real processes that really die."""

import os
import random
import signal
import subprocess
from pathlib import Path

import pytest

from tests.e2e.clogged import Clogged
from tests.e2e.project import MANIFEST, Project
from tests.patience import PATIENCE_S, eventually


@pytest.mark.parametrize("seed", range(8))
def test_a_killed_build_ends_as_if_nothing_had_happened(
    fresh: Project, finished: Project, seed: int
) -> None:
    chance = random.Random(seed)
    for _ in range(3):
        process = fresh.start("build", "-q")
        try:
            process.communicate(timeout=chance.uniform(0.2, 1.8))
            break  # it was quicker than the knife
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
            process.communicate()

    again = fresh.build()

    assert again.status == 0, again.err
    assert fresh.outputs() == finished.outputs()
    assert set(fresh.times_run().values()) == {1}  # nothing finished ran twice
    assert fresh.build().ran == set()


def test_the_workers_of_a_killed_build_die_with_it(fresh: Project) -> None:
    fresh.write(MANIFEST.replace('"4s"', '"2m"'))  # so that it is not done too soon
    process = fresh.start("build", "-q")
    eventually(lambda: len(_children(process.pid)) > 1)
    children = _children(process.pid)

    os.kill(process.pid, signal.SIGKILL)
    process.communicate()

    eventually(lambda: not any(_alive(child) for child in children))


def test_of_two_builds_at_once_one_waits_says_so_and_repeats_nothing(
    fresh: Project, finished: Project
) -> None:
    clogged = Clogged()
    first = fresh.start("build", stderr=clogged.writing)
    eventually((fresh.folder / ".partita" / "state.jsonl").exists)
    second = fresh.start("build")
    assert second.stderr is not None
    said = second.stderr.readline()  # the first is held where it says something

    told = clogged.flow()
    for process in (first, second):
        process.communicate(timeout=PATIENCE_S)

    assert [first.returncode, second.returncode] == [0, 0]
    assert "waiting for another build: `partita build`" in said
    assert "waiting" not in told
    assert set(fresh.times_run().values()) == {1}
    assert fresh.outputs() == finished.outputs()


def test_an_interrupted_build_stops_cleanly_and_goes_on_later(fresh: Project) -> None:
    clogged = Clogged()
    process = fresh.start("build", stderr=clogged.writing)
    eventually((fresh.folder / ".partita" / "state.jsonl").exists)

    process.send_signal(signal.SIGINT)
    err = clogged.flow()
    process.communicate(timeout=PATIENCE_S)

    assert process.returncode == 130
    assert "Traceback" not in err
    assert fresh.build().status == 0
    assert set(fresh.times_run().values()) == {1}


def test_corrupt_blobs_are_noticed_moved_aside_and_made_again(built: Project) -> None:
    before = built.outputs()
    blobs = sorted((built.folder / ".partita" / "blobs").rglob("*"))
    for blob in (path for path in blobs if path.is_file()):
        blob.write_bytes(b"spoilt" + blob.read_bytes()[6:])
    for name in before:
        (built.folder / "build" / name).unlink()

    again = built.build()

    assert again.status == 0, again.err
    assert built.outputs() == before
    assert any("was corrupt" in e.get("message", "") for e in again.events)
    assert list((built.folder / ".partita" / "corrupt").iterdir())


def _children(pid: int) -> list[int]:
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except FileNotFoundError:
        return []
    return [int(word) for word in text.split()]


def _alive(pid: int) -> bool:
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return text.rsplit(")", 1)[1].split()[0] != "Z"
