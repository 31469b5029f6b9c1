"""Line-ups of nobody but those who are named: a piano alone, a quartet, only drums.

Gives the few the roles that a band has for many: a pianist's left hand is the bass.
Knows players and ranges; does not know sections or notes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from partita.engine.composing.seats import seat_of
from partita.engine.roster import INSTRUMENTS
from partita.engine.vocabulary.genres import Player

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from partita.engine.vocabulary.genres import Role

#: Families that play chords and a tune at once.
_WHOLE: Final = ("keys", "mallet", "plucked", "guitar")
#: What reaches down to here can play the bass, in a small band at least.
_DEEP, _LOW = 36, 41
_LEFT_HAND: Final = "ballad"
#: Low strings are strong: their overtones would outweigh the chords.
_LEFT_HAND_CB: Final = -60
_LOWEST_PART: Final = "halves"


def alone(players: list[Player], named: AbstractSet[str]) -> list[Player]:
    """Return a band of the named players alone, with somebody in every role."""
    kept = [each for each in players if each.instrument in named]
    leads = {each.instrument for each in kept if each.role == "lead"}
    kept = [e for e in kept if e.role != "counter" or e.instrument not in leads]
    if not kept:
        return []
    roles = {each.role for each in kept}
    whole = [e for e in kept if INSTRUMENTS[e.instrument].family in _WHOLE]
    if whole:
        name = whole[0].instrument
        if not roles & {"comp", "pad", "arp"}:
            kept.append(Player("comp", name, _figure(name)))
        if "lead" not in roles:
            kept.append(Player("lead", name))
        if "bass" not in roles and INSTRUMENTS[name].low <= _DEEP:
            kept.append(Player("bass", name, _LEFT_HAND, level=_LEFT_HAND_CB))
        return kept
    # The highest of those who play second parts has the tune, the lowest the bass.
    seconds = [each for each in kept if each.role == "counter"]
    seconds.sort(key=lambda each: INSTRUMENTS[each.instrument].low)
    if "lead" not in roles and seconds:
        kept = _with(kept, seconds.pop(), "lead")
    if "bass" not in roles and seconds:
        lowest = seconds[0]
        if INSTRUMENTS[lowest.instrument].low <= _LOW:
            kept = _with(kept, lowest, "bass")
    return kept


def _figure(name: str) -> str:
    role, figure = seat_of(name)
    return figure if role in ("comp", "arp") and figure else "block"


def _with(players: list[Player], chosen: Player, role: Role) -> list[Player]:
    """Give a player another role."""
    figure = _LOWEST_PART if role == "bass" else ""
    return [
        replace(each, role=role, figure=figure, enters=0) if each is chosen else each
        for each in players
    ]
