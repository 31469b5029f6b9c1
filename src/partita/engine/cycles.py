"""Sweeps: single cycles read at any pitch, one spectrum melting into the next.

What is bowed, blown, or held. Tables are band-limited by the harmonics they are given;
phase, and so vibrato and glides, is the caller's.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from partita.engine.curves import Floats

#: Frames of a table: long, so that straight lines between them are clean.
_TABLE_FRAMES = 4096
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


def sweep(
    spectra: Sequence[Floats], borders: Sequence[int], phase: Floats, phases: Floats
) -> Floats:
    """Read tables along a phase, moving evenly from each spectrum to the next.

    Args:
        spectra: levels of the harmonics.
        borders: the frame at which each spectrum is reached; rising, the first is 0.
        phase: cycles since the start, one a frame.
        phases: of the harmonics, in cycles.
    """
    frames = len(phase)
    place = (phase - np.floor(phase)) * _TABLE_FRAMES
    index = place.astype(np.int64)
    part = place - index
    wave = np.empty(frames)
    ends = [*borders[1:], frames]
    now = table(spectra[0], phases)
    for step, start in enumerate(borders):
        end = min(ends[step], frames)
        if start >= frames:
            break
        here = slice(start, end)
        after = now
        if step + 1 < len(spectra):
            after = table(spectra[step + 1], phases)
        wave[here] = _melt(now, after, index[here], part[here])
        now = after
    return wave


def _melt(now: Floats, after: Floats, index: NDArray[np.int64], part: Floats) -> Floats:
    if len(index) == 0:
        return part
    first = _read(now, index, part)
    if after is now:
        return first
    share = np.arange(len(part)) / len(part)
    first += (_read(after, index, part) - first) * share
    return first


def _read(cycle: Floats, index: NDArray[np.int64], part: Floats) -> Floats:
    low = cycle[index]
    rise: Floats = cycle[index + 1]
    rise -= low
    rise *= part
    rise += low
    return rise
