"""Sweeps: single cycles read at any pitch, one spectrum melting into the next.

What is bowed, blown, or held. Tables are band-limited by the harmonics they are given;
phase, and so vibrato and glides, is the caller's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from partita.audio.fourier import waves_of
from partita.engine.playing.curves import Floats, stretch

#: Bits of a place in a table: 4096 frames, so that straight lines between are clean.
_TABLE_BITS = 12
#: Phases are whole numbers that come round by themselves: a cycle is 32 bits.
_CYCLE = float(1 << 32)
_PART_BITS = 32 - _TABLE_BITS
#: Frames between the points of a motion.
STEP = 64
#: Frames computed at a time: they stay near the processor, and are worth the asking.
_BLOCK = 1 << 16
#: The most harmonics that a table holds.
MOST_HARMONICS = 640

#: A cycle as it is read: frames, and as imaginary parts the way to the next frame.
Table: TypeAlias = NDArray[np.complex64]
Phase: TypeAlias = NDArray[np.uint32]


def table(levels: Floats, phases: Floats) -> Table:
    """Return one cycle of harmonics 1, 2, ….

    Args:
        phases: in cycles.
    """
    cycle: Table = tables([levels], phases)[0]
    return cycle


def tables(spectra: Sequence[Floats], phases: Floats) -> Table:
    """Return cycles of the same harmonics at other levels, a row each."""
    frames, turns = 1 << _TABLE_BITS, 2 * np.pi * phases
    spectrum = np.zeros((len(spectra), frames // 2 + 1), np.complex64)
    heard = slice(1, len(phases) + 1)
    every = np.asarray(spectra, np.float32) * np.float32(frames**0.5 / 2)
    np.multiply(every, np.sin(turns), out=spectrum.real[:, heard], casting="same_kind")
    np.multiply(every, -np.cos(turns), out=spectrum.imag[:, heard], casting="same_kind")
    cycles = waves_of(spectrum, frames)
    both = np.empty(cycles.shape, np.complex64)
    both.real, both.imag = cycles, np.diff(cycles, append=cycles[:, :1])
    return both


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

    def phase(self, start: int, end: int) -> Phase:
        """Return phases at each frame of a stretch that begins on a point."""
        points = slice(start // STEP, -(-end // STEP))
        begin, speed, change = (each[points, None] for each in self._whole)
        frames = np.arange(STEP, dtype=np.uint32)
        turns = change * frames
        turns += speed
        turns *= frames
        turns += begin
        return turns.ravel()[: end - start]

    def level(self, start: int, end: int) -> Floats:
        """Return the level at each frame of a stretch that begins on a point."""
        points = self.levels[start // STEP : -(-end // STEP) + 1].astype(np.float32)
        return stretch(points, STEP, end - start)

    @cached_property
    def _whole(self) -> tuple[Phase, ...]:
        """Return phases, speeds, and half of how these change in a frame."""
        means = (self.speeds[:-1] + self.speeds[1:]) * (STEP / 2)
        turns = np.concatenate(([self.start], self.start + np.cumsum(means)))
        changes = np.append(np.diff(self.speeds), 0.0) / (2 * STEP)
        return tuple(
            np.rint(each * _CYCLE).astype(np.int64).astype(np.uint32)
            for each in (turns, self.speeds, changes)
        )


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
    wave = np.empty(frames, np.float32)
    cycles = tables(spectra, phases)
    ends = [*borders[1:], frames]
    for number, (start, end) in enumerate(zip(borders, ends, strict=True)):
        for at in range(start, min(end, frames), _BLOCK):
            stop = min(at + _BLOCK, end, frames)
            # Shares are of the whole way to the next spectrum, heard or not.
            way = (at - start, end - start)
            heard = _melt(cycles[number : number + 2], motion.phase(at, stop), way)
            np.multiply(heard, motion.level(at, stop), out=wave[at:stop])
    return wave


def read(cycle: Table, phase: Phase) -> Floats:
    """Return a table's values at phases, in straight lines between its frames."""
    return _read(cycle, *_place(phase))


def _melt(cycles: Table, phase: Phase, way: tuple[int, int]) -> Floats:
    """Read one table, or two: from one to the other as far as the way has been gone.

    Args:
        way: frames of it behind the first, and of all of it, heard or not.
    """
    index, part = _place(phase)
    heard = _read(cycles[0], index, part)
    if len(cycles) > 1:
        gone, whole = way
        share = np.arange(gone, gone + len(phase), dtype=np.float32)
        share *= 1 / whole
        after = _read(cycles[1], index, part)
        after -= heard
        after *= share
        heard += after
    return heard


def _place(phase: Phase) -> tuple[NDArray[np.intp], Floats]:
    """Return frames of a table, and how far between them and the next phases are."""
    index = (phase >> np.uint32(_PART_BITS)).astype(np.intp)
    part: Floats = (phase & np.uint32((1 << _PART_BITS) - 1)).astype(np.float32)
    part *= 1 / (1 << _PART_BITS)
    return index, part


def _read(cycle: Table, index: NDArray[np.intp], part: Floats) -> Floats:
    both = cycle.take(index)
    heard: Floats = both.imag * part
    heard += both.real
    return heard
