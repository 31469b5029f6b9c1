"""The beat of some audio: its tempo, and where the beats fall.

Knows onset strength; does not know bars, pitch or notes. A tempo is the one that a
listener would tap, which is not always the one that the author wrote: 70 and 140 BPM
can be the same music.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from partita.engine.listening.onsets import Onsets

SLOWEST_BPM: Final = 40.0
FASTEST_BPM: Final = 220.0
#: Tempi around this are tapped most, falling off by octaves. (Moelants 2002.)
_TAPPED_BPM: Final = 118.0
_TAPPED_OCTAVES: Final = 0.95
#: How much multiples of a beat speak for it.
_MULTIPLES: Final = {1: 1.0, 2: 0.7, 3: 0.15, 4: 0.7, 8: 0.3}

#: How much a beat at the wrong distance costs, against an onset's strength.
#: (Ellis 2007, "Beat Tracking by Dynamic Programming".)
_TIGHTNESS: Final = 120.0
#: An onset that is this much of a beat away from the grid is no beat.
_STRAY: Final = 0.12
#: A straight grid is good enough when beats are this near to it.
_STRAIGHT_S: Final = 0.018
#: A grid begins this much before its first beat.
_BEFORE_BEAT_S: Final = 0.02
#: Fewer beats than this can't tell a tempo of their own.
_FEWEST_BEATS: Final = 4


@dataclass(frozen=True)
class Grid:
    """Beats at equal distances.

    Args:
        first_s: time of its first beat in the audio, which is never before 0.
        beats: how many there are until the next grid or the end.
    """

    first_s: float
    period_s: float
    beats: int

    @property
    def times_s(self) -> NDArray[np.float64]:
        """Return when its beats fall."""
        numbers = np.arange(self.beats, dtype=np.float64)
        return self.first_s + self.period_s * numbers


@dataclass(frozen=True)
class Beat:
    """The beat of some audio: one grid, or several where the tempo changes.

    Args:
        confidence: 0..100.
    """

    grids: tuple[Grid, ...]
    confidence: int

    @property
    def times_s(self) -> NDArray[np.float64]:
        """Return when all beats fall."""
        return np.concatenate([grid.times_s for grid in self.grids])


def beat_of(heard: Onsets, duration_s: float) -> Beat:
    """Find the beat; without one, 120 BPM from the start and no confidence."""
    pulse, confidence = _tapped_period(heard)
    if confidence == 0:
        return Beat((_grid_over(0.0, 0.5, duration_s),), 0)
    places = _track(heard.strength, pulse)
    times_s = _sharpened(heard.strength, places) / heard.where.spectra_a_second
    weights = heard.strength[places] + 0.05
    straight = _fit(times_s, weights, np.arange(len(times_s)))
    nearness = float(np.average(straight.residuals_s, weights=weights))
    if nearness <= _STRAIGHT_S or len(times_s) < 4 * _FEWEST_BEATS:
        whole = _grid_over(straight.first_s, straight.period_s, duration_s)
        return Beat((whole,), confidence)
    return Beat(tuple(_bent(times_s, weights, duration_s)), confidence * 3 // 4)


def _tapped_period(heard: Onsets) -> tuple[float, int]:
    """Return the period that one would tap, in spectra, and the confidence in it."""
    a_second = heard.where.spectra_a_second
    fastest = a_second * 60 / FASTEST_BPM
    slowest = min(a_second * 60 / SLOWEST_BPM, len(heard.strength) / 2)
    if slowest <= fastest or not heard.strength.any():
        return 0.0, 0
    likeness = _self_likeness(heard.strength, round(8 * slowest) + 2)
    periods = np.geomspace(fastest, slowest, 400)
    octaves = np.log2(periods / (a_second * 60 / _TAPPED_BPM)) / _TAPPED_OCTAVES
    lags = np.arange(len(likeness))
    at_once = np.maximum(0.0, np.interp(periods, lags, likeness))
    # Without the second factor a slow beat would lend its likeness to one twice as
    # fast, of which every other beat is empty.
    scores = _support(likeness, periods) * (0.5 + 0.5 * at_once)
    scores = np.round(scores * np.exp(-0.5 * octaves**2), 6)
    best = int(np.argmax(scores))
    if scores[best] <= 0:
        return 0.0, 0
    # A few beats of anything look periodic, so short audio is not to be trusted.
    evidence = min(1.0, len(heard.strength) / (8 * periods[best]))
    regular = float(np.interp(periods[best] * np.array([1, 2]), lags, likeness).max())
    confidence = evidence * min(1.0, max(0.0, 1.6 * regular))
    return float(periods[best]), round(100 * confidence)


def _self_likeness(strength: NDArray[np.float64], lags: int) -> NDArray[np.float64]:
    """Return the autocorrelation for each lag, 1 at lag 0, unbiased by length."""
    size = 1 << (2 * len(strength) - 1).bit_length()
    centred = strength - strength.mean()
    spectrum = np.fft.rfft(centred, size)
    sums = np.fft.irfft(spectrum * spectrum.conj(), size)[: min(lags, len(strength))]
    overlaps = len(strength) - np.arange(len(sums))
    likeness = sums / np.maximum(overlaps, len(strength) // 4)
    return np.asarray(likeness / max(likeness[0], 1e-12))


def _support(
    likeness: NDArray[np.float64], periods: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return how well the audio resembles itself at each period's multiples."""
    lags = np.arange(len(likeness))
    total = np.zeros_like(periods)
    weights = np.zeros_like(periods)
    for multiple, weight in _MULTIPLES.items():
        within = periods * multiple < len(likeness) - 1
        at = np.interp(periods * multiple, lags, likeness)
        # The lag of a long multiple is sharp, the period's own is not: look around.
        total += np.where(within, weight * at, 0.0)
        weights += np.where(within, weight, 0.0)
    return np.asarray(total / np.maximum(weights, 1.0))


