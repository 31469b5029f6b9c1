"""Drums by name: one stroke of one kit, with the room that the kit was put in.

Strokes are kept and reused; what is kept never changes what is heard. Knows kits; does
not know lines or the levels of a mix.
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import lru_cache
from typing import Final

import numpy as np

from partita.audio.fourier import (
    Spectrum,
    fast_length,
    multiplied,
    spectra_of,
    waves_of,
)
from partita.engine.playing import effects
from partita.engine.playing.curves import Floats, chance, decay, gain, swell
from partita.engine.playing.kept import Kept, Wave
from partita.engine.playing.kits import TABLE, TRIM_DB, Kit, recipe
from partita.engine.playing.scenes import BEDS
from partita.engine.playing.signals import ONCE
from partita.engine.playing.strokes import Stroke, beat, seconds

#: Takes of one stroke that differ a little, so that rolls don't sound like a machine.
_TAKES: Final = 4
_VELOCITY_STEP: Final = 16
#: Strokes longer than this are rare, and large: one take does.
_LONG_S: Final = 1.2
#: Bytes of strokes that are kept.
_KEPT: Final = Kept(12 << 20)
#: Below this a kit's room is left out.
_FAINT_DB: Final = -50.0
#: What is higher has no pitch that anybody would tune.
_TUNED_BELOW_HZ: Final = 900.0
#: Sounds that belong to no kit.
_SOUNDS: Final = {**BEDS, **ONCE}
#: Seconds that these ring past their note, at the most.
_RINGING_S: Final = 4
#: How velocity turns into level.
_VELOCITY_POWER: Final = 1.5


def stroke(
    kit: str,
    piece: str,
    velocity: int,
    shape: tuple[int, int],
    take: int,
    *,
    pitch: int = 0,
) -> Wave:
    """Return one stroke, two rows, its level not yet applied.

    Args:
        shape: frames that the stroke is held, for rolls and risers; frames per second.
        pitch: what a drum is tuned to, in the octave nearest to its own; 0 for none.
    """
    frames, rate_hz = shape
    if piece in effects.LASTING or piece in _SOUNDS:
        # Lengths to the hundredth second: nobody hears less, and fewer are made.
        step = rate_hz // 100
        held = max(round(frames / step), 5) * step
        return _KEPT.get(
            (kit, piece, held, rate_hz), lambda: _lasting(kit, piece, (held, rate_hz))
        )
    grade = min(max(round(velocity / _VELOCITY_STEP), 1) * _VELOCITY_STEP, 128)
    takes = 1 if seconds(recipe(kit, piece)) > _LONG_S else _TAKES
    return _stroke(kit, piece, grade, rate_hz, (take % takes, pitch))


def frames(kit: str, piece: str, shape: tuple[int, int]) -> int:
    """Return the most frames that a stroke rings, without making it."""
    held, rate_hz = shape
    if piece in effects.LASTING:
        return held + 2 * rate_hz
    if piece in _SOUNDS:
        return held + _RINGING_S * rate_hz
    table = TABLE[kit]
    longest = seconds(recipe(kit, piece)) * max(table.ring, 1.0) + table.room_s
    return int((longest + 0.1) * rate_hz)


def loudness(kit: str, piece: str, velocity: int) -> float:
    """Return the factor for a velocity, the kit's own balance included."""
    balance_db = TABLE[kit].level_db + TRIM_DB.get(piece, 0.0)
    return float((velocity / 100) ** _VELOCITY_POWER) * gain(balance_db)


def forget() -> None:
    """Let go of the strokes that are kept for reuse."""
    _KEPT.forget()


def _stroke(
    kit: str, piece: str, velocity: int, rate_hz: int, which: tuple[int, int]
) -> Wave:
    def make() -> Floats:
        table, (take, pitch) = TABLE[kit], which
        tuned = _tuned(recipe(kit, piece), table)
        if pitch:
            tuned = _pitched(tuned, tuning(tuned, pitch))
        return _in_room(beat(tuned, velocity, rate_hz, take), tuned.pan, table, rate_hz)

    return _KEPT.get((kit, piece, velocity, rate_hz, which), make)


