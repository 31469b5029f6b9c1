"""Runs: generated chunks in a row, added up where their tails overlap.

A stream of the mix before it is mastered. Holds few renders at a time. Knows frames;
does not know loudness or what is beside the run.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from partita.engine.memory import keep_freed_pages
from partita.engine.playing.curves import Floats, swell
from partita.engine.playing.reel import Samples, blocks_of
from partita.engine.render import BEFORE_S, Rendered
from partita.units import Frames

#: Fades where a piece begins or ends: something may have been cut off there.
_RISE_S: Final = 0.001
_FALL_S: Final = 0.04


@dataclass(frozen=True)
class Run:
    """Some chunks in a row, all of them generated.

    Args:
        rendered, lengths: of every chunk of the piece.
        chunks: which of them are meant.
    """

    rendered: Sequence[Rendered | None]
    lengths: Sequence[Frames]
    chunks: range
    rate_hz: int

    @property
    def frames(self) -> Frames:
        """Return the length of the run."""
        return sum(self.lengths[number] for number in self.chunks)

    def play(self) -> Iterator[Samples]:
        """Yield the run from its start, exactly as long as its chunks."""
        keep_freed_pages()
        early = int(BEFORE_S * self.rate_hz)
        held, first, border = np.zeros((0, 2), np.int32), 0, 0
        for number in self.chunks:
            begin, border = border, border + self.lengths[number]
            # The next chunk may begin a little early; up to there all is known.
            ready = border if number == self.chunks[-1] else max(border - early, first)
            pieces = _added(held, self._render(number), begin - first)
            held = yield from self._ready(pieces, first, ready)
            first = ready

    def _ready(
        self, pieces: list[Samples], first: Frames, ready: Frames
    ) -> Generator[Samples, None, Samples]:
        """Yield copies of pieces up to a frame, and return a copy of what follows.

        The list is used up, so that a render is let go before the next one is read,
        whatever is still held of its sound.
        """
        rest = []
        while pieces:
            piece = pieces.pop(0)
            done = min(max(ready - first, 0), len(piece))
            for block in blocks_of(piece[:done]):
                yield self._faded(block.copy(), first)
                first += len(block)
            rest.append(piece[done:])
        return np.concatenate(rest)

    def _render(self, number: int) -> Rendered:
        render = self.rendered[number]
        if render is None:
            message = f"chunk {number} is neither rendered nor kept"
            raise ValueError(message)
        return render

    def _faded(self, block: Samples, first: Frames) -> Samples:
        rise, fall = (int(time * self.rate_hz) for time in (_RISE_S, _FALL_S))
        place = np.arange(first, first + len(block))
        if self.chunks[0] == 0 and first < rise:
            _fade(block, swell(rise)[np.minimum(place, rise - 1)], place < rise)
        left = self.frames - 1 - place
        if self.chunks[-1] + 1 == len(self.lengths) and left[-1] < fall:
            _fade(block, swell(fall)[np.minimum(left, fall - 1)], left < fall)
        return block


def _fade(block: Samples, curve: Floats, where: NDArray[np.bool_]) -> None:
    """Multiply some frames of a block."""
    block[where] = np.rint(block[where] * curve[where, None])


def _added(held: Samples, render: Rendered, border: Frames) -> list[Samples]:
    """Return what is held and a render that begins at a border, as pieces in a row.

    Only where they overlap is anything added, or copied.
    """
    begin = border - render.before
    heard = render.samples[max(-begin, 0) :]
    begin = max(begin, 0)
    gap = np.zeros((max(begin - len(held), 0), 2), np.int32)
    shared = max(min(len(held) - begin, len(heard)), 0)
    overlap = held[begin : begin + shared] + heard[:shared]
    return [held[:begin], gap, overlap, heard[shared:], held[begin + shared :]]
