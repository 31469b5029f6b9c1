"""True peaks: what the waveform reaches between its samples (BS.1770-4, annex 2).

Oversamples four times in blocks, by a longer spectrum: no filter to choose, and no
arithmetic that differs between CPUs. Does not know ceilings or gains.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache, reduce
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from partita.audio.fourier import Rows, spectra_of, waves_of
from partita.audio.signal import Signal
from partita.units import Frames

#: BS.1770-4, annex 2: at 48 kHz four times is enough to come within 0.6 dB of the
#: continuous wave's peak at the very top of the band, and far nearer below.
OVERSAMPLING: Final = 4

#: Small enough to stay near the CPU, and with its guards a length that FFTs like; and
#: so many at once.
_BLOCK_FRAMES: Final = 1 << 12
_AT_ONCE: Final = 2

#: Faded frames around a block, so that its ends do not ring into it.
_GUARD_FRAMES: Final = 1 << 9

_FFT_FRAMES: Final = _BLOCK_FRAMES + 2 * _GUARD_FRAMES


def true_peak(signal: Signal) -> float:
    """Return the highest true peak of any channel, linear."""
    return max((float(block.max()) for _, block in peak_blocks(signal)), default=0.0)


def peak_blocks(signal: Signal) -> Iterator[tuple[Frames, Rows]]:
    """Yield first frames of blocks, and the true peak at or just after each frame.

    The peak is the highest of all channels.
    """
    for start in range(0, len(signal), _AT_ONCE * _BLOCK_FRAMES):
        end = min(start + _AT_ONCE * _BLOCK_FRAMES, len(signal))
        peaks = np.max(_oversampled(signal, start), axis=0)
        # Four in a row are the frame and what lies between it and the next.
        quarters = (peaks[phase::OVERSAMPLING] for phase in range(OVERSAMPLING))
        yield start, reduce(np.maximum, quarters)[: end - start]


def _oversampled(signal: Signal, start: Frames) -> Rows:
    """Return the magnitudes of a few blocks, a row for each channel."""
    frames = _AT_ONCE * _BLOCK_FRAMES + 2 * _GUARD_FRAMES
    heard = np.zeros((signal.channels, frames), np.float32)
    first = max(0, start - _GUARD_FRAMES)
    last = min(len(signal), start + frames - _GUARD_FRAMES)
    at = first - (start - _GUARD_FRAMES)
    for channel, row in enumerate(heard):
        row[at : at + last - first] = signal.column(channel, first, last)
    blocks = sliding_window_view(heard, _FFT_FRAMES, axis=1)[:, ::_BLOCK_FRAMES]
    spectra = spectra_of(blocks * _fade())
    spectra[..., -1] *= 0.5  # the top bin is its own mirror until there is room above
    fine = waves_of(spectra, OVERSAMPLING * _FFT_FRAMES)
    inside = slice(OVERSAMPLING * _GUARD_FRAMES, -OVERSAMPLING * _GUARD_FRAMES)
    # There and back, these are divided by the roots of their own lengths.
    peaks: Rows = np.abs(fine[..., inside]) * np.float32(OVERSAMPLING**0.5)
    return peaks.reshape(signal.channels, -1)


@lru_cache(maxsize=1)
def _fade() -> Rows:
    rise = np.sin(np.arange(_GUARD_FRAMES) * (np.pi / 2 / _GUARD_FRAMES)) ** 2
    fade = np.concatenate([rise, np.ones(_BLOCK_FRAMES), rise[::-1]])
    return fade.astype(np.float32)
