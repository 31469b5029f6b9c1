"""What a worker tells while it makes something.

Small plain values that cross from one process to another.
"""

from __future__ import annotations

from dataclasses import dataclass

from partita.plan.chunks import CompositionPlan
from partita.units import Frames, Milliseconds


@dataclass(frozen=True)
class Word:
    """A sung word."""

    word: str
    start_ms: Milliseconds
    end_ms: Milliseconds


@dataclass(frozen=True)
class Planned:
    """What is going to be made.

    Args:
        plan: as it was asked for, or as the prompt was understood.
        genres: that its styles name.
    """

    plan: CompositionPlan
    genres: tuple[str, ...]


@dataclass(frozen=True)
class Composed:
    """The notes are there, so the words are known; nothing is rendered yet."""

    words: tuple[Word, ...]


@dataclass(frozen=True)
class Sounded:
    """Some more of the file is written.

    Args:
        size: of the file so far.
        until_ms: what of the music has gone into it, at least.
        waveform: of the music since the last time.
    """

    size: int
    until_ms: Milliseconds
    waveform: tuple[int, ...]


@dataclass(frozen=True)
class Finished:
    """All of it is there.

    Args:
        audio: identity of the samples.
        sent: digest of the file for the client.
    """

    rate_hz: int
    frames: Frames
    audio: str
    sent: str
    waveform: tuple[int, ...]


@dataclass(frozen=True)
class Recognised:
    """What is heard in a recording."""

    plan: CompositionPlan
