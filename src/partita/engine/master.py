"""Masters: a mix is brought to a loudness, its peaks kept under a ceiling, in place.

Works in blocks with some context, so ten minutes need no second copy. Knows loudness
and limits; does not know chunks or seams.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from partita.audio.buffer import FULL_SCALE
from partita.audio.dynamics import limit
from partita.audio.loudness import amplitude_of, measure_floats

Samples = NDArray[np.int32]

TARGET_LUFS: Final = -14.0
#: Asked of the limiter; true peaks stay at or under -1 dBTP with any meter.
CEILING_DBTP: Final = -1.1
#: Music is squashed by no more than this for the sake of loudness.
_MOST_LIMITING_DB: Final = 9.0
#: Loudness this near to the target is there.
_CLOSE_LU: Final = 0.15
_MOST_TURNS: Final = 3

_BLOCK: Final = 1 << 18
#: Frames before and after a block that its gain may depend on.
_CONTEXT_S: Final = 0.75


def loudness_lufs(samples: Samples, rate_hz: int) -> float:
    """Return the integrated loudness of 24-bit samples; -inf for silence."""
    # Measured as integers: a copy as floats would be twice the size.
    heard = measure_floats(samples, rate_hz).integrated_lufs  # type: ignore[arg-type]
    return heard - 20 * math.log10(FULL_SCALE)


def normalise(samples: Samples, rate_hz: int) -> None:
    """Bring a whole piece to the target loudness, in place. Silence stays silence."""
    for _ in range(_MOST_TURNS):
        heard = loudness_lufs(samples, rate_hz)
        wanted_db = round(TARGET_LUFS - heard, 2)
        if not math.isfinite(heard) or abs(wanted_db) < _CLOSE_LU:
            break
        peak_db = 20 * math.log10(max(_peak(samples), 1) / FULL_SCALE)
        room_db = CEILING_DBTP + _MOST_LIMITING_DB - peak_db
        amplify(samples, min(wanted_db, round(room_db, 2)), rate_hz)
        if wanted_db > room_db:
            break


def amplify(samples: Samples, gain_db: float, rate_hz: int) -> None:
    """Apply a gain and keep peaks under the ceiling, in place."""
    factor = amplitude_of(gain_db) / FULL_SCALE
    context = int(_CONTEXT_S * rate_hz)
    before = np.zeros((0, samples.shape[1]))
    for start in range(0, len(samples), _BLOCK):
        end = min(start + _BLOCK, len(samples))
        after = samples[end : end + context] * factor
        block = samples[start:end] * factor
        heard = np.concatenate([before, block, after])
        before = block[-context:]
        if np.abs(heard).max(initial=0.0) > _SURELY_UNDER:
            heard = limit(heard, rate_hz, CEILING_DBTP).frames
        done = heard[len(heard) - len(after) - len(block) :][: len(block)]
        samples[start:end] = np.rint(done * FULL_SCALE)


#: Samples under this have true peaks under the ceiling, for all real music.
_SURELY_UNDER: Final = 0.5


def _peak(samples: Samples) -> int:
    return max(int(samples.max(initial=0)), -int(samples.min(initial=0)))
