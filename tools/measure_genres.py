"""Measure how each genre sounds, for guessing one from sound alone.

    PYTHONPATH=src python tools/measure_genres.py

Writes `src/partita/engine/composing/fingerprints.py` anew: each genre is played calm
and lively, a few takes each, and heard by the ears that hear uploads.
"""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Final

import numpy as np

from partita.engine.brief import Brief, Make
from partita.engine.compose import compose
from partita.engine.composing.guessing import centibels
from partita.engine.finish import finish
from partita.engine.listening.busyness import density_of
from partita.engine.listening.timbre import timbre_of
from partita.engine.render import render
from partita.engine.vocabulary.genres import GENRES

TABLE: Final = Path("src/partita/engine/composing/fingerprints.py")
RATE_HZ: Final = 44_100
#: What is played, and how much of it is heard: the rest is its ending.
_PLAYED_MS, _HEARD_S = 13_000, 10
_SECTIONS: Final = ("Verse", "Chorus")
_SEEDS: Final = (101, 102, 103)

_HEAD: Final = '''\
"""How each genre sounds to the ears that hear uploads, calm and lively.

Written by `tools/measure_genres.py`; good for guessing, and for nothing else.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Fingerprint(NamedTuple):
    """How a genre sounds.

    Args:
        energy: of the section that was heard.
        density: onsets a second, times 100, as heard.
        struck: the same as the composer counts.
        bands_cb: of the whole power, by the bands of `hearing.BAND_BORDERS_HZ`.
    """

    genre: str
    energy: int
    density: int
    struck: int
    bands_cb: tuple[int, ...]


#: Genre, energy, density as heard and as struck, bands.
FINGERPRINTS: Final = tuple(
    Fingerprint(genre, energy, density, struck, tuple(bands))
    for genre, energy, density, struck, *bands in (
'''
_TAIL: Final = """    )
)  # fmt: skip
"""


@dataclass(frozen=True)
class _Take:
    energy: int
    density: int
    struck: int
    bands_cb: tuple[int, ...]


def _take(genre: str, section: str, seed: int) -> _Take:
    styles = (GENRES[genre].words[0], "instrumental")
    chunk = Make(f"[{section}]", _PLAYED_MS, styles)
    score = compose(Brief((chunk,), seed, RATE_HZ), {})
    part = score.parts[0]
    assert part is not None
    audio = finish(score, [render(part)], [None]).to_float()[: _HEARD_S * RATE_HZ]
    return _Take(
        score.charts[0].energy,
        density_of(audio, RATE_HZ),
        score.charts[0].density,
        tuple(centibels(each) for each in timbre_of(audio, RATE_HZ).bands),
    )


def _row(asked: tuple[str, str]) -> str:
    takes = [_take(*asked, seed) for seed in _SEEDS]
    means = np.mean(
        [(each.density, each.struck, *each.bands_cb) for each in takes], axis=0
    )
    numbers = (takes[0].energy, *(round(float(each)) for each in means))
    return f'        ("{asked[0]}", {", ".join(map(str, numbers))}),\n'


def main() -> int:
    """Write the table."""
    with ProcessPoolExecutor() as pool:
        rows = list(pool.map(_row, product(GENRES, _SECTIONS)))
    TABLE.write_text(_HEAD + "".join(rows) + _TAIL)
    return 0


if __name__ == "__main__":
    sys.exit(main())
