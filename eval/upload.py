"""A recording that the engine did not make: a small band, out of tune on purpose.

Knows its own tempo, key and chords, so that what the engine makes beside it can be
judged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

RATE_HZ: Final = 44_100
TEMPO_BPM: Final = 97.0
TONIC, MODE = 6, "minor"
#: The first downbeat is not where the recording begins.
FIRST_BEAT_S: Final = 0.31
_CENTS: Final = 14
#: Roots above the tonic and thirds: i VI III VII.
_CHORDS: Final = ((0, 3), (8, 4), (3, 4), (10, 4))
_TUNE: Final = (12, 15, 14, 10, 12, 7, 10, 12)


def recording(seconds: float) -> NDArray[np.float64]:
    """Play it, shape (frames, 2)."""
    sheet = np.zeros((round((seconds + 3) * RATE_HZ), 2))
    beat_s = 60 / TEMPO_BPM
    for half in range(-2, round(2 * seconds / beat_s) + 2):
        at = round((FIRST_BEAT_S + half * beat_s / 2) * RATE_HZ)
        root, third = _CHORDS[half // 8 % 4]
        for sound, gain, pan in _struck(half, root, third, beat_s):
            _add(sheet, at, gain * sound, pan)
    return 0.4 * sheet[: round(seconds * RATE_HZ)]


def _struck(
    half: int, root: int, third: int, beat_s: float
) -> list[tuple[NDArray[np.float64], float, float]]:
    """Return what sounds on a half beat, with gain and pan."""
    tonic = 42 + root
    sounds = [(_hat(), 0.08, 0.7), (_pluck(tonic - 12, beat_s / 2, 3), 0.5, 0.5)]
    if half % 8 == 0:
        degrees = (12, 12 + third, 19)
        sounds += [
            (_pluck(tonic + each, 4 * beat_s, 0.7), 0.16, 0.4) for each in degrees
        ]
    if half % 4 == 0:
        sounds.append((_kick(), 0.9, 0.5))
    if half % 4 == 2:
        sounds.append((_snare(), 0.35, 0.5))
    if half % 2 == 0:
        tune = 54 + _TUNE[half // 2 % 8]
        sounds.append((_pluck(tune, beat_s, 2.0), 0.2, 0.6))
    return sounds


def _add(
    sheet: NDArray[np.float64], start: int, sound: NDArray[np.float64], pan: float
) -> None:
    sound, start = sound[max(0, -start) :], max(0, start)
    sound = sound[: max(0, len(sheet) - start)]
    sides = np.sqrt([1 - pan, pan])
    sheet[start : start + len(sound)] += sound[:, None] * sides


def _time_s(seconds: float) -> NDArray[np.float64]:
    return np.arange(round(seconds * RATE_HZ)) / RATE_HZ


def _pluck(pitch: int, seconds: float, decay: float) -> NDArray[np.float64]:
    time_s = _time_s(seconds)
    hz = 440 * 2 ** ((pitch - 69 + _CENTS / 100) / 12)
    waves = [np.sin(2 * np.pi * hz * n * time_s) / n for n in range(1, 9)]
    ends = np.minimum(1, time_s / 0.004) * np.minimum(1, (seconds - time_s) / 0.02)
    return np.asarray(np.sum(waves, axis=0) * np.exp(-decay * time_s) * ends)


def _kick() -> NDArray[np.float64]:
    time_s = _time_s(0.25)
    phase = 48 * time_s + 2 * (1 - np.exp(-35 * time_s))
    return np.asarray(np.sin(2 * np.pi * phase) * np.exp(-14 * time_s))


def _snare() -> NDArray[np.float64]:
    time_s = _time_s(0.2)
    noise = np.random.default_rng(11).standard_normal(len(time_s))
    return np.asarray(noise * np.exp(-22 * time_s))


def _hat() -> NDArray[np.float64]:
    time_s = _time_s(0.06)
    noise = np.random.default_rng(12).standard_normal(len(time_s))
    return np.asarray(np.diff(noise, prepend=0) * np.exp(-70 * time_s))
