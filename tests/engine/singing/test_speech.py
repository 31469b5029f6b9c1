from __future__ import annotations

from itertools import pairwise

import pytest

from partita.engine.score import SungLine, Syllable
from partita.engine.singing.lyrics import syllabify
from partita.engine.singing.speech import Segment, articulate

RATE_HZ = 1000


def _articulated(text: str, *, length_ms: int = 500) -> tuple[Segment, ...]:
    phones = [phones for word in syllabify(text) for phones, _ in word.syllables]
    syllables = tuple(
        Syllable(each, 1000 + place * length_ms, length_ms, 60, 100)
        for place, each in enumerate(phones)
    )
    return articulate(SungLine("lead", "male", "sung", syllables), RATE_HZ)


@pytest.mark.parametrize("text", ["strange", "a moon", "extra strength", "hmm"])
def test_postures_follow_each_other_without_gaps(text: str) -> None:
    segments = _articulated(text)

    assert all(
        before.end_s == pytest.approx(after.start_s)
        for before, after in pairwise(segments)
    )
    assert all(each.end_s >= each.start_s for each in segments)


def test_short_notes_hurry_their_consonants_and_keep_their_vowels() -> None:
    segments = _articulated("strengths strengths", length_ms=160)
    vowels = [each for each in segments if each.piece.voice_db > -3]

    assert all(each.end_s - each.start_s > 0.05 for each in vowels)


def test_a_diphthong_turns_only_towards_its_end() -> None:
    first, second = (
        each for each in _articulated("I", length_ms=1000) if each.piece.voice_db > -3
    )

    assert first.end_s - first.start_s > 0.7
    assert second.piece.formants[1] > first.piece.formants[1] + 500


def test_the_first_vowel_waits_for_its_consonants_at_the_very_start() -> None:
    line = SungLine(
        "lead", "male", "sung", (Syllable(("S", "T", "AA"), 0, 600, 60, 100),)
    )

    segments = articulate(line, RATE_HZ)
    vowel = next(each for each in segments if each.piece.voice_db > -3)

    assert segments[0].start_s == 0
    assert 0.05 < vowel.start_s < 0.2
