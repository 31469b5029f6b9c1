"""A user's soundfont in place of the engine's instruments."""

from pathlib import Path
from shutil import copyfile

from tests.e2e.project import Project

GLASS = Path("example-project/assets/glass.sf3")


def test_a_soundfont_changes_how_it_sounds_and_not_what_is_played(
    built: Project,
) -> None:
    before = built.outputs()
    copyfile(GLASS, built.folder / "glass.sf3")
    named = 'name = "small"\nsoundfont = "glass.sf3"'
    built.change('name = "small"', named)

    with_font = built.build("dawn")

    assert with_font.status == 0, with_font.out
    assert with_font.ran >= {"render:dawn/1"}
    assert "score:dawn" not in with_font.ran
    built.change(named, 'name = "small"')
    assert built.build().ran == set()
    assert built.outputs() == before


def test_a_soundfont_that_is_not_there_is_told_with_its_line(fresh: Project) -> None:
    fresh.change('name = "small"', 'name = "small"\nsoundfont = "no.sf2"')

    failed = fresh.run("plan")

    assert failed.status == 1
    assert "`no.sf2` can't be read, or is not there" in failed.err
    assert "music.toml:3" in failed.err
