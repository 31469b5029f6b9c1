"""The colour of a whole chunk: its tone, its warmth, its age.

One short filter for all that is linear, pressed into shape by saturation and tape
where a room asks for it. Knows streams of sound; does not know lines.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np

from partita.engine.playing import noise
from partita.engine.playing.curves import Floats, chance, gain
from partita.engine.playing.fm import sine
from partita.engine.score import Room

#: What every mix is given: (Hz, decibels), found by comparing long-term spectra.
_TONE: Final = ((20, -9), (32, -2), (60, 0), (200, -0.5), (500, -1.5), (1000, -0.5),
                (2000, 1), (4000, 3), (8000, 5), (14000, 6), (20000, 3))  # fmt: skip
#: What a lofi of 100 takes away.
_OLD: Final = ((20, -40), (90, -14), (220, -1), (700, 1), (2200, 0), (3800, -6),
               (6500, -24), (12000, -60))  # fmt: skip
#: A tilt turns about here, and is told by these two.
_LOW_HZ, _HIGH_HZ = 200.0, 8000.0
_TAPS: Final = 2048
#: The middles of the bands that a tone is told by.
_BANDS_HZ: Final = (70, 220, 700, 2200, 6000, 12500)

#: Where peaks begin to bend, as a share of their ceiling.
_KNEE: Final = 0.45
#: How far a line that comes by itself is turned down to be driven, and what a point of
#: drive takes from its loudness.
_INTO_DB, _MADE_UP_DB = -10.0, 0.05
#: Wow and flutter: times a second, and how far tape strays, in seconds.
_WOW: Final = ((0.55, 0.0016), (6.3, 0.000035))
_WOW_S: Final = 0.0035


def filter_of(room: Room, rate_hz: int) -> Floats:
    """Return the impulse response of a room's tone; it rings only forwards."""
    return _filter(room.tilt_cb, room.lofi, room.tone_cb, rate_hz)


@lru_cache(maxsize=8)
def _filter(tilt_cb: int, lofi: int, tone_cb: tuple[int, ...], rate_hz: int) -> Floats:
    hz = np.arange(_TAPS + 1) * (rate_hz / (2 * _TAPS))
    tilt = tuple(
        (point, tilt_cb / 10 * share)
        for point, share in (
            (20.0, -0.5),
            (_LOW_HZ, -0.5),
            (_HIGH_HZ, 0.5),
            (22000.0, 0.5),
        )
    )
    old = tuple((point, level * lofi / 100) for point, level in _OLD)
    heights = noise.curve(_TONE, hz) * noise.curve(tilt, hz) * noise.curve(old, hz)
    if tone_cb:
        levels_db = (level_cb / 10 for level_cb in tone_cb)
        heights *= noise.curve(tuple(zip(_BANDS_HZ, levels_db, strict=True)), hz)
    return _minimum_phase(np.maximum(heights, gain(-90)))


def _minimum_phase(heights: Floats) -> Floats:
    """Fold the cepstrum (Oppenheim and Schafer, "Discrete-Time Signal Processing")."""
    count = 2 * (len(heights) - 1)
    cepstrum = np.fft.irfft(np.log(heights), count)
    cepstrum[1 : count // 2] *= 2
    cepstrum[count // 2 + 1 :] = 0
    response = np.fft.irfft(np.exp(np.fft.rfft(cepstrum)), count)[: count // 2]
    # Logarithms differ between processors in bits that this takes away.
    rounded: Floats = np.rint(response * (1 << 30)) / (1 << 30)
    return rounded


def driven(wave: Floats, drive: int) -> Floats:
    """Return rows of sound, saturated by a drive of 0..100; soft parts stay as loud."""
    if not drive:
        return wave
    bend = gain(18 * drive / 100 - 6) * 2
    return wave / np.sqrt(1 + (bend * bend) * wave * wave)


def overdriven(wave: Floats, drive: int) -> Floats:
    """Return a line, driven before it has its level, about as loud as it was."""
    into, louder = gain(_INTO_DB), gain(drive * _MADE_UP_DB - _INTO_DB)
    driven_: Floats = driven(wave * np.float32(into), drive) * np.float32(louder)
    return driven_


def pressed(wave: Floats, ceiling: float) -> Floats:
    """Return rows of sound whose peaks bend under a ceiling; the rest stays."""
    knee = _KNEE * ceiling
    high = np.abs(wave) > knee
    loud = wave[high]
    if len(loud):
        above = (np.abs(loud) - knee) / (ceiling - knee)
        bent = wave.copy()
        bent[high] = np.copysign(knee + (ceiling - knee) * above / (1 + above), loud)
        return bent
    return wave


def widened(wave: Floats, width: int) -> Floats:
    """Return a stereo wave with its side scaled."""
    if width == 100:
        return wave
    middle, side = (wave[0] + wave[1]) / 2, (wave[0] - wave[1]) * (width / 200)
    return np.stack([middle + side, middle - side])


class Tape:
    """Let a stream stray in pitch and crackle, as an old record does."""

    def __init__(self, room: Room, rate_hz: int, start: int) -> None:
        self._age, self._rate_hz, self._at = room.lofi / 100, rate_hz, start
        self._past = np.zeros((2, int(2 * _WOW_S * rate_hz) + 2))
        self._crackle = chance("crackle", room.lofi, rate_hz)

    def push(self, wave: Floats, *, crackle: bool) -> Floats:
        """Return a block as it comes off the tape."""
        frames = wave.shape[1]
        stream = np.concatenate([self._past, wave], axis=1)
        kept = self._past.shape[1]
        self._past = stream[:, -kept:]
        late = np.full(frames, _WOW_S * self._age)
        turns = np.arange(self._at, self._at + frames) / self._rate_hz
        for times, stray in _WOW:
            late += (stray * self._age) * sine(turns * times)
        place = np.arange(kept, kept + frames) - late * self._rate_hz
        index = place.astype(np.int64)
        part = place - index
        heard = stream[:, index] * (1 - part) + stream[:, index + 1] * part
        self._at += frames
        worn: Floats = heard + self._dust(frames) if crackle else heard
        return worn

    def _dust(self, frames: int) -> Floats:
        dust = np.zeros((2, frames))
        count = int(self._crackle.poisson(9 * frames / self._rate_hz * self._age))
        for _ in range(count):
            at = int(self._crackle.integers(0, max(frames - 40, 1)))
            size = float(self._crackle.uniform(0.15, 1)) ** 3
            click = self._crackle.uniform(-1, 1, 24) * np.linspace(1, 0, 24)
            side = float(self._crackle.uniform(0.3, 0.7))
            click = click[: frames - at] * (0.05 * size * self._age)
            dust[0, at : at + len(click)] += click * side
            dust[1, at : at + len(click)] += click * (1 - side)
        hiss = noise.run(_HISS, frames, self._rate_hz, self._at)
        dust += hiss * (0.0016 * self._age)
        return dust


_HISS: Final = ((100, -12), (1000, -3), (5000, 0), (12000, -14))
