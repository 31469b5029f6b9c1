"""Single sounds that films and games ask for: gongs, sirens, clocks, hearts, scratches.

Each is as long as such a thing is; sirens and alarms go on as long as they are asked.
Knows no tempo and no mix.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from partita.engine.playing import noise
from partita.engine.playing.curves import Floats, chance, decay, gain, line, swell
from partita.engine.playing.fm import sine
from partita.engine.playing.scenes import Shape, thunder
from partita.engine.playing.strokes import Body, Burst, Plate, Stroke, beat

_SOFT: Final = ((60, -8), (200, 0), (600, -12), (3000, -44))
_WOOD: Final = ((800, -20), (2200, 0), (5000, -8), (12000, -30))
_CRASH: Final = ((500, -30), (2500, -6), (6000, 0), (14000, -4))
_CHEST: Final = ((40, -4), (90, 0), (200, -10), (600, -40))
_AIR: Final[tuple[noise.Bands, ...]] = tuple(
    ((hz / 4, -50), (hz / 1.6, -8), (hz, 0), (hz * 1.6, -8), (hz * 4, -50))
    for hz in (300.0, 600.0, 1200.0, 2400.0, 4800.0)
)

#: What is struck once: a recipe as a drum's.
_STRUCK: Final[dict[str, Stroke]] = {
    "gong": Stroke(
        modes=((68, -2, 9.0), (101, -4, 8.0), (139, -3, 7.5), (187, -6, 6.5),
               (246, -5, 6.0), (311, -9, 5.0), (402, -9, 4.5), (533, -12, 4.0)),
        plates=(Plate(160, 300, 7000, 5.5, -1, build_s=0.7, tilt_db=4),),
        bursts=(Burst(_SOFT, -12, 0.12, attack_s=0.01),), hard=2,
    ),
    "heartbeat": Stroke(
        bodies=(Body(70, 46, 0.05, 0.2), Body(130, 84, 0.03, 0.12, -7)),
        bursts=(Burst(_CHEST, -9, 0.1, attack_s=0.01),),
    ),
    "tick": Stroke(
        modes=((3150, -2, 0.035), (4700, -6, 0.02), (1720, -9, 0.03)),
        bursts=(Burst(_WOOD, -2, 0.012),),
    ),
    "tock": Stroke(
        modes=((2350, -2, 0.04), (3600, -7, 0.025), (1280, -8, 0.035)),
        bursts=(Burst(_WOOD, -4, 0.014),),
    ),
    "glass": Stroke(
        plates=(Plate(60, 2200, 14000, 1.1, 4, tilt_db=0.5),),
        bursts=(Burst(_CRASH, 3, 0.22, (0.0, 0.03, 0.05, 0.11, 0.18)),),
    ),
    "sub_drop": Stroke(bodies=(Body(150, 27, 0.9, 2.6, 3, 0.6),)),
    "sonar": Stroke(
        bodies=(Body(1010, 1000, 0.05, 0.9),), modes=((1000, -14, 2.6),),
    ),
}  # fmt: skip


def scratch(shape: Shape) -> Floats:
    """Push a record forth and back three times under its needle."""
    rate_hz = shape[1]
    frames = int(0.62 * rate_hz)
    points = ((0, 0.0), (0.05, 1.2), (0.13, 0.0), (0.19, -1.5), (0.29, 0.0),
              (0.34, 1.9), (0.42, 0.0), (0.48, -1.1), (0.6, 0.0))  # fmt: skip
    speed = line(points, frames, rate_hz)
    place = np.cumsum(speed) / rate_hz
    # What is on the record: a vowel-like buzz and its breath, read at the hand's speed.
    buzz = sum(sine(place * hz) * level for hz, level in (
        (310.0, 1.0), (620.0, 0.8), (930.0, 0.9), (1240.0, 0.7), (1550.0, 0.4),
        (2480.0, 0.5), (2790.0, 0.4)))  # fmt: skip
    groove = noise.shaped(_AIR[3], 1 << 16, rate_hz, 1)
    index = (place * rate_hz).astype(np.int64) % len(groove)
    loud = np.minimum(np.abs(speed), 1.0)
    wave = (0.22 * np.asarray(buzz) + 0.5 * groove[index]) * loud
    return _both(wave, rate_hz)


def whoosh(shape: Shape) -> Floats:
    """Let something pass by, from left to right."""
    rate_hz = shape[1]
    frames = int(1.3 * rate_hz)
    time = np.arange(frames) / frames
    near = np.interp(time, (0, 0.6, 1.0), (0.0, 1.0, 0.0))
    wave = np.zeros(frames)
    place = 0.4 + 3.2 * near
    for number, bands in enumerate(_AIR):
        share = np.sqrt(np.clip(1 - np.abs(place - number), 0, 1))
        wave += share * noise.run(bands, frames, rate_hz, number)
    wave *= near * near
    return np.stack([wave * np.sqrt(1 - time), wave * np.sqrt(time)])


def laser(shape: Shape) -> Floats:
    """Fire twice: a tone that falls four octaves at once."""
    rate_hz = shape[1]
    frames = int(0.24 * rate_hz)
    hz = 170 + 2900 * decay(frames, 0.3, rate_hz)
    turns = np.cumsum(hz / rate_hz)
    shot = (sine(turns) + 0.4 * sine(2 * turns)) * decay(frames, 0.45, rate_hz)
    shot[:48] *= swell(48)
    wave = np.zeros(2 * frames)
    wave[:frames] += shot
    wave[frames:] += 0.8 * shot
    return _both(0.5 * wave, rate_hz)


def coin(shape: Shape) -> Floats:
    """Pick up a coin: two square tones, a fourth apart."""
    rate_hz = shape[1]
    frames = int(0.62 * rate_hz)
    short = int(0.075 * rate_hz)
    hz = np.where(np.arange(frames) < short, 987.77, 1318.51)
    square = np.sign(sine(np.cumsum(hz / rate_hz)))
    fall = np.ones(frames)
    fall[short:] = decay(frames - short, 0.75, rate_hz)
    return _both(0.25 * square * fall, rate_hz)


def air_horn(shape: Shape) -> Floats:
    """Blow three short blasts and a long one."""
    rate_hz = shape[1]
    wave = np.zeros(int(1.75 * rate_hz))
    for start_s, length_s in ((0, 0.12), (0.17, 0.12), (0.34, 0.12), (0.52, 1.1)):
        at, frames = int(start_s * rate_hz), int(length_s * rate_hz)
        bend = 1 - 0.06 * decay(frames, 0.1, rate_hz)
        blast = np.zeros(frames)
        for hz in (349.0, 440.0, 554.0):
            blast += _saw(np.cumsum(hz * bend / rate_hz), 9)
        edge = swell(int(0.012 * rate_hz))
        blast[: len(edge)] *= edge
        blast[-len(edge) :] *= edge[::-1]
        wave[at : at + frames] += 0.3 * blast
    return _both(wave, rate_hz)


def foghorn(shape: Shape) -> Floats:
    """Blow once, low and long, over the water."""
    rate_hz = shape[1]
    frames = int(3.2 * rate_hz)
    wave = _saw(np.arange(frames) * (73.4 / rate_hz), 12)
    wave = wave + 0.7 * _saw(np.arange(frames) * (110.0 / rate_hz), 8)
    wave *= np.interp(np.arange(frames) / frames, (0, 0.1, 0.75, 1), (0, 1, 0.9, 0))
    return _both(0.4 * wave, rate_hz)


def chimes(shape: Shape) -> Floats:
    """Run a hand along small hanging bars, high to low."""
    rate_hz = shape[1]
    frames = int(3.4 * rate_hz)
    wave = np.zeros((2, frames))
    seed = chance("chimes")
    for number in range(26):
        hz = 5200.0 * 0.955**number * float(seed.uniform(0.99, 1.01))
        at = int(number * 0.05 * rate_hz)
        length = frames - at
        bar = sine(np.arange(length) * (hz / rate_hz)) * decay(length, 2.2, rate_hz)
        side = 0.15 + 0.7 * number / 26
        wave[0, at:] += 0.16 * bar * (1 - side) ** 0.5
        wave[1, at:] += 0.16 * bar * side**0.5
    wave[:, -rate_hz // 2 :] *= swell(rate_hz - rate_hz // 2)[: rate_hz // 2][::-1]
    return wave


def siren(shape: Shape) -> Floats:
    """Wail up and down, every four seconds."""
    frames, rate_hz = shape
    time_s = np.arange(frames) / rate_hz
    hz = 900 - 400 * np.interp(
        time_s % 4.0, (0, 0.6, 1.7, 2.6, 4.0), (1.0, 0.2, -1.0, -0.6, 1.0)
    )
    turns = np.cumsum(hz / rate_hz)
    wave = sine(turns) + 0.45 * sine(2 * turns) + 0.25 * sine(3 * turns)
    return _both(0.35 * wave, rate_hz, edge_s=0.08)


def alarm(shape: Shape) -> Floats:
    """Beep on two tones, as long as it is asked."""
    frames, rate_hz = shape
    time_s = np.arange(frames) / rate_hz
    part = time_s % 0.5
    hz = np.where(part < 0.25, 960.0, 770.0)
    turns = np.cumsum(hz / rate_hz)
    wave = sine(turns) + 0.33 * sine(3 * turns) + 0.2 * sine(5 * turns)
    return _both(0.3 * wave, rate_hz, edge_s=0.01)


def _struck(name: str) -> Callable[[Shape], Floats]:
    def sound(shape: Shape) -> Floats:
        wave = beat(_STRUCK[name], 100, shape[1], 0)
        return _both(wave[: shape[0] + shape[1]], shape[1])

    return sound


#: All that happens once, or as long as it is asked.
ONCE: Final[dict[str, Callable[[Shape], Floats]]] = {
    "thunder": thunder, "scratch": scratch, "whoosh": whoosh, "laser": laser,
    "coin": coin, "air_horn": air_horn, "foghorn": foghorn, "chimes": chimes,
    "siren": siren, "alarm": alarm, **{name: _struck(name) for name in _STRUCK},
}  # fmt: skip


def _saw(turns: Floats, partials: int) -> Floats:
    wave = np.zeros(len(turns))
    for number in range(1, partials + 1):
        wave += sine(number * turns) / number
    return wave


def _both(wave: Floats, rate_hz: int, edge_s: float = 0.02) -> Floats:
    """Return a sound for both ears; what is cut off ends softly."""
    fade = min(int(edge_s * rate_hz), len(wave))
    wave[len(wave) - fade :] *= swell(fade)[::-1]
    return np.stack([wave, wave]) * gain(-3)
