from __future__ import annotations

import pytest

from partita.errors import Diagnostic
from partita.manifest.resolved import (
    ExtendContent,
    PieceSpec,
    ReferenceSpec,
    SourceSpec,
    Span,
    SpliceContent,
    TimeSpan,
    WholeSpan,
)
from partita.plan.chunks import ReferenceChunk, Source, TimeRange
from partita.plan.spans import written
from tests.plan.written import (
    HERE,
    chunks,
    fault,
    made,
    piece,
    prompted,
    recording,
    seconds,
    section,
    shapes,
    song,
    theme,
)


def cut(span: Span, of: str = "theme") -> PieceSpec:
    return piece("cut", ExtendContent(of, span))


def stored(span: Span) -> PieceSpec:
    source = SourceSpec(HERE, span, song_id="abc123")
    return piece("cut", SpliceContent((ReferenceSpec(HERE, source),)))


def refused(span: Span, of: str = "theme") -> Diagnostic:
    return fault(theme(), recording(), prompted(length_ms=None), cut(span, of))


@pytest.mark.parametrize(
    ("span", "range_s"),
    [
        (WholeSpan(), (0, 24)),
        (seconds(10, None), (10, 24)),
        (seconds(0, 24), (0, 24)),
        (section("Chorus"), (8, 12)),
        (section("Chorus", 2), (16, 20)),
    ],
)
def test_a_span_becomes_a_range(span: Span, range_s: tuple[int, int]) -> None:
    assert shapes("cut", theme(), cut(span)) == [range_s]


@pytest.mark.parametrize(
    "span", [seconds(20, 25), seconds(24, 25), seconds(30, None), TimeSpan(0, 24_001)]
)
def test_a_range_past_the_end_is_an_error(span: Span) -> None:
    found = refused(span)

    assert found.code == "range-outside"
    assert "which lasts 24s" in found.message


@pytest.mark.parametrize("span", [seconds(5, 5), seconds(9, 3), seconds(24, None)])
def test_an_empty_range_is_an_error(span: Span) -> None:
    assert refused(span).code == "empty-range"


def test_an_unknown_section_gets_the_nearest_name_and_the_list() -> None:
    found = refused(section("[chorus"))

    assert found.message == "`theme` has no section `[chorus`"
    assert found.hint == (
        "did you mean `Chorus`? its sections are `Intro`, `Verse`, `Chorus`, `Outro`"
    )


@pytest.mark.parametrize(
    ("span", "times"),
    [(section("Verse", 3), "2 times"), (section("Intro", 2), "once")],
)
def test_a_section_that_is_not_there_so_often_is_an_error(
    span: Span, times: str
) -> None:
    assert f"{times}, there is no" in refused(span).message


def test_a_recording_has_no_sections() -> None:
    found = refused(section("Chorus"), "jingle")

    assert found.code == "no-sections"
    assert "recording" in found.message


def test_a_song_that_names_no_sections_has_none() -> None:
    found = fault(song("theme", made("la la")), cut(section("Chorus")))

    assert found.code == "no-sections"


def test_sections_of_a_prompt_are_known_once_it_is_drafted() -> None:
    found = refused(section("Chorus"), "menu")

    assert found.code == "not-drafted"
    assert "`partita build menu` drafts it" in str(found.hint)


@pytest.mark.parametrize(
    ("of", "code"), [("jingle", "unknown-length"), ("menu", "not-drafted")]
)
def test_an_open_end_needs_a_known_length(of: str, code: str) -> None:
    assert refused(WholeSpan(), of).code == code


@pytest.mark.parametrize("of", ["jingle", "menu"])
def test_a_closed_range_needs_no_known_length(of: str) -> None:
    found = shapes("cut", recording(), prompted(length_ms=None), cut(seconds(0, 4), of))

    assert found == [(0, 4)]


def test_the_length_of_a_prompt_is_enough_for_ranges() -> None:
    assert shapes("cut", prompted(), cut(seconds(50, None), "menu")) == [(50, 60)]


def test_a_stored_song_is_taken_by_its_id() -> None:
    (chunk,) = chunks("cut", stored(seconds(2, 6)))

    assert chunk == ReferenceChunk(Source(TimeRange(2_000, 6_000), song_id="abc123"))


@pytest.mark.parametrize("span", [WholeSpan(), seconds(3, None), section("Chorus")])
def test_a_stored_song_needs_both_ends(span: Span) -> None:
    assert fault(stored(span)).code == "stored-song-range"


def test_an_empty_range_of_a_stored_song_is_an_error() -> None:
    assert fault(stored(seconds(6, 2))).code == "empty-range"


def test_a_range_is_written_the_way_an_author_would() -> None:
    assert written(TimeSpan(1_500, None)) == "1.5s.."
    assert written(TimeRange(0, 90_000)) == "0s..1m30s"
