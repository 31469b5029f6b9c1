"""Echoes on the beat, thrown from side to side, each duller than the last.

Knows a delay line; does not know tempo.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from partita.engine.playing.curves import Floats

#: Level of each repeat; every second one comes from the other side.
_REPEATS: Final = (0.5, 0.3, 0.17, 0.09)
REPEATS: Final = len(_REPEATS)


class Echo:
    """Repeat a stereo stream, block by block."""

    def __init__(self, delay: int) -> None:
        self._delay = delay
        self._past = np.zeros((2, REPEATS * delay + 4 * REPEATS), np.float32)

    def push(self, wave: Floats) -> Floats:
        """Return what is heard of earlier sound during a block."""
        frames = wave.shape[1]
        heard = np.zeros_like(wave)
        stream = np.concatenate([self._past, wave], axis=1)
        self._past = stream[:, frames:]
        end = stream.shape[1]
        for number, level in enumerate(_REPEATS, 1):
            at = end - frames - number * self._delay
            # A mean of two frames, wider apart each time: tape loses its treble.
            turned = slice(None, None, -1 if number % 2 else 1)
            for shift in (0, number):
                late = stream[turned, at - shift : at - shift + frames]
                heard += late * (level / 2)
        return heard
