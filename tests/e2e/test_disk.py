"""A disk that is full, closed or not what it should be: told in words, and mended."""

import subprocess
import wave
from pathlib import Path

import pytest

from tests.e2e.clogged import Clogged
from tests.e2e.project import COMMAND, Project
from tests.patience import PATIENCE_S, eventually

#: Two recordings: builds that need no engine.
MANIFEST = """\
[project]
output_format = "wav"
[songs.one]
file = "one.wav"
[songs.two]
file = "two.wav"
"""


@pytest.fixture
def recorded(tmp_path: Path) -> Project:
    """A project of two recordings of a second."""
    project = Project(tmp_path)
    project.write(MANIFEST)
    for level, name in enumerate(["one", "two"], start=1):
        with wave.open(str(tmp_path / f"{name}.wav"), "wb") as file:
            file.setparams((1, 2, 8_000, 0, "NONE", ""))
            file.writeframes(bytes([0, level]) * 8_000)
    return project


def test_a_full_disk_is_told_in_words_and_the_build_goes_on_later(
    recorded: Project,
) -> None:
    words = ["sh", "-c", 'ulimit -f 16; exec "$@"', "sh", *COMMAND, "build", "-j1"]
    full = subprocess.run(
        words, cwd=recorded.folder, check=False, capture_output=True, text=True
    )

    assert full.returncode == 1
    assert "ile too large" in full.stderr
    assert "fault" not in full.stderr
    assert recorded.build().status == 0
    assert set(recorded.outputs()) == {"one.wav", "two.wav"}


@pytest.mark.parametrize("place", [".partita", ".partita/state.jsonl", "music.lock"])
def test_a_thing_in_the_way_is_told_by_its_name(recorded: Project, place: str) -> None:
    path = recorded.folder / place
    if place == ".partita":
        path.write_text("in the way")
    else:
        path.mkdir(parents=True)

    failed = recorded.run("build")

    assert failed.status == 1
    assert place in failed.err
    assert "fault" not in failed.err


def test_a_recording_in_the_output_folder_is_refused_before_it_is_hit(
    recorded: Project,
) -> None:
    (recorded.folder / "build").mkdir()
    (recorded.folder / "one.wav").rename(recorded.folder / "build" / "one.wav")
    recorded.change('"one.wav"', '"build/one.wav"')

    failed = recorded.run("build", "--force")

    assert failed.status == 1
    assert "`build/one.wav` is read from the output folder" in failed.err


def test_nobody_reading_the_events_ends_the_build_quietly(recorded: Project) -> None:
    clogged = Clogged(room=700)  # for those of the first action, not for all
    process = recorded.start("build", "--json", stdout=clogged.writing)
    eventually((recorded.folder / ".partita" / "state.jsonl").exists)
    clogged.burst()

    _, said = process.communicate(timeout=PATIENCE_S)

    assert process.returncode == 1
    assert said == ""
    assert recorded.build().status == 0
