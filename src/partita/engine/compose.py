"""The composer: from a brief, and what is known of the audio it names, to a score.

The whole of composing on one screen: tone, directions, clocks, parts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from partita import units
from partita.engine.arrange import arrange
from partita.engine.brief import Brief, Make
from partita.engine.clock import Clock, steady
from partita.engine.direction import Direction, direct, piece_seed, tone_of
from partita.engine.score import Chart, Part, Score

if TYPE_CHECKING:
    from collections.abc import Mapping

    from partita.engine.brief import Slice
    from partita.engine.hearing import Hearing


def compose(brief: Brief, hearings: Mapping[Slice, Hearing]) -> Score:
    """Write the score of a brief.

    Args:
        hearings: what is known of each slice that the brief keeps or resembles.
    """
    makes = [chunk if isinstance(chunk, Make) else None for chunk in brief.chunks]
    first = next((each for each in makes if each is not None), Make("", 0))
    tone = tone_of(first, piece_seed(first, brief.seed))
    directions = direct(makes, tone)
    frames = chunk_frames(brief)
    charts: list[Chart] = []
    parts: list[Part | None] = []
    for direction, length in zip(directions, frames, strict=True):
        if direction is None:
            charts.append(Chart(length, "", 120_000, 0, 4, 4, 0, "major", 50, kept=True))
            parts.append(None)
            continue
        part, chart = arrange(direction, _clock(direction, length, brief.rate_hz))
        charts.append(chart)
        parts.append(part)
    return Score(brief.rate_hz, tuple(charts), tuple(parts), tuple(tone.wishes.unknown))


def chunk_frames(brief: Brief) -> tuple[int, ...]:
    """Return the length of each chunk: the difference of its rounded borders."""
    borders = [0]
    passed_ms = 0
    for chunk in brief.chunks:
        passed_ms += chunk.duration_ms
        borders.append(units.frame_at(passed_ms, brief.rate_hz))
    return tuple(after - before for before, after in zip(borders, borders[1:], strict=False))


def _clock(direction: Direction, frames: int, rate_hz: int) -> Clock:
    clock = steady(
        frames, rate_hz, direction.tempo_mbpm, direction.metre,
        may_break=direction.is_last,
    )
    genre = direction.genre
    swing = genre.swing
    if "straight" in direction.flags or direction.metre.is_compound:
        swing = 50
    elif "swung" in direction.flags:
        swing = max(swing, 64)
    pair = 48 if genre.swing_of == 8 else 24
    return Clock(
        clock.frames, rate_hz, clock.metre, clock.pulses, clock.end, swing, pair
    )
