"""The key of some audio, from how much each pitch class sounds.

Knows pitch classes and profiles; of the chords only which of two relative keys they
speak for. Does not know time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

#: How much each degree sounds in pieces of a mode, from the tonic up.
#: (Albrecht and Shanahan 2013, "The use of large corpora to train a new type of
#: key-finding algorithm".)
_PROFILES: Final = {
    "major": (0.238, 0.006, 0.111, 0.006, 0.137, 0.094, 0.016, 0.214, 0.009, 0.080,
              0.008, 0.081),
    "minor": (0.220, 0.006, 0.104, 0.123, 0.019, 0.103, 0.012, 0.214, 0.062, 0.022,
              0.061, 0.052),
}  # fmt: skip
#: How much each degree sounds in the bass.
_BASS_PROFILE: Final = (1.0, 0.0, 0.3, 0.2, 0.2, 0.5, 0.0, 0.7, 0.2, 0.3, 0.2, 0.1)
_BASS_SHARE: Final = 0.35

#: Modes that differ from major or minor in one degree: (expected, found instead).
_MODAL_DEGREES: Final = {
    "major": {"mixolydian": (11, 10), "lydian": (5, 6)},
    "minor": {"dorian": (8, 9), "phrygian": (2, 1)},
}
#: How much stronger the found degree must be than the expected one.
_MODAL_EXCESS: Final = 2.5

#: What time on the tonic triad, and beginning or ending with it, is worth in
#: correlation with a profile.
_HOME_SHARE, _HOME_FIRST, _HOME_LAST = 0.4, 0.12, 0.06


@dataclass(frozen=True)
class Key:
    """A key and how sure it is, 0..100.

    Args:
        lead: over the relative key, in correlation.
    """

    tonic: int
    mode: str
    confidence: int
    lead: float = 0.0


def key_of(classes: NDArray[np.float64], bass: NDArray[np.float64]) -> Key:
    """Find the key of spectra whose pitch classes are known.

    Args:
        classes, bass: (spectra, 12), as in `pitches.Pitches`.
    """
    whole, low = _balanced(classes), _balanced(bass)
    if not whole.any():
        return Key(0, "major", 0)
    scores = {
        (tonic, mode): _likeness(np.roll(whole, -tonic), profile)
        + _BASS_SHARE * _likeness(np.roll(low, -tonic), _BASS_PROFILE)
        for mode, profile in _PROFILES.items()
        for tonic in range(12)
    }
    ranked = sorted(scores, key=lambda key: (-round(scores[key], 6), key))
    tonic, mode = ranked[0]
    best, second = scores[ranked[0]], scores[ranked[1]]
    clear = min(1.0, 0.3 + 4 * (best - second))
    confidence = round(100 * max(0.0, min(1.0, best)) * clear)
    lead = best - scores[_relative(tonic, mode)]
    return Key(tonic, _modal(np.roll(whole, -tonic), mode), confidence, lead)


def settled(key: Key, chords: Sequence[tuple[int, str]]) -> Key:
    """Choose between the key and its relative by where the chords are at home.

    Both have the same notes; what tells them apart is which tonic triad is heard more,
    and which one the music starts from and comes back to.

    Args:
        chords: root and quality on each beat, in order.
    """
    relative = _relative(key.tonic, key.mode)
    if not chords or key.mode not in _PROFILES:
        return key
    if _home(chords, *relative) - _home(chords, key.tonic, key.mode) <= key.lead:
        return key
    return Key(*relative, key.confidence * 3 // 4)


def _relative(tonic: int, mode: str) -> tuple[int, str]:
    """Return the major or minor key that has the same notes."""
    if mode == "minor":
        return (tonic + 3) % 12, "major"
    return (tonic + 9) % 12, "minor"


def _home(chords: Sequence[tuple[int, str]], tonic: int, mode: str) -> float:
    """Return how much the chords are at home in a key."""
    triad = (tonic, mode[:3])
    share = sum(chord == triad for chord in chords) / len(chords)
    return (
        _HOME_SHARE * share
        + _HOME_FIRST * (chords[0] == triad)
        + _HOME_LAST * (chords[-1] == triad)
    )


def _balanced(classes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the mean over spectra, so that loud ones do not outvote the others."""
    totals = classes.sum(axis=1)
    heard = totals > 0.02 * totals.max(initial=0.0)
    if not heard.any():
        return np.zeros(12)
    shares = classes[heard] / np.sqrt(totals[heard])[:, None]
    return np.asarray(shares.mean(axis=0))


def _likeness(found: NDArray[np.float64], profile: tuple[float, ...]) -> float:
    """Return the correlation of what was found with a profile."""
    expected = np.array(profile) - np.mean(profile)
    centred = found - found.mean()
    size = float(np.sqrt(np.sum(expected**2) * np.sum(centred**2)))
    return float(np.sum(expected * centred)) / size if size > 1e-12 else 0.0


def _modal(degrees: NDArray[np.float64], mode: str) -> str:
    """Return the church mode when its degree is clearly heard, else the mode."""
    for name, (expected, instead) in _MODAL_DEGREES[mode].items():
        heard = degrees[instead] > 0.25 * degrees[0]
        if heard and degrees[instead] > _MODAL_EXCESS * degrees[expected]:
            return name
    return mode
