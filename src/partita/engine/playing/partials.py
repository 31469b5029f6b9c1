"""Rings: sums of decaying partials of any frequencies, as one matrix product.

What is struck or plucked. The factors of the product are integers small enough for
every sum to be exact, so the order in which a BLAS adds them can't be heard or seen.
"""

from __future__ import annotations

import math

import numpy as np

from partita.engine.playing.curves import LN_60_DB, Floats

#: Frames that one row of the product covers.
_ROW_FRAMES = 256
#: Bits of each factor: two of them and a sum of 512 stay below the 53 of a float64.
_FACTOR = float(1 << 22)
#: Partials added in one product.
_MOST_PARTIALS = 128
#: OpenBLAS starts threads for products of more multiplications than this; they would
#: spend twice the time waiting for each other.
_LONELY = 1 << 18
#: Partials weaker than this share of the strongest are left out: -76 dB.
_FAINT = 1.6e-4
#: Share of the rate above which nothing sounds.
CEILING = 0.45


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
    wave = np.zeros(frames)
    for first in range(0, int(heard.sum()), _MOST_PARTIALS):
        some = slice(first, first + _MOST_PARTIALS)
        wave += _product([each[some] for each in kept], shape)
    return wave


def _product(partials: list[Floats], shape: tuple[int, int]) -> Floats:
    hz, levels, t60_s, phases = partials
    frames, rate_hz = shape
    rows = -(-frames // _ROW_FRAMES)
    cycles = hz / rate_hz
    falls = [math.exp(LN_60_DB / max(time * rate_hz, 1.0)) for time in t60_s.tolist()]
    loudest = float(np.abs(levels).max(initial=1e-9))
    rise, lag = _turning(
        cycles * _ROW_FRAMES, [fall**_ROW_FRAMES for fall in falls], rows
    )
    # A sine is a cosine a quarter later.
    late = 2 * np.pi * (phases - 0.25)
    along, across = levels / loudest * np.cos(late), levels / loudest * np.sin(late)
    left = np.hstack([rise * along - lag * across, -rise * across - lag * along])
    right = np.hstack(_turning(cycles, falls, _ROW_FRAMES))
    exact = _times(np.rint(left * _FACTOR), np.rint(right * _FACTOR).T)
    wave: Floats = exact.ravel()[:frames] * (loudest / (_FACTOR * _FACTOR))
    return wave


def _times(left: Floats, right: Floats) -> Floats:
    """Multiply matrices, a few rows at a time."""
    product = np.empty((len(left), right.shape[1]))
    rows = max(_LONELY // right.size, 2)
    for at in range(0, len(left), rows):
        some = slice(at, at + rows)
        np.matmul(left[some], right, out=product[some])
    return product


def _turning(cycles: Floats, falls: list[float], rows: int) -> tuple[Floats, Floats]:
    """Return the powers 0, 1, … of shrinking rotations: cosines, and sines.

    Doubled from what there is already: few sines are ever computed.
    """
    cosines, sines = np.empty((rows, len(cycles))), np.empty((rows, len(cycles)))
    cosines[0], sines[0] = 1.0, 0.0
    turn = 2 * np.pi * (cycles - np.floor(cycles))
    size = np.array(falls)
    cosine, sine = size * np.cos(turn), size * np.sin(turn)
    done = 1
    while done < rows:
        more = min(done, rows - done)
        low, high = slice(0, more), slice(done, done + more)
        cosines[high] = cosines[low] * cosine - sines[low] * sine
        sines[high] = cosines[low] * sine + sines[low] * cosine
        cosine, sine = cosine * cosine - sine * sine, 2 * cosine * sine
        done += more
    return cosines, sines


def evenness(hz: Floats, levels: Floats) -> float:
    """Return how loud partials are together, the ear's weaker bass reckoned in."""
    # A gentle stand-in for A-weighting: -3 dB at 150 Hz, -6 dB at 9 kHz.
    heard = levels * hz / (hz + 60) / (1 + hz / 9000)
    return float(np.sqrt(np.sum(heard * heard))) or 1.0
