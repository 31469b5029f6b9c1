"""How unlike two pieces are, respect by respect, to librosa.

A piece is measured once and compared as often as one likes. Takes arrays and gives
numbers; does not know scores, strengths, or which piece was to resemble which.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import librosa
import numpy as np
from eval.measure import (
    ANALYSIS_HZ,
    EXPECTED_BPM,
    HOP,
    TAPPED,
    brightness,
    chroma_of,
    groove_of,
    key_fits,
    onset_rate,
    tempo_of,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Signal = NDArray[np.float32]
    Profile = NDArray[np.float64]

#: Coefficients of the cepstrum that tell the shape of a spectrum; the first is its
#: level. Pieces of different kinds are some 25 apart in each.
_SHAPES: Final = 13
_ANOTHER_SHAPE: Final = 40
#: A reference whose clear onsets rise by less than this has no beat that anybody would
#: tap, and what librosa taps and counts is chance. Pads and soft strings have 0.8 dB,
#: a string waltz 2.0, all with drums more than 2.8.
_BEATEN_DB: Final = 1.2
_CLEAR_PERCENT: Final = 98
#: Centroids that are so many octaves apart are as unlike as can be.
_ANOTHER_LIGHT: Final = 3


@dataclass(frozen=True)
class Traits:
    """What of a piece is compared.

    Args:
        keys: how well each of the 24 keys fits.
        shape: mean of the mel cepstrum.
        groove: how strongly each twelfth of a beat is struck.
        rise_db: of its clear onsets.
    """

    tempo_bpm: float
    keys: Profile
    chroma: Profile
    onsets_a_second: float
    brightness_hz: float
    shape: Profile
    groove: Profile
    rise_db: float


def traits_of(signal: Signal, like: Traits | None = None) -> Traits:
    """Measure a piece.

    Args:
        like: what it is to be compared with. Who has tapped that taps this after it.
    """
    strength = librosa.onset.onset_strength(y=signal, sr=ANALYSIS_HZ, hop_length=HOP)
    bpm = max(
        1.0, _tapped_like(strength, like.tempo_bpm) if like else tempo_of(strength)
    )
    chroma = chroma_of(signal)
    shape = librosa.feature.mfcc(y=signal, sr=ANALYSIS_HZ, n_mfcc=_SHAPES)
    return Traits(
        bpm,
        key_fits(chroma),
        chroma,
        onset_rate(signal),
        brightness(signal),
        shape[1:].mean(axis=1),
        groove_of(signal, bpm),
        float(np.percentile(strength, _CLEAR_PERCENT)),
    )


def unlike(
    one: Traits, other: Traits, times: tuple[float, ...] = TAPPED
) -> dict[str, float]:
    """Return how unlike two pieces are in each respect, 0 alike .. about 1 unlike.

    Tempo, density and groove are all read off onsets, and are not held against what is
    to be like something that has none.

    Args:
        times: ways to tap the other's beat, as multiples. In threes librosa taps now
            the beat, now the bar or two beats of three, as people do.
    """
    beaten = other.rise_db >= _BEATEN_DB
    ways = [_octaves(one.tempo_bpm, other.tempo_bpm * each) for each in times]
    busier = _octaves(one.onsets_a_second + 0.2, other.onsets_a_second + 0.2)
    lighter = _octaves(one.brightness_hz + 50, other.brightness_hz + 50)
    shapes = float(np.sqrt(np.mean((one.shape - other.shape) ** 2)))
    return {
        "tempo": min(1.0, 2 * min(ways)) * beaten,
        "key": _apart(one.keys, other.keys),
        "chroma": _apart(one.chroma, other.chroma),
        "density": min(1.0, busier / 2) * beaten,
        # As bright, and of the same shape.
        "timbre": (
            min(1.0, lighter / _ANOTHER_LIGHT) + min(1.0, shapes / _ANOTHER_SHAPE)
        )
        / 2,
        "groove": _apart(one.groove, other.groove) * beaten,
    }


def _octaves(one: float, other: float) -> float:
    return abs(float(np.log2(one / other)))


def _tapped_like(strength: Signal, other_bpm: float) -> float:
    """Return the tempo that is tapped by somebody who has just tapped another.

    librosa leans to 120 BPM and taps one piece at 171 as 171, and the next as 115, as
    the kick rolls. Whoever is in one tempo stays there if the music bears it as well.
    """
    ways = [max(1.0, tempo_of(strength, each)) for each in (other_bpm, EXPECTED_BPM)]
    likeness = librosa.autocorrelate(strength - strength.mean())
    periods = [60 * ANALYSIS_HZ / HOP / each for each in ways]
    borne = np.interp(periods, np.arange(len(likeness)), likeness)
    return ways[0] if borne[0] >= borne[1] else ways[1]


def _apart(one: Profile, other: Profile) -> float:
    """Return 1 less the correlation of two profiles, halved."""
    if one.std() < 1e-9 or other.std() < 1e-9:
        # What has no shape is not alike, and not the opposite.
        return 0.5
    return float(1 - np.corrcoef(one, other)[0, 1]) / 2
