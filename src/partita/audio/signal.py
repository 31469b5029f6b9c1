"""Frames that are measured without being copied: integers or floats, and a gain.

Ten minutes of stereo floats are half a gigabyte; meters and limiters need them a block
at a time. Does not know what is measured.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from partita.audio.buffer import FULL_SCALE, Audio, Floats, Samples
from partita.units import Frames


@dataclass(frozen=True, eq=False)
class Signal:
    """Stand for `frames * factor * gains`, made where it is looked at.

    Args:
        gains: one for each frame.
    """

    frames: Floats | Samples
    factor: float = 1.0
    gains: NDArray[np.float64] | None = None

    def __len__(self) -> int:
        return len(self.frames)

    @property
    def channels(self) -> int:
        """Return how many channels there are."""
        return int(self.frames.shape[1])

    def column(self, channel: int, start: Frames, end: Frames) -> NDArray[np.float64]:
        """Return a stretch of one channel."""
        taken = self.frames[start:end, channel]
        stretch = np.multiply(taken, self.factor, dtype=np.float64)
        return stretch if self.gains is None else stretch * self.gains[start:end]

    def block(self, start: Frames, end: Frames) -> Floats:
        """Return a stretch of all channels."""
        columns = [self.column(each, start, end) for each in range(self.channels)]
        return np.stack(columns, axis=1)


def signal_of(audio: Audio) -> Signal:
    """Return audio as a signal in ±1; the factor is a power of two, so it is exact."""
    return Signal(audio.frames, 1 / FULL_SCALE)
