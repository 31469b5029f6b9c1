"""What the embedded musician is asked: chunks to make, and chunks to keep.

The engine's own input, so that it can be used without manifests, plans or providers.
A slice of existing audio is named by a `Slice`; what it sounds like is told apart, as
a `Hearing` (see `listen`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from partita.units import Milliseconds

Adherence = Literal["low", "medium", "high"]
Strength = Literal["low", "medium", "high", "xhigh"]


@dataclass(frozen=True)
class Slice:
    """A stretch of existing audio.

    Args:
        audio: any name that is the same for the same audio; partita uses its digest.
    """

    audio: str
    start_ms: Milliseconds
    end_ms: Milliseconds


@dataclass(frozen=True)
class Make:
    """A generation chunk; `text` as in the API: section, lyrics, sounds, directions."""

    text: str
    duration_ms: Milliseconds
    positive_styles: tuple[str, ...] = ()
    negative_styles: tuple[str, ...] = ()
    adherence: Adherence = "high"
    conditioning: Slice | None = None
    strength: Strength | None = None


@dataclass(frozen=True)
class Keep:
    """An audio reference chunk: the slice comes back unchanged."""

    slice: Slice

    @property
    def duration_ms(self) -> Milliseconds:
        """Return the length of the slice."""
        return self.slice.end_ms - self.slice.start_ms


@dataclass(frozen=True)
class Brief:
    """A whole piece.

    Args:
        seed: another seed is another piece of the same kind; None takes one from the
            first chunk, so that later chunks can change without touching it.
        rate_hz: 44100 or 48000.
        pronunciation: name and version of what reads lyrics that are not English, as
            in `espeak-ng 1.52.0`; "" for our own guess at them.
        muted: codes of advice that the author does not want.
    """

    chunks: tuple[Make | Keep, ...]
    seed: int | None
    rate_hz: int
    pronunciation: str = ""
    muted: frozenset[str] = frozenset()
