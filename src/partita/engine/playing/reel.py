"""Reels: long audio that passes by in blocks, and is never there as a whole.

Cuts a stream into windows with something on either side, and lets a meter that asks
for one stretch after another listen in. Knows frames; does not know what they sound
like.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from partita.engine.playing.curves import Floats

#: int32 of shape (frames, channels), 24 bits each.
Samples: TypeAlias = NDArray[np.int32]


class Reel:
    """Stand for a stream as a signal that is read from start to end, as meters do.

    Has the methods of `audio.signal.Signal` that its readers use.
    """

    def __init__(self, blocks: Iterator[Samples], frames: int) -> None:
        self._blocks, self._frames = blocks, frames
        self._held = next(blocks, np.zeros((0, 2), np.int32))
        self._first = 0
        self.channels = self._held.shape[1]

    def __len__(self) -> int:
        return self._frames

    def column(self, channel: int, start: int, end: int) -> Floats:
        """Return a stretch of one channel; none begins before one read earlier."""
        self._held = self._held[start - self._first :]
        self._first = start
        while self._first + len(self._held) < end:
            self._held = np.concatenate([self._held, next(self._blocks)])
        return self._held[: end - start, channel].astype(np.float64)


class Feed:
    """Take a stream in stretches of any length."""

    def __init__(self, blocks: Iterator[Samples]) -> None:
        self._blocks = blocks
        self._held = np.zeros((0, 2), np.int32)

    def take(self, frames: int) -> Samples:
        """Return the next frames."""
        while len(self._held) < frames:
            self._held = np.concatenate([self._held, next(self._blocks)])
        taken, self._held = self._held[:frames], self._held[frames:]
        return taken


def windows(
    blocks: Iterator[Samples], size: int, context: int
) -> Iterator[tuple[Samples, int, int]]:
    """Cut a stream into blocks of one size, with context before and after.

    Yields:
        a window, and where in it the block begins and ends. Blocks join up.
    """
    held, start = next(blocks, None), 0
    if held is None:
        return
    over = False
    while not over or start < len(held):
        while not over and len(held) < start + size + context:
            more = next(blocks, None)
            over = more is None
            held = held if more is None else np.concatenate([held, more])
        end = min(start + size, len(held))
        if start < end:
            yield held[: end + context], start, end
        kept = max(end - context, 0)
        held, start = held[kept:], end - kept


def blocks_of(samples: Samples, size: int = 1 << 17) -> Iterator[Samples]:
    """Yield audio that is there as a whole, a block at a time."""
    for start in range(0, len(samples), size):
        yield samples[start : start + size]
