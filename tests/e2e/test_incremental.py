"""What is made again after a change, and what is not."""

import os
from shutil import rmtree

import pytest

from tests.e2e.project import MANIFEST, Project


def test_building_again_does_nothing_and_says_so(built: Project) -> None:
    before = built.outputs()

    again = built.run("build")

    assert again.status == 0
    assert again.err == "nothing to do: 5 targets up to date\n"
    assert built.outputs() == before


def test_a_changed_style_word_makes_that_song_and_its_followers_again(
    built: Project,
) -> None:
    built.change("bigger drums", "quieter drums")

    ran = built.build().ran

    assert "score:dusk" in ran
    assert {name.split(":")[1].split("/")[0] for name in ran} <= {
        "dusk", "dusk-loop", "medley", "game",
    }  # fmt: skip
    assert "render:dusk/1" not in ran  # the first chunk plays the same part
    assert built.build().ran == set()


def test_a_change_that_gives_the_same_music_touches_nothing_that_follows(
    built: Project,
) -> None:
    old = 'positive_styles = ["bigger drums"]'
    built.change(old, f'{old}\ncontext_adherence = "medium"')

    again = built.build()

    assert again.ran == {"score:dusk"}  # asked otherwise, composed the same
    cut = {e["action"] for e in again.events if e.get("outcome") == "cutoff"}
    assert "render:dusk/1" in cut


def test_reordering_and_reformatting_regenerate_nothing(built: Project) -> None:
    blocks = MANIFEST.split("\n\n")
    songs = blocks[-5:]
    built.write("\n\n".join([*blocks[:-5], *reversed(songs)]).replace(" = ", "="))

    assert built.build().ran == set()


def test_a_comment_regenerates_nothing(built: Project) -> None:
    built.change("[songs.dawn]", "# the morning after\n[songs.dawn]")

    assert built.build().ran == set()


def test_touching_files_regenerates_nothing(built: Project) -> None:
    for path in built.folder.rglob("*"):
        if ".partita" not in path.parts:
            os.utime(path)

    assert built.build().ran == set()


def test_renaming_a_song_regenerates_nothing(built: Project) -> None:
    text = (built.folder / "music.toml").read_text()
    built.write(
        text.replace("songs.dawn", "songs.sunrise").replace('"dawn"', '"sunrise"')
    )

    again = built.build()

    assert again.ran == set()
    assert built.outputs()["sunrise.mp3"] == built.outputs()["dawn.mp3"]


def test_going_back_to_an_earlier_manifest_costs_nothing(built: Project) -> None:
    before = built.outputs()
    built.change("70 BPM", "75 BPM")
    assert built.build().ran

    built.change("75 BPM", "70 BPM")

    assert "dawn.mp3: would be restored" in built.run("plan").out
    assert built.build().ran == set()
    assert built.outputs() == before


def test_deleted_outputs_come_back_without_running_anything(built: Project) -> None:
    before = built.outputs()
    for name in before:
        (built.folder / "build" / name).unlink()

    assert built.build().ran == set()
    assert built.outputs() == before


def test_a_lost_store_is_made_again_to_the_same_bytes(built: Project) -> None:
    before, lock = built.outputs(), (built.folder / "music.lock").read_bytes()
    rmtree(built.folder / ".partita")

    assert built.build().status == 0
    assert built.outputs() == before
    assert (built.folder / "music.lock").read_bytes() == lock


def test_only_the_chosen_target_is_brought_up_to_date(fresh: Project) -> None:
    assert fresh.build("dawn").status == 0

    assert list(fresh.outputs()) == ["dawn.mp3"]


@pytest.mark.parametrize("jobs", ["1", "3"])
def test_any_number_of_jobs_gives_the_same_bytes(
    fresh: Project, finished: Project, jobs: str
) -> None:
    fresh.build("--jobs", jobs)

    assert fresh.outputs() == finished.outputs()


def test_force_makes_again_what_is_up_to_date_to_the_same_bytes(built: Project) -> None:
    before = built.outputs()

    again = built.build("--force", "dawn")

    assert again.ran == {"score:dawn", "render:dawn/1", "master:dawn", "encode:dawn"}
    assert built.outputs() == before


def test_plan_tells_the_changed_field_old_and_new(built: Project) -> None:
    built.change("bigger drums", "quieter drums")

    planned = built.run("plan")

    assert planned.status == 3
    assert "positive_styles[0]: `bigger drums` -> `quieter drums`" in planned.out
    assert "dawn" not in planned.out


def test_why_tells_the_changed_field_before_and_after_the_build(built: Project) -> None:
    built.change("bigger drums", "quieter drums")
    change = "`bigger drums` -> `quieter drums`"
    assert change in built.run("why", "dusk").out

    built.build()

    assert change in built.run("why", "dusk").out
    assert "made from it: dusk-loop" in built.run("why", "dusk").out


def test_plan_writes_nothing(fresh: Project) -> None:
    planned = fresh.run("plan")

    assert planned.status == 3
    assert [each.name for each in fresh.folder.iterdir()] == ["music.toml"]


def test_an_unknown_style_word_is_said_once_with_the_nearest_known_one(
    built: Project,
) -> None:
    built.change("bigger drums", "bigger drumz")

    first, second = built.run("build"), built.run("build")

    words = "the style word `drumz` is not known; the nearest is `drum`"
    assert first.status == 0
    assert first.err.count(words) == 1
    assert words not in second.err
