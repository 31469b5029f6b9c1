"""Masters: a mix is brought to a loudness, its peaks kept under a ceiling, in place.

Works in blocks, and limits only where there is something to limit, so ten minutes need
no second copy. Knows loudness and limits; does not know chunks or seams.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from partita.audio.buffer import FULL_SCALE
from partita.audio.dynamics import limit
from partita.audio.loudness import amplitude_of, integrated_lufs
from partita.engine.curves import Floats

Samples: TypeAlias = NDArray[np.int32]

TARGET_LUFS: Final = -14.0
#: Asked of the limiter, which has a margin of its own for other meters.
CEILING_DBTP: Final = -1.0
#: Music is squashed by no more than this for the sake of loudness.
_MOST_LIMITING_DB: Final = 9.0
#: Loudness this near to the target is there.
_CLOSE_LU: Final = 0.15
_MOST_TURNS: Final = 2

_BLOCK: Final = 1 << 17
#: How far before a peak the limiter may reach; how far after a small one, and after
#: the highest, and then some.
_BEFORE_S: Final = 0.02
_AFTER_S: Final = 0.03
_LONGEST_S: Final = 0.25
#: What the limiter keeps under its ceiling, in decibels.
_MARGIN_DB: Final = 0.3
#: Peaks are sought in cells of this many frames.
_CELL: Final = 1 << 11
#: Stretches nearer than this many cells are limited as one.
_NEAR: Final = 6
#: Where a sample is under this share of the ceiling, no peak beside it is above.
_SURELY_UNDER: Final = 0.6
#: Taps of the filter that finds peaks between samples (BS.1770-4, annex 2 has 12).
_TAPS: Final = 24


def loudness_lufs(samples: Samples, rate_hz: int) -> float:
    """Return the integrated loudness of 24-bit samples; -inf for silence."""
    # Measured as integers: a copy as floats would be twice the size.
    heard = integrated_lufs(samples, rate_hz)  # type: ignore[arg-type]
    return heard - 20 * math.log10(FULL_SCALE)


def normalise(samples: Samples, rate_hz: int) -> None:
    """Bring a whole piece to the target loudness, in place. Silence stays silence."""
    for _ in range(_MOST_TURNS):
        heard = loudness_lufs(samples, rate_hz)
        wanted_db = round(TARGET_LUFS - heard, 2)
        if not math.isfinite(heard) or abs(wanted_db) < _CLOSE_LU:
            break
        peak_db = 20 * math.log10(max(_peak(samples), 1) / FULL_SCALE)
        room_db = round(CEILING_DBTP + _MOST_LIMITING_DB - peak_db, 2)
        limited = amplify(samples, min(wanted_db, room_db), rate_hz)
        if not limited or wanted_db > room_db:
            break


def amplify(samples: Samples, gain_db: float, rate_hz: int) -> bool:
    """Apply a gain and keep peaks under the ceiling, in place.

    Returns:
        Whether anything had to be limited.
    """
    factor = amplitude_of(gain_db)
    hot = _hot(samples, factor / FULL_SCALE, rate_hz)
    for start, end, limited in _stretches(hot, len(samples)):
        if limited:
            _limit(samples[start:end], factor, rate_hz)
        else:
            for at in range(start, end, _BLOCK):
                here = samples[at : min(at + _BLOCK, end)]
                here[:] = np.rint(here * factor)
    return bool(hot.any())


def _limit(samples: Samples, factor: float, rate_hz: int) -> None:
    """Limit a stretch that begins and ends with peaks under the ceiling."""
    context = 3 * int(_LONGEST_S * rate_hz)
    before: Floats = np.zeros((0, samples.shape[1]))
    for start in range(0, len(samples), 2 * _BLOCK):
        end = min(start + 2 * _BLOCK, len(samples))
        heard = samples[start : end + context] * (factor / FULL_SCALE)
        whole = np.concatenate([before, heard])
        done = limit(whole, rate_hz, CEILING_DBTP).frames[len(before) :]
        before = heard[: end - start][-context:]
        samples[start:end] = np.rint(done[: end - start] * FULL_SCALE)


def _hot(samples: Samples, factor: float, rate_hz: int) -> NDArray[np.bool_]:
    """Tell which cells a peak above the ceiling reaches."""
    ceiling = amplitude_of(CEILING_DBTP - _MARGIN_DB) / factor
    peaks = np.zeros(-(-len(samples) // _CELL) + 1)
    for start in range(0, len(samples), _BLOCK):
        first = max(start - _TAPS, 0)
        guarded = samples[first : start + _BLOCK + _TAPS]
        for channel in range(samples.shape[1]):
            places, heights = _loud(guarded[:, channel], ceiling)
            np.maximum.at(peaks, (places + first) // _CELL, heights)
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
    candidates = np.flatnonzero(heights > _SURELY_UNDER * ceiling)
    found, high = [candidates], [heights[candidates].astype(np.float64)]
    inside = (candidates >= half) & (candidates < len(column) - half)
    asked = candidates[inside]
    # Between a loud frame and either neighbour.
    for at in (asked, asked - 1):
        around = column[at[:, None] + np.arange(1 - half, half + 1)]
        found.append(at)
        high.append(np.abs(around @ _between()).max(axis=1, initial=0.0))
    return np.concatenate(found), np.concatenate(high)


@lru_cache(maxsize=1)
def _between() -> Floats:
    """Return sines over x, windowed; three columns: 1/4, 1/2 and 3/4 further."""
    places = np.arange(1 - _TAPS // 2, _TAPS // 2 + 1)[:, None]
    away = places - np.array([0.25, 0.5, 0.75])
    window = 0.5 + 0.5 * np.cos(np.pi * away / (_TAPS / 2 + 1))
    taps: Floats = np.sinc(away) * window
    return taps


def _stretches(hot: NDArray[np.bool_], frames: int) -> Iterator[tuple[int, int, bool]]:
    """Yield runs of cells that are alike: first frame, end, whether they are hot."""
    if not len(hot):
        return
    edges = np.flatnonzero(np.diff(hot)) + 1
    borders = [0, *edges.tolist(), len(hot)]
    for first, last in pairwise(borders):
        yield first * _CELL, min(last * _CELL, frames), bool(hot[first])


def _peak(samples: Samples) -> int:
    return max(int(samples.max(initial=0)), -int(samples.min(initial=0)))
