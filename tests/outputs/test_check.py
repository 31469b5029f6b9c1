from pathlib import Path

from partita.errors import Diagnostic
from partita.manifest.load import load
from partita.outputs.check import check_exports


def found(folder: Path, export: str) -> list[Diagnostic]:
    text = f'[songs.a]\nprompt = "x"\n[exports.game]\nselect = "a"\n{export}\n'
    (folder / "music.toml").write_text(text)
    manifest = load(folder / "music.toml").manifest
    assert manifest is not None
    return list(check_exports(manifest))


def test_an_export_that_its_engine_takes_is_fine(tmp_path: Path) -> None:
    assert not found(tmp_path, 'format = "ogg"\nengine = "godot"')


def test_an_export_without_an_engine_may_have_any_format(tmp_path: Path) -> None:
    assert not found(tmp_path, 'format = "ulaw_8000"')


def test_an_unknown_engine_gets_the_nearest_one(tmp_path: Path) -> None:
    (told,) = found(tmp_path, 'format = "ogg"\nengine = "godto"')

    assert told.message == "there is no engine `godto`"
    assert told.hint == "did you mean `godot`?"
    assert told.origin is not None
    assert told.origin.path == ("exports", "game", "engine")


def test_a_format_that_the_engine_does_not_take_gets_the_list(tmp_path: Path) -> None:
    (told,) = found(tmp_path, 'format = "flac"\nengine = "rpgmaker"')

    assert told.message == "`rpgmaker` does not take `flac`"
    assert told.hint is not None
    assert "`ogg`" in told.hint
