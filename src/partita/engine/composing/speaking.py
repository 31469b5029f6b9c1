"""Spoken lines: syllables at the pace of speech, faster where time is short.

Knows slots and a clock; does not know a tune, or how a voice sounds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from partita.engine.composing.vocal import flat_syllables
from partita.engine.score import Syllable
from partita.engine.singing.lyrics import syllabify

if TYPE_CHECKING:
    from partita.engine.composing.chance import Chance
    from partita.engine.composing.clock import Clock
    from partita.engine.composing.vocal import Slot

#: Speech: milliseconds of a light and of a stressed syllable, and of a word's end.
_SPOKEN_MS: Final = (165, 215, 35)
_SPEECH_PITCH: Final[dict[str, int]] = {
    "male": 45, "female": 55, "choir": 50, "child": 60, "whisper": 50,
}  # fmt: skip


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
    syllables = flat_syllables(syllabify(line, language))
    if not syllables:
        return ()
    light, heavy, pause = _SPOKEN_MS
    lengths_ms = [
        (heavy if stress else light) + (pause if ends else 0)
        for _, stress, _, ends in syllables
    ]
    start, end = clock.even(slot.start), clock.even(slot.end)
    room_ms = max(1, (end - start) * 1000 // clock.rate_hz)
    percent = min(100, room_ms * 94 // sum(lengths_ms))
    at = start
    spoken = []
    base = _SPEECH_PITCH[voice]
    for number, (phones, stress, word, _) in enumerate(syllables):
        length = lengths_ms[number] * percent * clock.rate_hz // 100_000
        # Speech falls towards the end of a sentence and rises on what is stressed.
        fall = 4 - 7 * number // max(1, len(syllables))
        pitch = base + fall + (2 if stress else 0) + chance.spread(1)
        spoken.append(
            Syllable(
                phones, at, max(1, length), pitch, 92 if stress else 80, stress, word
            )
        )
        at += max(1, length)
    return tuple(spoken)
