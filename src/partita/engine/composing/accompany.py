"""Accompaniments: chords struck, strummed, held, broken and arpeggiated.

Knows figures, chords and a range; does not know which instrument plays, or how loud
the section is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from partita.engine.composing.harmony import chord_at, voice
from partita.engine.composing.patterns import COMPS
from partita.engine.composing.phrases import EARLY, comp_course, eight_of
from partita.engine.composing.played import Played
from partita.engine.composing.rhythm import comp_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partita.engine.composing.bars import Ticks
    from partita.engine.composing.chance import Chance
    from partita.engine.composing.melody import Ground

_VELOCITY: Final = {"x": 88, "o": 66, EARLY: 88}
_DIGIT_VELOCITY: Final = (90, 76, 80, 84, 86, 88)
#: Figures that are strummed: the strings sound one after another.
_STRUMMED: Final = frozenset(("strum", "strum_soft", "strum_full", "strum_folk",
                              "rasgueado", "boom_chick", "halves"))  # fmt: skip
#: By how many semitones chords move to other inversions in fuller eights.
_INVERTED: Final = 5
#: Figures on roots and fifths alone.
POWER: Final = frozenset(("power", "power8", "chug", "gallop", "downstroke"))


@dataclass(frozen=True)
class Reach:
    """How an instrument takes a chord.

    Args:
        size: pitches in a chord, 0 for one of each class.
        strum_frames: between two strings of a strum.
        sustains: whether chords ring until the next.
    """

    low: int
    high: int
    size: int = 0
    strum_frames: int = 0


def comp_notes(
    figure: str,
    ground: Ground,
    end: Ticks,
    reach: Reach,
    chance: Chance,
    *,
    first: int = 0,
) -> tuple[Played, ...]:
    """Return an accompaniment over chords until a tick.

    Args:
        first: the eight bars that it begins with, see `phrases`.
    """
    metre = ground.metre
    plain = comp_row(figure, COMPS[figure], metre)
    bars = -(-end // metre.bar_ticks)
    row = comp_course(plain, metre.steps, bars, chance, first=first)
    notes: list[Played] = []
    voicings = _voicings(ground, reach, first, is_power=figure in POWER)
    strum = reach.strum_frames if figure in _STRUMMED else 0
    is_held = set(plain) <= {"x", "-"} and plain.count("x") == 1
    for tick, length, char in _events(row, ground, end):
        early = metre.beat_ticks if char == EARLY else 0
        chord = chord_at(ground.chords, min(tick + early, end - 1))
        pitches = voicings[chord.start]
        if char.isdigit():
            number = int(char)
            pitch = pitches[number % len(pitches)] + 12 * (number // len(pitches))
            velocity = _DIGIT_VELOCITY[min(number, 5)]
            notes.append(Played(tick, length, min(pitch, 108), velocity))
            continue
        velocity = _VELOCITY[char] - (8 if is_held else 0)
        # Upstrokes come on weak sixteenths and take the strings from above.
        up = strum and (tick // ground.metre.step_ticks) % 2
        for number, pitch in enumerate(reversed(pitches) if up else pitches):
            notes.append(Played(tick, length, pitch, velocity - number, number * strum))
    return tuple(notes)


def _events(row: str, ground: Ground, end: Ticks) -> Iterator[tuple[Ticks, Ticks, str]]:
    """Yield what the row plays and for how long; a new chord strikes again."""
    step = ground.metre.step_ticks
    starts = {chord.start for chord in ground.chords}
    at = 0
    total = -(-end // step)
    while at < total:
        tick = at * step
        char = row[at % len(row)]
        at += 1
        if char == "-" and tick in starts:
            char = "x" if "x" in row or "o" in row else "0"
        if char in ".-":
            continue
        while at < total and row[at % len(row)] == "-" and at * step not in starts:
            at += 1
        yield tick, min(at * step, end) - tick, char


def _voicings(
    ground: Ground, reach: Reach, first: int, *, is_power: bool
) -> dict[Ticks, tuple[int, ...]]:
    voiced: dict[Ticks, tuple[int, ...]] = {}
    before: tuple[int, ...] = ()
    was_level = 0
    bar = ground.metre.bar_ticks
    bars = -(-ground.chords[-1].end // bar)
    for chord in ground.chords:
        if is_power:
            root = reach.low + (chord.root - reach.low) % 12
            fifth = 6 if chord.quality in ("dim", "min7b5", "dim7") else 7
            before = (root, root + fifth, root + 12)
        else:
            level = eight_of(chord.start // bar, bars, first) % 2 + first % 3
            if level != was_level:
                plain = voice(chord, (), reach.low, reach.high, reach.size)
                before = tuple(each + _INVERTED * level for each in plain)
            was_level = level
            before = voice(chord, before, reach.low, reach.high, reach.size)
        voiced[chord.start] = before
    return voiced
