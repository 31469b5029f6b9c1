"""The chords of some audio: the likeliest way through triads, beat by beat.

Knows pitch classes on beats, the key and the bars; does not know audio.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from partita.engine.listening.keyfinder import Key

#: Degrees of each quality above its root.
_TRIADS: Final = {"maj": (0, 4, 7), "min": (0, 3, 7)}
_CHORDS: Final = tuple((root, name) for name in _TRIADS for root in range(12))
#: Triads that belong to a mode: degree of the scale and quality.
_SCALE_TRIADS: Final = {
    "major": ((0, "maj"), (2, "min"), (4, "min"), (5, "maj"), (7, "maj"), (9, "min")),
    "minor": ((0, "min"), (3, "maj"), (5, "min"), (7, "min"), (7, "maj"), (8, "maj"),
              (10, "maj")),
    "dorian": ((0, "min"), (2, "min"), (3, "maj"), (5, "maj"), (7, "min"), (10, "maj")),
    "phrygian": ((0, "min"), (1, "maj"), (3, "maj"), (5, "min"), (8, "maj"),
                 (10, "min")),
    "mixolydian": ((0, "maj"), (2, "min"), (5, "maj"), (7, "min"), (9, "min"),
                   (10, "maj")),
    "lydian": ((0, "maj"), (2, "maj"), (4, "min"), (7, "maj"), (9, "min"),
               (11, "min")),
}  # fmt: skip
_BASS_SHARE: Final = 0.3
_IN_SCALE: Final = 0.06
#: What a change of chord must gain, on a downbeat and on any other beat.
_CHANGE_ON_BAR: Final = 0.10
_CHANGE_IN_BAR: Final = 0.35


def chords_of(
    classes: NDArray[np.float64],
    bass: NDArray[np.float64],
    key: Key,
    downbeats: NDArray[np.bool_],
) -> list[tuple[int, str]]:
    """Find the chord on each beat, as root and quality; none in silence.

    Args:
        classes, bass: pitch classes on each beat, (beats, 12).
        downbeats: which beats begin a bar.
    """
    if len(classes) == 0 or not classes.any():
        return []
    likeness = np.round(_likeness(classes, bass) + _in_scale(key), 6)
    path = _likeliest(likeness, np.where(downbeats, _CHANGE_ON_BAR, _CHANGE_IN_BAR))
    return [_CHORDS[number] for number in path]


def _likeness(
    classes: NDArray[np.float64], bass: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return how much each beat sounds like each chord."""
    templates = np.zeros((len(_CHORDS), 12))
    for number, (root, name) in enumerate(_CHORDS):
        templates[number, [(root + degree) % 12 for degree in _TRIADS[name]]] = 1.0
    templates /= np.sqrt(templates.sum(axis=1, keepdims=True))
    roots = np.array([root for root, _ in _CHORDS])
    return np.asarray(
        _unit(np.sqrt(classes)) @ templates.T + _BASS_SHARE * _unit(bass)[:, roots]
    )


def _unit(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    sizes = np.sqrt(np.sum(vectors**2, axis=1, keepdims=True))
    return np.asarray(vectors / np.maximum(sizes, 1e-9))


def _in_scale(key: Key) -> NDArray[np.float64]:
    """Return what each chord gains from the key."""
    own = {
        ((key.tonic + degree) % 12, name) for degree, name in _SCALE_TRIADS[key.mode]
    }
    gain = _IN_SCALE * key.confidence / 100
    return np.array([gain if chord in own else 0.0 for chord in _CHORDS])


def _likeliest(
    likeness: NDArray[np.float64], change: NDArray[np.float64]
) -> NDArray[np.intp]:
    """Return the best chord for each beat when changes have a price. (Viterbi.)"""
    total = likeness[0]
    stayed = np.zeros(likeness.shape, dtype=np.bool_)
    leaders = np.zeros(len(likeness), dtype=np.intp)
    for beat in range(1, len(likeness)):
        leaders[beat] = int(total.argmax())
        moved = total[leaders[beat]] - change[beat]
        stayed[beat] = total >= moved
        total = np.where(stayed[beat], total, moved) + likeness[beat]
    path = np.zeros(len(likeness), dtype=np.intp)
    path[-1] = int(total.argmax())
    for beat in range(len(likeness) - 1, 0, -1):
        path[beat - 1] = path[beat] if stayed[beat, path[beat]] else leaders[beat]
    return path
