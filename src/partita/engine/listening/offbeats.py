"""Tell beats from off-beats, where both are struck alike.

Bass lines and hi-hats love off-beats, but harmony changes on beats: seen from the
right beats, changes are few and great; seen from off-beats each is smeared over two.
Knows pitch classes and onset strength; does not know bars.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from partita.engine.listening.beats import shifted
from partita.engine.listening.metre import changes, struck
from partita.engine.listening.pitches import between

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from partita.engine.listening.beats import Beat
    from partita.engine.listening.onsets import Onsets
    from partita.engine.listening.pitches import Pitches

#: Where beats may be, seen from where they were found, in beats.
_SHIFTS: Final = (0.0, 0.5, 0.25, 0.75)
#: How much harmony counts against strokes, both as ratios.
_HARMONY: Final = 2.0
#: A place that is struck less than this share of the strongest holds no beat.
_STRUCK: Final = 0.5
_FEWEST_BEATS: Final = 8


def on_the_beat(beat: Beat, heard: Onsets, pitches: Pitches, duration_s: float) -> Beat:
    """Return the beat, moved to where the harmony changes, if it has to be."""
    if beat.confidence == 0 or len(beat.times_s) < _FEWEST_BEATS:
        return beat
    moved = [shifted(beat, shift, duration_s) for shift in _SHIFTS]
    strokes = [_struck(each.times_s, heard) for each in moved]
    enough = _STRUCK * max(strokes)
    scores = [
        _gathered(each.times_s, pitches, duration_s) ** _HARMONY * stroke
        if stroke >= enough
        else 0.0
        for each, stroke in zip(moved, strokes, strict=True)
    ]
    return moved[int(np.argmax(np.round(scores, 6)))]


def _struck(times_s: NDArray[np.float64], heard: Onsets) -> float:
    places = times_s * heard.where.spectra_a_second
    return float(struck(heard.strength, places, 2).mean())


def _gathered(
    times_s: NDArray[np.float64], pitches: Pitches, duration_s: float
) -> float:
    """Return how much the changes of harmony gather on few beats."""
    borders_s = np.append(times_s, duration_s)
    both = pitches.classes + pitches.bass
    # The first two beats have nothing before them, the last may be cut.
    found = changes(between(both, pitches.where, borders_s))[2:-1]
    total = float(found.sum())
    return float(np.sum(found**2)) / total if total > 1e-9 else 0.0
