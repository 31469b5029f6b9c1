"""Filters that move."""

from __future__ import annotations

from partita.engine.brief import Brief, Make
from partita.engine.compose import compose
from partita.engine.score import Line


def plucks(genre: str, section: str, ms: int) -> list[Line]:
    chunks = (
        Make("[Intro]", 4_000, (genre, "128 BPM")), Make(f"[{section}]", ms),
        Make("[Drop]", 4_000),
    )  # fmt: skip
    part = compose(Brief(chunks, 1, 44_100), {}).parts[1]
    assert part is not None
    return [each for each in part.lines if each.instrument == "pluck_synth"]


def test_a_filter_opens_while_a_section_builds() -> None:
    brightness = [each.bright for each in plucks("trance", "Build", 30_000)]

    assert len(brightness) > 1
    assert brightness == sorted(brightness)


def test_a_filter_moves_every_eight_bars_of_a_level_section() -> None:
    lines = plucks("house", "Theme", 60_000)

    assert len({each.bright for each in lines}) > 1
    for each in lines:
        first, last = each.notes[0].start, each.notes[-1].start
        assert last - first < 15 * 44_100


def test_short_sections_and_other_genres_have_no_such_filter() -> None:
    assert len(plucks("house", "Theme", 8_000)) <= 1
    assert len(plucks("pop", "Chorus", 60_000)) == 1
