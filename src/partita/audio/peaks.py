"""True peaks: what the waveform reaches between its samples (BS.1770-4, annex 2).

Oversamples four times in blocks, by a longer spectrum: no filter to choose, and no
arithmetic that differs between CPUs. Does not know ceilings or gains.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from partita.audio.buffer import Floats
from partita.audio.signal import Signal
from partita.units import Frames

#: BS.1770-4, annex 2: at 48 kHz four times is enough to come within 0.6 dB of the
#: continuous wave's peak at the very top of the band, and far nearer below.
OVERSAMPLING: Final = 4

#: Small enough to stay near the CPU, and with its guards a length that FFTs like.
_BLOCK_FRAMES: Final = 1 << 12

#: Faded frames around a block, so that its ends do not ring into it.
_GUARD_FRAMES: Final = 1 << 9

_FFT_FRAMES: Final = _BLOCK_FRAMES + 2 * _GUARD_FRAMES

Envelope = NDArray[np.float64]


def true_peak(signal: Signal) -> float:
    """Return the highest true peak of any channel, linear."""
    return max((float(block.max()) for _, block in peak_blocks(signal)), default=0.0)


def peak_blocks(signal: Signal) -> Iterator[tuple[Frames, Envelope]]:
    """Yield first frames of blocks, and the true peak at or just after each frame.

    The peak is the highest of all channels.
    """
    for start in range(0, len(signal), _BLOCK_FRAMES):
        end = min(start + _BLOCK_FRAMES, len(signal))
        envelope = np.zeros(end - start)
        for channel in range(signal.channels):
            for phase in _oversampled(signal, channel, start):
                np.maximum(envelope, phase[: end - start], out=envelope)
        yield start, envelope


def _oversampled(signal: Signal, channel: int, start: Frames) -> Floats:
    """Return a block of one channel as four rows of magnitudes, one row a phase."""
    block = np.zeros(_FFT_FRAMES)
    first = max(0, start - _GUARD_FRAMES)
    last = min(len(signal), start + _BLOCK_FRAMES + _GUARD_FRAMES)
    at = first - (start - _GUARD_FRAMES)
    block[at : at + last - first] = signal.column(channel, first, last)
    fade = _fade()
    block[:_GUARD_FRAMES] *= fade
    block[-_GUARD_FRAMES:] *= fade[::-1]
    spectrum = np.fft.rfft(block)
    spectrum[-1] *= 0.5  # the top bin is its own mirror until there is room above
    fine = np.fft.irfft(spectrum, OVERSAMPLING * _FFT_FRAMES) * OVERSAMPLING
    phases: Floats = np.abs(fine).reshape(-1, OVERSAMPLING).T
    return phases[:, _GUARD_FRAMES : _GUARD_FRAMES + _BLOCK_FRAMES]


def _fade() -> Envelope:
    rise = np.arange(_GUARD_FRAMES) * (np.pi / 2 / _GUARD_FRAMES)
    fade: Envelope = np.sin(rise) ** 2
    return fade
