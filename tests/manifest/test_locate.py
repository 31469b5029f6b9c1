from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from partita.errors import Diagnostic, Origin
from partita.manifest.locate import line_of, places_of_json, places_of_toml, with_lines

if TYPE_CHECKING:
    from pathlib import Path

    from partita.errors import ValuePath

_TOML = '''\
# a comment
[songs.theme]
tags = [
  "bgm", # first
  "loud",
]
text = """
[edits.trap]
"""
glue = { duration = "3s", range = { start_ms = 1 } }
[[songs.theme.chunks]]
bars = 4
[songs.theme.chunks.conditioning]
song = "x"
[[songs.theme.chunks]]
a.b.c = 1
[songs."odd name"]
'it''s' = 1
'''

_JSON = """\
{"chunks": [
  {"text": "a\\n[b]",
   "range": {"start_ms": 0}},
  {
    "text": "c"
  }
]}
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("songs", "theme"), 2),
        (("songs", "theme", "tags"), 3),
        (("songs", "theme", "tags", 1), 5),
        (("songs", "theme", "glue", "range", "start_ms"), 10),
        (("songs", "theme", "chunks", 0), 11),
        (("songs", "theme", "chunks", 0, "bars"), 12),
        (("songs", "theme", "chunks", 0, "conditioning", "song"), 14),
        (("songs", "theme", "chunks", 1), 15),
        (("songs", "theme", "chunks", 1, "a", "b", "c"), 16),
        (("songs", "odd name"), 17),
    ],
)
def test_a_value_in_toml_is_found(path: ValuePath, line: int) -> None:
    assert line_of(path, places_of_toml(_TOML).lines) == line


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("chunks", 0), 2),
        (("chunks", 0, "range", "start_ms"), 3),
        (("chunks", 1), 4),
        (("chunks", 1, "text"), 5),
    ],
)
def test_a_value_in_json_is_found(path: ValuePath, line: int) -> None:
    assert line_of(path, places_of_json(_JSON).lines) == line


def test_a_value_is_found_from_its_first_to_its_last_character() -> None:
    toml = 'a = "é"\nb = { c = [ "d" , 2 ] }\n'
    json = '{"a": "é", "b": {"c": [ "d" , 2 ]}}'
    for text, found in ((toml, places_of_toml(toml)), (json, places_of_json(json))):
        words = {path: text[slice(*span)] for path, span in found.spans.items()}

        assert words["a",] == '"é"'
        assert words["b", "c"] == '[ "d" , 2 ]'
        assert words["b", "c", 0] == '"d"'


def test_a_missing_key_has_the_line_of_its_table() -> None:
    toml, json = places_of_toml(_TOML).lines, places_of_json(_JSON).lines

    assert line_of(("songs", "theme", "chunks", 1, "duration"), toml) == 15
    assert line_of(("chunks", 1, "duration_ms"), json) == 4
    assert line_of(("budget",), toml) == 1


def test_broken_json_gives_the_lines_that_can_be_read() -> None:
    assert line_of(("chunks", 0), places_of_json('{"chunks":\n[1, ').lines) == 2


def test_a_known_line_is_kept_and_a_lost_file_has_none(tmp_path: Path) -> None:
    told = Diagnostic("error", "x", "y", Origin("gone.toml"), line=7)
    lost = Diagnostic("error", "x", "y", Origin("gone.toml", ("a",)))

    assert [each.line for each in with_lines((told, lost), tmp_path)] == [7, None]
