"""Who sings which line: whom the lyrics name, else two singers in turn.

Verses go from one to the other, choruses are sung together, and the second verse begins
with the other one. Knows lines and voices; does not know pitches or time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partita.engine.composing.casting import Voice
    from partita.engine.composing.form import Event

#: Sections that two singers sing together.
_TOGETHER: Final = frozenset(("chorus", "postchorus", "climax", "drop", "resolution"))
#: Sections that end together.
_CLOSING: Final = frozenset(("prechorus", "bridge", "outro"))
#: So many lines and fewer are sung one by one; of more, each singer has two.
_FEW_LINES: Final = 4
_MANNERS: Final = ("spoken", "rapped", "sung")
#: Names of marks that are kinds of voice.
_VOICES: Final = ("male", "female", "child", "choir", "whisper")


@dataclass(frozen=True)
class Singer:
    """Somebody who sings in a chunk.

    Args:
        seat: `lead`, `partner`, or the kind of voice where only lyrics name it.
        voice, manner: as in `casting.Voice`.
    """

    seat: str
    voice: str
    manner: str


def turns_of(
    events: Sequence[Event], voice: Voice, kind: str, nth: int
) -> tuple[tuple[Singer, ...], ...]:
    """Return for each event who sings it; of several the first one has the tune.

    Args:
        kind: of the section; `nth`: how many of its like came before.
    """
    lines = [number for number, each in enumerate(events) if each.kind == "line"]
    marked = [number for number in lines if events[number].who]
    turns = []
    for number, event in enumerate(events):
        if event.who:
            turns.append(_named(event.who, voice))
        elif number in lines and voice.partner and not marked:
            place = lines.index(number)
            turns.append(_in_turn(place, len(lines), voice, kind, nth))
        elif number in lines and voice.partner and number > marked[0]:
            # After lines of one and the other, what is nobody's is both's.
            turns.append((_lead(voice), _partner(voice)))
        else:
            turns.append((_lead(voice),))
    return tuple(turns)


def _lead(voice: Voice) -> Singer:
    return Singer("lead", voice.name, voice.manner)


def _partner(voice: Voice) -> Singer:
    return Singer("partner", voice.other(), voice.manner)


def _in_turn(
    place: int, count: int, voice: Voice, kind: str, nth: int
) -> tuple[Singer, ...]:
    pair = (_lead(voice), _partner(voice))
    if voice.answers:
        return (pair[place % 2],)
    is_last = place == count - 1 and count > 1
    if kind in _TOGETHER or (kind in _CLOSING and is_last):
        return pair
    turn = place if count <= _FEW_LINES else place // 2
    return (pair[(turn + nth) % 2],)


def _named(who: tuple[str, ...], voice: Voice) -> tuple[Singer, ...]:
    """Return whom the lyrics name, without those who are not to be heard."""
    manner = next((each for each in who if each in _MANNERS), voice.manner)
    found: dict[str, Singer] = {}
    for name in who:
        for seat, kind in _seats(name, voice):
            if kind not in voice.out and manner not in voice.out:
                found[seat] = Singer(seat, kind, manner)
    if not found and manner not in voice.out:
        return (Singer("lead", voice.name, manner),)
    return tuple(found.values()) or (_lead(voice),)


def _seats(name: str, voice: Voice) -> list[tuple[str, str]]:
    """Return the seats that one name of a mark stands for, and their voices."""
    lead, partner = ("lead", voice.name), ("partner", voice.other())
    if name in ("both", "all"):
        return [lead, partner]
    if name == "first":
        return [lead]
    if name == "second":
        return [partner]
    if name not in _VOICES:
        return []
    if name == voice.name:
        return [lead]
    return [partner] if name == partner[1] else [(name, name)]
