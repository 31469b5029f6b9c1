"""Stems as listeners name them: which lines of a part belong to which.

The groups of the Music API's stem separation. The score's own stems say at what level
a line is mixed; these say what somebody hears. Knows instruments' families; does not
know how anything sounds.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from partita.engine.roster import INSTRUMENTS
from partita.engine.score import Line, Part, SungLine

#: Stem variations by the API's names. The last stem of each takes all the rest.
VARIATIONS: Final = {
    "six_stems_v1": ("vocals", "drums", "bass", "guitar", "piano", "other"),
    "two_stems_v1": ("vocals", "instrumental"),
}

_PIANOS: Final = frozenset(
    ("grand_piano", "felt_piano", "honky_tonk_piano", "electric_piano", "wurlitzer",
     "clavinet", "harpsichord")
)  # fmt: skip
#: What is plucked on a fretted neck.
_GUITARS: Final = frozenset(
    ("nylon_guitar", "steel_guitar", "twelve_string_guitar", "banjo", "mandolin",
     "ukulele", "lute", "oud")
)  # fmt: skip
_FAMILIES: Final = {
    "bass": "bass", "synth_bass": "bass", "guitar": "guitar", "voice": "vocals",
}  # fmt: skip


def stem_of(line: Line | SungLine) -> str:
    """Return which of the six stems a line belongs to."""
    if isinstance(line, SungLine):
        return "vocals"
    if line.stem in ("drums", "bass"):
        return line.stem
    if line.instrument in _PIANOS:
        return "piano"
    if line.instrument in _GUITARS:
        return "guitar"
    known = INSTRUMENTS.get(line.instrument)
    return _FAMILIES.get(known.family, "other") if known else "other"


def part_of(part: Part, stem: str) -> Part | None:
    """Return the part with the lines of one stem alone; None when it has none."""
    lines = tuple(line for line in part.lines if stem_of(line) == stem)
    sung = tuple(line for line in part.sung if stem_of(line) == stem)
    return replace(part, lines=lines, sung=sung) if lines or sung else None
