"""The words of a composed piece, and when each of them sounds.

Known from the score, so exact to the frame; kept chunks have the words that their
source was known to have. Knows outlines; does not know the wire.
"""

from __future__ import annotations

from dataclasses import dataclass

from partita.providers.local_renders import piece_of
from partita.units import Frames, Milliseconds, ms_at


@dataclass(frozen=True)
class Word:
    """A sung or spoken word on the piece's timeline, as it is written.

    Args:
        start, end: frames at the piece's rate.
    """

    word: str
    start: Frames
    end: Frames
    rate_hz: int

    @property
    def start_ms(self) -> Milliseconds:
        """Return the millisecond of its start."""
        return ms_at(self.start, self.rate_hz)

    @property
    def end_ms(self) -> Milliseconds:
        """Return the millisecond of its end."""
        return ms_at(self.end, self.rate_hz)


def words(outline: bytes) -> tuple[Word, ...]:
    """Return when each word of a piece sounds, in the order in which they begin."""
    piece = piece_of(outline)
    total = sum(chart.frames for chart in piece.charts)
    found: list[Word] = []
    border = 0
    for chart in piece.charts:
        for each in chart.words:
            start, end = max(border + each.start, 0), min(border + each.end, total)
            if start < end:
                found.append(Word(each.word, start, end, piece.rate_hz))
        border += chart.frames
    return tuple(sorted(found, key=lambda word: (word.start, word.end)))
