from __future__ import annotations

import json
from typing import TYPE_CHECKING

from partita.manifest.resolved import ChunksContent, SectionsContent
from partita.manifest.spellings import plainly
from tests.manifest.projects import errors, resolved

if TYPE_CHECKING:
    from pathlib import Path

_SONG = '[songs.a]\nplan = "p.json"'


def test_a_plan_of_the_javascript_sdk_is_taken(tmp_path: Path) -> None:
    chunk = {"text": "la", "durationMs": 5000, "positiveStyles": ["harp"]}
    ref = {"songId": "x", "range": {"startMs": 0, "endMs": 900}}
    (tmp_path / "p.json").write_text(json.dumps({"chunks": [chunk, ref]}), "utf-8")

    content = resolved(tmp_path, _SONG).songs["a"].content

    assert isinstance(content, ChunksContent)
    assert len(content.chunks) == 2


def test_a_plan_of_the_skill_page_is_taken(tmp_path: Path) -> None:
    line = {"text": "Bells alone", "type": "instrumental"}
    section: dict[str, object] = {"name": "Intro", "localStyles": ["hushed"]}
    section |= {"lines": [line, "la"], "duration_ms": 9000}
    plan = {"positiveGlobalStyles": ["carol"], "sections": [section]}
    (tmp_path / "p.json").write_text(json.dumps(plan), "utf-8")

    content = resolved(tmp_path, _SONG).songs["a"].content

    assert isinstance(content, SectionsContent)
    assert content.positive_global_styles == ("carol",)
    assert content.sections[0].section_name == "Intro"
    assert content.sections[0].positive_local_styles == ("hushed",)
    assert content.sections[0].lines == ("{Bells alone}", "la")


def test_a_field_spelt_both_ways_is_told(tmp_path: Path) -> None:
    chunk = {"text": "la", "durationMs": 5000, "duration_ms": 6000}
    (tmp_path / "p.json").write_text(json.dumps({"chunks": [chunk]}), "utf-8")

    assert errors(tmp_path, _SONG) == [
        "1: there is no field `durationMs` here (did you mean `duration`?)"
    ]


def test_what_is_no_plan_stays_as_it_is() -> None:
    for value in (None, 3, "chunks", [1, None], {"sections": 4}, {"sections": [3]}):
        assert plainly(value) == value


def test_nulls_count_as_left_out() -> None:
    assert plainly({"chunks": [{"text": "la", "conditioning_ref": None}]}) == {
        "chunks": [{"text": "la"}]
    }
