"""The sounds of weather, fire, water and animals, for as long as they are asked.

Noise in bands that move, and many small strokes at seeded places. Each swells and dies
at its ends, so that stretches of it can overlap. Knows no tempo and no mix.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

import numpy as np

from partita.engine.playing import noise
from partita.engine.playing.curves import Floats, chance, decay, drift, gain, swell
from partita.engine.playing.fm import sine

#: Frames wanted, frames per second.
Shape: TypeAlias = tuple[int, int]

#: Seconds in which a stretch swells, and dies away again.
OVERLAP_S: Final = 1.5
#: Noise that is not heard to come again: some six seconds of it.
_LONG: Final = 1 << 18
_RAIN: Final = ((60, -40), (400, -18), (1500, -7), (5000, 0), (9000, -2), (16000, -10))
_GUSTS: Final[tuple[noise.Bands, ...]] = tuple(
    ((hz / 6, -50), (hz / 2, -10), (hz, 0), (hz * 1.6, -14), (hz * 8, -56))
    for hz in (180.0, 300.0, 480.0, 760.0, 1200.0)
)
_SURF: Final = ((40, -20), (150, -6), (500, 0), (1500, -5), (5000, -14), (14000, -34))
_FOAM: Final = ((300, -34), (1500, -10), (4000, 0), (9000, -3), (16000, -14))
_BROOK: Final = ((150, -30), (500, -8), (1200, 0), (3000, -8), (9000, -26))
_EMBERS: Final = ((30, -14), (120, 0), (400, -10), (2000, -30), (9000, -50))
_SNAP: Final = ((600, -20), (2000, -4), (5000, 0), (12000, -10))
_DUST: Final = ((500, -16), (1500, -3), (4000, 0), (9000, -8), (16000, -30))
_GROOVE: Final = ((20, -8), (45, 0), (120, -16), (1000, -44), (4000, -40))
_HISS: Final = ((100, -24), (1000, -9), (5000, 0), (12000, -2), (18000, -12))
_STATIC: Final = ((200, -30), (900, -4), (2500, 0), (5000, -8), (9000, -40))
_CLAP: Final = ((300, -24), (800, -6), (1300, 0), (2600, -4), (7000, -14), (14000, -30))
_ROLL: Final = ((15, -18), (40, 0), (90, -2), (200, -12), (600, -30), (4000, -60))
_BOLT: Final = ((60, -12), (300, -4), (1200, 0), (4000, -8), (12000, -26))


def rain(shape: Shape) -> Floats:
    """Let drops fall, near ones out of a hiss of far ones."""
    wave = 0.35 * _bed(_RAIN, shape, 11)
    drops = chance("rain", shape[0])
    for number in range(12):
        drop = _ping(1450.0 * 1.147**number, 0.014, shape[1])
        _scatter(wave, drop, 11, 2.0, drops, shape[1])
    return _swollen(wave, shape)


def wind(shape: Shape) -> Floats:
    """Let gusts howl, higher as they grow."""
    frames, rate_hz = shape
    seed = chance("wind", frames)
    wave = np.zeros((2, frames))
    gust = 0.5 + 0.5 * drift(frames, 1.7, rate_hz, seed)
    for ear in (0, 1):
        place = (
            0.75 * gust + 0.25 * np.clip(0.5 + drift(frames, 0.9, rate_hz, seed), 0, 1)
        ) * 3.6
        for number, bands in enumerate(_GUSTS):
            share = np.sqrt(np.clip(1 - np.abs(place - number), 0, 1))
            wave[ear] += share * _noise(bands, frames, rate_hz, 2 * number + ear)
    return _swollen(wave * (0.25 + 0.75 * gust * gust), shape)


def waves(shape: Shape) -> Floats:
    """Let a wave come in, break and run back over the sand."""
    frames, rate_hz = shape
    wave = np.zeros((2, frames))
    for ear, late in enumerate((0.0, 0.05)):
        place = np.arange(frames) / frames - late
        coming = np.interp(place, (0.0, 0.45, 0.55, 1.0), (0.1, 0.75, 1.0, 0.1))
        breaking = np.interp(
            place, (0.0, 0.4, 0.56, 0.7, 1.0), (0.0, 0.1, 1, 0.5, 0.05)
        )
        wave[ear] += 0.9 * coming * coming * _noise(_SURF, frames, rate_hz, ear)
        wave[ear] += 0.8 * breaking * _noise(_FOAM, frames, rate_hz, 2 + ear)
    return _swollen(wave, shape)


def stream(shape: Shape) -> Floats:
    """Let a brook babble: bubbles whose pitch rises as they come up."""
    frames, rate_hz = shape
    wave = 0.16 * _bed(_BROOK, shape, 21)
    seed = chance("stream", frames)
    for hz in (420.0, 560.0, 710.0, 930.0, 1250.0):
        _scatter(wave, _bubble(hz, 0.04, rate_hz), 10, 1.8, seed, rate_hz)
    return _swollen(wave, shape)


def fire(shape: Shape) -> Floats:
    """Let wood snap over a low flame."""
    frames, rate_hz = shape
    wave = 0.5 * _bed(_EMBERS, shape, 31)
    seed = chance("fire", frames)
    for number, (length_s, often, level) in enumerate(
        ((0.004, 22, 1.2), (0.012, 5, 2.2), (0.05, 1, 2.6))
    ):
        snap = _burst(_SNAP, length_s, rate_hz, number)
        _scatter(wave, snap, often, level, seed, rate_hz)
    return _swollen(wave, shape)


def crackle(shape: Shape) -> Floats:
    """Let an old record turn: dust in its groove, and the motor under it."""
    frames, rate_hz = shape
    wave = 0.12 * _bed(_GROOVE, shape, 41) + 0.05 * _bed(_DUST, shape, 43)
    seed = chance("crackle", frames)
    for number, (length_s, often, level) in enumerate(
        ((0.0012, 30, 0.8), (0.003, 6, 2.0), (0.008, 1, 2.8))
    ):
        _scatter(
            wave, _burst(_DUST, length_s, rate_hz, number), often, level, seed, rate_hz
        )
    return _swollen(wave, shape)


def hiss(shape: Shape) -> Floats:
    """Let tape run without a sound on it."""
    return _swollen(0.5 * _bed(_HISS, shape, 51), shape)


def static(shape: Shape) -> Floats:
    """Let a radio stand between two stations."""
    frames, rate_hz = shape
    seed = chance("static", frames)
    flutter = 0.55 + 0.45 * drift(frames, 0.09, rate_hz, seed)
    wave = 0.6 * _bed(_STATIC, shape, 61) * flutter
    _scatter(wave, _burst(_STATIC, 0.006, rate_hz, 3), 14, 2.0, seed, rate_hz)
    return _swollen(wave, shape)


def birds(shape: Shape) -> Floats:
    """Let three birds sing, each a phrase of its own, now and then."""
    frames, rate_hz = shape
    wave = np.zeros((2, frames))
    seed = chance("birds", frames)
    for side, hz in ((0.2, 3100.0), (0.75, 4300.0), (0.5, 2500.0)):
        at = int(seed.uniform(0.1, 1.2) * rate_hz)
        while at < frames:
            count = int(seed.integers(2, 6))
            fall = float(seed.uniform(0.75, 1.3))
            for _ in range(count):
                length_s = float(seed.uniform(0.05, 0.13))
                note = _chirp(
                    hz * float(seed.uniform(0.9, 1.15)), fall, length_s, rate_hz
                )
                _put(wave, note, at, side, 0.9)
                at += int((length_s + 0.04) * rate_hz)
            at += int(seed.uniform(0.7, 2.2) * rate_hz)
    return _swollen(wave, shape)


def crickets(shape: Shape) -> Floats:
    """Let two crickets chirp at night."""
    frames, rate_hz = shape
    wave = 0.03 * _bed(_HISS, shape, 71)
    seed = chance("crickets", frames)
    for side, hz, every_s in ((0.25, 4150.0, 0.61), (0.8, 4650.0, 0.74)):
        pulse = _chirp(hz, 1.0, 0.018, rate_hz)
        for start in np.arange(0.1, frames / rate_hz, every_s):
            for number in range(3):
                at = int((start + 0.034 * number) * rate_hz)
                _put(wave, pulse, at, side, 0.7 + 0.3 * float(seed.random()))
    return _swollen(wave, shape)


def applause(shape: Shape) -> Floats:
    """Let a hall clap, many hands at once."""
    frames, rate_hz = shape
    wave = 0.35 * _bed(_CLAP, shape, 81)
    seed = chance("applause", frames)
    for number in range(6):
        clap = _burst(_CLAP, 0.025 + 0.004 * number, rate_hz, number)
        _scatter(wave, clap, 28, 1.5, seed, rate_hz)
    return _swollen(wave, shape)


def thunder(shape: Shape) -> Floats:
    """Strike once, and roll away over the hills."""
    frames, rate_hz = shape
    seed = chance("thunder", frames)
    length = frames + rate_hz
    wave = np.zeros((2, length))
    rolls = np.clip(0.5 + 0.8 * drift(length, 0.33, rate_hz, seed), 0.15, 2)
    fall = decay(length, 7.0, rate_hz)
    for ear in (0, 1):
        rumble = _noise(_ROLL, length, rate_hz, 5 + ear) * rolls * fall
        bolt = _noise(_BOLT, length, rate_hz, 9 + ear) * decay(length, 0.9, rate_hz)
        again = np.zeros(length)
        at = min(int((0.16 + 0.05 * ear) * rate_hz), length)
        again[at:] = 0.6 * bolt[: length - at]
        wave[ear] = 2.0 * rumble + 0.8 * (bolt + again)
    wave[:, :128] *= swell(128)
    return _faded(wave, rate_hz)


#: What lasts as long as it is asked, and can be laid under a whole section.
BEDS: Final[dict[str, Callable[[Shape], Floats]]] = {
    "rain": rain, "wind": wind, "waves": waves, "stream": stream, "fire": fire,
    "crackle": crackle, "hiss": hiss, "static": static, "birds": birds,
    "crickets": crickets, "applause": applause,
}  # fmt: skip


def _noise(bands: noise.Bands, frames: int, rate_hz: int, seed: int) -> Floats:
    wave = noise.shaped(bands, _LONG, rate_hz, seed % 4)
    at = (seed * 31_337) % _LONG
    turns = -(-(at + frames) // _LONG)
    return np.tile(wave, turns)[at : at + frames]


def _bed(bands: noise.Bands, shape: Shape, seed: int) -> Floats:
    """Return two rows of noise, each ear its own."""
    return np.stack([_noise(bands, *shape, seed + ear) for ear in (0, 1)])


def _ping(hz: float, t60_s: float, rate_hz: int) -> Floats:
    frames = int(1.2 * t60_s * rate_hz)
    return sine(np.arange(frames) * (hz / rate_hz)) * decay(frames, t60_s, rate_hz)


def _bubble(hz: float, length_s: float, rate_hz: int) -> Floats:
    frames = int(length_s * rate_hz)
    rise = hz * (1 + 0.5 * np.arange(frames) / frames)
    wave: Floats = sine(np.cumsum(rise / rate_hz)) * swell(frames)[::-1]
    wave[:24] *= swell(24)
    return wave


def _chirp(hz: float, fall: float, length_s: float, rate_hz: int) -> Floats:
    """Return a short whistle that ends at a share of its pitch."""
    frames = int(length_s * rate_hz)
    slide = hz * (1 + (fall - 1) * np.arange(frames) / frames)
    shape = swell(frames // 3)
    wave: Floats = sine(np.cumsum(slide / rate_hz))
    wave[: len(shape)] *= shape
    wave[-len(shape) :] *= shape[::-1]
    return wave


def _burst(bands: noise.Bands, t60_s: float, rate_hz: int, seed: int) -> Floats:
    frames = int(1.1 * t60_s * rate_hz) + 8
    return noise.run(bands, frames, rate_hz, seed) * decay(frames, t60_s, rate_hz)


def _scatter(
    wave: Floats,
    stroke: Floats,
    a_second: int,
    level: float,
    seed: np.random.Generator,
    rate_hz: int,
) -> None:
    """Add a stroke at chance places, most of them soft."""
    frames = wave.shape[1]
    count = int(seed.poisson(a_second * frames / rate_hz))
    places = seed.integers(0, max(frames - len(stroke), 1), count)
    sizes, sides = seed.uniform(0.2, 1, count), seed.uniform(0.1, 0.9, count)
    for at, size, side in zip(places, sizes, sides, strict=True):
        _put(wave, stroke, int(at), float(side), level * float(size) ** 3)


def _put(wave: Floats, stroke: Floats, at: int, side: float, level: float) -> None:
    piece = stroke[: max(0, wave.shape[1] - at)] * level
    wave[0, at : at + len(piece)] += piece * (1 - side) ** 0.5
    wave[1, at : at + len(piece)] += piece * side**0.5


def _swollen(wave: Floats, shape: Shape) -> Floats:
    """Let a stretch come and go, as loud as its neighbours where they overlap."""
    frames, rate_hz = shape
    edge = min(int(OVERLAP_S * rate_hz), frames // 2)
    rise = np.sqrt(np.arange(edge) / max(edge, 1))
    wave[:, :edge] *= rise
    wave[:, frames - edge :] *= rise[::-1]
    return wave * gain(-6)


def _faded(wave: Floats, rate_hz: int) -> Floats:
    fade = min(rate_hz, wave.shape[1])
    wave[:, -fade:] *= swell(fade)[::-1]
    return wave
