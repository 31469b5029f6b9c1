"""What is left of a chunk's words beside what it is to resemble.

The nearer it has to come, the fewer of them count; what they forbid, and who sings, is
left in any case, and so is all that the reference says nothing about.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from partita.engine.composing.heard import Heard
    from partita.engine.vocabulary.wishes import Wishes

_ALL: Final = 100
#: Flags that say how the same music would be played otherwise.
_MANNERS: Final = frozenset(
    ("alone", "full", "half_time", "double_time", "four_floor", "swung", "straight",
     "echo", "drop", "impact", "riser", "roll")
)  # fmt: skip


def outweighed(wishes: Wishes, heard: Heard) -> Wishes:
    """Return the wishes that are left beside what was heard."""
    share = heard.words_share
    if share == _ALL:
        return wishes
    dials = {name: _part(turn, share) for name, turn in wishes.dials.items()}
    left = replace(wishes, dials=dials)
    if heard.band_of:
        # Nobody is alone who plays like others.
        left = replace(left, flags=left.flags - {"alone"})
    if share:
        return left
    left = replace(
        left,
        tempo_mbpm=None if heard.tempo_mbpm else left.tempo_mbpm,
        tempo_word=None if heard.tempo_mbpm else left.tempo_word,
        tonic=left.tonic if heard.tonic is None else None,
        mode=None if heard.mode else left.mode,
        metre=None if heard.metre else left.metre,
        genres=[] if heard.genre else left.genres,
        beat="" if heard.genre else left.beat,
    )
    return left if heard.instruments is None else _without_guests(left)


def _without_guests(wishes: Wishes) -> Wishes:
    """Leave who plays, and how, to who was heard; the tune is what is new."""
    return replace(
        wishes,
        flags=wishes.flags - _MANNERS,
        course="",
        asked=[each for each in wishes.asked if each.role == "lead" or each.solo],
        figure="",
        drums=wishes.drums if wishes.drums == "out" else "",
        kit="",
        strokes=[],
    )


def _part(turn: int, share: int) -> int:
    return turn * share // _ALL if turn > 0 else -(-turn * share // _ALL)
