"""How busy some audio is: how many onsets a second a listener would count.

Counts rises of the whole spectrum by how clear they are, through windows that are long
enough not to take the flutter of pads and rooms for one. Knows bands; does not know
beats or notes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from partita.engine.listening import spectra
from partita.engine.listening.onsets import band_sums

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LOWEST_HZ, _HIGHEST_HZ, _BANDS = 35.0, 12_000.0, 48
#: Bands this far under the loudest are as good as silent.
_FAINT_DB: Final = 60.0
_SILENT: Final = 1e-6
#: A rise counts when the mean band rises by so many decibels, by this share of the
#: greatest rise more than around it, and when none nearby is greater.
_RISE_DB, _RISE_SHARE = 0.4, 0.055
#: It counts for more the clearer it is, and wholly from so many decibels on: bows and
#: breaths begin, too, but nobody would tap to them. Found by holding counts against
#: librosa's over 26 pieces: off by 0.17 octaves in the mean (0.33 if all count wholly).
_CLEAR_DB: Final = 1.5
_AROUND_S, _NEARBY_S = 0.1, 0.03


def density_of(audio: NDArray[np.float64], rate_hz: int) -> int:
    """Return how many onsets a second some audio has, times 100."""
    where = spectra.lattice(rate_hz, window_s=0.093, overlap=8)
    rises = _rises_db(audio, where)
    a_second = where.spectra_a_second
    if len(rises) < 3:
        return 0
    around, nearby = round(_AROUND_S * a_second), round(_NEARBY_S * a_second)
    means = _windows(rises, around).mean(axis=1)
    highest = _windows(rises, nearby).max(axis=1)
    least = np.maximum(_RISE_DB, means + _RISE_SHARE * rises.max())
    begun = rises[(rises >= highest) & (rises >= least)]
    clear = np.clip((begun - _RISE_DB) / (_CLEAR_DB - _RISE_DB), 0, 1)
    return round(100 * float(clear.sum()) * a_second / len(rises))


def _rises_db(
    audio: NDArray[np.float64], where: spectra.Lattice
) -> NDArray[np.float64]:
    """Return by how much the mean band rises from spectrum to spectrum."""
    borders_hz = np.geomspace(
        _LOWEST_HZ, min(_HIGHEST_HZ, where.rate_hz / 2), _BANDS + 1
    )
    sums = band_sums(where.frequencies_hz, borders_hz)
    powers = np.zeros((where.count(len(audio)), _BANDS))
    for which, spectrum in spectra.blocks(audio, where):
        powers[which] = (spectrum.real**2 + spectrum.imag**2) @ sums
    loudest = float(powers.max(initial=0.0))
    if loudest < _SILENT**2 or len(powers) < 2:
        return np.zeros(0)
    faint = loudest * 10 ** (-_FAINT_DB / 10)
    levels_db = 10 * np.log10(np.maximum(powers, faint))
    rises = np.maximum(0.0, np.diff(levels_db, axis=0)).mean(axis=1)
    return np.asarray(np.convolve(np.pad(rises, 1), (0.25, 0.5, 0.25), "valid"))


def _windows(values: NDArray[np.float64], around: int) -> NDArray[np.float64]:
    """Return what lies around each value, itself included."""
    padded = np.pad(values, around, mode="edge")
    return np.lib.stride_tricks.sliding_window_view(padded, 2 * around + 1)
