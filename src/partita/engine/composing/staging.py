"""Who plays when in a chunk: energy decides who plays, its course who comes and goes.

Knows players and bars; does not know what they play.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from partita.engine.composing.phrases import PERIOD
from partita.engine.composing.vocal import Slot

if TYPE_CHECKING:
    from partita.engine.composing.bars import Ticks
    from partita.engine.composing.clock import Clock
    from partita.engine.composing.direction import Direction
    from partita.engine.vocabulary.genres import Player

#: Who comes first when a band comes in one by one.
_ORDER: Final = {"comp": 0, "pad": 1, "arp": 2, "bass": 3, "lead": 4, "counter": 5}
_CARRYING: Final = frozenset(("comp", "pad"))
#: Who may be silent for eight bars without a hole, in a band of so many.
_LAYERS: Final = frozenset(("arp", "pad", "comp", "counter"))
_ENOUGH: Final = 4
_FIRST, _THIRD = 0, 2
#: Sections in which an instrumental piece has its tune.
_TUNELESS: Final = frozenset(
    ("intro", "outro", "build", "tension", "glue", "voiceover")
)


#: Sections in which everybody plays from the first bar.
_FULL: Final = frozenset(("chorus", "postchorus", "drop", "climax", "solo"))


@dataclass(frozen=True)
class Entry:
    """A player, the stretch of the chunk in which it plays, and when it rests there."""

    player: Player
    start: Ticks
    end: Ticks
    rests: tuple[Slot, ...] = ()


def stage(direction: Direction, clock: Clock, *, is_sung: bool) -> tuple[Entry, ...]:
    """Return who plays in a chunk, and from when to when."""
    if "a_cappella" in direction.flags and is_sung:
        return ()
    playing = [
        player
        for player in direction.band.players
        if _plays(player, direction, is_sung=is_sung)
    ]
    playing = _thinned(_carried(playing, direction), direction)
    order = sorted(
        playing, key=lambda each: (_ORDER[each.role], -_is_now(each, direction))
    )
    return tuple(
        Entry(
            player,
            *_stretch(order.index(player), len(order), direction, clock),
            rests=_rests(player, playing, direction, clock),
        )
        for player in playing
    )


def _rests(
    player: Player, playing: list[Player], direction: Direction, clock: Clock
) -> tuple[Slot, ...]:
    """Return when a layer is silent in a section that is long and level.

    Who comes last waits for the second eight bars, where not all have to be there from
    the first; another one makes room in the third.
    """
    if direction.course or "full" in direction.flags:
        return ()
    spare = [
        each
        for each in sorted(playing, key=lambda each: -each.enters)
        if each.role in _LAYERS and not _is_now(each, direction)
    ]
    carrying = [each for each in playing if each.role in _CARRYING]
    spare = [each for each in spare if each not in carrying[:1]][:2]
    if player not in spare or len(playing) < _ENOUGH:
        return ()
    which = _FIRST if spare.index(player) == 0 else _THIRD
    if which == _FIRST and direction.kind.name in _FULL:
        which = _THIRD
    eight = PERIOD * clock.metre.bar_ticks
    return tuple(
        Slot(start, start + eight)
        for number, start in enumerate(range(0, clock.end - eight // 2, eight))
        if number % 4 == which and clock.end >= (which + 2) * eight
    )


def _carried(playing: list[Player], direction: Direction) -> list[Player]:
    """Let somebody play the chords, where a bell or a bass would be alone."""
    if any(each.role in _CARRYING for each in playing):
        return playing
    players = direction.band.players
    able = [each for each in players if each.role in _CARRYING] or players[:1]
    first = min(able, key=lambda each: each.enters, default=None)
    return playing if first is None or first in playing else [*playing, first]


def _is_now(player: Player, direction: Direction) -> bool:
    return player.instrument in direction.band.now


def _plays(player: Player, direction: Direction, *, is_sung: bool) -> bool:
    band = direction.band
    level = direction.energy + (direction.density - 50) // 2
    if player.instrument in band.now:
        return True
    if player.role == "lead":
        if is_sung:
            return True  # in the gaps between lines; `lines` sees to that
        if direction.kind.name in _TUNELESS and level < 72:
            return player.instrument in band.asked
        return level >= min(player.enters, 45) - 20
    if "full" in direction.flags and player.role != "counter":
        return True
    if player.instrument in band.asked:
        return level >= 16
    return level >= player.enters


def _thinned(playing: list[Player], direction: Direction) -> list[Player]:
    """Leave out the last to come where a kind of section is thin."""
    thin = direction.kind.thin + (direction.density < 30)
    if "full" in direction.flags:
        return playing
    for _ in range(thin):
        spare = [
            each
            for each in playing
            if each.instrument not in direction.band.asked and each.role != "lead"
        ]
        if len(playing) <= 2 or not spare:
            break
        playing = [each for each in playing if each is not spare[-1]]
    return playing


def _stretch(
    place: int, count: int, direction: Direction, clock: Clock
) -> tuple[Ticks, Ticks]:
    """Return from when to when the player at a place of the order plays."""
    bar = clock.metre.bar_ticks
    bars = clock.end // bar
    # Some of the time is for coming and going: past the middle all are there.
    passed = place * bars * 6 // (10 * max(1, count)) if bars >= 4 else 0
    if direction.course == "build":
        return passed * bar, clock.end
    if direction.course == "fade" and "fade_out" not in direction.flags:
        return 0, clock.end - passed * bar // 2
    return 0, clock.end