def _track(strength: NDArray[np.float64], period: float) -> NDArray[np.intp]:
    """Choose beats that are strong and evenly apart, by dynamic programming."""
    nearest, farthest = max(1, round(period / 2)), max(2, round(period * 2))
    gaps = np.arange(farthest, nearest - 1, -1)
    costs = -_TIGHTNESS * np.log(gaps / period) ** 2
    scores = np.concatenate([np.zeros(farthest), strength])
    came_from = np.full(len(scores), -1, dtype=np.intp)
    for place in range(farthest, len(scores)):
        former = scores[place - farthest : place - nearest + 1] + costs
        best = int(former.argmax())
        if former[best] > 0:
            scores[place] += former[best]
            came_from[place] = place - farthest + best
    place = len(scores) - farthest + int(scores[-farthest:].argmax())
    chosen = []
    while place >= farthest:
        chosen.append(place - farthest)
        place = int(came_from[place])
    return np.array(chosen[::-1], dtype=np.intp)


def _sharpened(
    strength: NDArray[np.float64], places: NDArray[np.intp]
) -> NDArray[np.float64]:
    """Return places between spectra, where a parabola through the strength peaks."""
    padded = np.pad(strength, 1)
    left, middle, right = padded[places], padded[places + 1], padded[places + 2]
    bend = left - 2 * middle + right
    shift = np.where(bend < -1e-9, 0.5 * (left - right) / np.minimum(bend, -1e-9), 0.0)
    return np.asarray(places + np.clip(shift, -0.5, 0.5))


@dataclass(frozen=True)
class _Fit:
    """A straight grid through beats, and how far each beat is from it."""

    first_s: float
    period_s: float
    residuals_s: NDArray[np.float64]


def _fit(
    times_s: NDArray[np.float64],
    weights: NDArray[np.float64],
    numbers: NDArray[np.int_],
) -> _Fit:
    """Lay a grid through beats so that strays do not bend it."""
    trust = weights
    for _ in range(4):
        period_s, first_s = _weighted_line(numbers, times_s, trust)
        residuals_s = np.abs(times_s - first_s - period_s * numbers)
        trust = weights * (residuals_s < max(_STRAY * period_s, 1e-3))
        if not trust.any():
            trust = weights
    return _Fit(first_s, period_s, residuals_s)


def _weighted_line(
    x: NDArray[np.int_], y: NDArray[np.float64], weights: NDArray[np.float64]
) -> tuple[float, float]:
    """Return slope and height of the line through weighted points."""
    middle_x, middle_y = np.average(x, weights=weights), np.average(y, weights=weights)
    spread = float(np.sum(weights * (x - middle_x) ** 2))
    slope = float(np.sum(weights * (x - middle_x) * (y - middle_y))) / max(spread, 1e-9)
    return slope, float(middle_y - slope * middle_x)


def _bent(
    times_s: NDArray[np.float64], weights: NDArray[np.float64], duration_s: float
) -> list[Grid]:
    """Return straight grids that together follow a changing tempo."""
    borders = _straight_runs(times_s, weights, 0, len(times_s))
    starts_s = [0.0, *(float(times_s[low]) - _BEFORE_BEAT_S for low, _ in borders[1:])]
    ends_s = [*starts_s[1:], duration_s]
    grids = []
    for (low, high), start_s, end_s in zip(borders, starts_s, ends_s, strict=True):
        fit = _fit(times_s[low:high], weights[low:high], np.arange(high - low))
        grids.append(_grid_between(fit.first_s, fit.period_s, start_s, end_s))
    return grids


def _straight_runs(
    times_s: NDArray[np.float64], weights: NDArray[np.float64], low: int, high: int
) -> list[tuple[int, int]]:
    """Halve a run of beats until each piece is straight."""
    part, trust = times_s[low:high], weights[low:high]
    fit = _fit(part, trust, np.arange(high - low))
    nearness = float(np.average(fit.residuals_s, weights=trust))
    if nearness <= _STRAIGHT_S or high - low < 4 * _FEWEST_BEATS:
        return [(low, high)]
    middle = (low + high) // 2
    return [
        *_straight_runs(times_s, weights, low, middle),
        *_straight_runs(times_s, weights, middle, high),
    ]


def shifted(beat: Beat, beats: float, duration_s: float) -> Beat:
    """Return the beat with all its grids moved later by a part of a beat."""
    starts_s = [0.0, *(grid.first_s - _BEFORE_BEAT_S for grid in beat.grids[1:])]
    ends_s = [*starts_s[1:], duration_s]
    grids = [
        _grid_between(grid.first_s + beats * grid.period_s, grid.period_s, start, end)
        for grid, start, end in zip(beat.grids, starts_s, ends_s, strict=True)
    ]
    return replace(beat, grids=tuple(grids))


def _grid_over(some_beat_s: float, period_s: float, duration_s: float) -> Grid:
    """Return the grid through some beat that fills the audio."""
    return _grid_between(some_beat_s, period_s, 0.0, duration_s)


def _grid_between(
    some_beat_s: float, period_s: float, start_s: float, end_s: float
) -> Grid:
    """Return the grid through some beat that fills a stretch of time."""
    # A beat up to 15 ms before the start is the one that the slice was cut at.
    first = np.ceil((start_s - 0.015 - some_beat_s) / period_s)
    first_s = max(start_s, float(some_beat_s + first * period_s))
    beats = max(1, int(np.ceil((end_s - 0.005 - first_s) / period_s)))
    return Grid(first_s, period_s, beats)
