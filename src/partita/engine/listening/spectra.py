"""Short-time spectra of audio of any length, a block at a time.

Knows frames, windows and frequencies; does not know what anyone looks for in them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

#: Spectra made at once: 2 to 16 MB, whatever the length of the audio.
_SPECTRA_A_BLOCK = 256


@dataclass(frozen=True)
class Lattice:
    """Where spectra stand: spectrum i is centred on frame `i * hop`.

    Args:
        size: frames under the window, a power of two.
    """

    rate_hz: int
    size: int
    hop: int

    def count(self, frames: int) -> int:
        """Return how many spectra some audio has."""
        return -(-frames // self.hop)

    @property
    def spectra_a_second(self) -> float:
        """Return how many spectra a second of audio has."""
        return self.rate_hz / self.hop

    @property
    def frequencies_hz(self) -> NDArray[np.float64]:
        """Return the frequency of each bin."""
        return (
            np.arange(self.size // 2 + 1, dtype=np.float64) * self.rate_hz / self.size
        )


def lattice(rate_hz: int, window_s: float, overlap: int) -> Lattice:
    """Return the lattice whose window is nearest to a duration.

    Args:
        overlap: how many windows cover each frame.
    """
    size = 1 << max(4, round(np.log2(rate_hz * window_s)))
    return Lattice(rate_hz, size, size // overlap)


def blocks(
    audio: NDArray[np.float64], where: Lattice
) -> Iterator[tuple[slice, NDArray[np.complex128]]]:
    """Give the spectra of the mono sum, with which of them they are.

    Beyond its ends the audio is silent. A full-scale sine has magnitude 1.
    """
    window = np.hanning(where.size + 1)[:-1]
    window *= 2 / window.sum()
    count = where.count(len(audio))
    for first in range(0, count, _SPECTRA_A_BLOCK):
        last = min(count, first + _SPECTRA_A_BLOCK)
        start = first * where.hop - where.size // 2
        end = start + (last - first - 1) * where.hop + where.size
        mono = mono_between(audio, start, end)
        windows = np.lib.stride_tricks.sliding_window_view(mono, where.size)
        yield slice(first, last), np.fft.rfft(windows[:: where.hop] * window, axis=1)


def mono_between(
    audio: NDArray[np.float64], start: int, end: int
) -> NDArray[np.float64]:
    """Return the mono sum of a stretch; what lies outside the audio is silent."""
    inside = audio[max(0, start) : max(0, end)]
    mono = np.zeros(end - start)
    offset = max(0, -start)
    # A broken upload may hold infinities; they must not spread to the numbers.
    mono[offset : offset + len(inside)] = np.nan_to_num(
        inside.mean(axis=1), posinf=1.0, neginf=-1.0
    )
    return mono
