"""Rooms: early reflections and a decaying tail, convolved in blocks.

Knows impulse responses and convolution; does not know what is sent into the room.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from partita.audio.fourier import (
    Spectrum,
    fast_length,
    multiplied,
    spectra_of,
    waves_of,
    weighed,
)
from partita.engine.playing.curves import Floats, chance, decay, gain, swell
from partita.engine.playing.noise import curve

#: (Hz, factor on the decay): air and walls take the treble first.
_DAMPING = ((0.0, 150.0, 0.9), (150.0, 500.0, 1.0), (500.0, 1500.0, 0.9),
            (1500.0, 4000.0, 0.68), (4000.0, 9000.0, 0.42),
            (9000.0, 24000.0, 0.24))  # fmt: skip

#: Bins that are multiplied at a time: few enough to stay near the processor.
_BINS = 1 << 12


def room_seconds(size: int) -> float:
    """Return the reverberation time of a size 0..100: a booth to a cathedral."""
    return 0.25 + 0.9 * (size / 50) ** 1.6 if size > 0 else 0.15


@lru_cache(maxsize=4)
def response(size: int, rate_hz: int) -> Floats:
    """Return the two ears' impulse responses; their energy is 1 each."""
    t60_s = room_seconds(size)
    frames = int(rate_hz * t60_s * 1.02) + 64
    before = int(rate_hz * (0.004 + 0.026 * size / 100))
    ears = np.stack([_tail(size, ear, frames, rate_hz) for ear in (0, 1)])
    ears /= np.sqrt(np.mean(np.sum(ears * ears, axis=1)))
    whole = np.concatenate([np.zeros((2, before)), ears], axis=1)
    _reflect(whole, size, rate_hz)
    whole[:, -256:] *= swell(256)[::-1]
    heard: Floats = whole / np.sqrt(np.mean(np.sum(whole * whole, axis=1)))
    return heard


def _tail(size: int, ear: int, frames: int, rate_hz: int) -> Floats:
    seed = chance("room", size, ear)
    length = 1 << (frames - 1).bit_length()
    spectrum = spectra_of(seed.standard_normal(length))
    hz = np.arange(len(spectrum)) * (rate_hz / length)
    bands = weighed(spectrum, np.stack([_band(hz, *each[:2]) for each in _DAMPING]))
    tail = np.zeros(frames)
    for wave, (_, _, factor) in zip(waves_of(bands, length), _DAMPING, strict=True):
        tail += wave[:frames] * decay(frames, room_seconds(size) * factor, rate_hz)
    rise = min(int(rate_hz * (0.004 + 0.03 * size / 100)), frames)
    tail[:rise] *= swell(rise)
    return tail


def _band(hz: Floats, low: float, high: float) -> Floats:
    # Half an octave of overlap either side keeps the tail free of ringing edges.
    points = (
        (max(low * 0.7, 0.0), -90 if low else 0), (low * 1.3, 0),
        (high * 0.7, 0), (high * 1.3, -90),
    )  # fmt: skip
    return curve(sorted(points), hz)


def _reflect(whole: Floats, size: int, rate_hz: int) -> None:
    seed = chance("walls", size)
    reach_s = 0.012 + 0.055 * size / 100
    for wall in range(14):
        at_s = 0.003 + reach_s * ((wall + float(seed.uniform(0.2, 1))) / 14) ** 1.3
        at = int(at_s * rate_hz)
        if at + 1 >= whole.shape[1]:
            break
        level = 0.34 * gain(-60 * at_s / (reach_s * 5)) * (-1.0) ** wall
        side = float(seed.uniform(0.1, 0.9))
        # Two frames a reflection: a wall is duller than a wire.
        whole[0, at : at + 2] += level * side * 0.5
        whole[1, at : at + 2] += level * (1 - side) * 0.5


class Hall:
    """Put a mix into a room: what is dry, and what is sent, come out as one stream.

    Args:
        ears: the room's response; `tone`: a filter that both are heard through.
        block: the most frames that one call takes.
    """

    def __init__(self, ears: Floats, tone: Floats, block: int) -> None:
        length = fast_length(block + ears.shape[1] + len(tone))
        # Made once: new memory costs more than what is done with it.
        self._rows = np.zeros((4, length), np.float32)
        self._rows[0, : len(tone)] = tone
        self._rows[1:3, : ears.shape[1]] = ears
        self._rows *= np.float32(length**0.5)
        self._spectra = spectra_of(self._rows)
        self._tone = self._spectra[0].copy()
        self._ears = multiplied(self._spectra[1:3], self._tone)
        self._rest = np.zeros((2, length), np.float32)

    def push(self, dry: Floats, sent: Floats) -> Floats:
        """Return what is heard during a block."""
        frames, rows = dry.shape[1], self._rows
        rows[:2, :frames], rows[2:, :frames] = dry, sent
        rows[:, frames:] = 0.0
        spectra = spectra_of(rows, out=self._spectra)
        self._sound(spectra)
        heard = waves_of(spectra[:2], rows.shape[1], out=rows[:2])
        heard += self._rest
        self._rest[:, :-frames] = heard[:, frames:]
        self._rest[:, -frames:] = 0.0
        return heard[:, :frames].copy()

    def _sound(self, spectra: Spectrum) -> None:
        """Put what is dry, and what was sent, into the first two rows."""
        for at in range(0, len(self._tone), _BINS):
            some = slice(at, at + _BINS)
            heard = multiplied(spectra[:2, some], self._tone[some])
            heard += multiplied(spectra[2:, some], self._ears[:, some])
            spectra[:2, some] = heard
