"""What builds up or sweeps for as long as it is asked: rolls, risers, reversed crashes.

Each is made for one length. Knows strokes through a function; does not know kits.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

import numpy as np

from partita.engine.playing import noise
from partita.engine.playing.curves import Floats, decay, line, swell
from partita.engine.playing.fm import sine

#: (piece, velocity, take) to a stroke.
Strokes: TypeAlias = Callable[[str, int, int], Floats]
#: Frames wanted, frames per second.
Shape: TypeAlias = tuple[int, int]

#: Bands that a sweep moves through, lowest first.
_STEPS: Final[tuple[noise.Bands, ...]] = tuple(
    ((hz / 8, -60), (hz / 2, -14), (hz, 0), (hz * 1.8, -12), (hz * 6, -60))
    for hz in (250.0, 500.0, 1000.0, 2000.0, 4000.0, 8000.0, 11000.0)
)


def riser(_: Strokes, shape: Shape) -> Floats:
    """Swell noise upwards with a tone that climbs two octaves, then stop."""
    frames, rate_hz = shape
    grow = np.arange(frames) / frames
    hiss = _sweep(grow, shape)
    climb = np.cumsum((110 + 330 * grow * grow) / rate_hz)
    tone = 0.16 * (sine(climb) + 0.5 * sine(2 * climb) + 0.4 * sine(3.01 * climb))
    wave = (hiss * 0.55 + tone) * (0.03 + 0.97 * grow * grow)
    return _ended(wave, shape)


def sweep_down(_: Strokes, shape: Shape) -> Floats:
    """Let noise fall and die away."""
    frames, rate_hz = shape
    fall = 1 - np.arange(frames) / frames
    wave = 0.6 * _sweep(fall, shape) * decay(frames, frames / rate_hz * 1.4, rate_hz)
    return _ended(wave, shape)


def reverse_cymbal(strokes: Strokes, shape: Shape) -> Floats:
    """Play a crash backwards, so that it ends on the beat."""
    frames, _ = shape
    crash = strokes("crash", 96, 0)[:, :frames][:, ::-1].astype(np.float64)
    wave = np.zeros((2, frames))
    wave[:, frames - crash.shape[1] :] = crash
    wave *= (np.arange(frames) / frames) ** 2
    return _ended(wave * 1.3, shape)


def snare_roll(strokes: Strokes, shape: Shape) -> Floats:
    """Roll on the snare, 18 strokes a second, from soft to loud."""
    frames, rate_hz = shape
    tail = int(0.3 * rate_hz)
    wave = np.zeros((2, frames + tail))
    count = max(int(frames * 18 / rate_hz), 2)
    for number in range(count):
        at = frames * number // count
        share = number / count
        velocity = 48 + 12 * round(4 * share)
        one = strokes("snare", velocity, number)[:, : frames + tail - at]
        hand = 1.0 if number % 2 == 0 else 0.86
        wave[:, at : at + one.shape[1]] += one * (hand * (0.16 + 0.5 * share * share))
    wave[:, -tail:] *= swell(tail)[::-1]
    return wave


LASTING: Final[dict[str, Callable[[Strokes, Shape], Floats]]] = {
    "riser": riser,
    "sweep_down": sweep_down,
    "reverse_cymbal": reverse_cymbal,
    "snare_roll": snare_roll,
}


def _sweep(height: Floats, shape: Shape) -> Floats:
    """Return two rows of noise whose band follows a height 0..1."""
    frames, rate_hz = shape
    wave = np.zeros((2, frames))
    place = height * (len(_STEPS) - 1)
    for number, bands in enumerate(_STEPS):
        share = np.clip(1 - np.abs(place - number), 0, 1)
        share = np.sqrt(share)
        for ear in (0, 1):
            wave[ear] += share * noise.run(bands, frames, rate_hz, number * 2 + ear)
    return wave


def _ended(wave: Floats, shape: Shape) -> Floats:
    fade = min(int(0.004 * shape[1]), wave.shape[-1])
    wave[..., -fade:] *= swell(fade)[::-1]
    rise = line(((0.0, 0.0), (0.01, 1.0)), wave.shape[-1], shape[1])
    return wave * rise
