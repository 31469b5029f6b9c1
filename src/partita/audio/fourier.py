"""Transforms in single precision, to spectra and back: half the memory, half the time.

What they lose lies 125 dB under the loudest of a transform. The same bits on every
processor. Knows rows of frames; does not know what is done to spectra.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Rows: TypeAlias = NDArray[np.floating[Any]]
Spectrum: TypeAlias = NDArray[np.complexfloating[Any, Any]]


def spectra_of(
    rows: Rows, frames: int | None = None, *, out: Spectrum | None = None
) -> Spectrum:
    """Return the spectra of rows, divided by the root of their frames.

    Four rows at once take half the time for each.

    Args:
        frames: rows are cut, or filled up with silence, to so many.
    """
    single = rows.astype(np.float32, copy=False)
    # Without a factor of its own, numpy works in double precision and converts. Its
    # types know of nothing else.
    spectra: Spectrum = np.fft.rfft(single, frames, norm="ortho", out=out)  # type: ignore[arg-type]
    return spectra


def waves_of(spectra: Spectrum, frames: int, *, out: Rows | None = None) -> Rows:
    """Return the rows of frames that have such spectra."""
    single = spectra.astype(np.complex64, copy=False)
    waves: Rows = np.fft.irfft(single, frames, norm="ortho", out=out)  # type: ignore[arg-type]
    return waves


def multiplied(one: Spectrum, other: Spectrum) -> Spectrum:
    """Multiply spectra by real arithmetic, whose last bit no processor changes."""
    shape = np.broadcast_shapes(one.shape, other.shape)
    product: Spectrum = np.empty(shape, np.result_type(one, other))
    product.real = one.real * other.real - one.imag * other.imag
    product.imag = one.real * other.imag + one.imag * other.real
    return product


def weighed(spectra: Spectrum, weights: Rows) -> Spectrum:
    """Return spectra in single precision, each bin as loud as it is weighed."""
    shape = np.broadcast_shapes(spectra.shape, weights.shape)
    louder: Spectrum = np.empty(shape, np.complex64)
    np.multiply(spectra.real, weights, out=louder.real, casting="same_kind")
    np.multiply(spectra.imag, weights, out=louder.imag, casting="same_kind")
    return louder


def fast_length(least: int) -> int:
    """Return a length at which an FFT is fast: a power of two, times 3, 5, 9 or 15."""
    power = 1 << max((least - 1).bit_length() - 4, 0)
    return next(size * power for size in (9, 10, 12, 15, 16) if size * power >= least)
