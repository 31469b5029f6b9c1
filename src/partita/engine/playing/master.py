"""Masters: a mix is brought to a loudness, its peaks kept under a ceiling.

A stream in, a stream out: ten minutes pass through a few seconds of memory. Limits
only where there is something to limit. Knows loudness and limits; does not know chunks
or seams.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from partita.audio.buffer import FULL_SCALE
from partita.audio.dynamics import MARGIN_DB, gain_curve
from partita.audio.loudness import amplitude_of, integrated_lufs_of
from partita.audio.signal import Signal
from partita.engine.playing.curves import Floats
from partita.engine.playing.reel import Reel, Samples, windows
from partita.units import Frames

TARGET_LUFS: Final = -14.0
#: Asked of the limiter, which has a margin of its own for other meters.
CEILING_DBTP: Final = -1.0
#: Music is squashed by no more than this for the sake of loudness.
_MOST_LIMITING_DB: Final = 9.0
#: How long the limiter takes to let go, as `audio.dynamics` has it.
_RELEASE_S: Final = 0.2

_BLOCK: Final = 1 << 18
#: What is known of the music around a block that is limited.
_CONTEXT_S: Final = 0.5
#: How far before a peak the limiter may reach; how far after a small one, and after
#: the highest, and then some.
_BEFORE_S: Final = 0.02
_AFTER_S: Final = 0.03
_LONGEST_S: Final = 0.25
#: Peaks are sought in cells of this many frames.
_CELL: Final = 1 << 11
#: Stretches nearer than this many cells are limited as one.
_NEAR: Final = 6
#: Where a sample is under this share of the ceiling, no peak beside it is above.
_SURELY_UNDER: Final = 0.6
#: Taps of the filter that finds peaks between samples (BS.1770-4, annex 2 has 12).
_TAPS: Final = 24


def loudness_lufs(blocks: Iterable[Samples], frames: int, rate_hz: int) -> float:
    """Return the integrated loudness of 24-bit samples; -inf for silence."""
    reel = Reel(iter(blocks), frames)
    heard = integrated_lufs_of(reel, rate_hz)  # type: ignore[arg-type]
    return heard - 20 * math.log10(FULL_SCALE)


def wanted_db(blocks: Iterator[Samples], frames: int, rate_hz: int) -> float:
    """Return the gain that brings a mix to the target loudness; 0 for silence."""
    cells: list[Floats] = []
    heard = loudness_lufs(_watched(blocks, cells), frames, rate_hz)
    if not math.isfinite(heard):
        return 0.0
    peaks, powers = np.concatenate(cells, axis=1)
    peak_db = 20 * math.log10(float(peaks.max()) / FULL_SCALE)
    most_db = round(CEILING_DBTP + _MOST_LIMITING_DB - peak_db, 2)
    gain_db = min(round(TARGET_LUFS - heard, 2), most_db)
    lost_db = _lost_db(peaks * amplitude_of(gain_db), powers, rate_hz)
    return min(round(gain_db + lost_db, 2), most_db)


def _watched(blocks: Iterator[Samples], cells: list[Floats]) -> Iterator[Samples]:
    """Pass blocks on, and note the peak and the power of each cell."""
    for block in blocks:
        count = -(-len(block) // _CELL)
        whole = np.zeros((count * _CELL, block.shape[1]))
        whole[: len(block)] = block
        whole *= whole
        squares = whole.reshape(count, -1)
        cells.append(np.stack([np.sqrt(squares.max(axis=1)), squares.sum(axis=1)]))
        yield block


def _lost_db(peaks: Floats, powers: Floats, rate_hz: int) -> float:
    """Guess what the limiter will take from the loudness, to give it back before."""
    ceiling = amplitude_of(CEILING_DBTP - MARGIN_DB) * FULL_SCALE
    step = _CELL / rate_hz / _RELEASE_S
    gains, last = np.ones(len(peaks)), 1.0
    for cell, peak in enumerate(peaks.tolist()):
        last = min(1.0, last + step, ceiling / max(peak, 1.0))
        gains[cell] = last
    kept = float((powers * gains * gains).sum()) / max(float(powers.sum()), 1.0)
    return -10 * math.log10(kept) if kept > 0 else 0.0


def applied(block: Samples, gains: Floats) -> Samples:
    """Return a block at what `gained` says."""
    louder = np.empty(block.shape)
    # A column at a time: numpy is slow at rows of two.
    for channel in range(block.shape[1]):
        np.multiply(block[:, channel], gains, out=louder[:, channel])
    return np.rint(louder, out=louder).astype(np.int32)


def gained(
    blocks: Iterator[Samples], gain_db: float, rate_hz: int, size: Frames = _BLOCK
) -> Iterator[tuple[Samples, Floats]]:
    """Yield a stream as it is, and the factor that each frame is to get.

    A gain, and what keeps the peaks under the ceiling after it.

    Args:
        size: of the blocks; half a second beyond each of them has to be known.
    """
    factor = amplitude_of(gain_db)
    context = int(_CONTEXT_S * rate_hz)
    for window, start, end in windows(blocks, size, context):
        gains = np.full(end - start, factor)
        for first, last in _stretches(_hot(window, factor / FULL_SCALE, rate_hz)):
            low, high = max(first, start), min(last, end, len(window))
            if low < high:
                loud = Signal(window[first:last], factor / FULL_SCALE)
                limited = gain_curve(loud, rate_hz, CEILING_DBTP)
                gains[low - start : high - start] *= limited[low - first : high - first]
        yield window[start:end], gains


def _hot(samples: Samples, factor: float, rate_hz: int) -> NDArray[np.bool_]:
    """Tell which cells a peak above the ceiling reaches."""
    ceiling = amplitude_of(CEILING_DBTP - MARGIN_DB) / factor
    peaks = np.zeros(-(-len(samples) // _CELL) + 1)
    for channel in range(samples.shape[1]):
        places, heights = _loud(samples[:, channel], ceiling)
        np.maximum.at(peaks, places // _CELL, heights)
    hot = np.zeros(len(peaks) - 1, bool)
    for cell in np.flatnonzero(peaks > ceiling).tolist():
        share = 1 - ceiling / peaks[cell]
        after = _AFTER_S + (_LONGEST_S - _AFTER_S) * share
        before = int(_BEFORE_S * rate_hz) // _CELL + 1
        hot[max(cell - before, 0) : cell + int(after * rate_hz) // _CELL + 2] = True
    return _closed(hot)


def _closed(hot: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Fill gaps that are not worth stopping for."""
    places = np.flatnonzero(hot)
    for one, other in pairwise(places.tolist()):
        if 1 < other - one <= _NEAR:
            hot[one:other] = True
    return hot


