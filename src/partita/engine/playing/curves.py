"""Shapes over time: rises, decays, breakpoints, slow drift, and chance that repeats.

Only additions, products, square roots and sines, whose last bit is the same on every
processor; arrays of exponentials are built from products of scalars.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

#: Always float64; numpy's own types say less about the results of arithmetic.
Floats: TypeAlias = NDArray[np.floating[Any]]

#: Natural logarithm of a thousandth: 60 dB, what a decay time counts.
LN_60_DB = math.log(0.001)


def chance(*numbers: int | str) -> np.random.Generator:
    """Return a generator that is the same for the same names and numbers."""
    text = "/".join(map(str, numbers))
    return np.random.Generator(np.random.PCG64(zlib.crc32(text.encode())))


def gain(decibels: float) -> float:
    """Return the factor that a level in decibels means."""
    return float(10.0 ** (decibels / 20))


def ratio(cents: float) -> float:
    """Return the frequency ratio of an interval."""
    return float(2.0 ** (cents / 1200))


def pitch_hz(pitch: float) -> float:
    """Return the frequency of a MIDI number, A4 = 440 Hz."""
    return float(440.0 * 2.0 ** ((pitch - 69) / 12))


def powers(factor: float, count: int) -> Floats:
    """Return factor⁰, factor¹, … as the outer product of coarse and fine powers."""
    fine = np.cumprod(np.full(256, factor)) / factor if factor else np.zeros(256)
    steps = -(-count // 256)
    coarse = np.cumprod(np.full(max(steps, 1), float(factor**256)))
    coarse = np.concatenate(([1.0], coarse[:-1]))
    return np.outer(coarse, fine).ravel()[:count]


def decay(frames: int, t60_s: float, rate_hz: float) -> Floats:
    """Return a curve that falls from 1 by 60 dB in the time given."""
    return powers(math.exp(LN_60_DB / max(t60_s * rate_hz, 1.0)), frames)


@lru_cache(maxsize=64)
def swell(frames: int) -> Floats:
    """Return a smooth rise from 0 to 1, half a cosine long; shared and read-only."""
    rise = 0.5 - 0.5 * np.cos(np.pi * (np.arange(frames) + 0.5) / max(frames, 1))
    rise.setflags(write=False)
    return rise


def line(points: Sequence[tuple[float, float]], frames: int, rate_hz: float) -> Floats:
    """Return straight lines between (seconds, value) points; the last value holds."""
    times = np.array([time for time, _ in points]) * rate_hz
    return np.interp(np.arange(frames), times, [value for _, value in points])


def drift(
    frames: int, step_s: float, rate_hz: float, seed: np.random.Generator
) -> Floats:
    """Return a slow wander of about ±1, with a new goal every step."""
    step = max(int(step_s * rate_hz), 1)
    goals = seed.uniform(-1, 1, frames // step + 3)
    at = np.arange(frames)
    whole = at // step
    part = (at - whole * step) / step
    # Cubic easing between goals: no kinks, hence no sidebands.
    eased = part * part * (3 - 2 * part)
    return goals[whole] + (goals[whole + 1] - goals[whole]) * eased


def stretch(curve: Floats, step: int, frames: int) -> Floats:
    """Return a curve that has one value every `step` frames, in straight lines."""
    ramp = (np.arange(step) / step).astype(curve.dtype)
    lines = np.diff(curve)[:, None] * ramp
    lines += curve[:-1, None]
    return lines.ravel()[:frames]
