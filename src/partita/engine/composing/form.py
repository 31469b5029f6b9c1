"""The plan of one chunk's time: where its lines, sounds, solos, fills and risers stand.

Everything happens where it stands in the text. Knows cues and ticks; does not know
instruments or notes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, Final

from partita.engine.composing.bars import TICKS
from partita.engine.composing.cues import read_cue
from partita.engine.composing.vocal import Slot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partita.engine.composing.bars import Ticks
    from partita.engine.composing.clock import Clock
    from partita.engine.composing.cues import EventKind
    from partita.engine.composing.text import Cue

_VOCALISE: Final = ("ooh ooh ah", "ah ah ooh ooh")
#: What takes no time, and leads to its place instead of beginning there.
_LEADING: Final = ("fill", "riser")
#: A chunk of fewer bars has half a bar for a fill before its first line.
_ENOUGH_BARS: Final = 4
_SHARES: Final = {"line": 4, "sound": 2}
#: A line may take this many bars at the most; what is left is for the band.
_LONGEST_LINE_BARS: Final = 4


@dataclass(frozen=True)
class Event:
    """Something of the text, with its place. `text` is what stands there.

    Args:
        who: whom the text names to sing it.
        home: where it stood when its section came first, in that section's time;
            None for what has no tune of its own.
    """

    kind: EventKind
    text: str
    slot: Slot
    who: tuple[str, ...] = ()
    home: Slot | None = None


@dataclass(frozen=True)
class Asked:
    """A cue that is understood, and its share of the time: 0 for what takes none."""

    cue: Cue
    kind: EventKind
    share: int


def asked_in(cues: tuple[Cue, ...]) -> tuple[Asked, ...]:
    """Return what cues ask for, without those that nobody understands."""
    read = ((cue, _read(cue)) for cue in cues)
    return tuple(Asked(cue, *found) for cue, found in read if found is not None)


def plan_events(asked: Sequence[Asked], clock: Clock) -> tuple[Event, ...]:
    """Give every cue its time in a chunk."""
    start, end = clock.start, clock.end
    if not asked:
        return ()
    if not any(each.share for each in asked):
        share = (end - start) // len(asked)
        return tuple(
            Event(
                each.kind,
                each.cue.text,
                Slot(start + at * share, _border(start + (at + 1) * share, clock)),
            )
            for at, each in enumerate(asked)
        )
    borders = borders_of([each.share for each in asked], opening(asked, clock), clock)
    return events_at(asked, list(pairwise(borders)), clock)


def opening(asked: Sequence[Asked], clock: Clock) -> Ticks:
    """Return where what takes time begins: after a fill that stands before it."""
    bar, half = clock.metre.bar_ticks, clock.metre.bar_ticks // 2
    before = takewhile(lambda each: not each.share, asked)
    if clock.start or not any(each.kind in _LEADING for each in before):
        return clock.start
    if clock.end >= _ENOUGH_BARS * bar:
        return bar
    return half if clock.end >= 2 * bar and half % TICKS == 0 else 0


def events_at(
    asked: Sequence[Asked], spans: Sequence[tuple[Ticks, Ticks]], clock: Clock
) -> tuple[Event, ...]:
    """Return what is asked for as events, each with its place."""
    start, end, bar = clock.start, clock.end, clock.metre.bar_ticks
    events: list[Event] = []
    for each, (begin, finish) in zip(asked, spans, strict=True):
        slot = Slot(begin, min(finish, end))
        if each.kind in _LEADING:
            # A fill happens before what follows it.
            slot = Slot(start, min(begin if begin > start else start + bar, end))
        elif each.share == 0:
            at = max(start, min(begin, end - bar))
            slot = Slot(at, min(at + bar, end))
        events.append(Event(each.kind, each.cue.text, slot, each.cue.who))
    return tuple(_shortened(event, clock) for event in events)


def borders_of(shares: Sequence[int], start: Ticks, clock: Clock) -> list[Ticks]:
    """Return where cues begin, and the last one ends: on bars, or beats if too many.

    Nothing that takes time gets less than half of what is due to it.
    """
    length, total = clock.end - start, sum(shares)
    due = [start + length * sum(shares[:at]) // total for at in range(len(shares) + 1)]
    borders = [max(start, _border(tick, clock)) for tick in due]
    for grid in (TICKS, clock.metre.step_ticks, 1):
        if all(
            2 * (late - early) >= late_due - early_due
            for (early, late), (early_due, late_due) in zip(
                pairwise(borders), pairwise(due), strict=True
            )
        ):
            break
        borders = [max(start, min(tick // grid * grid, clock.end)) for tick in due]
    return borders


def wordless(clock: Clock) -> tuple[Event, ...]:
    """Return sounds for a voice that was asked for without any words."""
    phrase = 2 * clock.metre.bar_ticks
    starts = range(clock.start // phrase * phrase, clock.end - phrase // 2, phrase)
    return tuple(
        Event("sound", _VOCALISE[at % 2], Slot(max(start, clock.start), start + phrase))
        for at, start in enumerate(starts)
        if start + phrase <= clock.end
    )


def sounds_between(events: tuple[Event, ...], clock: Clock) -> tuple[Event, ...]:
    """Return sounds for the gaps between events, for voices without a band."""
    free = gaps(events, clock)
    return tuple(
        sound
        for sound in wordless(clock)
        if any(
            gap.start <= sound.slot.start and sound.slot.end <= gap.end for gap in free
        )
    )


def _read(cue: Cue) -> tuple[EventKind, int] | None:
    if cue.kind == "direction":
        return read_cue(cue.text)
    return cue.kind, _SHARES[cue.kind]


def _border(tick: Ticks, clock: Clock) -> Ticks:
    """Move a border to the nearest bar line if there is one near, else to a beat."""
    bar = clock.metre.bar_ticks
    nearest = (tick + bar // 2) // bar * bar
    if clock.end >= 8 * bar or abs(nearest - tick) <= bar // 8:
        return min(nearest, clock.end)
    half = bar // 2
    if clock.end >= 3 * bar and half % TICKS == 0:
        return min((tick + half // 2) // half * half, clock.end)
    return min((tick + TICKS // 2) // TICKS * TICKS, clock.end)


def _shortened(event: Event, clock: Clock) -> Event:
    if event.kind == "stop":
        # A general pause is a bar at the most, before what follows.
        slot = event.slot
        start = max((slot.start + slot.end) // 2, slot.end - clock.metre.bar_ticks)
        return replace(event, slot=Slot(start, slot.end))
    if event.kind not in ("line", "sound"):
        return event
    longest = _LONGEST_LINE_BARS * clock.metre.bar_ticks
    end = min(event.slot.end, event.slot.start + longest)
    return replace(event, slot=Slot(event.slot.start, end))


def gaps(events: tuple[Event, ...], clock: Clock) -> tuple[Slot, ...]:
    """Return where nobody sings for two bars or more, solos and breaks included."""
    busy = sorted(
        (event.slot.start, event.slot.end)
        for event in events
        if event.kind in ("line", "sound", "stop", "drums")
    )
    found = []
    at = clock.start
    for start, end in [*busy, (clock.end, clock.end)]:
        if start - at >= 2 * clock.metre.bar_ticks:
            found.append(Slot(at, start))
        at = max(at, end)
    solos = [each.slot for each in events if each.kind in ("solo", "break")]
    covered = [
        gap
        for gap in found
        if not any(solo.start < gap.end and gap.start < solo.end for solo in solos)
    ]
    return tuple(sorted([*covered, *solos], key=lambda slot: slot.start))
