"""Runs: generated chunks in a row, added up where their tails overlap.

A stream of the mix before it is mastered. Holds one render at a time. Knows frames;
does not know loudness or what is beside the run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from partita.engine.curves import swell
from partita.engine.reel import Samples, blocks_of
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
        early = int(BEFORE_S * self.rate_hz)
        held, first, border = np.zeros((0, 2), np.int32), 0, 0
        for number in self.chunks:
            held = _added(held, first, self._render(number), border)
            border += self.lengths[number]
            # The next chunk may begin a little early; up to there all is known.
            ready = border if number == self.chunks[-1] else border - early
            done = min(max(ready - first, 0), len(held))
            yield from blocks_of(self._faded(held[:done], first))
            held, first = held[done:].copy(), first + done

    def _render(self, number: int) -> Rendered:
        render = self.rendered[number]
        if render is None:
            message = f"chunk {number} is neither rendered nor kept"
            raise ValueError(message)
        return render

    def _faded(self, samples: Samples, first: Frames) -> Samples:
        rise, fall = (int(time * self.rate_hz) for time in (_RISE_S, _FALL_S))
        place = np.arange(first, first + len(samples))
        if self.chunks[0] == 0 and first < rise:
            here = samples[: rise - first]
            here[:] = np.rint(here * swell(rise)[place[: len(here)], None])
        left = self.frames - first - len(samples)
        if self.chunks[-1] + 1 == len(self.lengths) and left < fall:
            here = samples[-(fall - left) :]
            curve = swell(fall)[::-1][fall - left - len(here) : fall - left]
            here[:] = np.rint(here * curve[:, None])
        return samples


def _added(held: Samples, first: Frames, render: Rendered, border: Frames) -> Samples:
    """Return what is held with a render added, long enough for its tail."""
    begin = border - render.before - first
    skipped = max(-begin, 0)
    begin += skipped
    heard = render.samples[skipped:]
    longer = np.zeros((max(len(held), begin + len(heard)), 2), np.int32)
    longer[: len(held)] = held
    longer[begin : begin + len(heard)] += heard
    return longer
