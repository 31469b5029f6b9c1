"""How far a soundfont's instruments are raised, to be as loud as the engine's own.

By the loudest 400 ms, weighted as the ear does. One rule for every font, so that a mix
stays the same mix whoever plays it. Does not know where a font's notes come from.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

import numpy as np

from partita.audio.fourier import fast_length
from partita.engine.playing import drums, noise
from partita.engine.playing.balance import BALANCE_DB
from partita.engine.playing.curves import Floats
from partita.engine.roster import INSTRUMENTS

#: Measured at one rate, so that levels are the same at every other.
RATE_HZ: Final = 44_100
VELOCITY: Final = 100
HELD: Final = RATE_HZ * 9 // 20
_WINDOW: Final = RATE_HZ * 2 // 5
#: Where in its range an instrument is measured.
_PLACES: Final = (0.35, 0.6)
#: How loud the engine's instruments are, once the balance has evened them out: the
#: mean of 71, measured in this way; they differ by 2 dB.
_EVENED_DB: Final = -1.0
#: What the ear makes of each frequency: the K-weighting of BS.1770-4, roughly.
_EAR: Final = ((15.0, -16.0), (25.0, -9.0), (38.0, -5.0), (60.0, -2.4), (120.0, -0.6),
               (700.0, 0.0), (1200.0, 1.2), (1900.0, 2.6), (3500.0, 3.8),
               (16000.0, 4.0))  # fmt: skip
#: What is changed at most; beyond it a font's note is silence or a fault.
_MOST_DB: Final = 30.0


def instrument_db(name: str, note: Callable[[int], Floats | None]) -> float:
    """Return how much a font's instrument is to be raised.

    Args:
        note: a pitch to two rows of sound, struck with `VELOCITY`, held for `HELD`;
            None for what the font lacks.
    """
    span = INSTRUMENTS[name]
    goal_db = _EVENED_DB - BALANCE_DB.get(name, 0.0)
    pitches = (round(span.low + place * (span.high - span.low)) for place in _PLACES)
    return _rise([(goal_db, note(pitch)) for pitch in pitches])


def stroke_db(kit: str, piece: str, wave: Floats) -> float:
    """Return how much a font's stroke, of `VELOCITY`, is to be raised.

    Each piece for itself: what the engine's drummers play is balanced for its kits.
    """
    own = drums.stroke(kit, piece, VELOCITY, (RATE_HZ, RATE_HZ), 0).floats()
    return _rise([(loudness_db(own * drums.loudness(kit, piece, VELOCITY)), wave)])


def _rise(wanted: list[tuple[float, Floats | None]]) -> float:
    """Return the mean way from waves to their goals, to a tenth of a decibel."""
    steps = [
        goal_db - loudness_db(wave) for goal_db, wave in wanted if wave is not None
    ]
    steps = [step for step in steps if abs(step) < 2 * _MOST_DB]
    if not steps:
        return 0.0
    # Rounded, so that no last bit of a sum can make another piece.
    mean = round(sum(steps) / len(steps), 1)
    return min(max(mean, -_MOST_DB), _MOST_DB)


def loudness_db(rows: Floats) -> float:
    """Return the loudness of the loudest 400 ms of two rows."""
    frames = max(rows.shape[1], _WINDOW)
    length = fast_length(frames)
    spectrum = np.fft.rfft(rows, length, axis=1)
    hz = np.arange(spectrum.shape[1]) * (RATE_HZ / length)
    weights = noise.curve(_EAR, hz)
    spectrum.real *= weights
    spectrum.imag *= weights
    heard = np.fft.irfft(spectrum, length, axis=1)[:, :frames]
    sums = np.concatenate([np.zeros(1), np.cumsum(np.sum(heard * heard, axis=0))])
    loudest = float(np.max(sums[_WINDOW:] - sums[:-_WINDOW])) / _WINDOW
    return 10 * math.log10(max(loudest, 1e-20))
