"""Instruments by name: one tone, and one note of any length cut from it.

Tones are kept and reused, since a piece plays few different ones; what is kept never
changes what is heard. Knows recipes; does not know lines, rooms or levels of a mix.
"""

from __future__ import annotations

from dataclasses import fields, replace
from functools import lru_cache
from operator import attrgetter
from typing import Final, TypeAlias

import numpy as np

from partita.engine.playing.curves import Floats, swell
from partita.engine.playing.fm import MODULATED, Modulated, modulate
from partita.engine.playing.held import SHORT_S, Held, sound
from partita.engine.playing.kept import GRAIN, Kept, Wave
from partita.engine.playing.struck import Request, Struck, strike
from partita.engine.playing.voices_blown import BLOWN
from partita.engine.playing.voices_plucked import PLUCKED
from partita.engine.playing.voices_struck import STRUCK
from partita.engine.playing.voices_synth import SYNTHS

Recipe: TypeAlias = Struck | Held | Modulated

RECIPES: dict[str, Recipe] = {**STRUCK, **PLUCKED, **BLOWN, **SYNTHS, **MODULATED}

#: Velocities and brightnesses that sound different, twice as wide where many play;
#: levels follow exactly.
_VELOCITY_STEP, _BRIGHT_STEP = 16, 10
#: Takes of one tone that differ a little.
_TAKES = 2
#: Tones are made in whole steps of about this length: shorter, and they are made anew
#: for notes that last a little longer; longer, and more is made than is heard.
_LENGTH_S = 0.125
#: The fewest steps: longer than any knock, which would end otherwise in a shorter tone.
_LEAST_STEPS = 2
#: Bytes of tones that are kept.
_KEPT_BYTES = 64 << 20
#: How velocity turns into level: 40 is 13 dB under 100.
_VELOCITY_POWER = 1.65


_KEPT: Final = Kept(_KEPT_BYTES)
#: All of a request but its length.
_KIND: Final = attrgetter(*(f.name for f in fields(Request) if f.name != "frames"))


def tone(name: str, asked: Request) -> Wave:
    """Return a tone that lasts at least as long as asked.

    Velocity sets its colour, not its level: see `loudness`.

    Args:
        asked: as `rounded` returns it.
    """
    return _KEPT.get((name, _KIND(asked)), lambda: made(name, asked), asked.frames)


def forget() -> None:
    """Let go of the tones that are kept for reuse."""
    _KEPT.forget()


def rounded(name: str, request: Request) -> Request:
    """Return the request that stands for all that nobody could tell from it."""
    many = getattr(RECIPES[name], "players", 1) > 1
    alike = many or isinstance(RECIPES[name], Modulated)
    grade = _VELOCITY_STEP * (2 if many else 1)
    step = -(-int(_LENGTH_S * request.rate_hz) // GRAIN) * GRAIN
    return replace(
        request,
        frames=max(-(-request.frames // step), _LEAST_STEPS) * step,
        velocity=min(max(round(request.velocity / grade), 1) * grade, 128),
        bright=round(request.bright / _BRIGHT_STEP) * _BRIGHT_STEP,
        take=0 if alike else request.take % _TAKES,
    )


def loudness(velocity: int) -> float:
    """Return the factor for a velocity."""
    return float((velocity / 100) ** _VELOCITY_POWER)


def is_wide(name: str) -> bool:
    """Tell whether tones, or their places, differ between the ears."""
    recipe = RECIPES[name]
    return recipe.spread > 0 or getattr(recipe, "width", 0.0) > 0


def release_frames(name: str, rate_hz: int) -> int:
    """Return how long a note rings after its end."""
    return int(RECIPES[name].release_s * rate_hz)


@lru_cache(maxsize=128)
def release(frames: int) -> Floats:
    """Return the curve by which a note dies away."""
    fall = swell(frames)[::-1]
    steep = np.linspace(1.0, 0.0, frames) if frames else fall
    curve: Floats = (fall * steep).astype(np.float32)
    curve.setflags(write=False)
    return curve


def note(name: str, request: Request, *, level: float | None = None) -> Floats:
    """Return one note held for `request.frames` and its release, mono or two rows."""
    ring = release_frames(name, request.rate_hz)
    short = request.frames < SHORT_S * request.rate_hz
    longer = replace(request, frames=request.frames + ring, short=short)
    rows = tone(name, rounded(name, longer)).floats()[:, : longer.frames]
    rows[:, request.frames :] *= release(ring)
    wave = rows.astype(np.float64) if len(rows) > 1 else rows[0].astype(np.float64)
    return wave * (loudness(request.velocity) if level is None else level)


def made(name: str, request: Request) -> Floats:
    """Make a tone afresh, exactly as long as asked."""
    recipe = RECIPES[name]
    if isinstance(recipe, Struck):
        return strike(recipe, request)
    if isinstance(recipe, Held):
        return sound(recipe, request)
    return modulate(recipe, request)
