"""Where a chunk's events stand: as they did when its section came first, if that fits.

The nth line of a verse or chorus has its bars, and with them its tune and chords, from
the first of its name. A later one has them over again: what room is left is the band's,
and where there is too little, lines first give up their rests and then their pace.
Knows cues and ticks; does not know pitches.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from partita.engine.composing.bars import TICKS
from partita.engine.composing.form import (
    asked_in,
    borders_of,
    events_at,
    opening,
    plan_events,
    sounds_between,
    wordless,
)
from partita.engine.composing.settled import (
    comfortable,
    fairly,
    half_or_bar,
    time_needed,
)
from partita.engine.composing.speaking import with_room
from partita.engine.composing.vocal import Slot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partita.engine.composing.bars import Ticks
    from partita.engine.composing.clock import Clock
    from partita.engine.composing.direction import Direction
    from partita.engine.composing.form import Asked, Event

#: What has words, and so a tune that comes back.
_SUNG: Final = ("line", "sound")
#: What takes time; anything else happens in passing.
_TIMED: Final = (*_SUNG, "solo", "break", "drums", "stop")

#: The how-manieth cue of a kind.
_Which = tuple[str, int]


@dataclass(frozen=True)
class Stretch:
    """From `start` on the chords are those from `home` on, so much faster or slower."""

    start: Ticks
    home: Ticks
    scale: Fraction = Fraction(1)

    def home_of(self, tick: Ticks) -> Ticks:
        """Return where a tick lies in the time of the first section."""
        return self.home + int((tick - self.start) / self.scale)


@dataclass(frozen=True)
class Layout:
    """Where the events of a chunk stand.

    Args:
        clock: of the first section of the same identity, whose time `Event.home` is in.
        stretches: from where chords come that are not in the order of their bars.
        opens: whether nothing may sound before the chunk.
    """

    events: tuple[Event, ...]
    clock: Clock
    stretches: tuple[Stretch, ...] = ()
    opens: bool = False

    @property
    def has_lines(self) -> bool:
        """Tell whether later sections find places for their words here."""
        return any(each.kind in _SUNG and each.home for each in self.events)


def lay(
    direction: Direction, clock: Clock, first: Layout | None, *, opens: bool = False
) -> Layout:
    """Return where the events of a chunk stand.

    Args:
        first: the layout of the first section of the same identity, None for it itself.
        opens: whether nothing may sound before the chunk.
    """
    is_spoken = direction.voice is not None and direction.voice.manner == "spoken"
    cues = asked_in(direction.text.cues)
    asked = fairly(cues, clock, direction.language, is_spoken=is_spoken)
    is_sung = any(each.kind in _SUNG for each in asked) and not is_spoken
    if first is None or not is_sung or first.clock.metre != clock.metre:
        laid = _at_home(plan_events(asked, clock), asked, clock)
    else:
        laid = _as_first(asked, clock, first, direction.language)
    events = _filled(laid.events, direction, clock)
    if is_spoken:
        events = with_room(events, clock, direction.language)
    return replace(laid, events=events, opens=opens)


def _filled(
    events: tuple[Event, ...], direction: Direction, clock: Clock
) -> tuple[Event, ...]:
    """Add the sounds of voices that have no words, or no band."""
    voice = direction.voice
    is_sung = any(each.kind in _SUNG for each in events)
    if voice and voice.wordless and not is_sung:
        events += wordless(clock)
        is_sung = True
    if voice and "a_cappella" in direction.flags and is_sung:
        language = direction.language
        busy = tuple(_as_long_as_sung(each, clock, language) for each in events)
        events += sounds_between(busy, clock)
    return events


def _as_long_as_sung(event: Event, clock: Clock, language: str) -> Event:
    """Return an event with the bars alone in which it is heard."""
    if event.kind not in _SUNG:
        return event
    bar, slot = clock.metre.bar_ticks, event.slot
    needed = time_needed(event.text, slot, clock, language)
    end = slot.start + -(-max(1, needed) // bar) * bar
    return replace(event, slot=Slot(slot.start, min(end, slot.end)))


def _as_first(
    asked: Sequence[Asked], clock: Clock, first: Layout, language: str
) -> Layout:
    """Let words stand where they stood in the first section of their name."""
    parts = _parts(asked, clock, first, language)
    at = _downbeat(opening(asked, clock), clock)
    lengths = _lengths(parts, clock.end - at, clock)
    spans, places = [], []
    stretches: list[Stretch] = []
    for part, length in zip(parts, lengths, strict=True):
        own = part
        if part.is_new and stretches:
            own = part.moved_to(stretches[-1].home_of(at))
        if own.home is not None and length:
            stretches.append(Stretch(at, own.home.start, own.scale(length)))
        spans.append((at, at + length))
        places.append(own.place)
        at += length
    events = [
        replace(event, home=place) if event.kind in _SUNG else event
        for event, place in zip(events_at(asked, spans, clock), places, strict=True)
    ]
    return Layout(tuple(events), first.clock, _unless_plain(stretches))


def _at_home(events: tuple[Event, ...], asked: Sequence[Asked], clock: Clock) -> Layout:
    """Let words stand where they do; a fill before them is not counted."""
    begin = opening(asked, clock) if clock.start == 0 else 0
    homes = [
        replace(event, home=Slot(event.slot.start - begin, event.slot.end - begin))
        if event.kind in _TIMED
        else event
        for event in events
    ]
    stretches = [Stretch(begin, 0)] if begin else []
    return Layout(tuple(homes), clock, tuple(stretches))


def _unless_plain(stretches: list[Stretch]) -> tuple[Stretch, ...]:
    is_plain = all(each.start == each.home and each.scale == 1 for each in stretches)
    return () if is_plain else tuple(stretches)


def _downbeat(tick: Ticks, clock: Clock) -> Ticks:
    """Return the next bar line, where a chunk goes on with a bar."""
    bar = clock.metre.bar_ticks
    return -(-tick // bar) * bar if clock.start else tick


@dataclass(frozen=True)
class _Part:
    """A cue with the time that it would like.

    Args:
        home: where it stood first, or would have stood; None for the band.
        place: its share of that which words may take.
        needed: for its words, at the pace that they have at home.
        wanted: as long as at home, or longer where its words were crowded there.
        share: as in `Asked`.
        is_new: whether it was not there the first time; then it goes on from where
            the chords have come to.
    """

    home: Slot | None
    place: Slot | None
    needed: Ticks
    wanted: Ticks
    share: int
    is_new: bool

    def moved_to(self, start: Ticks) -> _Part:
        """Return it in another place of the first section's time."""
        if self.home is None:
            return self
        slot = Slot(start, start + self.home.end - self.home.start)
        return replace(self, home=slot, place=slot)

    def scale(self, length: Ticks) -> Fraction:
        """Return how much faster than at home it has to go."""
        usual = self.home.end - self.home.start if self.home else 0
        if not usual or min(self.needed, usual) <= length:
            return Fraction(1)
        return Fraction(length, usual)