def _loud(column: Samples, ceiling: float) -> tuple[NDArray[np.int64], Floats]:
    """Return frames at, or just after, which the waveform is high; and how high."""
    half = _TAPS // 2
    heights = np.abs(column)
    loud = heights > _SURELY_UNDER * ceiling
    frames = np.flatnonzero(loud)
    # Between a loud frame and either neighbour.
    loud[:-1] |= loud[1:]
    asked = np.flatnonzero(loud[half:-half]) + half
    around = column[asked[:, None] + np.arange(1 - half, half + 1)]
    between = np.abs(np.einsum("nt,tp->np", around, _between()))
    high = [heights[frames].astype(np.float64), between.max(axis=1, initial=0.0)]
    return np.concatenate([frames, asked]), np.concatenate(high)


@lru_cache(maxsize=1)
def _between() -> Floats:
    """Return sines over x, windowed; three columns: 1/4, 1/2 and 3/4 further."""
    places = np.arange(1 - _TAPS // 2, _TAPS // 2 + 1)[:, None]
    away = places - np.array([0.25, 0.5, 0.75])
    window = 0.5 + 0.5 * np.cos(np.pi * away / (_TAPS / 2 + 1))
    taps: Floats = np.sinc(away) * window
    return taps


def _stretches(hot: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return where runs of hot cells begin and end, in frames."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], hot, [0]))))
    return [
        (first * _CELL, last * _CELL) for first, last in edges.reshape(-1, 2).tolist()
    ]
