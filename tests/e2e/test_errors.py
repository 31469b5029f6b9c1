"""What goes wrong with a manifest, told at once and in words."""

from pathlib import Path

import pytest

from tests.e2e.project import MANIFEST, Project


def test_errors_of_every_station_are_told_at_once(fresh: Project) -> None:
    fresh.write(
        MANIFEST.replace("[songs.dawn]", "[songs.dawn]\nsede = 7")
        .replace('range = "2s..4s"', 'range = "2s..40s"')
        .replace('duration = "3s"\npositive', 'duration = "1s"\npositive')
    )

    failed = fresh.run("build")

    assert failed.status == 1
    assert "there is no field `sede` here" in failed.err
    assert "dusk-loop" in failed.err  # the range is outside of the song
    assert "errors, nothing was built" in failed.err
    assert not (fresh.folder / "build").exists()


def test_a_fault_in_a_broken_piece_is_not_told_of_what_is_made_from_it(
    fresh: Project,
) -> None:
    fresh.change("[songs.dusk]", "[songs.dusk]\nsede = 7")

    failed = fresh.run("plan")

    assert failed.status == 1
    assert failed.err.count("error:") == 1


def test_a_cycle_is_told_as_a_sentence(fresh: Project) -> None:
    fresh.write(
        MANIFEST
        + '[edits.a]\nkind = "splice"\nchunks = [{ song = "b", range = "0s..3s" }]\n'
        + '[edits.b]\nkind = "splice"\nchunks = [{ song = "a", range = "0s..3s" }]\n'
    )

    assert "edit `a` is made from `b`, `b` from `a`" in fresh.run("build").err


def test_a_missing_recording_is_told_with_its_line(fresh: Project) -> None:
    fresh.write('[songs.sting]\nfile = "sting.wav"\n')

    failed = fresh.run("build")

    assert failed.status == 1
    assert "`sting.wav` can't be read, or is not there" in failed.err
    assert "music.toml:2" in failed.err


def test_a_file_that_is_no_audio_is_told(fresh: Project) -> None:
    (fresh.folder / "sting.wav").write_bytes(b"RIFF, but no more than that")
    fresh.write('[songs.sting]\nfile = "sting.wav"\n')

    failed = fresh.run("build")

    assert failed.status == 1
    assert "`sting.wav` is no audio that partita can read" in failed.err


def test_a_folder_without_a_manifest_says_how_to_begin(tmp_path: Path) -> None:
    failed = Project(tmp_path).run("build")

    assert failed.status == 1
    assert "there is no `music.toml` here" in failed.err
    assert "`partita init`" in failed.err


def test_an_unknown_command_gets_the_nearest_one(tmp_path: Path) -> None:
    failed = Project(tmp_path).run("biuld")

    assert failed.status == 2
    assert "there is no command `biuld`, did you mean `build`?" in failed.err


def test_an_unknown_target_gets_the_nearest_one(fresh: Project) -> None:
    failed = fresh.run("build", "dusk-lop")

    assert failed.status == 1
    assert "did you mean `dusk-loop`?" in failed.err


def test_init_begins_a_project_that_plans_and_does_not_touch_another(
    tmp_path: Path,
) -> None:
    project = Project(tmp_path)

    assert project.run("init").status == 0
    assert project.run("plan").status == 3
    before = (tmp_path / "music.toml").read_text()
    assert project.run("init").status == 1
    assert (tmp_path / "music.toml").read_text() == before


@pytest.mark.parametrize("before", ["", "*.wav binary", "*.wav binary\n"])
def test_init_tells_git_once_how_to_merge_the_lockfile(
    tmp_path: Path, before: str
) -> None:
    attributes = tmp_path / ".gitattributes"
    attributes.write_text(before)

    for _ in range(2):
        assert Project(tmp_path).run("init").status == 0
        (tmp_path / "music.toml").unlink()

    kept = before.split("\n")[:1] if before else []
    assert attributes.read_text().splitlines() == [*kept, "music.lock merge=union"]


def test_a_lockfile_with_conflict_marks_is_told(fresh: Project) -> None:
    (fresh.folder / "music.lock").write_text("<<<<<<< HEAD\n")

    failed = fresh.run("build", "dawn")

    assert failed.status == 1
    assert "`music.lock` can't be read" in failed.err


def test_an_output_left_by_a_renamed_song_is_mentioned(built: Project) -> None:
    text = (built.folder / "music.toml").read_text()
    built.write(text.replace("songs.dawn", "songs.sun").replace('"dawn"', '"sun"'))

    again = built.run("build")

    told = "`build/dawn.mp3` is no longer made by the manifest"
    assert told in again.err
    built.change("70 BPM", "71 BPM")
    assert told not in built.run("build").err  # once is enough
    assert "dawn.mp3" in built.outputs()
