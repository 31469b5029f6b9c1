"""How far a soundfont's drum is tuned to the key, where it has a pitch to tune.

Toms, congas and the kicks of drum machines ring with one tone; skins that do not are
left as they were recorded. Does not know where a font's strokes come from.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from partita.engine.fonts.font_levels import RATE_HZ
from partita.engine.playing.curves import Floats

#: What is heard of a stroke after its attack.
_FROM, _UNTIL = RATE_HZ * 3 // 100, RATE_HZ * 43 // 100
_LEAST: Final = RATE_HZ // 20
#: Where a drum's tone may lie, and what of the power has to be in it.
_LOWEST_HZ, _HIGHEST_HZ = 30.0, 900.0
_ONE_TONE: Final = 0.8
#: How near a frequency is to a tone to be one with it: a semitone.
_WIDTH: Final = 2 ** (1 / 12)
_LENGTH: Final = 1 << 18
#: A drum that is bent further sounds like another one.
_MOST: Final = 2.0
#: Pitches that go with the one that is asked for: itself, its fourth and fifth.
_AGREEING: Final = (0, 5, 7)
_GRAIN_CENTS: Final = 5


def pitch_of(rows: Floats) -> float | None:
    """Return the MIDI pitch with which a stroke rings; None when it has none.

    Args:
        rows: of the measure's own rate.
    """
    heard = rows.sum(axis=0)[_FROM:_UNTIL]
    if len(heard) < _LEAST:
        return None
    spectrum = np.fft.rfft(heard * np.hanning(len(heard)), _LENGTH)
    power = spectrum.real * spectrum.real + spectrum.imag * spectrum.imag
    scale = _LENGTH / RATE_HZ
    low, high = int(_LOWEST_HZ * scale), int(_HIGHEST_HZ * scale)
    top = low + int(np.argmax(power[low:high]))
    tone = power[int(top / _WIDTH) : int(top * _WIDTH) + 1].sum()
    if tone < _ONE_TONE * power.sum():
        return None
    return 69 + 12 * math.log2(top / scale / 440)


def cents_to(own: float | None, pitch: int) -> float:
    """Return by how much a drum is tuned so that it goes with a pitch, octaves aside.

    Args:
        own: what it rings with; None for what has no pitch.
    """
    if own is None:
        return 0.0
    ways = [(pitch + each - own + 6) % 12 - 6 for each in _AGREEING]
    way = ways[0] if abs(ways[0]) <= _MOST else min(ways, key=abs)
    if abs(way) > _MOST:
        return 0.0
    return float(round(way * 100 / _GRAIN_CENTS) * _GRAIN_CENTS)
