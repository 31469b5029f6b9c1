from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from partita.errors import Diagnostic
from partita.manifest.load import Loaded, load
from tests.manifest.projects import load_text, write_lantern

if TYPE_CHECKING:
    from pathlib import Path


def only(loaded: Loaded) -> Diagnostic:
    """Return the one diagnostic that there is."""
    (diagnostic,) = loaded.diagnostics
    return diagnostic


def test_every_file_and_pattern_is_named(tmp_path: Path) -> None:
    loaded = load(write_lantern(tmp_path))

    names = [path.relative_to(tmp_path).as_posix() for path in loaded.files]
    assert names == ["music.toml", "levels/cellar.toml", "plans/boss.json"]
    assert loaded.globs == ("levels/*.toml",)


def test_a_missing_manifest_is_told(tmp_path: Path) -> None:
    loaded = load(tmp_path / "music.toml")

    assert loaded.manifest is None
    assert only(loaded).message == "there is no `music.toml`"
    assert loaded.files == (tmp_path / "music.toml",)


def test_a_folder_in_place_of_the_manifest_is_told(tmp_path: Path) -> None:
    (tmp_path / "music.toml").mkdir()

    assert only(load(tmp_path / "music.toml")).code == "unreadable"


def test_broken_toml_is_told_with_line_and_column(tmp_path: Path) -> None:
    told = only(load_text(tmp_path, '[songs.a]\nprompt = "x\n'))

    assert told.message == "`music.toml` is not valid TOML"
    assert told.line == 2
    assert told.detail is not None
    assert told.detail.startswith("column 12: ")


def test_toml_that_stops_early_is_told_at_its_last_line(tmp_path: Path) -> None:
    told = only(load_text(tmp_path, "[songs.a]\nchunks = [\n"))

    assert told.line == 2


def test_broken_json_is_told_with_line_and_column(tmp_path: Path) -> None:
    (tmp_path / "p.json").write_text('{"chunks": [\n{"text": }]}', "utf-8")
    told = only(load_text(tmp_path, '[songs.a]\nplan = "p.json"'))

    assert told.message == "`p.json` is not valid JSON"
    assert (told.line, told.detail) == (2, "column 10: expecting value")


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    (tmp_path / "music.toml").write_bytes(b"name = '\xff'")

    assert only(load(tmp_path / "music.toml")).message == "`music.toml` is not UTF-8"


def test_a_byte_order_mark_and_dos_lines_are_taken(tmp_path: Path) -> None:
    text = b'\xef\xbb\xbf[project]\r\nname = "x"\r\n'
    (tmp_path / "music.toml").write_bytes(text)

    assert load(tmp_path / "music.toml").diagnostics == ()


@pytest.mark.parametrize("text", ["a = " + "[" * 3000, "a." * 3000 + "b = 1"])
def test_bottomless_nesting_is_told(tmp_path: Path, text: str) -> None:
    told = only(load_text(tmp_path, text))

    assert told.detail == "tables or lists are nested too deeply"


