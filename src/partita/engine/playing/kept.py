"""Waves that were made once and may be wanted again, up to a number of bytes.

What is kept never changes what is heard: only when it is made. Knows sizes; does not
know what the waves are.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from partita.engine.playing.curves import Floats

#: Frames of a grain, which has a size of its own.
GRAIN: Final = 1024
#: A grain's highest frame, in steps.
_MOST: Final = 32767


@dataclass(frozen=True, eq=False)
class Wave:
    """A wave in 16 bits and a size for each grain, which is half the memory of floats.

    What is rounded off is 98 dB under the loudest that is near, so a tone that dies
    away keeps its detail. Whole grains of a longer wave are those of a shorter.

    Args:
        steps: of shape (rows, grains, `GRAIN`); past the end they are 0.
        sizes: of a step in each grain, of shape (rows, grains, 1).
    """

    steps: NDArray[np.int16]
    sizes: NDArray[np.float32]
    frames: int

    @property
    def nbytes(self) -> int:
        """Return the memory that it takes."""
        return self.steps.nbytes + self.sizes.nbytes

    def stretch(self, row: int, start: int, end: int, level: float = 1.0) -> Floats:
        """Return new floats of what a row holds between two frames, at a level."""
        first = start // GRAIN
        some = slice(first, -(-end // GRAIN))
        grains = self.steps[row, some].astype(np.float32)
        grains *= self.sizes[row, some] * np.float32(level)
        return grains.ravel()[start - first * GRAIN : end - first * GRAIN]

    def floats(self) -> Floats:
        """Return all of it as rows of floats."""
        rows = range(len(self.steps))
        return np.stack([self.stretch(row, 0, self.frames) for row in rows])


def packed(wave: Floats) -> Wave:
    """Return one row of floats, or some, as a wave."""
    rows = np.atleast_2d(wave)
    count, frames = rows.shape
    grains = np.zeros((count, -(-frames // GRAIN), GRAIN), np.float32)
    grains.reshape(count, -1)[:, :frames] = rows
    peaks = np.maximum(grains.max(axis=2), -grains.min(axis=2))
    # Silence has to be divided by something, too.
    sizes = np.maximum(peaks, np.float32(1e-20))[..., None] / np.float32(_MOST)
    grains /= sizes
    steps = np.rint(grains, out=grains).astype(np.int16)
    return Wave(steps, sizes, frames)


class Kept:
    """Keep the waves used last.

    Args:
        most_bytes: how much is kept, beyond the wave that was asked for last.
    """

    def __init__(self, most_bytes: int) -> None:
        self._waves: OrderedDict[Hashable, Wave] = OrderedDict()
        self._most_bytes = most_bytes
        self.bytes = 0

    def get(self, key: Hashable, make: Callable[[], Floats], frames: int = 0) -> Wave:
        """Return a wave of at least so many frames.

        A longer wave must begin exactly as a shorter one, of which all grains are
        whole: the longest made serves all.
        """
        wave = self._waves.pop(key, None)
        if wave is None or wave.frames < frames:
            self.bytes -= 0 if wave is None else wave.nbytes
            wave = packed(make())
            self.bytes += wave.nbytes
        self._waves[key] = wave
        while self.bytes > self._most_bytes and len(self._waves) > 1:
            self.bytes -= self._waves.popitem(last=False)[1].nbytes
        return wave

    def forget(self) -> None:
        """Let go of everything."""
        self._waves.clear()
        self.bytes = 0
