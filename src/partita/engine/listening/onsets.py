"""Where notes begin: how much the spectrum grows from moment to moment.

Knows bands and growth; does not know beats, and so no tempo.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from partita.engine.listening import spectra

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from partita.engine.listening.pitches import Pitches
    from partita.engine.listening.spectra import Lattice

#: Bands from the lowest to the highest border, at equal musical distances.
_BANDS: Final = 36
_LOWEST_HZ: Final = 35.0
_HIGHEST_HZ: Final = 12_000.0
#: What is struck below this is a kick or a bass.
_BASS_HZ: Final = 160.0

#: A spectrum is compared with the one this long before it.
_LAG_S: Final = 0.011
#: Growth is judged against its mean over this long around it.
_AROUND_S: Final = 0.8
#: Loudness is told apart down to 40 dB under the loudest, and less so below.
_COMPRESSION: Final = 100.0
#: Spectra of `pitches` that are compared on either side of a change of notes.
_NOTE_REACH: Final = 2
#: What a change of notes counts against a stroke.
_NOTE_SHARE: Final = 0.6


@dataclass(frozen=True)
class Onsets:
    """How strongly something begins, spectrum by spectrum.

    Strength culminates within 4 ms of the onset, on average 1 ms before a click and
    after a plucked tone (measured), so no correction is made.

    Args:
        strength: over all bands; its standard deviation is 1 unless there are none.
        bass: the same for the low bands alone.
        high: the same for the bands above 4 kHz.
    """

    where: Lattice
    strength: NDArray[np.float64]
    bass: NDArray[np.float64]
    high: NDArray[np.float64]


def onsets(audio: NDArray[np.float64], rate_hz: int) -> Onsets:
    """Return how strongly something begins, from moment to moment."""
    where = spectra.lattice(rate_hz, window_s=0.023, overlap=4)
    borders_hz = np.geomspace(_LOWEST_HZ, min(_HIGHEST_HZ, rate_hz / 2), _BANDS + 1)
    loudness = _loudness(audio, where, borders_hz)
    growth = _growth(loudness, max(1, round(_LAG_S * where.spectra_a_second)))
    middles_hz = np.sqrt(borders_hz[1:] * borders_hz[:-1])
    around = max(3, round(_AROUND_S * where.spectra_a_second))
    bands = (growth, growth[:, middles_hz < _BASS_HZ], growth[:, middles_hz > 4_000])
    whole, bass, high = (_above_mean(each.sum(axis=1), around) for each in bands)
    return Onsets(where, _scaled(whole), _scaled(bass), _scaled(high))


def with_notes(struck: Onsets, pitches: Pitches) -> Onsets:
    """Return onsets to which changes of the sounding notes are added.

    Bowed and sung notes swell; that they begin is told by their pitch alone.
    """
    count = len(pitches.classes)
    sums = np.pad(pitches.classes, ((_NOTE_REACH, _NOTE_REACH), (0, 0)), mode="edge")
    sums = np.concatenate([np.zeros((1, 12)), np.cumsum(sums, axis=0)])
    middle = np.arange(count) + _NOTE_REACH
    before = sums[middle] - sums[middle - _NOTE_REACH]
    after = sums[middle + 1 + _NOTE_REACH] - sums[middle + 1]
    changes = np.maximum(0.0, after - before).sum(axis=1)
    a_second = struck.where.spectra_a_second
    ratio = pitches.where.spectra_a_second / a_second
    at = np.interp(np.arange(len(struck.strength)) * ratio, np.arange(count), changes)
    around = max(3, round(_AROUND_S * a_second))
    begun = _scaled(_above_mean(at, around))
    return replace(struck, strength=_scaled(struck.strength + _NOTE_SHARE * begun))


def _loudness(
    audio: NDArray[np.float64], where: Lattice, borders_hz: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the compressed magnitude of each band in each spectrum."""
    sums = band_sums(where.frequencies_hz, borders_hz)
    magnitudes = np.zeros((where.count(len(audio)), _BANDS))
    for which, spectrum in spectra.blocks(audio, where):
        magnitudes[which] = np.abs(spectrum) @ sums
    loudest = magnitudes.max(initial=0.0)
    if loudest < 1e-7:
        return np.zeros_like(magnitudes)
    return np.asarray(np.log1p(_COMPRESSION * magnitudes / loudest))


def band_sums(
    frequencies_hz: NDArray[np.float64], borders_hz: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return a matrix that sums bins to bands; narrow bands share their bins."""
    edges = np.searchsorted(frequencies_hz, borders_hz)
    sums = np.zeros((len(frequencies_hz), len(borders_hz) - 1))
    for band, (low, high) in enumerate(itertools.pairwise(edges)):
        sums[low : max(low + 1, high), band] = 1.0
    return sums


def _growth(loudness: NDArray[np.float64], lag: int) -> NDArray[np.float64]:
    """Return by how much each band grew beyond its neighbours' former loudness.

    Taking the loudest of three neighbours keeps vibrato from counting as onsets.
    (Böck and Widmer 2013, "Maximum filter vibrato suppression for onset detection".)
    """
    padded = np.pad(loudness, ((lag, 0), (1, 1)))[: len(loudness)]
    former = np.maximum(np.maximum(padded[:, :-2], padded[:, 1:-1]), padded[:, 2:])
    growth = np.maximum(0.0, loudness - former)
    # Whatever already sounds when the audio begins was not struck there.
    growth[: lag + 1] *= 0.3
    return growth


def _above_mean(growth: NDArray[np.float64], around: int) -> NDArray[np.float64]:
    """Return growth, smoothed a little, above its local mean."""
    kernel = np.array([0.25, 0.5, 0.25])
    smooth = np.convolve(np.pad(growth, 1), kernel, "valid")
    return np.asarray(np.maximum(0.0, smooth - moving_mean(smooth, around)))


def _scaled(strength: NDArray[np.float64]) -> NDArray[np.float64]:
    """Scale to a standard deviation of 1, unless there is nothing."""
    deviation = float(strength.std()) if len(strength) else 0.0
    if deviation < 1e-6:
        return np.zeros_like(strength)
    return np.round(strength / deviation, 6)


def moving_mean(values: NDArray[np.float64], around: int) -> NDArray[np.float64]:
    """Return the mean of the values around each, fewer at the ends."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    places = np.arange(len(values))
    low = np.maximum(0, places - around // 2)
    high = np.minimum(len(values), places + around // 2 + 1)
    return np.asarray((sums[high] - sums[low]) / (high - low))


def peaks(strength: NDArray[np.float64], at_least: float) -> NDArray[np.intp]:
    """Return where the strength culminates."""
    middle = strength[1:-1]
    tops = (middle > strength[:-2]) & (middle >= strength[2:]) & (middle >= at_least)
    return np.flatnonzero(tops) + 1
