"""Waveforms for a preview: four numbers a second, -1000..1000, of the mono mix.

Each is the loudest sample of its quarter of a second, sign and all. Knows blocks.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from partita.audio.buffer import FULL_SCALE, Samples

A_SECOND: Final = 4
_MOST: Final = 1000


class Waveform:
    """The waveform of audio that passes by."""

    def __init__(self, rate_hz: int) -> None:
        """Begin with nothing."""
        self._rate_hz = rate_hz
        self._held = np.zeros(0, np.int64)
        self._first = 0
        self.values: list[int] = []

    def add(self, block: Samples) -> None:
        """Take in the next frames."""
        mono = block.sum(axis=1, dtype=np.int64) // block.shape[1]
        self._held = np.concatenate([self._held, mono])
        while self._first + len(self._held) >= (end := self._end()):
            self._note(end - self._first)

    def finish(self) -> None:
        """Count the rest as a quarter of its own, if most of one is there."""
        if 2 * len(self._held) * A_SECOND >= self._rate_hz:
            self._note(len(self._held))

    def _end(self) -> int:
        return (len(self.values) + 1) * self._rate_hz // A_SECOND

    def _note(self, count: int) -> None:
        quarter, self._held = self._held[:count], self._held[count:]
        self._first += count
        loudest = int(quarter[np.abs(quarter).argmax()])
        self.values.append(round(loudest * _MOST / FULL_SCALE))
