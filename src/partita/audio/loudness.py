"""Loudness as ITU-R BS.1770-4 and EBU Tech 3341/3342 have it, in blocks.

Integrated, momentary, short-term and range, and the true peak. Measures only; gains
are made of these numbers in `dynamics`, which is why they are rounded here: a
hundredth of a decibel is the same on every CPU.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from partita.audio.buffer import Audio, Floats
from partita.audio.kweighting import k_weighted_squares
from partita.audio.peaks import true_peak
from partita.audio.signal import Signal, signal_of
from partita.units import frame_at

_STEP_MS: Final = 100  # gating blocks of 400 ms overlap by 75 %, so steps are 100 ms
_MOMENTARY_STEPS: Final = 4
_SHORT_TERM_STEPS: Final = 30
_OFFSET_DB: Final = -0.691  # BS.1770-4, eq. 2
_ABSOLUTE_GATE_LUFS: Final = -70.0
_RELATIVE_GATE_LU: Final = -10.0
_RANGE_GATE_LU: Final = -20.0  # EBU Tech 3342
_RANGE_PERCENTILES: Final = (10, 95)

Steps = NDArray[np.float64]


@dataclass(frozen=True)
class Loudness:
    """Hold the measurements of a piece, rounded to 0.01. Silence is -inf everywhere.

    Under 400 ms the whole piece is one gating block; under 3 s its short-term
    loudness is that of the whole. The standards leave both open.
    """

    integrated_lufs: float
    momentary_max_lufs: float
    short_term_max_lufs: float
    range_lu: float
    true_peak_dbtp: float


def measure(audio: Audio) -> Loudness:
    """Measure a piece."""
    return measure_signal(signal_of(audio), audio.rate_hz)


def measure_floats(frames: Floats, rate_hz: int) -> Loudness:
    """Measure frames in ±1, or beyond: a mix before it is quantised."""
    return measure_signal(Signal(frames), rate_hz)


def measure_signal(signal: Signal, rate_hz: int) -> Loudness:
    """Measure a signal a block at a time."""
    powers = _step_powers(signal, rate_hz)
    momentary = _windows(powers, _MOMENTARY_STEPS)
    short_term = _windows(powers, _SHORT_TERM_STEPS)
    return Loudness(
        integrated_lufs=_rounded(_lufs(_gated_mean(momentary, _RELATIVE_GATE_LU))),
        momentary_max_lufs=_rounded(_lufs(momentary.max(initial=0.0))),
        short_term_max_lufs=_rounded(_lufs(short_term.max(initial=0.0))),
        range_lu=_rounded(_range_lu(short_term)),
        true_peak_dbtp=_rounded(decibels(true_peak(signal))),
    )


def integrated_lufs(frames: Floats, rate_hz: int) -> float:
    """Measure the integrated loudness alone, which is the quicker."""
    return integrated_lufs_of(Signal(frames), rate_hz)


def integrated_lufs_of(signal: Signal, rate_hz: int) -> float:
    """Measure the integrated loudness of a signal a block at a time."""
    momentary = _windows(_step_powers(signal, rate_hz), _MOMENTARY_STEPS)
    return _rounded(_lufs(_gated_mean(momentary, _RELATIVE_GATE_LU)))


def decibels(amplitude: float) -> float:
    """Return an amplitude in decibels; -inf for nothing."""
    return 20 * math.log10(amplitude) if amplitude > 0 else -math.inf


def amplitude_of(gain_db: float) -> float:
    """Return a gain as a factor that is the same number on every machine."""
    # Twelve digits are more than 24 bits need, and fewer than libraries disagree on.
    return round(math.pow(10.0, gain_db / 20), 12)


def _rounded(value: float) -> float:
    return round(value, 2) if math.isfinite(value) else value


def _lufs(power: float) -> float:
    return _OFFSET_DB + 10 * math.log10(power) if power > 0 else -math.inf


def _windows(powers: Steps, step_count: int) -> Steps:
    """Return mean powers of windows that move by one step; one window when short."""
    if len(powers) <= step_count:
        return powers.mean(keepdims=True) if len(powers) else powers
    sums = np.concatenate(([0.0], np.cumsum(powers)))
    means: Steps = np.maximum(sums[step_count:] - sums[:-step_count], 0.0) / step_count
    return means


def _gated(powers: Steps, relative_lu: float) -> Steps:
    """Leave out what is under the absolute gate, then under the relative (eq. 5-7)."""
    above = powers[powers > _power_at(_ABSOLUTE_GATE_LUFS)]
    if not len(above):
        return above
    kept: Steps = above[above > above.mean() * _power_ratio(relative_lu)]
    return kept


def _gated_mean(powers: Steps, relative_lu: float) -> float:
    kept = _gated(powers, relative_lu)
    return float(kept.mean()) if len(kept) else 0.0


def _range_lu(short_term: Steps) -> float:
    kept = _gated(short_term, _RANGE_GATE_LU)
    if not len(kept):
        return 0.0
    low, high = np.percentile(kept, _RANGE_PERCENTILES)
    return _lufs(float(high)) - _lufs(float(low))


def _power_at(lufs: float) -> float:
    return _power_ratio(lufs - _OFFSET_DB)


def _power_ratio(level_db: float) -> float:
    return float(10 ** (level_db / 10))


def _step_powers(signal: Signal, rate_hz: int) -> Steps:
    """Return the K-weighted mean power of each whole step, channels added up.

    A piece of less than four steps counts as one.
    """
    length = len(signal)
    steps = length * 1000 // (rate_hz * _STEP_MS)
    borders = [frame_at(n * _STEP_MS, rate_hz) for n in range(steps + 1)]
    if steps < _MOMENTARY_STEPS:
        borders = [0, length] if length else [0]
    totals = np.zeros(len(borders))  # the last one takes the rest, and is dropped
    edges = np.array(borders)
    for start, block in k_weighted_squares(signal, rate_hz):
        first = int(np.searchsorted(edges, start, "right")) - 1
        last = int(np.searchsorted(edges, start + len(block), "left"))
        cuts = np.maximum(edges[first:last] - start, 0)
        totals[first:last] += np.add.reduceat(block, cuts)
    return totals[:-1] / np.diff(edges)
