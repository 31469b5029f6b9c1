"""Masters: a mix is brought to a level, its peaks kept under a ceiling.

A stream in, a stream out: ten minutes pass through a few seconds of memory. Limits
only where there is something to limit. Knows limits; does not know chunks or seams, or
which level is wanted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from partita.audio.buffer import FULL_SCALE
from partita.audio.dynamics import MARGIN_DB, gain_curve
from partita.audio.loudness import amplitude_of
from partita.audio.side_by_side import side_by_side
from partita.audio.signal import Signal
from partita.engine.playing.curves import Floats
from partita.engine.playing.reel import Samples, windows
from partita.units import Frames

#: Asked of the limiter, which has a margin of its own for other meters.
CEILING_DBTP: Final = -1.0
#: Under which peaks bend that are bent, and from which share of it on they do.
_BENT_UNDER: Final = 0.8
_KNEE: Final = 0.5
#: What is bent has corners, on which meters disagree by more.
_BENT_MARGIN_DB: Final = 0.3

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


@dataclass(frozen=True)
class Level:
    """What a mix is given to become a master.

    Args:
        bends: whether peaks are bent before they are limited. They come and go faster
            than a limiter lets go, so drums stay loud between them.
    """

    gain_db: float = 0.0
    bends: bool = False


def mastered(
    blocks: Iterator[Samples], level: Level, rate_hz: int
) -> Iterator[Samples]:
    """Yield a stream at a level, its peaks under the ceiling."""
    for block, gains in gained(blocks, level, rate_hz):
        yield applied(block, gains)


def applied(block: Samples, gains: Floats) -> Samples:
    """Return a block at what `gained` says."""
    louder = np.empty(block.shape)
    # A column at a time: numpy is slow at rows of two.
    for channel in range(block.shape[1]):
        np.multiply(block[:, channel], gains, out=louder[:, channel])
    return np.rint(louder, out=louder).astype(np.int32)


def gained(
    blocks: Iterator[Samples], level: Level, rate_hz: int, size: Frames = _BLOCK
) -> Iterator[tuple[Samples, Floats]]:
    """Yield a stream as it is, and the factor that each frame is to get.

    A gain, and what keeps the peaks under the ceiling after it.

    Args:
        size: of the blocks; half a second beyond each of them has to be known.
    """

    def heard(cut: tuple[Samples, Frames, Frames]) -> tuple[Samples, Floats]:
        window, start, end = cut
        return window[start:end], _gains(cut, level, rate_hz)

    return side_by_side(heard, windows(blocks, size, int(_CONTEXT_S * rate_hz)))


def _gains(cut: tuple[Samples, Frames, Frames], level: Level, rate_hz: int) -> Floats:
    """Return the factors of a block, of which more is known on either side."""
    window, start, end = cut
    factor = amplitude_of(level.gain_db)
    ceiling_dbtp = CEILING_DBTP - _BENT_MARGIN_DB * level.bends
    gains = np.full(end - start, factor)
    heard: Samples | NDArray[np.float64] = window
    if level.bends:
        bends = _bends(window, factor / FULL_SCALE)
        gains *= bends[start:end]
        heard = window * bends[:, None]
    for first, last in _stretches(_hot(heard, factor / FULL_SCALE, rate_hz)):
        low, high = max(first, start), min(last, end, len(window))
        if low < high:
            loud = Signal(heard[first:last], factor / FULL_SCALE)
            limited = gain_curve(loud, rate_hz, ceiling_dbtp)
            gains[low - start : high - start] *= limited[low - first : high - first]
    return gains


def _bends(window: Samples, factor: float) -> NDArray[np.float64]:
    """Return the factors that bend the peaks of a window, both ears alike."""
    knee = _KNEE * _BENT_UNDER
    heights = np.abs(window).max(axis=1) * factor
    high = heights > knee
    above = (heights[high] - knee) / (_BENT_UNDER - knee)
    bends = np.ones(len(window))
    bent = knee + (_BENT_UNDER - knee) * above / np.sqrt(1 + above * above)
    bends[high] = bent / heights[high]
    return bends


def _hot(samples: Samples | Floats, factor: float, rate_hz: int) -> NDArray[np.bool_]:
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


def _loud(column: Samples | Floats, ceiling: float) -> tuple[NDArray[np.int64], Floats]:
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
