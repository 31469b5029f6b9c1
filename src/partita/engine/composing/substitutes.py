"""Who plays in the place of those who are forbidden.

The nearest of kin first, then whoever can do the same work; something always sounds.
Knows players and what is forbidden; does not know who asked.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from partita.engine.roster import INSTRUMENTS
from partita.engine.vocabulary.genres import Player
from partita.engine.vocabulary.instruments import NOUNS

if TYPE_CHECKING:
    from partita.engine.vocabulary.genres import Genre, Role

#: What plays instead, by role, when everything of a role is forbidden; first allowed.
_INSTEAD: Final[dict[Role, tuple[tuple[str, str], ...]]] = {
    "bass": (),
    "comp": (("grand_piano", "pulse4"), ("steel_guitar", "strum"),
             ("string_ensemble", "block"), ("marimba", "ostinato"),
             ("pluck_synth", "arp8"), ("choir_aahs", "block"), ("vibraphone", "block"),
             ("french_horn", "block"), ("kalimba", "minimal")),
    "pad": (("string_ensemble", "pad"), ("warm_pad", "pad"), ("choir_aahs", "pad"),
            ("harmonium", "pad")),
    "lead": (("violin", ""), ("flute", ""), ("clarinet", ""), ("saw_lead", ""),
             ("grand_piano", ""), ("vibraphone", "")),
    "arp": (), "counter": (),
}  # fmt: skip
#: Families whose members do the same work.
_STAND_IN: Final = frozenset(("guitar", "synth_lead"))
#: Who enters below this energy plays almost always.
_EARLY: Final = 20


def without(players: list[Player], out: set[str], genre: Genre) -> list[Player]:
    """Take the forbidden away, and fill the places that a piece can't do without."""
    players = [_next_of_kin(each, out) for each in players]
    left = [each for each in players if each.instrument not in out]
    roles = {each.role for each in left}
    gone = {each.role for each in players} - roles
    # Pads that the genre begins with are what it is made of.
    floats = any(each.role == "pad" and each.enters < _EARLY for each in players)
    needed: tuple[Role, ...] = ("comp", "lead", "pad")
    for role in needed:
        if role in gone and (role != "pad" or floats or "comp" not in roles):
            left += _instead(role, out)
    if "bass" in gone:
        left += _other_bass(genre, out)
    if not any(each.role in ("comp", "pad", "arp") for each in left):
        left += _instead("comp", out)
    if not left:
        # Everything is forbidden: silence would please nobody.
        name = next((each for each in INSTRUMENTS if each not in out), "grand_piano")
        left.append(Player("comp", name, "pulse4"))
    return left


def _next_of_kin(player: Player, out: set[str]) -> Player:
    """Let a guitar stand in for a guitar, as long as one of them is allowed."""
    family = INSTRUMENTS[player.instrument].family
    if player.instrument not in out or family not in _STAND_IN:
        return player
    kin = [name for name, each in INSTRUMENTS.items() if each.family == family]
    allowed = [name for name in kin if name not in out]
    return replace(player, instrument=allowed[0]) if allowed else player


def _instead(role: Role, out: set[str]) -> list[Player]:
    for name, figure in _INSTEAD[role]:
        if name not in out:
            return [Player(role, name, figure)]
    return []


def _other_bass(genre: Genre, out: set[str]) -> list[Player]:
    if set(NOUNS["bass"].covers) <= out:
        # It is the part that is forbidden, not one of those who play it.
        return []
    machines = (("synth_bass", "root8"), ("sub_bass", "halves"))
    for name, figure in (*(machines if genre.electronic else ()),
                         ("upright_bass", "two"), ("finger_bass", "pop"),
                         ("synth_bass", "root8"), ("double_bass", "halves"),
                         ("cello", "halves")):  # fmt: skip
        if name not in out:
            return [Player("bass", name, figure, 30)]
    return []
