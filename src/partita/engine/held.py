"""What sounds for as long as it is held: bows, breath, organs, oscillators.

Turns a recipe and a request into a steady tone with its attack, vibrato and noise.
Several players at once, spread between the ears, are one recipe too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from partita.engine import noise
from partita.engine.curves import (
    Floats,
    chance,
    decay,
    drift,
    gain,
    line,
    pitch_hz,
    stretch,
    swell,
)
from partita.engine.cycles import MOST_HARMONICS, sweep
from partita.engine.overtones import Timbre, levels
from partita.engine.partials import CEILING, evenness
from partita.engine.struck import Request

#: ln 2 / 1200: what a cent adds to a frequency, to the first order.
_CENT = 0.000577623
#: Vibrato and glides need this much room under the ceiling.
_HEADROOM = 1.04
#: Frames between the points of vibrato, swells and the like.
_STEP = 64


@dataclass(frozen=True)
class Held:
    """A recipe.

    Args:
        attack_s: time to full loudness; `short_attack_s` for hurried notes.
        opening: (seconds, factor on the corner) points of the brightness.
        volume: (seconds, level) points after the attack.
        vibrato: times a second, cents either way, seconds until it begins.
        tremolo: times a second, depth 0..1.
        scoop: cents below (or above) at the start, and seconds until in tune.
        breath: noise that stays: bands and decibels.
        chiff: noise at the start: bands, decibels, decay.
        players: how many at once; `apart_cents` between them; `width` 0..1 on stage.
        stops: (ratio, level) of each pipe or oscillator that sounds together.
        life: how much brightness and loudness wander, 0..1.
        aligned: harmonics start together, as an oscillator's do.
    """

    timbre: Timbre
    attack_s: float = 0.05
    release_s: float = 0.15
    short_attack_s: float = 0.0
    opening: tuple[tuple[float, float], ...] = ((0.0, 1.0),)
    volume: tuple[tuple[float, float], ...] = ()
    vibrato: tuple[float, float, float] = (0.0, 0.0, 0.0)
    tremolo: tuple[float, float] = (0.0, 0.0)
    scoop: tuple[float, float] = (0.0, 0.0)
    breath: tuple[noise.Bands, float] | None = None
    chiff: tuple[noise.Bands, float, float] | None = None
    players: int = 1
    apart_cents: float = 0.0
    width: float = 0.0
    stops: tuple[tuple[float, float], ...] = ((1.0, 1.0),)
    life: float = 0.3
    aligned: bool = False
    spread: float = 0.0


#: Notes shorter than this are played with the short attack.
SHORT_S = 0.22


def sound(recipe: Held, request: Request) -> Floats:
    """Return the tone held for the frames wanted; two rows when it has width."""
    waves = [
        _voice(recipe, request, player, stop)
        for player in range(recipe.players)
        for stop in recipe.stops
    ]
    if recipe.width == 0 or len(waves) == 1:
        together: Floats = np.sum(waves, axis=0) / len(waves) ** 0.5
        return together
    left, right = np.zeros(request.frames), np.zeros(request.frames)
    for place, wave in enumerate(waves):
        side = recipe.width * (2 * place / (len(waves) - 1) - 1)
        left += wave * ((1 - side) / 2) ** 0.5
        right += wave * ((1 + side) / 2) ** 0.5
    stage: Floats = np.stack([left, right]) * (2 / len(waves)) ** 0.5
    return stage


def _voice(
    recipe: Held, request: Request, player: int, stop: tuple[float, float]
) -> Floats:
    seed = chance("held", request.pitch, request.take, player, round(stop[0] * 1000))
    place = 0.0
    if recipe.players > 1:
        place = 2 * player / (recipe.players - 1) - 1
    base_hz = pitch_hz(request.pitch + place * recipe.apart_cents / 100) * stop[0]
    count = request.frames // _STEP + 2
    cents = _cents(recipe, request, count, seed)
    bent = (base_hz / request.rate_hz) * (1 + _CENT * cents * (1 + 0.00029 * cents))
    phase = np.cumsum(stretch(bent, _STEP, request.frames))
    if not recipe.aligned:
        phase += seed.uniform(0, 1)
    borders, openings = _openings(recipe, request, seed)
    spectra = [_spectrum(recipe, request, base_hz, each) for each in openings]
    spread = 0.0 if recipe.aligned else 0.5
    phases = spread * seed.uniform(-1, 1, len(spectra[0]))
    wave = sweep(spectra, borders, phase, phases)
    curve = stop[1] * _loudness(recipe, request, count, seed)
    wave *= stretch(curve, _STEP, request.frames)
    _speak(wave, recipe, request)
    return wave + _air(recipe, request, player) if stop is recipe.stops[0] else wave


def _attack_s(recipe: Held, request: Request) -> float:
    hurried = request.short and recipe.short_attack_s > 0
    return max(recipe.short_attack_s if hurried else recipe.attack_s, 0.002)


def _speak(wave: Floats, recipe: Held, request: Request) -> None:
    """Let the tone come in; at full rate, since it may take two milliseconds."""
    rise = min(int(_attack_s(recipe, request) * request.rate_hz), len(wave))
    wave[:rise] *= swell(rise)


def _spectrum(recipe: Held, request: Request, base_hz: float, opening: float) -> Floats:
    top = int(CEILING * request.rate_hz / (base_hz * _HEADROOM))
    hz = base_hz * np.arange(1, max(min(top, MOST_HARMONICS), 1) + 1)
    heights = levels(recipe.timbre, hz, request.velocity, request.bright, opening)
    full = levels(recipe.timbre, hz, request.velocity, request.bright)
    return heights / evenness(hz, full)


def _cents(
    recipe: Held, request: Request, frames: int, seed: np.random.Generator
) -> Floats:
    rate_hz = request.rate_hz / _STEP
    cents = 2.0 * drift(frames, 0.23, rate_hz, seed)
    start, scooped_s = recipe.scoop
    if request.glide_cents:
        start, scooped_s = float(request.glide_cents), 0.07
    if start:
        cents += start * decay(frames, scooped_s * 2, rate_hz)
    rate, depth, after_s = recipe.vibrato
    if depth:
        speed = rate * (1 + 0.06 * drift(frames, 0.4, rate_hz, seed))
        turn = np.cumsum(speed / rate_hz) + seed.uniform(0, 1)
        ease = line(((after_s, 0.0), (after_s + 0.35, 1.0)), frames, rate_hz)
        wave = turn - np.floor(turn) - 0.5
        # A parabola pair: a sine to within 6 %, without the sines.
        cents += depth * ease * (8 * wave * (1 - 2 * np.abs(wave)))
    return cents


def _openings(
    recipe: Held, request: Request, seed: np.random.Generator
) -> tuple[list[int], list[float]]:
    rate_hz = request.rate_hz
    last_s = recipe.opening[-1][0]
    points = [(int(time * rate_hz), factor) for time, factor in recipe.opening]
    points = [point for point in points if point[0] < request.frames] or [points[0]]
    at = int(max(last_s, 0.1) * rate_hz)
    while recipe.life and (at := at + int(0.31 * rate_hz)) < request.frames:
        wander = 1 + 0.35 * recipe.life * float(seed.uniform(-1, 1))
        points.append((at, recipe.opening[-1][1] * wander))
    return [frame for frame, _ in points], [factor for _, factor in points]


def _loudness(
    recipe: Held, request: Request, frames: int, seed: np.random.Generator
) -> Floats:
    rate_hz = request.rate_hz / _STEP
    curve = np.ones(frames)
    if recipe.volume:
        curve *= line(recipe.volume, frames, rate_hz)
    if recipe.life:
        curve *= 1 + 0.1 * recipe.life * drift(frames, 0.17, rate_hz, seed)
    rate, depth = recipe.tremolo
    if depth:
        turn = np.arange(frames) * (rate / rate_hz) + seed.uniform(0, 1)
        wave = turn - np.floor(turn) - 0.5
        curve *= 1 - depth * (0.5 + 4 * wave * (1 - 2 * np.abs(wave)))
    return curve


def _air(recipe: Held, request: Request, player: int) -> Floats:
    frames, rate_hz = request.frames, request.rate_hz
    air: Floats = np.zeros(frames)
    seed = request.pitch * 13 + request.take * 5 + player * 3
    if recipe.breath:
        bands, level_db = recipe.breath
        air = noise.run(bands, frames, rate_hz, seed) * gain(level_db)
        rise = min(int(max(recipe.attack_s * 0.6, 0.004) * rate_hz), frames)
        air[:rise] *= swell(rise)
    if recipe.chiff:
        bands, level_db, t60_s = recipe.chiff
        puff = decay(min(int(t60_s * rate_hz), frames), t60_s, rate_hz) * gain(level_db)
        rise = min(int(0.004 * rate_hz), len(puff))
        puff[:rise] *= swell(rise)
        air[: len(puff)] += noise.run(bands, len(puff), rate_hz, seed + 1) * puff
    return air
