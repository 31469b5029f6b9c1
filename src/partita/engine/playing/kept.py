"""Waves that were made once and may be wanted again, up to a number of bytes.

What is kept never changes what is heard: only when it is made. Knows sizes; does not
know what the waves are.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from partita.engine.playing.curves import Floats

#: A wave as it is kept: half the memory, and still 24 bits.
Wave: TypeAlias = NDArray[np.float32]


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
        """Return a wave of at least so many frames, shared and read-only.

        A longer wave must begin exactly as a shorter one: the longest made serves all.
        """
        wave = self._waves.pop(key, None)
        if wave is None or wave.shape[-1] < frames:
            self.bytes -= 0 if wave is None else wave.nbytes
            wave = make().astype(np.float32)
            wave.setflags(write=False)
            self.bytes += wave.nbytes
        self._waves[key] = wave
        while self.bytes > self._most_bytes and len(self._waves) > 1:
            self.bytes -= self._waves.popitem(last=False)[1].nbytes
        return wave

    def forget(self) -> None:
        """Let go of everything."""
        self._waves.clear()
        self.bytes = 0
