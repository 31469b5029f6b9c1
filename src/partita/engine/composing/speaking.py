"""Spoken lines: syllables at the pace of speech, and pauses at commas and full stops.

Where time is short, pauses give way first, then the pace. Knows slots and a clock; does
not know a tune, or how a voice sounds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from partita.engine.composing.bars import TICKS
from partita.engine.composing.vocal import Slot, flat_syllables
from partita.engine.score import Syllable
from partita.engine.singing.lyrics import syllabify

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partita.engine.composing.chance import Chance
    from partita.engine.composing.clock import Clock
    from partita.engine.composing.form import Event
    from partita.engine.singing.lyrics import Word

#: Speech: milliseconds of a light and of a stressed syllable, and of a word's end.
_SPOKEN_MS: Final = (165, 215, 35)
#: Pauses of an unhurried reader, after a sentence and inside one.
_PAUSES_MS: Final = {"stop": 450, "comma": 180}
#: Percent of a pause that are left to whoever hurries, and that others may take.
_LEAST_PAUSE, _MOST_PAUSE = 40, 133
#: Of a hurried line pauses are no more than one part in so many.
_PAUSES_SHARE: Final = 4
#: What is spoken takes this share of its slot at the most, in percent.
_FILLED: Final = 94
#: A syllable of unhurried speech, with its part of the pauses.
COMFORTABLE_MS: Final = 240
_SPEECH_PITCH: Final[dict[str, int]] = {
    "male": 45, "female": 55, "choir": 50, "child": 60, "whisper": 50,
}  # fmt: skip
_STOP: Final = re.compile("[.!?\u2026\u3002\uff01\uff1f]")
_COMMA: Final = re.compile("[,;:\u2013\u2014\u3001\uff0c]|--| - ")
#: What ends in a full stop, and no sentence does.
_ABBREVIATIONS: Final = frozenset(
    ("dr", "e.g", "i.e", "jr", "mr", "mrs", "ms", "no", "prof", "sr", "st", "vs")
)
#: Marks of lines that are not spoken, whatever the section.
_OTHERWISE: Final = frozenset(("sung", "rapped"))
#: What a spoken line gives way to.
_TIMED: Final = ("line", "sound", "solo", "break", "drums", "stop")


@dataclass(frozen=True)
class _Said:
    """A syllable of speech.

    Args:
        pause_ms: of the silence after it.
        sentence: which one it is of, of those of its line.
    """

    phones: tuple[str, ...]
    stress: int
    word: str
    length_ms: int
    pause_ms: int
    sentence: int


def speak(
    line: str,
    slot: Slot,
    clock: Clock,
    *,
    voice: str,
    chance: Chance,
    language: str = "",
) -> tuple[Syllable, ...]:
    """Speak a line in its slot, at the pace of speech, faster where time is short."""
    said = _said(line, language)
    if not said:
        return ()
    at, end = clock.even(slot.start), clock.even(slot.end)
    room_ms = max(1, (end - at) * 1000 // clock.rate_hz)
    pace, pausing = _paces(said, room_ms)
    base = _SPEECH_PITCH[voice]
    sentences = [each.sentence for each in said]
    spoken = []
    for number, each in enumerate(said):
        length = max(1, each.length_ms * pace * clock.rate_hz // 100_000)
        # Speech falls towards the end of a sentence and rises on what is stressed.
        place = number - sentences.index(each.sentence)
        fall = 4 - 7 * place // sentences.count(each.sentence)
        pitch = base + fall + (2 if each.stress else 0) + chance.spread(1)
        loud = 92 if each.stress else 80
        spoken.append(
            Syllable(each.phones, at, length, pitch, loud, each.stress, each.word)
        )
        at += length + each.pause_ms * pausing * clock.rate_hz // 100_000
    return tuple(spoken)


def with_room(
    events: Sequence[Event], clock: Clock, language: str
) -> tuple[Event, ...]:
    """Return the events of a spoken section, with the time that their lines need."""
    return tuple(
        event
        if event.kind != "line" or _OTHERWISE & set(event.who)
        else _longer(event, events, clock, language)
        for event in events
    )


def _longer(
    event: Event, events: Sequence[Event], clock: Clock, language: str
) -> Event:
    start, bar = event.slot.start, clock.metre.bar_ticks
    limit = min(
        (e.slot.start for e in events if e.kind in _TIMED and e.slot.start > start),
        default=clock.end,
    )
    said = _said(event.text, language)
    needed_ms = sum(
        each.length_ms + each.pause_ms * _MOST_PAUSE // 100 for each in said
    )
    frames = needed_ms * clock.rate_hz // (10 * _FILLED)
    bars = -(-frames * TICKS // (clock.pulse_frames * bar))
    end = max(event.slot.end, min(start + bars * bar, limit))
    return replace(event, slot=Slot(start, end))


def _paces(said: Sequence[_Said], room_ms: int) -> tuple[int, int]:
    """Return how long syllables and pauses are, in percent of their usual length."""
    speech_ms = sum(each.length_ms for each in said)
    pauses_ms = sum(each.pause_ms for each in said)
    filled = room_ms * _FILLED
    left = (filled - 100 * speech_ms) // max(1, pauses_ms)
    pausing = max(_LEAST_PAUSE, min(_MOST_PAUSE, left))
    pausing = min(pausing, filled // max(1, _PAUSES_SHARE * pauses_ms))
    return min(100, (filled - pauses_ms * pausing) // speech_ms), pausing


def _said(line: str, language: str) -> list[_Said]:
    words = syllabify(line, language)
    light, heavy, ending = _SPOKEN_MS
    said: list[_Said] = []
    sentence = 0
    for word, mark in zip(words, _marks(line, words), strict=True):
        for phones, stress, text, ends in flat_syllables((word,)):
            length_ms = (heavy if stress else light) + (ending if ends else 0)
            pause_ms = _PAUSES_MS.get(mark, 0) if ends else 0
            said.append(_Said(phones, stress, text, length_ms, pause_ms, sentence))
        sentence += mark == "stop"
    return said[:-1] + [replace(each, pause_ms=0) for each in said[-1:]]


def _marks(line: str, words: Sequence[Word]) -> list[str]:
    """Return what stands behind each word: `stop`, `comma` or nothing."""
    plain = line.replace("\u2019", "'").replace("\u2018", "'")
    starts = []
    at = 0
    for word in words:
        found = plain.find(word.text, at)
        starts.append(found if found >= 0 else at)
        at = starts[-1] + len(word.text) * (found >= 0)
    ends = [start + len(word.text) for start, word in zip(starts, words, strict=True)]
    return [
        _mark(word.text, plain[end:start])
        for word, end, start in zip(words, ends, [*starts[1:], None], strict=True)
    ]


def _mark(word: str, behind: str) -> str:
    if _STOP.search(behind) and word.lower() not in _ABBREVIATIONS:
        return "stop"
    return "comma" if _COMMA.search(behind) else ""
