"""The composer: from a brief, and what is known of the audio it names, to a score.

The whole of composing on one screen: neighbours, tone, directions, clocks, layouts,
parts.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from partita import units
from partita.engine.brief import Brief, Keep, Make
from partita.engine.composing.arrange import arrange
from partita.engine.composing.bars import TICKS
from partita.engine.composing.direction import Direction, Place
from partita.engine.composing.director import direct
from partita.engine.composing.heard import NOTHING_HEARD
from partita.engine.composing.languages import (
    GUESSED_WORDS,
    advice_on_words,
    languages_of,
    read_as,
)
from partita.engine.composing.layout import Layout, lay
from partita.engine.composing.meeting import clock_for
from partita.engine.composing.neighbours import (
    Beside,
    beside,
    hearing_of,
    kept_chart,
    place_of,
)
from partita.engine.composing.tone import Tone, piece_seed, tone_of
from partita.engine.score import Chart, Part, Score
from partita.engine.singing import espeak
from partita.engine.vocabulary.advice import advice_on
from partita.engine.vocabulary.genres import GENRES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from partita.engine.brief import Slice
    from partita.engine.composing.clock import Clock
    from partita.engine.hearing import Hearing


def compose(brief: Brief, hearings: Mapping[Slice, Hearing]) -> Score:
    """Write the score of a brief.

    Args:
        hearings: what is known of each slice that the brief keeps or resembles.
    """
    near = beside(brief, hearings)
    makes = [chunk if isinstance(chunk, Make) else None for chunk in brief.chunks]
    places = _places(makes, near, hearings, brief.rate_hz)
    tone = _tone(makes, places, brief.seed)
    directions = _read_aloud(direct(makes, tone, places), makes, brief.pronunciation)
    charts: list[Chart] = []
    parts: list[Part | None] = []
    firsts: dict[tuple[str, str], Layout] = {}
    for number, frames in enumerate(chunk_frames(brief)):
        chunk, direction = brief.chunks[number], directions[number]
        if isinstance(chunk, Keep) or direction is None:
            assert isinstance(chunk, Keep)
            hearing = hearing_of(chunk.slice, hearings, brief.rate_hz)
            charts.append(kept_chart(hearing, frames, brief.rate_hz))
            parts.append(None)
            continue
        clock = _swung(
            clock_for(direction, near[number], frames, brief.rate_hz), direction
        )
        section = direction.identity, direction.metre.name
        opens = number == 0 or isinstance(brief.chunks[number - 1], Keep)
        layout = lay(direction, clock, firsts.get(section), opens=opens)
        if layout.has_lines:
            firsts.setdefault(section, layout)
        part, chart = arrange(direction, clock, layout)
        charts.append(chart)
        parts.append(part)
    return Score(brief.rate_hz, tuple(charts), tuple(parts), _advice(brief, makes))


def _read_aloud(
    directions: tuple[Direction | None, ...],
    makes: list[Make | None],
    pronunciation: str,
) -> tuple[Direction | None, ...]:
    """Tell each direction in which language its lyrics are to be pronounced."""
    if pronunciation:
        espeak.require(pronunciation)
    return tuple(
        replace(each, language=read_as(language, pronounces=bool(pronunciation)))
        if each
        else None
        for each, language in zip(directions, languages_of(makes), strict=True)
    )


def _advice(brief: Brief, makes: list[Make | None]) -> tuple[str, ...]:
    if GUESSED_WORDS in brief.muted:
        return advice_on(makes)
    on_words = advice_on_words(makes, pronounces=bool(brief.pronunciation))
    return (*advice_on(makes), *on_words)


def chunk_frames(brief: Brief) -> tuple[int, ...]:
    """Return the length of each chunk: the difference of its rounded borders."""
    borders = [0]
    passed_ms = 0
    for chunk in brief.chunks:
        passed_ms += chunk.duration_ms
        borders.append(units.frame_at(passed_ms, brief.rate_hz))
    return tuple(after - before for before, after in pairwise(borders))


def _places(
    makes: list[Make | None],
    near: tuple[Beside, ...],
    hearings: Mapping[Slice, Hearing],
    rate_hz: int,
) -> list[Place]:
    """Return what each chunk hears; what the first resembles, all do."""
    places = []
    shared = NOTHING_HEARD
    for chunk, beside_it in zip(makes, near, strict=True):
        if chunk is None:
            places.append(Place())
            continue
        reference = None
        if chunk.conditioning is not None:
            reference = hearing_of(chunk.conditioning, hearings, rate_hz)
        place = place_of(chunk, beside_it, reference)
        if place.heard == NOTHING_HEARD and chunk.adherence != "low":
            place = replace(place, heard=shared)
        elif reference is not None and not any(
            each.heard != NOTHING_HEARD for each in places
        ):
            # Its genre has become the tone's already, unless styles named another.
            shared = replace(
                place.heard,
                genre=None,
                section_share=0,
                rhythm_share=place.heard.rhythm_share // 2,
                words_share=100,
            )
        places.append(place)
    return places


def _tone(makes: list[Make | None], places: list[Place], seed: int | None) -> Tone:
    for chunk, place in zip(makes, places, strict=True):
        if chunk is not None:
            return tone_of(chunk, piece_seed(chunk, seed), place.heard)
    nothing = Make("", 0)
    return tone_of(nothing, piece_seed(nothing, seed))


def _swung(clock: Clock, direction: Direction) -> Clock:
    """Let a clock swing as the genre does."""
    genre = GENRES.get(direction.heard.band_of, direction.genre)
    swing = genre.swing
    if "straight" in direction.flags or direction.metre.is_compound:
        swing = 50
    elif "swung" in direction.flags:
        swing = max(swing, 64)
    pair = TICKS if genre.swing_of == 8 else TICKS // 2
    return replace(clock, swing=swing, pair=pair)
