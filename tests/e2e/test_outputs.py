"""Files in the output folder: whole, restored, and never over a person's work."""

import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import soundfile

from tests.e2e.project import Project


def test_an_output_edited_by_hand_is_not_overwritten(built: Project) -> None:
    path = built.folder / "build" / "dawn.mp3"
    path.write_bytes(b"my own mix")

    again = built.run("build")

    assert again.status == 1
    assert "`dawn.mp3` was changed by hand" in again.err
    assert "--force" in again.err
    assert path.read_bytes() == b"my own mix"


def test_force_replaces_an_output_edited_by_hand(built: Project) -> None:
    path = built.folder / "build" / "dawn.mp3"
    whole = path.read_bytes()
    path.write_bytes(b"my own mix")

    assert built.build("--force", "dawn").status == 0
    assert path.read_bytes() == whole


def test_a_file_that_was_there_before_the_first_build_is_kept(fresh: Project) -> None:
    path = fresh.folder / "build" / "dawn.mp3"
    path.parent.mkdir()
    path.write_bytes(b"from another tool")

    assert fresh.build("dawn").status == 1
    assert path.read_bytes() == b"from another tool"


def test_a_failed_build_leaves_the_last_good_outputs(built: Project) -> None:
    before = built.outputs()
    built.change("[songs.dawn]", "[songs.dawn]\nsede = 7")

    failed = built.run("build")

    assert failed.status == 1
    assert "did you mean `seed`?" in failed.err
    assert built.outputs() == before


@pytest.mark.parametrize("folder", ["../outside", "/tmp/outside", "a/../../b"])
def test_outputs_can_t_leave_the_project(fresh: Project, folder: str) -> None:
    fresh.change('name = "small"', f'name = "small"\noutput_dir = "{folder}"')

    refused = fresh.run("build")

    assert refused.status == 1
    assert "music.toml:3" in refused.err
    assert "Traceback" not in refused.err


def test_a_link_that_leads_outside_is_not_followed(
    fresh: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (fresh.folder / "build").mkdir()
    (fresh.folder / "build" / "game").symlink_to(outside)

    refused = fresh.build()

    assert refused.status == 1
    assert list(outside.iterdir()) == []


def test_lengths_are_exact_to_the_frame(built: Project) -> None:
    lock = _lock(built.folder)

    for name, seconds in {"dusk": 8, "dawn": 3, "dusk-loop": 7, "medley": 5}.items():
        frames, rate_hz = soundfile.read(built.folder / "build" / f"{name}.mp3")
        assert rate_hz == 44_100
        assert len(frames) == seconds * 44_100
        assert lock[name]["frames"] == seconds * 44_100


def test_kept_audio_is_what_its_source_holds(fresh: Project) -> None:
    fresh.change('name = "small"', 'name = "small"\noutput_format = "wav"')
    assert fresh.build().status == 0
    build = fresh.folder / "build"

    source, rate_hz = soundfile.read(build / "dusk.wav", dtype="int32")
    loop, _ = soundfile.read(build / "dusk-loop.wav", dtype="int32")

    kept = source[2 * rate_hz : 4 * rate_hz]
    assert (loop[: 2 * rate_hz] == kept).all()
    assert (loop[5 * rate_hz :] == kept).all()


def test_the_lockfile_pins_every_take(built: Project) -> None:
    lock = _lock(built.folder)

    assert set(lock) == {"dusk", "dawn", "dusk-loop", "medley"}
    assert lock["dusk"]["sections"] == ["Verse 0..4000", "Chorus 4000..8000"]
    assert all(len(pin["audio"]) == 64 for pin in lock.values())


def test_the_store_ignores_itself_in_git(built: Project) -> None:
    git = ["git", "-C", str(built.folder)]
    subprocess.run([*git, "init", "-q"], check=True)
    listed = subprocess.run(
        [*git, "status", "--porcelain", "-uall"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout

    assert ".partita" not in listed


def test_json_events_begin_and_end_the_build(built: Project) -> None:
    events = built.build().events

    assert events[0]["reason"] == "build-started"
    assert events[-1]["reason"] == "build-finished"
    assert events[-1]["success"] is True
    assert all(event["v"] == 1 for event in events)


def _lock(folder: Path) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = tomllib.loads(
        (folder / "music.lock").read_text()
    )["targets"]
    return found


def test_plan_and_status_tell_an_edited_output_from_a_missing_one(
    built: Project,
) -> None:
    (built.folder / "build" / "dawn.mp3").write_bytes(b"my own mix")
    (built.folder / "build" / "dusk.mp3").unlink()

    planned, listed = built.run("plan"), built.run("status").out

    assert planned.status == 3
    assert "dawn.mp3: was changed by hand" in planned.out
    assert "dusk.mp3: would be restored" in planned.out
    assert "edited by hand" in next(s for s in listed.splitlines() if "dawn " in s)
    assert "file to restore" in next(s for s in listed.splitlines() if "dusk " in s)
