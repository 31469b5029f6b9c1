"""What kind of section a chunk is: by its name, and by styles that make another of it.

Knows names and wishes; does not know genres.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from partita.engine.composing.sections import KINDS, Kind, kind_of

if TYPE_CHECKING:
    from partita.engine.vocabulary.wishes import Wishes

#: An ending that is to have so much more energy than the piece is no fading one.
_MUCH_MORE: Final = 16
#: A big finish plays as a climax does; the words that ask for it bring its energy.
_BIG_FINISH: Final = replace(KINDS["climax"], energy=8)


def asked_kind(section: str, own: Wishes, first: Wishes | None) -> Kind:
    """Return the kind of section that a chunk is.

    Args:
        first: what the first chunk wishes, None for the first chunk itself.
    """
    kind = kind_of(section)
    if kind.name == "body" and "sting" in own.flags:
        return KINDS["outro"]
    if kind.name == "body" and "drop" in own.flags:
        return KINDS["drop"]
    is_ending = kind.course == "fade" and not own.course
    if is_ending and first is not None and _more(own, first) >= _MUCH_MORE:
        return _BIG_FINISH
    return kind


def _more(own: Wishes, first: Wishes) -> int:
    """Return by how much styles ask for more energy than the first chunk's do."""
    return own.dials.get("energy", 0) - max(0, first.dials.get("energy", 0))
