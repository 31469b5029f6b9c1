"""Timbres: how loud each partial is, from a few numbers that a musician would name.

Knows spectra; does not know time, and so neither attacks nor decays.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from partita.engine.playing.curves import Floats, gain

#: Octaves that a bright of 100 opens the corner by.
_BRIGHT_OCTAVES = 1.3
#: Velocity at which a timbre is as written, and how many of it double the corner.
_USUAL_VELOCITY, _VELOCITY_OCTAVE = 96, 56.0
_MIDDLE_C_HZ = 261.63
#: Every corner is this much higher than written: records are brighter than rooms.
_OPEN = 1.3


@dataclass(frozen=True)
class Timbre:
    """A spectrum.

    Args:
        tilt_db: how much the partials fall in an octave.
        corner_hz: above it they fall faster, by `steep` times 6 dB in an octave.
        follow: how far the corner goes with the pitch, 0..1.
        dynamic: how far velocity moves the corner.
        even: level of even harmonics against odd ones.
        first: levels of the first harmonics, before all else.
        struck_at: where a string is struck or plucked, as a share of its length.
        formants: (Hz, width in Hz, decibels) of resonances.
        peak_db: resonance of the filter at its corner.
        most: how many harmonics there are, 0 for as many as can be heard.
    """

    tilt_db: float = 6.0
    corner_hz: float = 4000.0
    steep: int = 2
    follow: float = 0.4
    dynamic: float = 1.0
    even: float = 1.0
    first: tuple[float, ...] = ()
    struck_at: float = 0.0
    formants: tuple[tuple[float, float, float], ...] = ()
    peak_db: float = 0.0
    most: int = 0


def dulled(timbre: Timbre, hz: Floats, velocity: int, bright: int) -> Floats:
    """Return how a timbre's corner and resonances weigh partials of any kind."""
    heights = levels(timbre, hz, velocity, bright)
    return heights / np.maximum(_series(timbre, len(hz)), 1e-9)


def levels(
    timbre: Timbre, hz: Floats, velocity: int, bright: int, opening: float = 1.0
) -> Floats:
    """Return the level of each partial; `hz` begins with the fundamental.

    Args:
        opening: factor on the corner, for filters that move.
    """
    octaves = timbre.dynamic * (velocity - _USUAL_VELOCITY) / _VELOCITY_OCTAVE
    octaves += _BRIGHT_OCTAVES * bright / 100
    followed = (float(hz[0]) / _MIDDLE_C_HZ) ** timbre.follow
    corner = _OPEN * timbre.corner_hz * followed * 2.0**octaves * opening
    resonances = timbre.formants
    if timbre.peak_db:
        resonances = (*resonances, (corner, 0.16 * corner, timbre.peak_db))
    heights = _series(timbre, len(hz)) * _low_pass(hz / corner, timbre.steep)
    return heights * _resonance(resonances, hz)


@lru_cache(maxsize=256)
def _series(timbre: Timbre, count: int) -> Floats:
    exponent = -timbre.tilt_db / 6.0206
    heights = np.array([float(n) ** exponent for n in range(1, count + 1)])
    heights[1::2] *= timbre.even
    if timbre.most:
        heights[timbre.most :] = 0.0
    few = min(len(timbre.first), count)
    heights[:few] *= timbre.first[:few]
    if timbre.struck_at:
        # Partials with a node under the hammer are weak, but never quite silent.
        comb = np.abs(np.sin(np.pi * timbre.struck_at * np.arange(1, count + 1)))
        heights *= 0.06 + 0.94 * comb
    return heights


def _low_pass(relative: Floats, steep: int) -> Floats:
    bend = 1.0 + relative * relative
    whole = np.ones_like(bend)
    for _ in range(steep // 2):
        whole /= bend
    return whole / np.sqrt(bend) if steep % 2 else whole


def _resonance(formants: tuple[tuple[float, float, float], ...], hz: Floats) -> Floats:
    total = np.ones_like(hz)
    for centre, width, decibels in formants:
        away = (hz - centre) / width
        total *= 1.0 + (gain(decibels) - 1.0) / (1.0 + away * away)
    return total