def _parts(
    asked: Sequence[Asked], clock: Clock, first: Layout, language: str
) -> list[_Part]:
    """Find for each cue where the same one stood the first time."""
    timed = [each for each in first.events if each.kind in _TIMED and each.home]
    names = _names([each.kind for each in timed])
    homes = {
        name: each.home for name, each in zip(names, timed, strict=True) if each.home
    }
    after = dict(pairwise(names))
    sung = [homes[name] for name in names if name[0] in _SUNG]
    typical = sung[0].end - sung[0].start
    begin = max(each.end for each in homes.values())
    own = _names([each.kind if each.share else "" for each in asked])
    follows = dict(pairwise([name for name in own if name[0]]))
    parts = []
    for each, name in zip(asked, own, strict=True):
        home = place = homes.get(name)
        if home is not None and name in after and after[name] == follows.get(name):
            home = Slot(home.start, homes[after[name]].start)
        elif place is None and each.kind in _SUNG:
            home = place = Slot(begin, begin + typical)
            begin += typical
        needed, wanted = TICKS, home.end - home.start if home else 0
        if place is not None and each.kind in _SUNG:
            text = each.cue.text
            needed = time_needed(text, place, first.clock, language)
            if (longer := comfortable(text, clock, language)) > place.end - place.start:
                wanted = max(wanted, longer)
        is_new = home is not None and name not in homes
        parts.append(_Part(home, place, needed, wanted, each.share, is_new))
    return parts


def _names(kinds: Sequence[str]) -> list[_Which]:
    """Tell cues of a kind apart by their number."""
    return [(kind, list(kinds[:at]).count(kind)) for at, kind in enumerate(kinds)]


def _lengths(parts: list[_Part], room: Ticks, clock: Clock) -> list[Ticks]:
    """Return how long each part is: as at home, shorter, or as the room allows."""
    bar = clock.metre.bar_ticks
    few = [each.wanted or bar * (each.share > 0) for each in parts]
    if sum(few) <= room:
        shares = [each.share * (each.home is None) for each in parts]
        spare = (room - sum(few)) // bar
        return [
            length + spare * share // max(1, sum(shares)) * bar
            for length, share in zip(few, shares, strict=True)
        ]
    for unit in (bar, half_or_bar(clock.metre)):
        least = [
            min(length, -(-each.needed // unit) * unit) if length else 0
            for each, length in zip(parts, few, strict=True)
        ]
        if sum(least) <= room:
            return _grown(least, few, room, unit)
    return _squeezed(few, clock.end - room, clock)


def _grown(
    least: list[Ticks], most: list[Ticks], room: Ticks, unit: Ticks
) -> list[Ticks]:
    """Lengthen whoever has least of what it wants, as long as there is room."""
    lengths = list(least)
    while True:
        able = [
            at
            for at, length in enumerate(lengths)
            if length < most[at] and sum(lengths) + unit <= room
        ]
        if not able:
            return lengths
        at = min(able, key=lambda at: (Fraction(lengths[at], most[at]), at))
        lengths[at] = min(most[at], lengths[at] + unit)


def _squeezed(wanted: list[Ticks], start: Ticks, clock: Clock) -> list[Ticks]:
    borders = borders_of(wanted, start, clock)
    return [late - early for early, late in pairwise(borders)]
