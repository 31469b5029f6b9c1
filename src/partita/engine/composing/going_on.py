"""Players that go on from kept audio, or are those of a reference.

Gives the instruments that were heard the roles and the manner that they have in a
genre. Knows genres and what was heard; does not know what else is asked.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from partita.engine.composing.seats import seat_of
from partita.engine.vocabulary.genres import GENRES, Genre, Player

if TYPE_CHECKING:
    from partita.engine.composing.heard import Heard


def going_on(genre: Genre, heard: Heard) -> list[Player]:
    """Return the genre's band, or the instruments that were heard, in its roles."""
    if heard.instruments is None:
        return list(genre.players)
    names = set(heard.instruments)
    usual = GENRES[heard.band_of].players if heard.band_of else genre.players
    same = [replace(each, enters=0) for each in usual if each.instrument in names]
    known = {each.instrument for each in same}
    for name in heard.instruments:
        if name not in known:
            role, figure = seat_of(name)
            same.append(Player(role, name, figure))
    if heard.band_of:
        return _in_manner(same, genre, is_other=genre.name != heard.band_of)
    if heard.only_these:
        return same
    others = [each for each in genre.players if each.instrument not in names]
    return _with_one_lead(same + others)


def _in_manner(players: list[Player], genre: Genre, *, is_other: bool) -> list[Player]:
    """Let players of one kind of music play what words want of another.

    What another genre does with a role, they do; and it brings whoever has its tune. A
    voice that nobody has words for leaves the tune to an instrument in any case.
    """
    leads = [each for each in genre.players if each.role == "lead"]
    if is_other:
        manners: dict[str, str] = {}
        for each in genre.players:
            manners.setdefault(each.role, each.figure)
        players = [
            replace(each, figure=manners.get(each.role) or each.figure)
            for each in players
        ]
    if is_other or all(each.role != "lead" for each in players):
        players = [*leads, *players]
    return _with_one_lead(players)


def _with_one_lead(players: list[Player]) -> list[Player]:
    """Let the first lead have the tune; two would be two tunes."""
    leads = [each for each in players if each.role == "lead"]
    return [
        replace(each, role="counter") if each in leads[1:] else each for each in players
    ]