def tuning(drum: Stroke, pitch: int) -> float:
    """Return the factor that brings a drum to the nearest octave of a pitch."""
    heard = [(body.level_db, body.to_hz) for body in drum.bodies]
    heard += [(level_db, hz) for hz, level_db, _ in drum.modes]
    own_hz = max(heard, default=(0.0, math.inf))[1]
    if own_hz > _TUNED_BELOW_HZ:
        return 1.0
    away = pitch - 69 - 12 * math.log2(own_hz / 440)
    return float(2 ** ((away - 12 * round(away / 12)) / 12))


def _lasting(kit: str, piece: str, shape: tuple[int, int]) -> Floats:
    if piece in _SOUNDS:
        return _SOUNDS[piece](shape)

    def strokes(name: str, velocity: int, take: int) -> Floats:
        return _stroke(kit, name, velocity, shape[1], (take, 0)).floats()

    return effects.LASTING[piece](strokes, shape)


def _tuned(stroke: Stroke, kit: Kit) -> Stroke:
    tune, ring = kit.tune, kit.ring
    if tune == ring == 1.0:
        return stroke
    pitched = _pitched(stroke, tune)
    return replace(
        pitched,
        bodies=tuple(replace(each, t60_s=each.t60_s * ring) for each in pitched.bodies),
        modes=tuple((hz, db, t60_s * ring) for hz, db, t60_s in pitched.modes),
        bursts=tuple(replace(each, t60_s=each.t60_s * ring) for each in stroke.bursts),
        plates=tuple(replace(each, t60_s=each.t60_s * ring) for each in stroke.plates),
    )


def _pitched(stroke: Stroke, tune: float) -> Stroke:
    return replace(
        stroke,
        bodies=tuple(
            replace(each, from_hz=each.from_hz * tune, to_hz=each.to_hz * tune)
            for each in stroke.bodies
        ),
        modes=tuple((hz * tune, db, t60_s) for hz, db, t60_s in stroke.modes),
    )


def _in_room(wave: Floats, pan: float, kit: Kit, rate_hz: int) -> Floats:
    left, right = ((1 - pan) / 2) ** 0.5, ((1 + pan) / 2) ** 0.5
    dry = np.stack([wave * left, wave * right])
    if kit.room_db <= _FAINT_DB:
        return dry
    frames = len(wave) + int(kit.room_s * rate_hz)
    length = fast_length(frames)
    ears = _heard_in(kit.room_s, kit.gate, rate_hz, length)
    spectra = multiplied(spectra_of(wave, length), ears)
    heard = waves_of(spectra, length)[:, :frames] * gain(kit.room_db)
    heard[:, : len(wave)] += dry
    heard[:, -256:] *= swell(256)[::-1]
    return heard


@lru_cache(maxsize=8)
def _heard_in(room_s: float, gate: bool, rate_hz: int, length: int) -> Spectrum:
    return spectra_of(_ambience(room_s, gate, rate_hz) * length**0.5, length)


def _ambience(room_s: float, gate: bool, rate_hz: int) -> Floats:
    frames = int(room_s * rate_hz)
    seed = chance("ambience", round(room_s * 1000), int(gate))
    noise = seed.standard_normal((2, frames))
    # A running mean of three takes the edge off, as plaster does.
    noise[:, 1:-1] = (noise[:, :-2] + 2 * noise[:, 1:-1] + noise[:, 2:]) / 4
    if gate:
        noise[:, -int(0.02 * rate_hz) :] *= swell(int(0.02 * rate_hz))[::-1]
    else:
        noise *= decay(frames, room_s, rate_hz)
    before = int(0.006 * rate_hz)
    noise[:, :before] = 0.0
    ears: Floats = noise / np.sqrt(np.mean(np.sum(noise * noise, axis=1)))
    return ears
