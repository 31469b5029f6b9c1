"""Which pitches sound: spectral peaks, folded to the twelve pitch classes.

Finds the tuning first, so that a recording a quarter of a tone off is heard as well as
any. Knows frequencies; does not know keys, chords or beats.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from partita.engine.listening import spectra

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from partita.engine.listening.spectra import Lattice

_LOWEST_HZ: Final = 36.0
_HIGHEST_HZ: Final = 1_800.0
#: Below this sounds the bass.
_BASS_PITCH: Final = 52.0
#: Above this the peaks are overtones rather than notes, fading out over an octave.
_OVERTONES_PITCH: Final = 76.0
#: Peaks this much weaker than the spectrum's strongest are not heard.
_FAINT: Final = 0.02
_A4_HZ: Final = 440.0
_A4_PITCH: Final = 69.0


@dataclass(frozen=True)
class Pitches:
    """How much each pitch class sounds, spectrum by spectrum.

    Args:
        classes: (spectra, 12), 0 is C, from all of the range.
        bass: the same from the lowest octaves alone.
        tuning_cents: how far the recording is from A = 440 Hz.
    """

    where: Lattice
    classes: NDArray[np.float64]
    bass: NDArray[np.float64]
    tuning_cents: float


@dataclass(frozen=True)
class Peaks:
    """Spectral peaks, as parallel arrays: in which spectrum, how high, how strong."""

    where: Lattice
    places: NDArray[np.intp]
    pitches: NDArray[np.float64]
    strengths: NDArray[np.float64]


def peaks_of(audio: NDArray[np.float64], rate_hz: int) -> Peaks:
    """Find the peaks of each spectrum, between the bins."""
    where = spectra.lattice(rate_hz, window_s=0.19, overlap=4)
    found = [
        _peaks_in(np.abs(spectrum), where, which.start)
        for which, spectrum in spectra.blocks(audio, where)
    ]
    if not found:
        found = [(np.zeros(0, np.intp), np.zeros(0), np.zeros(0))]
    places, pitches, strengths = (
        np.concatenate(each) for each in zip(*found, strict=True)
    )
    return Peaks(where, places, pitches, strengths)


def _peaks_in(
    magnitudes: NDArray[np.float64], where: Lattice, first: int
) -> tuple[NDArray[np.intp], NDArray[np.float64], NDArray[np.float64]]:
    """Find peaks in a block of spectra."""
    bin_hz = where.rate_hz / where.size
    low = max(2, int(_LOWEST_HZ / bin_hz))
    high = min(magnitudes.shape[1] - 2, int(_HIGHEST_HZ / bin_hz) + 1)
    level = np.maximum(magnitudes[:, low - 1 : high + 1], 1e-9)
    middle = level[:, 1:-1]
    floor = np.maximum(_FAINT * level.max(axis=1, initial=0.0), 1e-6)[:, None]
    tops = (middle > level[:, :-2]) & (middle >= level[:, 2:]) & (middle > floor)
    rows, columns = np.nonzero(tops)
    left, top, right = (np.log(level[rows, columns + each]) for each in (0, 1, 2))
    shift = 0.5 * (left - right) / np.minimum(left - 2 * top + right, -1e-9)
    frequencies_hz = (low + columns + shift) * bin_hz
    pitches = _A4_PITCH + 12 * np.log2(frequencies_hz / _A4_HZ)
    return rows + first, pitches, np.sqrt(np.exp(top))


def pitches_of(peaks: Peaks, spectra_count: int) -> Pitches:
    """Fold peaks to pitch classes."""
    tuning_cents = _tuning_cents(peaks)
    pitches = peaks.pitches - tuning_cents / 100
    # A peak between two classes is either's fault and no one's proof.
    sureness = np.cos(np.pi * (pitches - np.round(pitches))) ** 2
    weights = peaks.strengths * sureness
    fading = np.clip(1 - (pitches - _OVERTONES_PITCH) / 12, 0.0, 1.0)
    low = pitches < _BASS_PITCH
    return Pitches(
        peaks.where,
        _folded(peaks.places, pitches, weights * fading, spectra_count),
        _folded(peaks.places[low], pitches[low], weights[low], spectra_count),
        tuning_cents,
    )


def _tuning_cents(peaks: Peaks) -> float:
    """Return the common deviation of the peaks from equal temperament at 440 Hz."""
    turns = np.exp(2j * np.pi * peaks.pitches)
    mean = np.sum(peaks.strengths**2 * turns)
    if abs(mean) < 1e-9:
        return 0.0
    return round(float(np.angle(mean)) / (2 * np.pi) * 100, 1)


def _folded(
    places: NDArray[np.intp],
    pitches: NDArray[np.float64],
    weights: NDArray[np.float64],
    count: int,
) -> NDArray[np.float64]:
    """Sum weights by spectrum and pitch class."""
    classes = np.round(pitches).astype(np.intp) % 12
    sums = np.bincount(places * 12 + classes, weights, minlength=count * 12)
    return np.round(sums.reshape(count, 12), 9)


def between(
    sounding: NDArray[np.float64], where: Lattice, borders_s: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Sum pitch classes between borders; a stretch takes a spectrum at the least."""
    sums = np.concatenate([np.zeros((1, 12)), np.cumsum(sounding, axis=0)])
    places = np.round(borders_s * where.spectra_a_second).astype(np.intp)
    low = np.clip(places[:-1], 0, max(0, len(sounding) - 1))
    high = np.clip(np.maximum(places[1:], low + 1), 0, len(sounding))
    return np.asarray(sums[high] - sums[low])
