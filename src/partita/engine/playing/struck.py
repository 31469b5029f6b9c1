"""What is struck or plucked and then left alone: strings, bars, bells, skins.

Turns a recipe and a request into a decaying wave with a knock at its start. Knows no
instrument by name.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from partita.engine.playing import noise
from partita.engine.playing.curves import (
    Floats,
    chance,
    decay,
    gain,
    pitch_hz,
    ratio,
    swell,
)
from partita.engine.playing.overtones import Timbre, dulled, levels
from partita.engine.playing.partials import CEILING, evenness, ring

#: The most partials that one string is given.
_MOST_PARTIALS = 96
#: Partials above this share of the strongest decay in two parts: -36 dB.
_STRONG = 0.016
#: Doublings of pitch are counted from here.
_MIDDLE_C = 60


@dataclass(frozen=True)
class Request:
    """One tone that is wanted.

    Args:
        take: which of the slightly different repetitions.
        short: a hurried note, for instruments that speak faster then.
    """

    pitch: int
    frames: int
    velocity: int
    rate_hz: int
    bright: int = 0
    take: int = 0
    glide_cents: int = 0
    short: bool = False


@dataclass(frozen=True)
class Struck:
    """A recipe.

    Args:
        t60_s: decay of the fundamental at middle C.
        octave: factor on the decay for each octave up.
        damp_hz: partials at this frequency decay twice as fast.
        stiff: how far partials stray upwards, as B of a stiff string.
        modes: (ratio, decibels, decay factor) of each partial; harmonics if empty.
        strings: detunings in cents of strings sounding together.
        after: decibels and decay factor of the slow second part of the decay.
        knock: noise of the blow: its bands, its decibels, its decay.
        attack_s: rise.
        bend_cents: how far a hard blow raises the pitch at first, and for how long.
    """

    timbre: Timbre
    t60_s: float
    octave: float = 0.75
    damp_hz: float = 4000.0
    stiff: float = 0.0
    modes: tuple[tuple[float, float, float], ...] = ()
    strings: tuple[float, ...] = (0.0,)
    after: tuple[float, float] | None = None
    knock: tuple[noise.Bands, float, float] | None = None
    attack_s: float = 0.001
    bend_cents: float = 0.0
    release_s: float = 0.08
    spread: float = 0.0


def strike(recipe: Struck, request: Request) -> Floats:
    """Return the tone, ringing freely for the frames wanted, at a usual loudness."""
    seed = chance("struck", request.pitch, request.take)
    hz, heights, t60_s = _partials(recipe, request)
    loudness = evenness(hz, heights)
    every = [_string(recipe, cents, hz, heights, t60_s) for cents in recipe.strings]
    hz, heights, t60_s = (np.concatenate(each) for each in zip(*every, strict=True))
    heights = heights * (1 + 0.12 * seed.uniform(-1, 1, len(heights)))
    phases = seed.uniform(-0.05, 0.05, len(heights))
    wave = ring(hz, heights, t60_s, (request.frames, request.rate_hz), phases)
    wave *= 1 / (loudness * len(recipe.strings))
    rise = swell(max(int(recipe.attack_s * request.rate_hz), 8))[: request.frames]
    wave[: len(rise)] *= rise
    return wave + _knock(recipe, request)


def _partials(recipe: Struck, request: Request) -> tuple[Floats, Floats, Floats]:
    base_hz = pitch_hz(request.pitch)
    numbers = np.arange(1, _MOST_PARTIALS + 1)
    factors = np.ones(_MOST_PARTIALS)
    if recipe.modes:
        table = np.array(recipe.modes)
        hz, factors = base_hz * table[:, 0], table[:, 2]
        heights = np.array([gain(level) for _, level, _ in recipe.modes])
        heights *= dulled(recipe.timbre, hz, request.velocity, request.bright)
    else:
        hz = base_hz * numbers * np.sqrt(1 + recipe.stiff * numbers * numbers)
        # The stretch is taken from the whole, so that the fundamental is in tune.
        hz *= base_hz / float(hz[0])
        heights = levels(recipe.timbre, hz, request.velocity, request.bright)
    fundamental_s = recipe.t60_s * recipe.octave ** ((request.pitch - _MIDDLE_C) / 12)
    t60_s = fundamental_s * factors / (1 + (hz - base_hz).clip(0) / recipe.damp_hz)
    heard = hz < CEILING * request.rate_hz
    return hz[heard], heights[heard], t60_s[heard]


def _string(
    recipe: Struck, cents: float, hz: Floats, heights: Floats, t60_s: Floats
) -> tuple[Floats, Floats, Floats]:
    tuned = hz * ratio(cents)
    if recipe.after is None:
        return tuned, heights, t60_s
    level, longer = gain(recipe.after[0]), recipe.after[1]
    # Only strong partials are heard for long enough to need a second part.
    strong = heights > _STRONG * heights.max(initial=0.0)
    prompt = heights * np.where(strong, 1 - level, 1.0)
    return (
        np.concatenate([tuned, tuned[strong] * ratio(0.35)]),
        np.concatenate([prompt, heights[strong] * level]),
        np.concatenate([t60_s, t60_s[strong] * longer]),
    )


def _knock(recipe: Struck, request: Request) -> Floats | float:
    if recipe.knock is None:
        return 0.0
    bands, level_db, t60_s = recipe.knock
    frames = min(request.frames, int(t60_s * request.rate_hz * 1.3) + 64)
    seed = request.pitch * 31 + request.take * 7 + 1
    burst = noise.run(bands, frames, request.rate_hz, seed)
    # Softer blows knock less than they ring.
    loud = gain(level_db + 9 * (request.velocity - 100) / 64)
    burst = burst * decay(frames, t60_s, request.rate_hz) * loud
    rise, fall = min(24, frames), min(64, frames)
    burst[:rise] *= swell(rise)
    burst[-fall:] *= swell(fall)[::-1]
    wave = np.zeros(request.frames)
    wave[:frames] = burst
    return wave
