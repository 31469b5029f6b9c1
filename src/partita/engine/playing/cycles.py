"""Sweeps: single cycles read at any pitch, one spectrum melting into the next.

What is bowed, blown, or held. Tables are band-limited by the harmonics they are given;
phase, and so vibrato and glides, is the caller's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from partita.engine.playing.curves import Floats, stretch

#: Frames of a table: long, so that straight lines between them are clean.
_TABLE_FRAMES = 4096
#: Frames between the points of a motion.
STEP = 64
#: Frames computed at a time: few enough to stay near the processor.
_BLOCK = 1 << 13
#: The most harmonics that a table holds.
MOST_HARMONICS = 640


def table(levels: Floats, phases: Floats) -> Floats:
    """Return one cycle of harmonics 1, 2, …, and its first frame once more.

    Args:
        phases: in cycles.
    """
    spectrum = np.zeros(_TABLE_FRAMES // 2 + 1, complex)
    turns = 2 * np.pi * phases
    spectrum.real[1 : len(levels) + 1] = levels * np.sin(turns)
    spectrum.imag[1 : len(levels) + 1] = -levels * np.cos(turns)
    cycle = np.fft.irfft(spectrum, _TABLE_FRAMES) * (_TABLE_FRAMES / 2)
    return np.append(cycle, cycle[0])


@dataclass(frozen=True)
class Motion:
    """How a cycle is read: points of its speed and its level, `STEP` frames apart.

    Args:
        speeds: cycles a frame; between points they change evenly.
        levels: one for each speed.
        start: where in the cycle it begins, 0..1.
    """

    speeds: Floats
    levels: Floats
    start: float = 0.0

    def phase(self, start: int, end: int) -> Floats:
        """Return cycles at each frame of a stretch that begins on a point."""
        points = slice(start // STEP, -(-end // STEP))
        frames = np.arange(STEP)
        turns = self._turns[points, None] + self.speeds[points, None] * frames
        turns += self._changes[points, None] * (frames * frames)
        return turns.ravel()[: end - start]

    def level(self, start: int, end: int) -> Floats:
        """Return the level at each frame of a stretch that begins on a point."""
        return stretch(
            self.levels[start // STEP : -(-end // STEP) + 1], STEP, end - start
        )

    @cached_property
    def _turns(self) -> Floats:
        means = (self.speeds[:-1] + self.speeds[1:]) * (STEP / 2)
        turns = np.concatenate(([self.start], self.start + np.cumsum(means)))
        return turns - np.floor(turns)

    @cached_property
    def _changes(self) -> Floats:
        return np.append(np.diff(self.speeds), 0.0) / (2 * STEP)


def sweep(
    spectra: Sequence[Floats], borders: Sequence[int], motion: Motion, phases: Floats
) -> Floats:
    """Read tables along a motion, going evenly from each spectrum to the next.

    Args:
        spectra: levels of the harmonics.
        borders: the frame at which each spectrum is reached; whole steps, rising, the
            first is 0. The last, where the sound ends.
        phases: of the harmonics, in cycles.
    """
    frames = STEP * (len(motion.speeds) - 1)
    wave = np.empty(frames)
    tables = [table(spectra[0], phases)]
    for number, start in enumerate(borders):
        last = number + 1 == len(borders)
        end = frames if last else borders[number + 1]
        if start >= frames:
            break
        if not last:
            tables.append(table(spectra[number + 1], phases))
        for at in range(start, min(end, frames), _BLOCK):
            stop = min(at + _BLOCK, end, frames)
            # Shares are of the whole way to the next spectrum, heard or not.
            share = (np.arange(at, stop) - start) / (end - start)
            wave[at:stop] = _melt(tables[-2:], motion.phase(at, stop), share)
            wave[at:stop] *= motion.level(at, stop)
        tables = tables[-1:]
    return wave


def _melt(tables: Sequence[Floats], phase: Floats, share: Floats) -> Floats:
    place = (phase - np.floor(phase)) * _TABLE_FRAMES
    index = place.astype(np.int64)
    place -= index
    heard = _read(tables[0], index, place)
    if len(tables) > 1:
        after = _read(tables[1], index, place)
        after -= heard
        after *= share
        heard += after
    return heard


def _read(cycle: Floats, index: NDArray[np.int64], part: Floats) -> Floats:
    low = cycle[index]
    rise: Floats = cycle[index + 1]
    rise -= low
    rise *= part
    rise += low
    return rise
