"""Two kinds of music at once: the first that is named, with guests from the second.

What is played stays the first one's: its harmony, metre and form. The second lends its
drums, where they say more than the first one's, and whoever it is known by. Knows
genres; does not know styles.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from partita.engine.vocabulary.genres import Genre, Player, Role

_Tempo = tuple[int, int, int]

#: Guests are there from this energy on, so that quiet sections stay the first one's.
_GUESTS_ENTER = 35
#: What guests do at home and here, and how many of a genre's own keep their seats.
_SEATS: Final[tuple[tuple[Role, Role, int], ...]] = (
    ("comp", "comp", 1),
    ("lead", "counter", 0),
)
#: Drums that enter earlier by this energy say more.
_EARLIER = 10


def crossed(genre: Genre, other: Genre) -> Genre:
    """Return a genre with what another one lends it."""
    crossover = replace(genre, tempo=_shared(genre.tempo, other.tempo))
    crossover = _with_guests(crossover, other)
    return _driven(crossover, other) if _drives(other, genre) else crossover


def with_beat(genre: Genre, other: Genre) -> Genre:
    """Return a genre with another one's drums, as far as they fit its metre."""
    if genre.metre != other.metre:
        return replace(genre, kit=other.kit)
    return replace(
        genre,
        kit=other.kit,
        groove=other.groove,
        drums_enter=min(genre.drums_enter, other.drums_enter),
        duck=max(genre.duck, other.duck),
        swing=other.swing,
        swing_of=other.swing_of,
        loose=other.loose,
    )


def _drives(other: Genre, genre: Genre) -> bool:
    """Tell whether another genre is made around its drums, and a genre is less so."""
    earlier = other.drums_enter + _EARLIER < genre.drums_enter
    return earlier or other.duck > genre.duck


def _driven(genre: Genre, other: Genre) -> Genre:
    bass = next((each for each in other.players if each.role == "bass"), None)
    players = _replaced(genre.players, "bass", bass) if bass else genre.players
    energy = (genre.energy + other.energy) // 2
    return with_beat(replace(genre, players=players, energy=energy), other)


def _shared(own: _Tempo, other: _Tempo) -> _Tempo:
    """Return the tempi that suit both, else a genre's own."""
    low, high = max(own[0], other[0]), min(own[2], other[2])
    return (low, min(max(own[1], low), high), high) if low <= high else own


def _with_guests(genre: Genre, other: Genre) -> Genre:
    """Let the other's first chords and its tune stand in for the last to come."""
    known = {each.instrument for each in genre.players}
    new = [each for each in other.players if each.instrument not in known]
    players = genre.players
    for role, seat, stay in _SEATS:
        guest = next((each for each in new if each.role == role), None)
        if guest:
            enters = max(guest.enters, _GUESTS_ENTER)
            seated = replace(guest, role=seat, enters=enters)
            players = _replaced(players, seat, seated, stay)
    return replace(genre, players=players)


def _replaced(
    players: tuple[Player, ...], role: Role, guest: Player, stay: int = 0
) -> tuple[Player, ...]:
    """Put a guest in the place of those of a role, but for the first ones."""
    gone = [each for each in players if each.role == role][stay:]
    return (*(each for each in players if each not in gone), guest)
