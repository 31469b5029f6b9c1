"""Where the syllables of a line stand: as when its section came first, where that fits.

A line's rhythm and contour belong to its place in the first section; in a later one
they come back in its own time. Knows slots and clocks; does not know pitches.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from partita.engine.composing.bars import TICKS
from partita.engine.composing.speaking import COMFORTABLE_MS as SPOKEN_MS
from partita.engine.composing.vocal import Settled, flat_syllables, place_line
from partita.engine.singing.lyrics import syllabify

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partita.engine.composing.bars import Metre, Ticks
    from partita.engine.composing.clock import Clock
    from partita.engine.composing.form import Asked, Event
    from partita.engine.composing.vocal import Slot, Sung

#: Syllables that are shorter than this at another tempo are placed anew.
_SHORTEST_MS: Final = 110
#: Whoever has less for a syllable, with the rest after a line, is in a hurry.
_COMFORTABLE_MS: Final = 170
#: What a line needs beside its syllables, in syllables.
_REST: Final = 2


def settle(event: Event, clock: Clock, home: Clock, language: str = "") -> Settled:
    """Place the syllables of an event.

    Args:
        home: the clock of the first section of the same identity.
    """
    if event.home is None:
        sung = place_line(event.text, event.slot, clock, language)
        return Settled(sung, sung)
    homes = place_line(event.text, event.home, home, language)
    if moved := _moved(homes, event.home, event.slot, clock):
        return Settled(moved, homes)
    sung = place_line(event.text, event.slot, clock, language)
    # There may be no time at all in one of the places.
    return Settled(sung, homes if len(homes) == len(sung) else sung)


def time_needed(text: str, slot: Slot, clock: Clock, language: str) -> Ticks:
    """Return how much of its slot a line needs, without what follows its words."""
    sung = place_line(text, slot, clock, language)
    if not sung:
        return 0
    return min(sung[-1].tick + TICKS, slot.end) - slot.start


def fairly(
    asked: Sequence[Asked], clock: Clock, language: str, *, is_spoken: bool = False
) -> tuple[Asked, ...]:
    """Give lines shares by their syllables, where equal ones would hurry somebody."""
    syllable_ms = SPOKEN_MS if is_spoken else _COMFORTABLE_MS
    total = sum(each.share for each in asked)
    lines = [each for each in asked if each.kind == "line"]
    counts = {each.cue.text: _count(each.cue.text, language) for each in lines}
    frames = [
        counts[each.cue.text] * syllable_ms * clock.rate_hz // 1000 for each in lines
    ]
    least = clock.frames * lines[0].share // total if lines else 0
    if max(frames, default=0) <= least:
        return tuple(asked)
    mean = sum(counts[each.cue.text] for each in lines) // len(lines) + _REST
    return tuple(
        replace(each, share=each.share * (counts[each.cue.text] + _REST))
        if each.kind == "line"
        else replace(each, share=each.share * mean)
        for each in asked
    )


def comfortable(text: str, clock: Clock, language: str) -> Ticks:
    """Return about how long a line should be at least, in bars or half bars."""
    frames = _count(text, language) * _COMFORTABLE_MS * clock.rate_hz // 1000
    grid = half_or_bar(clock.metre)
    return -(-frames * TICKS // (clock.pulse_frames * grid)) * grid


def _count(text: str, language: str) -> int:
    return len(flat_syllables(syllabify(text, language)))


def half_or_bar(metre: Metre) -> Ticks:
    """Return half a bar where that is whole beats, else a bar."""
    half = metre.bar_ticks // 2
    return half if half % TICKS == 0 else metre.bar_ticks


def _moved(
    homes: tuple[Sung, ...], home: Slot, slot: Slot, clock: Clock
) -> tuple[Sung, ...]:
    """Return a line in another place; none where its rhythm does not fit there."""
    by = slot.start - home.start
    grid = half_or_bar(clock.metre)
    moved = tuple(replace(each, tick=each.tick + by) for each in homes)
    if not moved or by % grid or moved[-1].tick + TICKS > slot.end:
        return ()
    shortest = min((two.tick - one.tick for one, two in pairwise(moved)), default=TICKS)
    if shortest * clock.pulse_frames * 1000 < _SHORTEST_MS * TICKS * clock.rate_hz:
        return ()
    last = moved[-1]
    length = min(last.length, slot.end - last.tick - TICKS // 4)
    return (*moved[:-1], replace(last, length=length))
