"""Drum strokes: falling sines, ringing modes and bursts of noise, added.

Turns a recipe into one stroke. Knows no drum by name, and no kit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from partita.engine.playing import noise
from partita.engine.playing.curves import Floats, chance, decay, gain, line, swell
from partita.engine.playing.fm import sine
from partita.engine.playing.partials import ring


@dataclass(frozen=True)
class Body:
    """A sine that falls: from and to in Hz, seconds of the fall, decay, decibels.

    Args:
        drive: how far it is pressed towards a square.
    """

    from_hz: float
    to_hz: float
    fall_s: float
    t60_s: float
    level_db: float = 0.0
    drive: float = 0.0
    attack_s: float = 0.0008


@dataclass(frozen=True)
class Burst:
    """Noise that dies away: its bands, decibels, decay.

    Args:
        at_s: when it starts; several starts are several hands.
        slow: (decibels, decay) of a second, longer part.
    """

    bands: noise.Bands
    level_db: float
    t60_s: float
    at_s: tuple[float, ...] = (0.0,)
    attack_s: float = 0.0006
    slow: tuple[float, float] | None = None


@dataclass(frozen=True)
class Plate:
    """Many partials of a struck plate, a cymbal's: count, range in Hz, decay.

    Args:
        build_s: how long the high ones take to come.
    """

    count: int
    low_hz: float
    high_hz: float
    t60_s: float
    level_db: float = 0.0
    build_s: float = 0.0
    tilt_db: float = 2.0


#: (Hz, decibels, decay) of ringing modes.
Modes = tuple[tuple[float, float, float], ...]


@dataclass(frozen=True)
class Stroke:
    """A recipe of one drum.

    Args:
        hard: how many decibels a hard blow adds to the noise over the body.
        pan: -1 left .. 1 right.
        crush: bits that are left of it, 0 for all.
    """

    bodies: tuple[Body, ...] = ()
    modes: Modes = ()
    bursts: tuple[Burst, ...] = ()
    plates: tuple[Plate, ...] = ()
    level_db: float = 0.0
    pan: float = 0.0
    hard: float = 4.0
    crush: int = 0


def seconds(recipe: Stroke) -> float:
    """Return how long a stroke rings: until it is 60 dB down."""
    times = [body.t60_s for body in recipe.bodies]
    times += [t60_s for _, _, t60_s in recipe.modes]
    times += [plate.t60_s for plate in recipe.plates]
    for burst in recipe.bursts:
        longest = max(burst.t60_s, burst.slow[1] if burst.slow else 0.0)
        times.append(longest + max(burst.at_s))
    return max(times, default=0.05) * 1.05


def beat(recipe: Stroke, velocity: int, rate_hz: int, take: int) -> Floats:
    """Return one stroke at its usual loudness, coloured by its velocity."""
    frames = int(seconds(recipe) * rate_hz) + 64
    seed = chance("stroke", take, round(seconds(recipe) * 1000), len(recipe.bursts))
    wave = np.zeros(frames)
    colour = gain(recipe.hard * (velocity - 96) / 40)
    for body in recipe.bodies:
        wave += _body(body, frames, rate_hz, velocity, seed)
    if recipe.modes:
        wave += _modes(recipe.modes, (frames, rate_hz), seed)
    for place, burst in enumerate(recipe.bursts):
        wave += colour * _burst(burst, frames, rate_hz, take * 17 + place * 5)
    for plate in recipe.plates:
        wave += colour * _plate(plate, frames, rate_hz, seed)
    wave *= gain(recipe.level_db)
    wave[-64:] *= swell(64)[::-1]
    return _crushed(wave, recipe.crush) if recipe.crush else wave


def _body(
    body: Body, frames: int, rate_hz: int, velocity: int, seed: np.random.Generator
) -> Floats:
    hit = 1 + 0.3 * (velocity - 96) / 96
    fall = decay(frames, body.fall_s, rate_hz)
    tuned = 1 + 0.004 * float(seed.uniform(-1, 1))
    hz = body.to_hz * tuned + (body.from_hz - body.to_hz) * hit * fall
    wave = sine(np.cumsum(hz / rate_hz)) * decay(frames, body.t60_s, rate_hz)
    rise = max(int(body.attack_s * rate_hz), 4)
    wave[:rise] *= swell(rise)
    if body.drive:
        wave *= 1 + body.drive
        wave /= np.sqrt(1 + wave * wave)
    return wave * gain(body.level_db)


def _modes(modes: Modes, shape: tuple[int, int], seed: np.random.Generator) -> Floats:
    table = np.array(modes)
    sway = 1 + 0.003 * seed.uniform(-1, 1, len(table))
    heights = np.array([gain(level) for _, level, _ in modes])
    wave = ring(table[:, 0] * sway, heights, table[:, 2], shape)
    wave[:16] *= swell(16)
    return wave


def _burst(burst: Burst, frames: int, rate_hz: int, seed: int) -> Floats:
    wave = np.zeros(frames)
    rise = max(int(burst.attack_s * rate_hz), 4)
    for hand, at_s in enumerate(burst.at_s):
        at = int(at_s * rate_hz)
        # All hands but the last are choked by the next.
        last = hand == len(burst.at_s) - 1
        t60_s = burst.t60_s if last else min(burst.t60_s, 0.025)
        fall = decay(frames - at, t60_s, rate_hz)
        if burst.slow and last:
            level, slow_s = gain(burst.slow[0]), burst.slow[1]
            fall = fall * (1 - level) + level * decay(frames - at, slow_s, rate_hz)
        fall[:rise] *= swell(rise)
        wave[at:] += noise.run(burst.bands, frames - at, rate_hz, seed + hand) * fall
    return wave * (gain(burst.level_db) * 0.5)


def _plate(
    plate: Plate, frames: int, rate_hz: int, seed: np.random.Generator
) -> Floats:
    places = np.sort(seed.uniform(0, 1, plate.count))
    span = (plate.high_hz / plate.low_hz) ** (1 / 400)
    steps = np.cumprod(np.full(401, span)) / span * plate.low_hz
    hz = np.interp(places * 400, np.arange(401), steps)
    heights = seed.uniform(0.25, 1, plate.count) * gain(plate.level_db)
    fall = [float(each) ** (-plate.tilt_db / 6.02) for each in (hz / plate.low_hz)]
    heights *= np.array(fall) / np.sqrt(plate.count)
    t60_s = plate.t60_s * seed.uniform(0.6, 1, plate.count) / (1 + hz / 14000)
    shape = (frames, rate_hz)
    wave = ring(hz, heights, t60_s, shape, seed.uniform(0, 1, plate.count))
    rise = line(((0.0, 0.35), (max(plate.build_s, 0.001), 1.0)), frames, rate_hz)
    wave[:24] *= swell(24)
    return wave * rise


def _crushed(wave: Floats, bits: int) -> Floats:
    steps = float(1 << (bits - 1))
    crushed: Floats = np.rint(wave * steps) / steps
    return crushed
