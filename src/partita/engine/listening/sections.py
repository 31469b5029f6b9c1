"""Where the sections of a recording begin: on bars where the sound becomes another.

What is heard before a bar line is compared with what is heard after it, over two, four
and eight bars at once (a checkerboard kernel on the bars' self-similarity; Foote 2000,
"Automatic audio segmentation using a measure of audio novelty"). Knows bars and bands;
does not know what sections are called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from partita.engine.listening import spectra

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from partita.units import Frames

_BANDS: Final = 18
_LOWEST_HZ: Final = 40.0
_HIGHEST_HZ: Final = 10_000.0
#: Bands this far under the loudest of the piece are silent.
_FLOOR_DB: Final = 40.0
#: Bars on either side that are compared.
_REACHES: Final = (2, 4, 8)
#: How different the two sides are at the least, in decibels a band; and against the
#: most that the piece has.
_LEAST_DB: Final = 2.0
_LEAST_SHARE: Final = 0.15
#: Sections mostly have a multiple of four bars.
_PHRASE: Final = 4
_PHRASE_BONUS: Final = 1.25


def bands_db(
    audio: NDArray[np.float64], rate_hz: int, borders: Sequence[Frames]
) -> NDArray[np.float64]:
    """Return the level of each band between borders, (stretches, bands)."""
    where = spectra.lattice(rate_hz, window_s=0.046, overlap=2)
    highest = min(_HIGHEST_HZ, rate_hz / 2)
    edges = np.searchsorted(
        where.frequencies_hz, np.geomspace(_LOWEST_HZ, highest, _BANDS + 1)
    )
    powers = np.zeros((where.count(len(audio)), _BANDS))
    for which, spectrum in spectra.blocks(audio, where):
        sums = np.cumsum(spectrum.real**2 + spectrum.imag**2, axis=1)
        powers[which] = np.diff(sums[:, np.minimum(edges, sums.shape[1] - 1)], axis=1)
    sums = np.concatenate([np.zeros((1, _BANDS)), np.cumsum(powers, axis=0)])
    places = np.round(np.array(borders) / where.hop).astype(np.intp)
    low, high = places[:-1], np.maximum(places[1:], places[:-1] + 1)
    counts = (np.minimum(high, len(powers)) - low)[:, None]
    means = (sums[np.minimum(high, len(powers))] - sums[low]) / np.maximum(counts, 1)
    levels = 10 * np.log10(np.maximum(means, 1e-12))
    floor: NDArray[np.float64] = np.maximum(levels, levels.max() - _FLOOR_DB)
    return np.round(floor, 3)


def novelty(levels: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how different the sound is after each bar line, in decibels a band."""
    count = len(levels)
    sums = np.concatenate([np.zeros((1, levels.shape[1])), np.cumsum(levels, axis=0)])
    found = np.zeros(count)
    for bar in range(1, count):
        sides = []
        for reach in _REACHES:
            # Near the ends both sides are shorter: an intro's first bars are not the
            # whole of what is before a line.
            near = min(reach, bar, count - bar)
            before = (sums[bar] - sums[bar - near]) / near
            after = (sums[bar + near] - sums[bar]) / near
            sides.append(np.sqrt(np.mean((after - before) ** 2)))
        found[bar] = np.mean(sides)
    return np.round(found, 4)


def section_bars(
    different: NDArray[np.float64], least_bars: int, most: int
) -> tuple[int, ...]:
    """Return the bars at which sections begin, 0 included.

    Taken from the clearest on, each at least so many bars from the others.

    Args:
        different: the novelty of each bar.
        least_bars: of a section.
        most: sections.
    """
    bound = max(
        _LEAST_DB,
        _LEAST_SHARE * float(different[least_bars:-least_bars].max(initial=0.0)),
    )
    found = [0]
    free = list(range(least_bars, len(different) - least_bars + 1))
    # Where no section may begin, the greatest difference stands in nobody's way.
    if free:
        different = np.where(np.isin(np.arange(len(different)), free), different, 0.0)
    while free and len(found) < most:
        worth, bar = max((_worth(different, bar, found), -bar) for bar in free)
        if worth < bound:
            break
        found.append(-bar)
        free = [each for each in free if abs(each + bar) >= least_bars]
    return tuple(sorted(found))


def _worth(different: NDArray[np.float64], bar: int, found: list[int]) -> float:
    """Return how clearly a section begins at a bar, given those that are found."""
    if different[bar] < different[bar - 1 : bar + 2].max():
        return 0.0
    since = bar - max(each for each in found if each <= bar)
    return float(different[bar]) * (_PHRASE_BONUS if since % _PHRASE == 0 else 1.0)
