"""How singers of a genre go from note to note: vibrato, slides and scoops.

Numbers against a plain pop voice's, as a table; styles may say otherwise. Knows no
pitches and no sound.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet


@dataclass(frozen=True)
class Delivery:
    """How notes are sung.

    Args:
        vibrato: depth in percent of the voice's own, 0 for straight tones.
        glide: time from note to note, in percent of a plain voice's.
        scoop: how far notes are reached from below, in percent; beyond 100 inside
            phrases as well.
    """

    vibrato: int = 100
    glide: int = 100
    scoop: int = 100


_TRAINED: Final = Delivery(145, 120, 50)
_SOULFUL: Final = Delivery(120, 165, 200)
_CROONED: Final = Delivery(125, 175, 140)
_COUNTRY: Final = Delivery(90, 135, 160)
_STILL: Final = Delivery(60, 105, 80)
_MODERN: Final = Delivery(75, 85, 90)
_SHOUTED: Final = Delivery(60, 95, 130)
_MACHINE: Final = Delivery(0, 15, 0)

#: A plain pop voice.
PLAIN: Final = Delivery()
_GENRES: Final = {
    "classical baroque orchestral trailer cinematic waltz flamenco tango": _TRAINED,
    "soul gospel rnb blues funk": _SOULFUL,
    "jazz swing big_band bossa_nova ballad": _CROONED,
    "country western bluegrass": _COUNTRY,
    "folk celtic singer_songwriter indie_pop lullaby lofi ambient meditation": _STILL,
    "minimalism march": _STILL,
    "pop kpop house deep_house trance dnb edm electro synthwave dubstep": _MODERN,
    "techno disco reggaeton trap": _MODERN,
    "rock hard_rock metal punk industrial ska": _SHOUTED,
    "chiptune": _MACHINE,
}
_BY_GENRE: Final = {
    name: delivery for names, delivery in _GENRES.items() for name in names.split()
}
#: What styles say of it, the first that is said; see `vocabulary.words`.
_SAID: Final = (
    ("tuned", _MACHINE), ("trained", _TRAINED), ("soulful", _SOULFUL),
    ("crooned", _CROONED),
)  # fmt: skip
_DEEP_VIBRATO: Final = 150


def delivery_of(genre: str, words: AbstractSet[str], out: AbstractSet[str]) -> Delivery:
    """Return how a chunk is sung.

    Args:
        words: what styles say of voices; `out`: what negative ones do.
    """
    said = next((each for word, each in _SAID if word in words), None)
    plain = said or _BY_GENRE.get(genre, PLAIN)
    if "straight" in words or "vibrato" in out:
        return Delivery(0, plain.glide, plain.scoop)
    if "vibrato" in words:
        return Delivery(_DEEP_VIBRATO, plain.glide, plain.scoop)
    return plain
