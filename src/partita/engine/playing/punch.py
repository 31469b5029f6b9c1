"""Punch: strokes stand out from what rings after them, or melt into it.

What a transient shaper does, but from the notes, which tell exactly when each stroke
comes. Knows lines and gains; does not know what is struck.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import Final

import numpy as np

from partita.engine.playing.curves import Floats, gain, line
from partita.engine.score import Line
from partita.units import Frames

#: What a point of punch gives the beginning of a stroke, and takes from its ringing.
_ATTACK_DB: Final = 0.08
_RINGING_DB: Final = 0.22
#: A stroke's beginning, from just before it, in (seconds, share) points.
_COURSE: Final = ((0.0, 0.0), (0.001, 1.0), (0.025, 1.0), (0.09, 0.0))
_COURSE_S: Final = 0.09
_EARLY_S: Final = 0.001
#: What is struck as hard as this stands out wholly.
_HARD: Final = 110


def punched(struck: Line, start: Frames, end: Frames, rate_hz: int) -> Floats:
    """Return the factors that give a line its punch, between two frames."""
    share = np.zeros(end - start, np.float32)
    course, early = _course(rate_hz), int(_EARLY_S * rate_hz)
    onsets = [note.start - early for note in struck.notes]
    first = bisect_left(onsets, start - len(course))
    for note, onset in zip(struck.notes[first:], onsets[first:], strict=True):
        low, high = max(onset, start), min(onset + len(course), end)
        if onset >= end:
            break
        if low < high:
            here = share[low - start : high - start]
            height = np.float32(min(note.velocity / _HARD, 1.0))
            np.maximum(here, course[low - onset : high - onset] * height, out=here)
    loud, soft = gain(_ATTACK_DB * struck.punch), gain(-_RINGING_DB * struck.punch)
    return soft + (loud - soft) * share


@lru_cache(maxsize=2)
def _course(rate_hz: int) -> Floats:
    return line(_COURSE, int(_COURSE_S * rate_hz), rate_hz).astype(np.float32)
