"""What sounds for as long as it is held: bows, breath, organs, oscillators.

Turns a recipe and a request into a steady tone with its attack, vibrato and noise.
Several players at once, spread between the ears, are one recipe too.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from partita.engine.playing import noise
from partita.engine.playing.curves import (
    Floats,
    chance,
    decay,
    drift,
    gain,
    line,
    pitch_hz,
    swell,
)
from partita.engine.playing.cycles import MOST_HARMONICS, STEP, Motion, sweep
from partita.engine.playing.overtones import Timbre, levels
from partita.engine.playing.partials import CEILING, evenness
from partita.engine.playing.struck import Request

#: ln 2 / 1200: what a cent adds to a frequency, to the first order.
_CENT = 0.000577623
#: Vibrato and glides need this much room under the ceiling.
_HEADROOM = 1.04


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


#: What chance depends on. Every wandering thing has its own, so that a longer tone
#: begins exactly as a shorter one.
_Names = tuple[int, int, int, int]

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
    stage = np.zeros((2, request.frames), np.float32)
    for place, wave in enumerate(waves):
        side = recipe.width * (2 * place / (len(waves) - 1) - 1)
        stage[0] += wave * ((1 - side) / len(waves)) ** 0.5
        stage[1] += wave * ((1 + side) / len(waves)) ** 0.5
    return stage


def _voice(
    recipe: Held, request: Request, player: int, stop: tuple[float, float]
) -> Floats:
    names = (request.pitch, request.take, player, round(stop[0] * 1000))
    place = 0.0
    if recipe.players > 1:
        place = 2 * player / (recipe.players - 1) - 1
    base_hz = pitch_hz(request.pitch + place * recipe.apart_cents / 100) * stop[0]
    count = -(-request.frames // STEP) + 1
    cents = _cents(recipe, request, count, names)
    speeds = (base_hz / request.rate_hz) * (1 + _CENT * cents * (1 + 0.00029 * cents))
    heights = stop[1] * _loudness(recipe, request, count, names)
    start = 0.0 if recipe.aligned else chance("phase", *names).uniform(0, 1)
    borders, openings = _openings(recipe, request, names)
    spectra = _spectra(recipe, request, base_hz, openings)
    spread = 0.0 if recipe.aligned else 0.5
    phases = spread * chance("phases", *names).uniform(-1, 1, len(spectra[0]))
    wave = sweep(spectra, borders, Motion(speeds, heights, start), phases)
    wave = wave[: request.frames]
    _rise(wave, _attack_s(recipe, request), request.rate_hz)
    if stop is recipe.stops[0] and player == recipe.players // 2:
        # One of many is enough: noise has no pitch to beat with.
        _breathe(wave, recipe, request)
    return wave


def _attack_s(recipe: Held, request: Request) -> float:
    hurried = request.short and recipe.short_attack_s > 0
    return max(recipe.short_attack_s if hurried else recipe.attack_s, 0.002)


def _rise(wave: Floats, seconds: float, rate_hz: int) -> None:
    """Let a wave come in; at full rate, since it may take two milliseconds."""
    rise = swell(int(seconds * rate_hz))[: len(wave)]
    wave[: len(rise)] *= rise


def _spectra(
    recipe: Held, request: Request, base_hz: float, openings: list[float]
) -> list[Floats]:
    top = int(CEILING * request.rate_hz / (base_hz * _HEADROOM))
    hz = base_hz * np.arange(1, max(min(top, MOST_HARMONICS), 1) + 1)
    usual = levels(recipe.timbre, hz, request.velocity, request.bright)
    level = 1 / evenness(hz, usual)
    return [
        level * levels(recipe.timbre, hz, request.velocity, request.bright, opening)
        for opening in openings
    ]


def _cents(recipe: Held, request: Request, frames: int, names: _Names) -> Floats:
    rate_hz = request.rate_hz / STEP
    cents = 2.0 * drift(frames, 0.23, rate_hz, chance("pitch", *names))
    start, scooped_s = recipe.scoop
    if request.glide_cents:
        start, scooped_s = float(request.glide_cents), 0.07
    if start:
        cents += start * decay(frames, scooped_s * 2, rate_hz)
    rate, depth, after_s = recipe.vibrato
    if depth:
        hand = chance("vibrato", *names)
        begin = hand.uniform(0, 1)
        speed = rate * (1 + 0.06 * drift(frames, 0.4, rate_hz, hand))
        turn = np.cumsum(speed / rate_hz) + begin
        ease = line(((after_s, 0.0), (after_s + 0.35, 1.0)), frames, rate_hz)
        wave = turn - np.floor(turn) - 0.5
        # A parabola pair: a sine to within 6 %, without the sines.
        cents += depth * ease * (8 * wave * (1 - 2 * np.abs(wave)))
    return cents


def _openings(
    recipe: Held, request: Request, names: _Names
) -> tuple[list[int], list[float]]:
    """Return when the brightness is what, up to one point past the end."""
    rate_hz, seed = request.rate_hz, chance("brightness", *names)
    points = [
        (int(time * rate_hz) // STEP * STEP, factor) for time, factor in recipe.opening
    ]
    at = int(max(recipe.opening[-1][0], 0.1) * rate_hz) // STEP * STEP
    # Many players move enough by beating against each other.
    wanders = recipe.life > 0 and recipe.players == 1
    while wanders and at < request.frames:
        at += int(0.31 * rate_hz) // STEP * STEP
        wander = 1 + 0.35 * recipe.life * float(seed.uniform(-1, 1))
        points.append((at, recipe.opening[-1][1] * wander))
    needed = sum(frame < request.frames for frame, _ in points) + 1
    return [frame for frame, _ in points[:needed]], [at for _, at in points[:needed]]


def _loudness(recipe: Held, request: Request, frames: int, names: _Names) -> Floats:
    rate_hz = request.rate_hz / STEP
    curve = np.ones(frames)
    if recipe.volume:
        curve *= line(recipe.volume, frames, rate_hz)
    if recipe.life:
        curve *= 1 + 0.1 * recipe.life * drift(
            frames, 0.17, rate_hz, chance("level", *names)
        )
    rate, depth = recipe.tremolo
    if depth:
        begin = chance("tremolo", *names).uniform(0, 1)
        turn = np.arange(frames) * (rate / rate_hz) + begin
        wave = turn - np.floor(turn) - 0.5
        curve *= 1 - depth * (0.5 + 4 * wave * (1 - 2 * np.abs(wave)))
    return curve


def _breathe(wave: Floats, recipe: Held, request: Request) -> None:
    """Add the noise that stays, and the noise of the attack."""
    rate_hz = request.rate_hz
    seed = request.pitch * 13 + request.take * 5
    many_db = 10 * math.log10(recipe.players)
    if recipe.breath:
        bands, level_db = recipe.breath
        air = noise.run(bands, len(wave), rate_hz, seed) * gain(level_db + many_db)
        _rise(air, max(recipe.attack_s * 0.6, 0.004), rate_hz)
        wave += air
    if recipe.chiff:
        bands, level_db, t60_s = recipe.chiff
        frames = min(int(t60_s * rate_hz), len(wave))
        puff = decay(frames, t60_s, rate_hz) * gain(level_db + many_db)
        puff *= noise.run(bands, frames, rate_hz, seed + 1)
        _rise(puff, 0.004, rate_hz)
        wave[:frames] += puff
