from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from partita.manifest.refusals import guess, nearest, shown
from partita.manifest.resolved import (
    ChunksContent,
    ReferenceSpec,
    SectionSpan,
    Span,
    TimeSpan,
)
from partita.manifest.values import name_problem
from tests.manifest.projects import load_text, resolved

if TYPE_CHECKING:
    from pathlib import Path


def span_of(root: Path, fields: str) -> Span:
    """Return the span that a chunk with these fields has."""
    text = f'[songs.a]\nprompt = "x"\n[songs.b]\nchunks = [{{ song = "a", {fields} }}]'
    content = resolved(root, text).songs["b"].content
    assert isinstance(content, ChunksContent)
    (chunk,) = content.chunks
    assert isinstance(chunk, ReferenceSpec)
    return chunk.source.span


@pytest.mark.parametrize(
    ("fields", "span"),
    [
        ('range = "10s..50s"', TimeSpan(10_000, 50_000)),
        ('range = "1m30s .. 2m"', TimeSpan(90_000, 120_000)),
        ('range = "10s.."', TimeSpan(10_000, None)),
        ('range = "..2.5s"', TimeSpan(0, 2_500)),
        ('range = "2.5s..3s"', TimeSpan(2_500, 3_000)),
        ("range = { start_ms = 5, end_ms = 60 }", TimeSpan(5, 60)),
        ('section = "Chorus"', SectionSpan("Chorus", 1)),
        ('section = "Chorus", nth = 2', SectionSpan("Chorus", 2)),
        ('section = "Chorus#2"', SectionSpan("Chorus", 2)),
        ('section = "Verse 1 #3"', SectionSpan("Verse 1", 3)),
        ('section = "#1"', SectionSpan("#1", 1)),
        ('section = "Take#2", nth = 1', SectionSpan("Take#2", 1)),
    ],
)
def test_spans_are_read(tmp_path: Path, fields: str, span: Span) -> None:
    assert span_of(tmp_path, fields) == span


@pytest.mark.parametrize(
    "written",
    [
        '".."', '"10..50"', '"1s...2s"', '"5s..5s"', "[0, 5]", "{}", '"25h..26h"',
        "{ start_ms = -1, end_ms = 5 }", "{ start_ms = 5 }", '"' + " " * 9000 + '.."',
        "{ start_ms = 0, end_ms = 9, end = 3 }", "{ start_ms = true, end_ms = 5 }",
    ],
)  # fmt: skip
def test_other_ranges_are_refused(tmp_path: Path, written: str) -> None:
    text = f"[[songs.b.chunks]]\nsong_id = 'x'\nrange = {written}"
    (told,) = load_text(tmp_path, text).diagnostics

    assert (told.line, told.code in {"bad-range", "bad-duration"}) == (3, True)


@pytest.mark.parametrize(
    "written",
    [
        'duration = ""', 'duration = "0s"', 'duration = "999999999s"', "bars = 0",
        "bars = -4", "bars = nan", "bars = inf", 'bars = "4"', "bars = true",
        "duration_ms = 0", "duration_ms = 1.5", 'duration_ms = "9s"', "duration = []",
        "duration = true", "bars = 1" + "0" * 400,
    ],
)  # fmt: skip
def test_other_lengths_are_refused(tmp_path: Path, written: str) -> None:
    (told,) = load_text(tmp_path, f"[[songs.b.chunks]]\n{written}").diagnostics

    assert (told.line, told.code) == (2, "bad-duration")


@pytest.mark.parametrize("name", ["theme", "Theme-2_b", "1", "a.b", "_x", "-", "com10"])
def test_good_names(name: str) -> None:
    assert name_problem(name) is None


@pytest.mark.parametrize(
    "name", ["", ".a", "a.", "a b", "a/b", "é", "con", "NUL.ogg", "lpt1", "x" * 101]
)
def test_bad_names(name: str) -> None:
    assert name_problem(name) is not None


def test_of_equally_near_names_the_one_that_begins_alike_is_meant() -> None:
    assert nearest("abcx", ["abcd", "xbcx"]) == "abcd"
    assert nearest("zzz", ["abc"]) is None


def test_a_guess_lists_what_begins_alike_when_nothing_is_near() -> None:
    assert guess("mp3", ["mp3_44100_128", "wav"]) == "known are `mp3_44100_128`"
    assert guess("x", []) == "there is none yet"


def test_long_values_are_cut_when_shown() -> None:
    assert shown("a" * 500) == '`"' + "a" * 59 + "…`"
    assert shown("\ud800") == '`"?"`'


@pytest.mark.parametrize("taken", [".partita", ".partita/x", ".git", "music.toml"])
def test_outputs_are_not_put_where_something_else_lives(
    tmp_path: Path, taken: str
) -> None:
    (told,) = load_text(tmp_path, f'[project]\noutput_dir = "{taken}"').diagnostics

    assert f'"{taken}"` is no place for outputs' in told.message
