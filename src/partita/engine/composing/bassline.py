"""Bass lines: figures over chords, walking lines, approaches to the next root.

Knows ticks, chords and an instrument's range; does not know its sound.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from partita.engine.composing.harmony import QUALITIES, chord_at, scale_over
from partita.engine.composing.patterns import BASSES
from partita.engine.composing.phrases import bass_course
from partita.engine.composing.played import Played
from partita.engine.composing.rhythm import bass_row

if TYPE_CHECKING:
    from partita.engine.composing.bars import Ticks
    from partita.engine.composing.chance import Chance
    from partita.engine.composing.harmony import Chord
    from partita.engine.composing.melody import Ground

_VELOCITY: Final = {
    "R": 100,
    "r": 78,
    "5": 92,
    "8": 90,
    "3": 90,
    "7": 86,
    "6": 88,
    "a": 88,
}
#: Electric and upright basses sound best from E1 to about here.
_TOP: Final = 50


def bass_notes(
    figure: str,
    ground: Ground,
    end: Ticks,
    low: int,
    chance: Chance,
    *,
    is_machine: bool = False,
) -> tuple[Played, ...]:
    """Return a bass line over chords until a tick.

    Args:
        low: the lowest pitch of the instrument.
        is_machine: whether it is an electronic bass.
    """
    if figure == "walk":
        return _walk(ground, end, low, chance)
    if figure in ("drone", "pedal"):
        return _pedal(ground, end, low)
    metre = ground.metre
    row = bass_course(
        bass_row(figure, BASSES[figure], metre),
        metre.steps,
        -(-end // metre.bar_ticks),
        chance,
        is_machine=is_machine,
    )
    return _figure(row, ground, end, low)


def root_pitch(root: int, low: int) -> int:
    """Return the pitch of a root in the octave that a bass is at home in."""
    floor = max(low, 28)
    return floor + (root - floor) % 12


def _figure(row: str, ground: Ground, end: Ticks, low: int) -> tuple[Played, ...]:
    metre = ground.metre
    step, is_uneven = metre.step_ticks, metre.is_uneven
    notes: list[Played] = []
    at = 0
    while at * step < end:
        char = row[at % len(row)]
        tick = at * step
        at += 1
        chord = chord_at(ground.chords, tick)
        if chord.start == tick and (char == "-" or (is_uneven and char in "35a")):
            # A chord that changes under a held note is played anew. Figures know where
            # the middle of an even bar is; elsewhere a chord begins with its root.
            char = "R"
        if char in ".-":
            continue
        while at * step < min(end, chord.end) and row[at % len(row)] == "-":
            at += 1
        pitch = _pitch(char, chord, ground, low)
        notes.append(Played(tick, min(at * step, end) - tick, pitch, _VELOCITY[char]))
    return tuple(notes)


def _pitch(char: str, chord: Chord, ground: Ground, low: int) -> int:
    root = root_pitch(chord.root, low)
    intervals = QUALITIES[chord.quality]
    if char in "Rr":
        return root
    if char == "8":
        return root + 12
    if char == "5":
        fifth = next((each for each in intervals if each in (6, 7, 8)), 7)
        return root + fifth if root + fifth <= _TOP else root + fifth - 12
    if char == "3":
        return root + next((each for each in intervals if each in (3, 4)), 7)
    if char == "6":
        return root + 9
    if char == "7":
        return root + next((each for each in intervals if each in (9, 10, 11)), 10)
    return _approach(root, chord, ground, low)


def _approach(root: int, chord: Chord, ground: Ground, low: int) -> int:
    following = root_pitch(chord_at(ground.chords, chord.end).root, low)
    if following == root:
        return root + 7 if root + 7 <= _TOP else root - 5
    scale = scale_over(chord, *ground.key_at(chord.start))
    way = -1 if following > root else 1
    steps = (following + way * each for each in (1, 2, 3))
    return next((pitch for pitch in steps if pitch % 12 in scale), following + way)


def _walk(ground: Ground, end: Ticks, low: int, chance: Chance) -> tuple[Played, ...]:
    """Walk: roots on new chords, then scale and chord tones towards the next root."""
    notes: list[Played] = []
    starts: list[Ticks] = []
    tick = 0
    groups = [size * ground.metre.step_ticks for size in ground.metre.groups]
    number = 0
    while tick < end:
        starts.append(tick)
        tick += groups[number % len(groups)]
        number += 1
    before = root_pitch(ground.chords[0].root, low)
    for place, tick in enumerate(starts):
        after = starts[place + 1] if place + 1 < len(starts) else end
        chord = chord_at(ground.chords, tick)
        if chord.start == tick:
            pitch = _near(before, chord.root, low)
        elif after >= chord.end:
            target = _near(before, chord_at(ground.chords, chord.end).root, low)
            pitch = target + (-1 if chance.happens(60) else 1)
        else:
            pitch = _step(before, chord, ground, low, chance)
        strong = 98 if chord.start == tick else 88
        notes.append(Played(tick, (after - tick) * 9 // 10, pitch, strong))
        before = pitch
    return tuple(notes)


def _near(before: int, root: int, low: int) -> int:
    pitches = [p for p in range(max(low, 28), _TOP + 3) if p % 12 == root]
    return min(pitches, key=lambda p: (abs(p - before), p))


def _step(before: int, chord: Chord, ground: Ground, low: int, chance: Chance) -> int:
    scale = (*chord.classes, *scale_over(chord, *ground.key_at(chord.start)))
    near = [
        pitch
        for pitch in range(before - 5, before + 6)
        if pitch != before and pitch % 12 in scale and max(low, 28) <= pitch <= _TOP + 2
    ]
    tones = [pitch for pitch in near if pitch % 12 in chord.classes]
    return chance.pick(tones or near or [before])


def _pedal(ground: Ground, end: Ticks, low: int) -> tuple[Played, ...]:
    bar = ground.metre.bar_ticks
    return tuple(
        Played(
            start,
            min(4 * bar, end - start),
            root_pitch(ground.key_at(start)[0], low),
            80,
        )
        for start in range(0, end, 4 * bar)
    )
