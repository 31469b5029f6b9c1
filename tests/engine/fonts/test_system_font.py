from pathlib import Path

from partita.engine.fonts.system_font import system_soundfont


def test_the_systems_choice_comes_before_other_fonts(tmp_path: Path) -> None:
    folder = tmp_path / "usr/share/sounds/sf2"
    folder.mkdir(parents=True)
    (folder / "A.sf2").touch()
    (folder / "default-GM.sf2").symlink_to("A.sf2")

    assert system_soundfont(tmp_path) == folder / "default-GM.sf2"


def test_a_choice_in_a_later_folder_comes_before_other_fonts(tmp_path: Path) -> None:
    names = ("usr/share/sounds/sf2/A.sf2", "usr/share/soundfonts/default.sf2")
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).touch()

    assert system_soundfont(tmp_path) == tmp_path / names[1]


def test_a_font_of_any_name_will_do(tmp_path: Path) -> None:
    folder = tmp_path / "opt/homebrew/share/soundfonts"
    folder.mkdir(parents=True)
    (folder / "B.sf3").touch()
    (folder / "readme.txt").touch()

    assert system_soundfont(tmp_path) == folder / "B.sf3"


def test_a_system_without_fonts_has_none(tmp_path: Path) -> None:
    assert system_soundfont(tmp_path) is None


def test_a_link_to_nowhere_is_passed_over(tmp_path: Path) -> None:
    folder = tmp_path / "usr/share/soundfonts"
    folder.mkdir(parents=True)
    (folder / "default.sf2").symlink_to("gone.sf2")

    assert system_soundfont(tmp_path) is None
