"""Amplifiers: what electric guitars and organs are played through.

A whole line is driven at once, so chords growl as chords do. Hard drive is computed at
twice the rate, so that what it adds does not fold back. Knows waves, not notes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from partita.audio.fourier import spectra_of, waves_of, weighed
from partita.engine.playing import noise
from partita.engine.playing.curves import Floats, gain, swell


@dataclass(frozen=True)
class Amp:
    """An amplifier and its loudspeaker.

    Args:
        drive_db: gain before the valve bends; `bias` makes it bend unevenly.
        before, after: (Hz, decibels) of the tone stack and of the loudspeaker.
        level_db: after all.
    """

    drive_db: float
    before: noise.Bands
    after: noise.Bands
    bias: float = 0.0
    level_db: float = 0.0


_OPEN: Final = ((20, -30), (80, -3), (140, 1), (400, -2), (1200, 0), (2600, 3),
                (4200, 2), (5600, -8), (8000, -28), (12000, -60))  # fmt: skip
_STACK: Final = ((20, -40), (70, -8), (110, 3), (220, 0), (500, -5), (1500, 0),
                 (2700, 3), (4000, 2), (5200, -9), (7500, -32),
                 (11000, -70))  # fmt: skip
_BRIGHT: Final = ((20, -24), (90, -3), (300, 0), (1500, 0), (3200, 4), (6000, 1),
                  (9000, -10), (14000, -40))  # fmt: skip
_TIGHT: Final = (
    (20, -40),
    (90, -14),
    (180, -6),
    (700, 0),
    (1800, 3),
    (5000, 0),
    (20000, -20),
)
_DEEP: Final = ((20, -12), (42, 0), (90, 2), (400, -1), (1500, 0), (3000, 2),
                (5000, -3), (9000, -24), (16000, -50))  # fmt: skip
_FLAT: Final = ((20, -10), (80, 0), (20000, 0))
_ROTOR: Final = ((20, -20), (60, -2), (200, 1), (800, 0), (2500, 2), (5500, -6),
                 (9000, -24), (16000, -50))  # fmt: skip

AMPS: Final[dict[str, Amp]] = {
    "clean_guitar": Amp(-6, _FLAT, _BRIGHT, 0.1, 6),
    "muted_guitar": Amp(0, _FLAT, _BRIGHT, 0.1, 3),
    "pedal_steel": Amp(-8, _FLAT, _BRIGHT, 0.05, 8),
    "overdriven_guitar": Amp(15, _TIGHT, _OPEN, 0.25, -3),
    "distorted_guitar": Amp(34, _TIGHT, _STACK, 0.1, -5),
    "wurlitzer": Amp(-2, _FLAT, _BRIGHT, 0.3, 3),
    "clavinet": Amp(0, _FLAT, _BRIGHT, 0.1, 2),
    "hammond_organ": Amp(2, _FLAT, _ROTOR, 0.2, 0),
    "harmonica": Amp(-6, _FLAT, _OPEN, 0.2, 7),
    "picked_bass": Amp(4, _FLAT, _DEEP, 0.15, -1),
    "slap_bass": Amp(-2, _FLAT, _DEEP, 0.05, 3),
}

#: Frames that must be known on either side of what is driven.
MARGIN: Final = 4096
#: What is driven goes through in windows, of which so much is heard: small enough to
#: stay near the processor.
_WINDOW: Final = 1 << 15
HEARD: Final = _WINDOW - 2 * MARGIN
#: How far one window melts into the next, to either side.
_MELT: Final = 256
#: Above this drive, what it adds reaches high enough to fold back audibly.
_HARD_DB: Final = 8.0
_RUMBLE_HZ: Final = 15.0


def driven(amp: Amp, wave: Floats, rate_hz: int) -> Floats:
    """Return rows of sound through an amplifier, `MARGIN` shorter at either end."""
    rows, frames = wave.shape
    count = max(-(-(frames - 2 * MARGIN) // HEARD), 1)
    padded = np.zeros((rows, count * HEARD + 2 * MARGIN))
    padded[:, :frames] = wave
    windows = sliding_window_view(padded, _WINDOW, axis=1)[:, ::HEARD]
    bent = _bent(amp, windows.reshape(-1, _WINDOW), rate_hz)
    bent = bent.reshape(rows, count, _WINDOW)[..., MARGIN - _MELT : _MELT - MARGIN]
    rise = swell(2 * _MELT)
    bent[:, 1:, : 2 * _MELT] *= rise
    bent[:, :-1, -2 * _MELT :] *= rise[::-1]
    done = np.zeros((rows, count * HEARD + 2 * _MELT), np.float32)
    for number in range(count):
        at = number * HEARD
        done[:, at : at + HEARD + 2 * _MELT] += bent[:, number]
    return done[:, _MELT : _MELT + frames - 2 * MARGIN]


def _bent(amp: Amp, windows: Floats, rate_hz: int) -> Floats:
    finer = 2 if amp.drive_db > _HARD_DB else 1
    before, after = _weights(amp, rate_hz)
    bent = waves_of(weighed(spectra_of(windows), before), finer * _WINDOW)
    # Transforms there and back have other lengths.
    bent *= finer**0.5 * gain(amp.drive_db)
    bent += amp.bias
    root = bent * bent
    root += 1
    bent /= np.sqrt(root, out=root)
    some = spectra_of(bent)[:, : len(after)]
    done = waves_of(weighed(some, after), _WINDOW)
    done *= gain(amp.level_db) / finer**0.5
    return done


@lru_cache(maxsize=16)
def _weights(amp: Amp, rate_hz: int) -> tuple[Floats, Floats]:
    """Return how spectra are weighed before and after the valve."""
    hz = np.arange(_WINDOW // 2 + 1) * (rate_hz / _WINDOW)
    after = noise.curve(amp.after, hz)
    after[hz < _RUMBLE_HZ] = 0.0
    return noise.curve(amp.before, hz), after
