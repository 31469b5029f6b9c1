"""Frequency modulation, and the sine that falls: FM bells and basses, the long 808.

Turns a recipe and a request into a wave. Knows no instrument by name.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from partita.engine.playing.curves import Floats, decay, line, pitch_hz
from partita.engine.playing.struck import Request

_SINE_FRAMES = 4096


@dataclass(frozen=True)
class Operator:
    """A sine that modulates the carrier: its ratio, its depth in radians, its decay."""

    ratio: float
    depth: float
    t60_s: float
    rest: float = 0.0


@dataclass(frozen=True)
class Modulated:
    """A recipe.

    Args:
        carriers: (ratio, level, decay) of what is heard.
        drop: (semitones above at the start, seconds of the fall).
        drive: how far the sum is pressed towards a square.
        held: seconds of full level before the decay.
    """

    carriers: tuple[tuple[float, float, float], ...]
    operators: tuple[Operator, ...] = ()
    drop: tuple[float, float] = (0.0, 0.0)
    drive: float = 0.0
    attack_s: float = 0.002
    release_s: float = 0.1
    spread: float = 0.0


def modulate(recipe: Modulated, request: Request) -> Floats:
    """Return the tone for the frames wanted."""
    frames, rate_hz = request.frames, request.rate_hz
    base_hz = pitch_hz(request.pitch)
    semitones, fall_s = recipe.drop
    bent = 1 + semitones * 0.0595 * decay(frames, fall_s, rate_hz) if semitones else 1.0
    if request.glide_cents:
        slide = line(((0.0, request.glide_cents / 1731), (0.08, 0.0)), frames, rate_hz)
        bent = bent * (1 + slide)
    turns = np.cumsum(np.full(frames, base_hz / rate_hz) * bent)
    bite = 0.35 + 0.65 * (request.velocity / 100) ** 1.5 * 2.0 ** (request.bright / 80)
    wave = np.zeros(frames)
    for ratio, level, t60_s in recipe.carriers:
        sway = _sway(recipe, turns, (ratio, base_hz, bite), request)
        # All begin at zero: otherwise a ratio of 1 has a direct current.
        wave += level * decay(frames, t60_s, rate_hz) * sine(turns * ratio + sway)
    rise = line(((0.0, 0.0), (recipe.attack_s, 1.0)), frames, rate_hz)
    wave *= rise * rise * (3 - 2 * rise)
    if recipe.drive:
        wave *= 1 + recipe.drive
        wave /= np.sqrt(1 + wave * wave)
    return wave


def _sway(
    recipe: Modulated,
    turns: Floats,
    heard: tuple[float, float, float],
    request: Request,
) -> Floats | float:
    ratio, base_hz, bite = heard
    sway: Floats | float = 0.0
    for operator in recipe.operators:
        # Sidebands reach about depth + 1 times the ratio: keep them below the ceiling.
        room = 0.42 * request.rate_hz / base_hz - ratio
        deepest = max(room / operator.ratio - 1, 0.0)
        depth = min(operator.depth * bite, deepest) / (2 * np.pi)
        fall = decay(request.frames, operator.t60_s, request.rate_hz)
        shape = depth * (operator.rest + (1 - operator.rest) * fall)
        sway = sway + shape * sine(turns * (operator.ratio * ratio))
    return sway


def sine(turns: Floats) -> Floats:
    """Return sin(2π turns), read from a table."""
    place = (turns - np.floor(turns)) * _SINE_FRAMES
    index = place.astype(np.int64)
    cycle, rises = _cycle()
    return cycle[index] + rises[index] * (place - index)


@lru_cache(maxsize=1)
def _cycle() -> tuple[Floats, Floats]:
    cycle = np.sin(2 * np.pi * np.arange(_SINE_FRAMES + 2) / _SINE_FRAMES)
    return cycle[:-1], np.diff(cycle)


MODULATED: Final[dict[str, Modulated]] = {
    "fm_bell": Modulated(
        carriers=((1.0, 0.7, 4.5), (1.006, 0.4, 4.0)),
        operators=(Operator(3.5, 1.7, 2.2), Operator(7.0, 0.9, 0.5)),
        release_s=0.9, spread=0.3,
    ),
    "fm_bass": Modulated(
        carriers=((1.0, 0.9, 3.0),),
        operators=(Operator(1.0, 2.4, 0.7, 0.25), Operator(5.0, 0.7, 0.12)),
        release_s=0.05,
    ),
    "bass_808": Modulated(
        carriers=((1.0, 1.0, 2.8),), operators=(Operator(1.0, 0.25, 3.0),),
        drop=(7.0, 0.09), drive=0.9, attack_s=0.003, release_s=0.09,
    ),
}  # fmt: skip
