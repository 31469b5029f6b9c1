"""Bars: how many beats one has, where it begins, and how it is struck.

Knows what happens on each beat; does not know how the beats were found.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from partita.engine.listening.onsets import Onsets
    from partita.engine.listening.spectra import Lattice

#: How common bars of so many beats are: what speaks for them is multiplied by this.
_BARS: Final = {4: 1.0, 3: 0.92, 5: 0.65, 7: 0.6}
#: How much a change of harmony, a struck bass and any onset speak for a downbeat.
_CHANGE, _BASS, _STRIKE = 1.0, 0.7, 0.2
#: How strong thirds of a beat must be against its half and its whole.
_THIRD_OF_HALF: Final = 1.6
_THIRD_OF_WHOLE: Final = 0.12
#: Steps of a beat that does not divide in three.
_STEPS: Final = 4
#: Under this confidence bars are not counted on.
_SURE: Final = 25
#: Fewer beats than this show no bars.
_FEWEST_BEATS: Final = 6
#: What a random sequence of accents comes to, and what is certain.
_CHANCE, _CERTAIN = 1.5, 6.0


@dataclass(frozen=True)
class Metre:
    """Bars, and how sure they are, 0..100.

    Args:
        first_in_bar: which beat of its bar the first beat of the audio is.
        parts: 3 when each beat divides in three, as in 6/8, else 1.
    """

    beats_a_bar: int
    first_in_bar: int
    confidence: int
    parts: int = 1


def metre_of(
    heard: Onsets, times_s: NDArray[np.float64], classes: NDArray[np.float64]
) -> Metre:
    """Find the bars; without any sign of them, 4/4 from the first beat.

    Args:
        times_s: of the beats.
        classes: pitch classes that sound on each beat, (beats, 12).
    """
    if len(times_s) < _FEWEST_BEATS:
        return Metre(4, 0, 0)
    accents = _accents(heard, times_s, classes)
    scores = {
        (beats, first): _accentuation(accents, beats, first) * share
        for beats, share in _BARS.items()
        for first in range(beats)
        if beats * 2 <= len(times_s)
    }
    beats, downbeat = min(scores, key=lambda each: (-round(scores[each], 6), each))
    sure = (scores[beats, downbeat] - _CHANCE) / (_CERTAIN - _CHANCE)
    confidence = round(100 * min(1.0, max(0.0, sure)))
    metre = Metre(beats, -downbeat % beats, confidence)
    if not _divides_in_three(heard, times_s):
        return metre
    if beats == 4:
        # Two bars of 6/8 and one of 12/8 are the same to the ear.
        return Metre(2, metre.first_in_bar % 2, confidence, 3)
    return replace(metre, parts=3)


def _divides_in_three(heard: Onsets, times_s: NDArray[np.float64]) -> bool:
    """Tell whether both thirds of the beats are struck, and halves are not.

    Swing strikes one third only.
    """
    into = np.array([0, 1 / 3, 1 / 2, 2 / 3])
    at_s = times_s[:-1, None] + np.diff(times_s)[:, None] * into
    places = at_s * heard.where.spectra_a_second
    whole, first, half, second = struck(heard.strength, places, 2).mean(axis=0)
    third = min(first, second)
    return bool(third > _THIRD_OF_HALF * half and third > _THIRD_OF_WHOLE * whole)


def groove_of(
    strength: NDArray[np.float64],
    where: Lattice,
    times_s: NDArray[np.float64],
    metre: Metre,
) -> tuple[int, ...]:
    """Return how strongly each step of a bar is struck, 0..100; () without a bar.

    Where the bars are not sure, a bar is a beat.
    """
    beats = metre.beats_a_bar if metre.confidence >= _SURE else 1
    first = -metre.first_in_bar % beats
    bars_s = times_s[first::beats]
    if len(bars_s) < 2:
        return ()
    steps = beats * (_STEPS if metre.parts == 1 else 2 * metre.parts)
    into = np.arange(steps) / steps
    at_s = bars_s[:-1, None] + np.diff(bars_s)[:, None] * into
    strikes = struck(strength, at_s * where.spectra_a_second, 2)
    profile = strikes.mean(axis=0)
    strongest = float(profile.max())
    if strongest <= 0:
        return ()
    return tuple(int(each) for each in np.round(100 * profile / strongest))


def struck(
    strength: NDArray[np.float64], places: NDArray[np.float64], around: int
) -> NDArray[np.float64]:
    """Return the greatest strength near each place."""
    nearest = np.round(places).astype(np.intp)
    near = [
        strength[np.clip(nearest + shift, 0, len(strength) - 1)]
        for shift in range(-around, around + 1)
    ]
    return np.asarray(np.max(near, axis=0))


def _accents(
    heard: Onsets, times_s: NDArray[np.float64], classes: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return how much like a downbeat each beat is."""
    places = times_s * heard.where.spectra_a_second
    return np.asarray(
        _CHANGE * _standard(changes(classes))
        + _BASS * _standard(struck(heard.bass, places, 4))
        + _STRIKE * _standard(struck(heard.strength, places, 4))
    )


def changes(classes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how much each beat's harmony differs from that of the two before it."""
    former = np.pad(classes, ((2, 0), (0, 0)))
    before = _unit(former[1:-1] + former[:-2])
    return np.asarray(1.0 - np.sum(_unit(classes) * before, axis=1))


def _unit(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    sizes = np.sqrt(np.sum(vectors**2, axis=1, keepdims=True))
    return np.asarray(vectors / np.maximum(sizes, 1e-9))


def _standard(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Scale to mean 0 and deviation 1; what is struck thrice as hard counts as two."""
    deviation = float(values.std())
    if deviation < 1e-9:
        return np.zeros_like(values)
    return np.asarray(np.clip((values - values.mean()) / deviation, -2.0, 2.0))


def _accentuation(accents: NDArray[np.float64], beats: int, first: int) -> float:
    """Return how much the downbeats stand out, against what chance would give."""
    # The first beat of a slice may have been cut, its change is not its own.
    downbeats = accents[1:][(np.arange(1, len(accents)) - first) % beats == 0]
    return float(downbeats.mean() * np.sqrt(len(downbeats))) if len(downbeats) else 0.0