def test_included_files_do_not_include(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('[project]\ninclude = ["b.toml"]', "utf-8")
    told = only(load_text(tmp_path, '[project]\ninclude = ["a.toml"]'))

    assert told.code == "misplaced-table"
    assert told.origin is not None
    assert told.origin.file == "a.toml"


def test_a_pattern_that_matches_nothing_is_a_warning(tmp_path: Path) -> None:
    loaded = load_text(tmp_path, '[project]\ninclude = ["levels/*.toml"]')

    assert only(loaded).severity == "warning"
    assert loaded.manifest is not None


def test_an_included_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    told = only(load_text(tmp_path, '[project]\ninclude = [\n"more.toml"]'))

    assert (told.line, told.message) == (3, "there is no `more.toml`")


def test_the_manifest_does_not_include_itself(tmp_path: Path) -> None:
    loaded = load_text(tmp_path, '[project]\ninclude = ["*.toml", "music.toml"]')

    assert loaded.diagnostics == ()


def test_a_song_in_two_files_is_told_with_both(tmp_path: Path) -> None:
    (tmp_path / "b.toml").write_text('\n[songs.a]\nprompt = "x"', "utf-8")
    text = '[project]\ninclude = ["b.toml"]\n[songs.a]\nprompt = "x"'
    told = only(load_text(tmp_path, text))

    assert told.message == "song `a` has the name of a song in `music.toml`"
    assert told.origin is not None
    assert (told.origin.file, told.line) == ("b.toml", 2)


@pytest.mark.skipif(os.name == "nt", reason="needs symbolic links")
def test_a_link_out_of_the_project_is_told(tmp_path: Path) -> None:
    root = tmp_path / "project"
    root.mkdir()
    (tmp_path / "out.json").write_text("{}", "utf-8")
    (root / "p.json").symlink_to(tmp_path / "out.json")
    told = only(load_text(root, '[songs.a]\nplan = "p.json"'))

    assert told.message == "`p.json` lies outside the project"


def test_errors_in_a_plan_file_have_its_lines(tmp_path: Path) -> None:
    plan = '{"chunks": [\n{"text": "a", "duration_ms": 9000,\n"stiles": []}]}'
    (tmp_path / "p.json").write_text(plan, "utf-8")
    told = only(load_text(tmp_path, '[songs.a]\nplan = "p.json"'))

    assert told.origin is not None
    assert (told.origin.file, told.line) == ("p.json", 3)


def test_a_plan_of_two_songs_tells_its_errors_once(tmp_path: Path) -> None:
    (tmp_path / "p.json").write_text('{"chunks": [{"bars": 0}]}', "utf-8")
    text = '[songs.a]\nplan = "p.json"\n[songs.b]\nplan = "p.json"'

    assert only(load_text(tmp_path, text)).code == "bad-duration"


def test_names_of_a_file_that_can_t_be_read_are_not_called_unknown(
    tmp_path: Path,
) -> None:
    (tmp_path / "b.toml").write_text("[songs.a\n", "utf-8")
    text = '[project]\ninclude = ["b.toml"]\n[edits.c]\nkind = "loop"\n'
    text += 'source = "a"\nglue = { bars = 2 }'

    assert only(load_text(tmp_path, text)).code == "toml-syntax"


def test_a_known_manifest_loads_the_same(tmp_path: Path) -> None:
    path = write_lantern(tmp_path)
    first = load(path)

    again = load(path, first.known)

    assert again == first
    assert all(again.known[each] is first.known[each] for each in first.known)


def test_loading_a_right_manifest_does_not_load_the_line_finder(
    tmp_path: Path,
) -> None:
    path = write_lantern(tmp_path)
    code = (
        "import sys, pathlib; from partita.manifest.load import load;"
        "load(pathlib.Path(sys.argv[1])); print('tree_sitter' in sys.modules)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )

    assert ran.stdout.split() == [b"False"]


@pytest.mark.parametrize(
    "name",
    ["nth", "conditioning", "replace", "song", "styles", "kind", "range", "section"],
)
def test_a_song_may_be_called_like_a_field(tmp_path: Path, name: str) -> None:
    text = f'[songs.{name}]\nprompt = "x"\n[songs.bars]\n'
    text += f'plan = {{ chunks = [{{ song_id = "{name}" }}] }}\n'
    text += f'[edits.duration]\nkind = "loop"\nsource = "{name}"\nglue = {{ bars = 1 }}'

    assert load_text(tmp_path, text).diagnostics == ()


def test_an_include_that_is_no_text_includes_nothing(tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text("[tool]\n", "utf-8")
    told = only(load_text(tmp_path, "[project]\ninclude = [\n3]"))

    assert (told.line, told.message) == (
        3,
        "element 1 of `include` must be text, not `3`",
    )


def test_a_pattern_that_is_refused_is_not_to_be_watched(tmp_path: Path) -> None:
    loaded = load_text(tmp_path, '[project]\ninclude = ["/x/*.toml", "**", "*.toml"]')

    assert loaded.globs == ("*.toml",)
