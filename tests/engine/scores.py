"""Small parts and tones for the tests of the engine's sound."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from partita.engine.playing import instruments
from partita.engine.playing.struck import Request
from partita.engine.roster import INSTRUMENTS
from partita.engine.score import Chart, Line, Note, Part, Room, Score

RATE_HZ = 44_100

Wave = NDArray[np.float64]


def middle(name: str) -> int:
    """Return a pitch that suits an instrument, near middle C."""
    span = INSTRUMENTS[name]
    return min(max(60, span.low + 2), span.high - 2)


def tone(name: str, seconds: float = 0.8, velocity: int = 96) -> Wave:
    """Return one note of an instrument, mono."""
    request = Request(middle(name), int(seconds * RATE_HZ), velocity, RATE_HZ)
    wave = instruments.note(name, request)
    return np.asarray(wave.mean(axis=0) if wave.ndim == 2 else wave, np.float64)


def spectrum(wave: Wave) -> Wave:
    """Return the levels of frequencies, a hundredth of a semitone apart or so."""
    windowed = wave * np.hanning(len(wave))
    return np.abs(np.fft.rfft(windowed, 1 << 18))


def hz_of(bins: NDArray[np.int64] | int) -> Wave:
    """Return the frequencies of a spectrum's bins."""
    return np.asarray(bins) * (RATE_HZ / (1 << 18))


def melody(
    instrument: str = "grand_piano", seconds: float = 2.0, seed: int = 0, **kwargs: int
) -> Line:
    """Return a line of four notes a second."""
    step = RATE_HZ // 4
    notes = tuple(
        Note(number * step, step - 500, 60 + 2 * (number % 5), 90)
        for number in range(int(seconds * 4))
    )
    return Line("harmony", instrument, notes, seed=seed, **kwargs)


def beat(kit: str = "acoustic_kit", seconds: float = 2.0) -> Line:
    """Return kick and snare in turn, with hats."""
    step = RATE_HZ // 4
    pieces = ("kick", "hat_closed", "snare", "hat_closed")
    notes = tuple(
        Note(number * step, step, 0, 100, pieces[number % 4])
        for number in range(int(seconds * 4))
    )
    return Line("drums", kit, notes)


def part(*lines: Line, seconds: float = 2.0, room: Room | None = None) -> Part:
    """Return a part of some lines."""
    return Part(RATE_HZ, int(seconds * RATE_HZ), lines, room=room or Room())


def outline(*frames: int) -> Score:
    """Return a score of which only the chunks' lengths are known."""
    charts = tuple(
        Chart(count, "", 120_000, 0, 4, 4, 0, "major", 50) for count in frames
    )
    return Score(RATE_HZ, charts, (None,) * len(frames))
