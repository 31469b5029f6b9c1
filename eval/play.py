"""Have the engine play a brief from beginning to end, as the local provider would.

Knows the engine's doors: compose, render, finish, and what it hears with. Does not know
what was asked or what is right.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from partita.engine.brief import Brief, Keep, Make, Slice
from partita.engine.compose import compose
from partita.engine.finish import finish
from partita.engine.hearing import Hearing, hearing_of_outline
from partita.engine.listen import listen
from partita.engine.render import render
from partita.units import frame_at

if TYPE_CHECKING:
    from partita.audio.buffer import Audio
    from partita.engine.score import Score


@dataclass(frozen=True)
class Played:
    """A piece as notes and as sound."""

    score: Score
    audio: Audio

    @property
    def borders(self) -> list[int]:
        """Return the frames at which its chunks begin, and where the last one ends."""
        borders = [0]
        for chart in self.score.charts:
            borders.append(borders[-1] + chart.frames)
        return borders


@dataclass(frozen=True)
class Known:
    """Audio to keep or resemble: with its score, or without as an upload is."""

    audio: Audio
    score: Score | None = None


def play(brief: Brief, known: Mapping[str, Known] | None = None) -> Played:
    """Compose, render and finish a brief.

    Args:
        known: the audio that its slices name.
    """
    sources = known or {}
    hearings = {each: heard(each, sources[each.audio]) for each in _slices(brief)}
    score = compose(brief, hearings)
    rendered = [None if part is None else render(part) for part in score.parts]
    kept = [
        cut(chunk.slice, sources[chunk.slice.audio].audio)
        if isinstance(chunk, Keep)
        else None
        for chunk in brief.chunks
    ]
    return Played(score, finish(score, rendered, kept))


def without_voices(played: Played) -> Audio:
    """Return the same piece with nobody singing."""
    parts = tuple(
        None if part is None else replace(part, sung=()) for part in played.score.parts
    )
    score = replace(played.score, parts=parts)
    rendered = [None if part is None else render(part) for part in parts]
    return finish(score, rendered, [None] * len(parts))


def _slices(brief: Brief) -> list[Slice]:
    kept = [chunk.slice for chunk in brief.chunks if isinstance(chunk, Keep)]
    heard = [
        chunk.conditioning
        for chunk in brief.chunks
        if isinstance(chunk, Make) and chunk.conditioning is not None
    ]
    return kept + heard


def cut(which: Slice, audio: Audio) -> Audio:
    """Return a slice of some audio."""
    rate_hz = audio.rate_hz
    return audio.slice(
        frame_at(which.start_ms, rate_hz), frame_at(which.end_ms, rate_hz)
    )


def heard(which: Slice, known: Known) -> Hearing:
    """Return what the engine knows of a slice."""
    rate_hz = known.audio.rate_hz
    start, end = frame_at(which.start_ms, rate_hz), frame_at(which.end_ms, rate_hz)
    if known.score is not None:
        return hearing_of_outline(known.score, start, end, rate_hz)
    return listen(cut(which, known.audio).to_float(), rate_hz)
