"""Lyrics on notes: a syllable a note, stressed ones on strong beats, breath between.

Takes syllables from `lyrics` and pitches from the section's tune. Knows ticks, frames
only through a clock; does not know how a voice sounds.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from partita.engine.composing.bars import TICKS
from partita.engine.composing.melody import Step, is_strong, pitches_for
from partita.engine.score import Syllable, WordAt
from partita.engine.singing.lyrics import syllabify

if TYPE_CHECKING:
    from partita.engine.composing.bars import Metre, Ticks
    from partita.engine.composing.clock import Clock
    from partita.engine.composing.melody import Ground, Tune
    from partita.engine.singing.lyrics import Word

#: Nobody sings syllables shorter than this.
_SHORTEST_MS: Final = 120
#: Centres of the voices, MIDI pitches, and how far they reach up and down.
RANGES: Final[dict[str, tuple[int, int, int]]] = {
    "male": (45, 53, 64), "female": (55, 64, 74), "choir": (50, 60, 71),
    "child": (57, 64, 73), "whisper": (50, 57, 66),
}  # fmt: skip
_MAX_GAP: Final = 6
#: What it costs to sing a word's light syllable on a stronger beat than its stress.
_WRONG: Final = 14


@dataclass(frozen=True)
class Sung:
    """A syllable in musical time."""

    tick: Ticks
    length: Ticks
    phones: tuple[str, ...]
    stress: int
    word: str
    ends_word: bool


@dataclass(frozen=True)
class Settled:
    """The syllables of a line.

    Args:
        sung: where they stand in their chunk; `homes`: where they stood, or would
            have stood, when the section came first, and what the tune goes by.
    """

    sung: tuple[Sung, ...]
    homes: tuple[Sung, ...]


@dataclass(frozen=True)
class Slot:
    """Where a line of the lyric has its place."""

    start: Ticks
    end: Ticks


def flat_syllables(
    words: tuple[Word, ...],
) -> list[tuple[tuple[str, ...], int, str, bool]]:
    """Return phones, stress, the word on its first syllable, and whether it ends."""
    found = []
    for word in words:
        last = len(word.syllables) - 1
        for at, (phones, stress) in enumerate(word.syllables):
            found.append((phones, stress, word.text if at == 0 else "", at == last))
    return found


def place_line(
    line: str, slot: Slot, clock: Clock, language: str = ""
) -> tuple[Sung, ...]:
    """Put the syllables of a line on the steps of its slot."""
    syllables = flat_syllables(syllabify(line, language))
    if not syllables or slot.end <= slot.start:
        return ()
    unit, steps = _unit(len(syllables), slot, clock)
    offset = slot.start
    weaknesses = tuple(
        clock.metre.weakness_at(offset + at * unit) for at in range(steps)
    )
    stresses = tuple((stress > 0, ends) for _, stress, _, ends in syllables)
    places = _places(stresses, weaknesses)
    if places is None:
        ticks = [
            offset + (slot.end - offset) * at // (len(syllables) + 1)
            for at in range(len(syllables))
        ]
    else:
        ticks = [offset + place * unit for place in places]
    return _joined(syllables, ticks, slot, unit)


def _unit(count: int, slot: Slot, clock: Clock) -> tuple[Ticks, int]:
    """Return the note value a line moves in, and how many fit before the breath."""
    length = slot.end - slot.start
    step = clock.metre.step_ticks
    pulse_ms = clock.pulse_frames * 1000 // clock.rate_hz
    for unit in _units(clock.metre):
        breath = min(TICKS, length // 5)
        fits = (length - breath) // unit
        slow = unit * pulse_ms // TICKS > 420
        if fits >= count and not (slow and unit > step):
            return unit, fits
    unit = step
    if unit * pulse_ms // TICKS < _SHORTEST_MS:
        unit = step * 2
    return unit, max(1, length // unit)


def _units(metre: Metre) -> tuple[Ticks, ...]:
    """Return the note values of lines: what divides a beat, and not what crosses it."""
    step = metre.step_ticks
    return (
        (TICKS, TICKS // 3, step) if metre.is_compound else (4 * step, 2 * step, step)
    )


@lru_cache(maxsize=4096)
def _places(
    stresses: tuple[tuple[bool, bool], ...], weaknesses: tuple[int, ...]
) -> tuple[int, ...] | None:
    """Choose steps for syllables: stressed ones on strong steps, evenly spread.

    Dynamic programming over syllables and steps; None when they do not fit.
    """
    count, steps = len(stresses), len(weaknesses)
    if count > steps:
        return None
    ideal = max(1, min(4, steps * 10 // (count * 12) or 1))
    big = 1 << 30
    costs: list[list[int]] = []
    backs: list[list[int]] = []
    for number, (is_stressed, _) in enumerate(stresses):
        ends_word = stresses[number - 1][1] if number else True
        row, back = [big] * steps, [-1] * steps
        for place in range(number, steps - (count - number - 1)):
            cost = _fit(weaknesses[place], is_stressed=is_stressed)
            if number == 0:
                row[place] = cost + 3 * place
                continue
            for gap in range(1, min(_MAX_GAP, place) + 1):
                before = costs[number - 1][place - gap]
                spread = abs(gap - ideal) * (4 if ends_word else 7)
                if not ends_word:
                    pair = (stresses[number - 1][0], is_stressed)
                    spread += _turned(
                        pair, (weaknesses[place - gap], weaknesses[place])
                    )
                if before + cost + spread < row[place]:
                    row[place], back[place] = before + cost + spread, place - gap
        costs.append(row)
        backs.append(back)
    place = min(range(steps), key=lambda at: (costs[-1][at] + at // 2, at))
    if costs[-1][place] >= big:
        return None
    chosen = [place]
    for number in range(count - 1, 0, -1):
        place = backs[number][place]
        chosen.append(place)
    return tuple(reversed(chosen))


def _turned(stressed: tuple[bool, bool], weak: tuple[int, int]) -> int:
    """Return what it costs to stress a word on its wrong syllable, of two."""
    before, after = stressed
    if before == after:
        return 0
    return _WRONG if (weak[0] > weak[1]) == before and weak[0] != weak[1] else 0


def _fit(weakness: int, *, is_stressed: bool) -> int:
    if is_stressed:
        return (0, 0, 2, 8, 13)[weakness]
    return (7, 5, 3, 0, 1)[weakness]


def _joined(
    syllables: list[tuple[tuple[str, ...], int, str, bool]],
    ticks: list[Ticks],
    slot: Slot,
    unit: Ticks,
) -> tuple[Sung, ...]:
    sung = []
    for at, (phones, stress, word, ends) in enumerate(syllables):
        if at + 1 < len(ticks):
            length = ticks[at + 1] - ticks[at]
        else:
            length = max(unit // 2, slot.end - ticks[at] - TICKS // 4)
        sung.append(
            Sung(
                ticks[at],
                min(length, 3 * TICKS),
                phones,
                stress,
                word,
                ends,
            )
        )
    return tuple(sung)


def sing(
    settled: Settled,
    tune: Tune,
    ground: Ground,
    clock: Clock,
    *,
    voice: str,
    shift: int,
    loud: int,
) -> tuple[Syllable, ...]:
    """Give syllables the pitches of the tune, in the voice's range."""
    low, centre, high = (each + shift for each in RANGES[voice])
    metre, sung = ground.metre, settled.sung
    steps = []
    for number, (each, home) in enumerate(zip(sung, settled.homes, strict=True)):
        bar, inside = divmod(home.tick, metre.bar_ticks)
        degree = tune.degree_at(bar, inside // metre.step_ticks)
        is_last = number == len(sung) - 1
        strong = is_last or is_strong(home.tick, home.length, metre)
        steps.append(Step(each.tick, each.length, degree, strong))
    pitches = pitches_for(steps, ground, centre, low, high)
    return tuple(
        _syllable(each, clock, pitch, loud)
        for each, pitch in zip(sung, pitches, strict=True)
    )


def _syllable(each: Sung, clock: Clock, pitch: int, loud: int) -> Syllable:
    start = clock.at(each.tick)
    length = max(1, clock.at(each.tick + each.length) - start)
    velocity = max(30, min(120, loud + (6 if each.stress == 1 else -6)))
    return Syllable(each.phones, start, length, pitch, velocity, each.stress, each.word)


def words_of(syllables: tuple[Syllable, ...]) -> tuple[WordAt, ...]:
    """Return when each word sounds."""
    words: list[WordAt] = []
    for each in syllables:
        end = each.start + each.length
        if each.word:
            words.append(WordAt(each.word, each.start, end))
        elif words:
            words[-1] = WordAt(words[-1].word, words[-1].start, end)
    return tuple(words)
