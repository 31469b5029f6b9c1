"""The true-peak limiter, and bringing a piece to a loudness.

The limiter looks ahead, so it is down before a peak comes, and returns its gain curve,
so that stems can share it. Only sums, products and minima: every CPU gives the same
frames.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from partita.audio.buffer import FULL_SCALE, Audio, Floats, quantised
from partita.audio.loudness import amplitude_of, integrated_lufs_of
from partita.audio.peaks import peak_blocks, true_peak
from partita.audio.signal import Signal, signal_of
from partita.units import Frames

_ATTACK_MS: Final = 4

#: Time in which the gain may rise by its whole range; peaks of 6 dB are let go in half.
_RELEASE_MS: Final = 200

#: A gain that moves makes small peaks of its own; two passes have always been enough.
_MOST_PASSES: Final = 4

#: Frames that just touch the ceiling are under it, give or take a thousandth of a
#: decibel: what moving gains make of themselves is less.
_HAIR: Final = 1 + 1e-4

#: Kept under the ceiling: each meter has a filter of its own, and on noisy music
#: soxr's was measured to read 0.27 dB more than ours.
MARGIN_DB: Final = 0.3

#: Loudness is no nearer to its target than this, nor need it be.
_CLOSE_DB: Final = 0.05

_BLOCK_FRAMES: Final = 1 << 17

Gains = NDArray[np.float64]


@dataclass(frozen=True)
class Limited:
    """Hold limited frames and the gain that each got."""

    frames: Floats
    gains: Gains


def limit(frames: Floats, rate_hz: int, ceiling_dbtp: float) -> Limited:
    """Keep the true peak of frames under a ceiling, all channels by the same gain.

    Args:
        frames: shape (frames, channels); left as they are.
    """
    gains = gain_curve(Signal(frames), rate_hz, ceiling_dbtp)
    return Limited(frames * gains[:, np.newaxis], gains)


def gain_curve(signal: Signal, rate_hz: int, ceiling_dbtp: float) -> Gains:
    """Return the gain for each frame that keeps the true peak under a ceiling."""
    ceiling = amplitude_of(ceiling_dbtp - MARGIN_DB)
    gains = np.ones(len(signal))
    limited = replace(signal, gains=gains)
    for _ in range(_MOST_PASSES):
        needed, highest = _needed(limited, ceiling)
        if highest <= ceiling * _HAIR:
            return gains
        gains *= _smoothed(needed, rate_hz)
    gains *= min(1.0, ceiling / true_peak(limited))
    return gains


def normalise(audio: Audio, target_lufs: float, ceiling_dbtp: float) -> Audio:
    """Bring a piece to an integrated loudness, its peaks limited to a ceiling.

    What the limiter takes is given back as far as a few more turns can; music that
    would have to be squashed ends up quieter than the target. Silence stays silence.
    """
    limited = signal_of(audio)
    heard = integrated_lufs_of(limited, audio.rate_hz)
    if not math.isfinite(heard):
        return audio
    gain_db = 0.0
    for _ in range(_MOST_PASSES):
        gain_db = round(gain_db + target_lufs - heard, 2)
        louder = Signal(audio.frames, amplitude_of(gain_db) / FULL_SCALE)
        gains = gain_curve(louder, audio.rate_hz, ceiling_dbtp)
        limited = replace(louder, gains=gains)
        heard = integrated_lufs_of(limited, audio.rate_hz)
        if target_lufs - heard < _CLOSE_DB:
            break
    return _quantised(limited, audio.rate_hz)


def with_gain(audio: Audio, gain_db: float) -> Audio:
    """Make a piece louder or quieter, all of it alike."""
    signal = Signal(audio.frames, amplitude_of(gain_db) / FULL_SCALE)
    return _quantised(signal, audio.rate_hz)


def _quantised(signal: Signal, rate_hz: int) -> Audio:
    frames = np.empty(signal.frames.shape, np.int32)
    for start in range(0, len(frames), _BLOCK_FRAMES):
        end = min(start + _BLOCK_FRAMES, len(frames))
        frames[start:end] = quantised(signal.block(start, end))
    return Audio(frames, rate_hz)


def _needed(signal: Signal, ceiling: float) -> tuple[Gains, float]:
    """Return the gain that each frame needs by itself, and the highest true peak."""
    needed = np.empty(len(signal))
    highest, last = 0.0, 0.0
    for start, peaks in peak_blocks(signal):
        # A peak between two frames is made by both.
        before = np.concatenate(([last], peaks[:-1]))
        last, highest = float(peaks[-1]), max(highest, float(peaks.max()))
        loud = np.maximum(np.maximum(before, peaks), ceiling)
        needed[start : start + len(peaks)] = ceiling / loud
    return needed, highest


def _smoothed(needed: Gains, rate_hz: int) -> Gains:
    """Make a gain that is nowhere above what is needed, and bends slowly.

    It falls within the attack time before a peak, and rises in a straight line.
    """
    half = max(1, rate_hz * _ATTACK_MS // 2000)
    before, after = 2 * half - 2, 2 * half - 1
    released = np.ones(before + len(needed) + after)
    _release(needed, released[before : before + len(needed)], rate_hz)
    gains = needed  # no longer needed, and large
    for start in range(0, len(needed), _BLOCK_FRAMES):
        end = min(start + _BLOCK_FRAMES, len(needed))
        block = released[start : end + before + after]
        gains[start:end] = 1.0
        if block.min() < 1.0:
            lowest = _lowest_ahead(block, 2 * half)
            gains[start:end] = np.minimum(_mean(_mean(lowest, half), half), 1.0)
    return gains


def _release(needed: Gains, released: Gains, rate_hz: int) -> None:
    """Let the gain rise by no more than a step a frame."""
    step = 1000 / (rate_hz * _RELEASE_MS)
    ramp = np.arange(1, _BLOCK_FRAMES + 1) * step
    last = 1.0
    for start in range(0, len(needed), _BLOCK_FRAMES):
        block = needed[start : start + _BLOCK_FRAMES]
        rise = ramp[: len(block)]
        fallen = np.minimum(np.minimum.accumulate(block - rise), last) + rise
        np.minimum(fallen, 1.0, out=released[start : start + len(block)])
        last = float(released[start + len(block) - 1])


def _lowest_ahead(gains: Gains, width: Frames) -> Gains:
    """Return the minimum of each run of `width`, by doubling."""
    lowest, reach = gains, 1
    while reach < width:
        step = min(reach, width - reach)
        lowest = np.minimum(lowest[:-step], lowest[step:])
        reach += step
    return lowest


def _mean(gains: Gains, width: Frames) -> Gains:
    sums = np.concatenate(([0.0], np.cumsum(gains)))
    means: Gains = (sums[width:] - sums[:-width]) / width
    return means
