"""Rings: sums of decaying partials of any frequencies, as one matrix product.

What is struck or plucked. The factors of the product are integers small enough for
every sum to be exact, so the order in which a BLAS adds them can't be heard or seen.
"""

from __future__ import annotations

import math
import os
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from partita.engine.playing.curves import LN_60_DB, Floats

#: Frames that one row of the product covers.
_ROW_FRAMES = 256
#: Bits of each factor: two of them and a sum of 512 stay below the 53 of a float64.
_FACTOR = float(1 << 22)
#: Partials added in one product.
_MOST_PARTIALS = 128
#: Multiplications of one product: after so many, partials that are over are left out.
_AT_ONCE = 1 << 22
#: OpenBLAS starts threads for more than this, that spend twice the time waiting for
#: each other, unless it is told not to, as in workers.
_LONELY = 1 << 18
_ALONE = os.environ.get("OPENBLAS_NUM_THREADS") == "1"
#: Partials weaker than this share of the strongest are left out: -76 dB.
_FAINT = 1.6e-4
#: A partial has died away at this share of the strongest's beginning: -100 dB.
_DEAD = 1e-5
#: Share of the rate above which nothing sounds.
CEILING = 0.45


#: Where rotations begin: for each, or for all.
_Points: TypeAlias = tuple[Floats | float, Floats | float]


def ring(
    hz: Floats,
    levels: Floats,
    t60_s: Floats,
    shape: tuple[int, int],
    phases: Floats | None = None,
) -> Floats:
    """Add decaying sines; those above the ceiling are left out.

    Args:
        t60_s: how long each partial takes to fall by 60 dB.
        shape: frames, and frames per second.
        phases: in cycles; sines that start at zero when left out.
    """
    frames, rate_hz = shape
    phases = np.zeros(len(hz)) if phases is None else phases
    faint = _FAINT * np.abs(levels).max(initial=0.0)
    heard = (hz < CEILING * rate_hz) & (hz > 0) & (np.abs(levels) > faint)
    kept = [each[heard] for each in (hz, levels, t60_s, phases)]
    lasting = _rows(kept[1], kept[2] * rate_hz)
    longest_first = np.argsort(-lasting, kind="stable")
    wave = np.zeros(frames)
    for first in range(0, len(lasting), _MOST_PARTIALS):
        some = longest_first[first : first + _MOST_PARTIALS]
        part = _product([each[some] for each in kept], lasting[some], shape)
        wave[: len(part)] += part
    return wave


def _rows(levels: Floats, t60_frames: Floats) -> NDArray[np.int64]:
    """Return the rows of the product in which partials can still be heard."""
    loudest = np.abs(levels).max(initial=0.0)
    frames = t60_frames * np.log(np.abs(levels) / (_DEAD * loudest)) / -LN_60_DB
    # The fraction keeps what is whole from falling to either side by a last bit.
    rows: NDArray[np.int64] = (frames / _ROW_FRAMES + 1.37).astype(np.int64)
    return rows


def _product(
    partials: list[Floats], lasting: NDArray[np.int64], shape: tuple[int, int]
) -> Floats:
    """Return the sum of partials, the longest first, until all have died away."""
    hz, levels, t60_s, phases = partials
    frames, rate_hz = shape
    rows = min(-(-frames // _ROW_FRAMES), int(lasting[0]))
    cycles = hz / rate_hz
    lasts = np.maximum(t60_s * rate_hz, 1.0).tolist()
    falls = [math.exp(LN_60_DB / last) for last in lasts]
    loudest = float(np.abs(levels).max(initial=1e-9))
    # A sine is a cosine a quarter later.
    late = 2 * np.pi * (phases - 0.25)
    along, across = levels / loudest * np.cos(late), levels / loudest * np.sin(late)
    row_falls = [fall**_ROW_FRAMES for fall in falls]
    begun = _turning(cycles * _ROW_FRAMES, row_falls, rows, (along, across))
    left = _pairs(*begun, -_FACTOR)
    right = _pairs(*_turning(cycles, falls, _ROW_FRAMES, (1.0, 0.0)), _FACTOR).T
    exact = _times(left, right, lasting)
    wave: Floats = exact.ravel()[:frames] * (loudest / (_FACTOR * _FACTOR))
    return wave


def _pairs(cosines: Floats, sines: Floats, factor: float) -> Floats:
    """Return whole numbers, the cosine and the sine of a partial side by side."""
    pairs = np.empty((*cosines.shape, 2))
    np.multiply(cosines, _FACTOR, out=pairs[..., 0])
    np.multiply(sines, factor, out=pairs[..., 1])
    return np.rint(pairs, out=pairs).reshape(len(pairs), -1)


def _times(left: Floats, right: Floats, lasting: NDArray[np.int64]) -> Floats:
    """Multiply matrices, a few rows at a time, and leave out partials that are over."""
    product = np.empty((len(left), right.shape[1]))
    at = 0
    while at < len(left):
        heard = 2 * int(np.count_nonzero(lasting > at))
        size = heard * right.shape[1]
        end = min(at + max(_AT_ONCE // size, 2), len(left))
        few = end - at if _ALONE else max(_LONELY // size, 2)
        for row in range(at, end, few):
            some = slice(row, min(row + few, end))
            np.matmul(left[some, :heard], right[:heard], out=product[some])
        at = end
    return product


def _turning(
    cycles: Floats, falls: list[float], rows: int, begin: _Points
) -> tuple[Floats, Floats]:
    """Turn and shrink points 0, 1, … times; return their places along and across.

    Doubled from what there is already: few sines are ever computed.
    """
    cosines, sines = np.empty((rows, len(cycles))), np.empty((rows, len(cycles)))
    cosines[0], sines[0] = begin
    turn = 2 * np.pi * (cycles - np.floor(cycles))
    size = np.array(falls)
    cosine, sine = size * np.cos(turn), size * np.sin(turn)
    done = 1
    while done < rows:
        more = min(done, rows - done)
        low, high = slice(0, more), slice(done, done + more)
        np.multiply(cosines[low], cosine, out=cosines[high])
        np.multiply(cosines[low], sine, out=sines[high])
        cosines[high] -= sines[low] * sine
        sines[high] += sines[low] * cosine
        cosine, sine = cosine * cosine - sine * sine, 2 * cosine * sine
        done += more
    return cosines, sines


def evenness(hz: Floats, levels: Floats) -> float:
    """Return how loud partials are together, the ear's weaker bass reckoned in."""
    # A gentle stand-in for A-weighting: -3 dB at 150 Hz, -6 dB at 9 kHz.
    heard = levels * hz / (hz + 60) / (1 + hz / 9000)
    return float(np.sqrt(np.sum(heard * heard))) or 1.0
