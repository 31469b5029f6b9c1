"""The K-weighting filter of BS.1770-4 at any rate, in blocks.

Two biquads: a shelf for the head, a high-pass for the ear. The standard gives
coefficients for 48 kHz only; those for other rates come from the analogue prototypes
that libebur128 found behind them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from partita.audio.fourier import Rows, multiplied, spectra_of, waves_of
from partita.audio.side_by_side import side_by_side
from partita.audio.signal import Signal
from partita.units import Frames

_SHELF_HZ: Final = 1681.974450955533
_SHELF_DB: Final = 3.999843853973347
_SHELF_Q: Final = 0.7071752369554196
_SHELF_BAND_EXPONENT: Final = 0.4996667741545416
_HIGH_PASS_HZ: Final = 38.13547087602444
_HIGH_PASS_Q: Final = 0.5003270373238773

#: The high-pass has died down by over 120 dB after this time.
_RESPONSE_MS: Final = 60

#: Small enough to stay near the CPU, and so many at once.
_FFT_FRAMES: Final = 1 << 15
_AT_ONCE: Final = 4

#: Numerator and denominator of a biquad; the denominator's first is 1.
_Biquad = tuple[tuple[float, float, float], tuple[float, float]]


def k_weighted_squares(
    signal: Signal, rate_hz: int
) -> Iterator[tuple[Frames, NDArray[np.float64]]]:
    """Yield first frames of blocks, and the squared K-weighted signal, channels added.

    Overlap-save with the filter's impulse response: numpy has no recursive filter.
    """
    response = _response(rate_hz)
    overlap = len(response) - 1
    size = max(_FFT_FRAMES, 1 << (2 * overlap).bit_length())
    filtered = spectra_of(response * size**0.5, size)
    step = size - overlap

    def squares(given: tuple[Frames, Rows]) -> tuple[Frames, NDArray[np.float64]]:
        start, heard = given
        blocks = sliding_window_view(heard, size, axis=1)[:, ::step]
        weighted = waves_of(multiplied(spectra_of(blocks), filtered), size)
        every = weighted[..., overlap:].reshape(signal.channels, -1)
        every = every[:, : len(signal) - start]
        return start, np.sum(np.multiply(every, every, dtype=np.float64), axis=0)

    return side_by_side(squares, _heard(signal, _AT_ONCE * step, overlap))


def _heard(
    signal: Signal, step: Frames, overlap: Frames
) -> Iterator[tuple[Frames, Rows]]:
    """Yield first frames of stretches, and them with what comes before them."""
    for start in range(0, len(signal), step):
        end, first = min(start + step, len(signal)), max(0, start - overlap)
        heard = np.zeros((signal.channels, overlap + step), np.float32)
        at = overlap - (start - first)
        for channel, row in enumerate(heard):
            row[at : overlap + end - start] = signal.column(channel, first, end)
        yield start, heard


@lru_cache(maxsize=8)
def _response(rate_hz: int) -> NDArray[np.float64]:
    """Return the impulse response of both filters, one after the other."""
    impulse = [1.0] + [0.0] * (rate_hz * _RESPONSE_MS // 1000)
    return np.array(_filtered(_filtered(impulse, _shelf(rate_hz)), _high(rate_hz)))


def _filtered(samples: list[float], biquad: _Biquad) -> list[float]:
    (b0, b1, b2), (a1, a2) = biquad
    out: list[float] = []
    z1 = z2 = 0.0  # transposed direct form II
    for x in samples:
        y = b0 * x + z1
        z1 = b1 * x - a1 * y + z2
        z2 = b2 * x - a2 * y
        out.append(y)
    return out


def _shelf(rate_hz: int) -> _Biquad:
    k = math.tan(math.pi * _SHELF_HZ / rate_hz)
    high = math.pow(10.0, _SHELF_DB / 20)
    band = math.pow(high, _SHELF_BAND_EXPONENT)
    a0 = 1 + k / _SHELF_Q + k * k
    return (
        (
            (high + band * k / _SHELF_Q + k * k) / a0,
            2 * (k * k - high) / a0,
            (high - band * k / _SHELF_Q + k * k) / a0,
        ),
        (2 * (k * k - 1) / a0, (1 - k / _SHELF_Q + k * k) / a0),
    )


def _high(rate_hz: int) -> _Biquad:
    k = math.tan(math.pi * _HIGH_PASS_HZ / rate_hz)
    a0 = 1 + k / _HIGH_PASS_Q + k * k
    # The standard's numerator is 1, -2, 1 and is not divided by a0.
    return (1.0, -2.0, 1.0), (2 * (k * k - 1) / a0, (1 - k / _HIGH_PASS_Q + k * k) / a0)
