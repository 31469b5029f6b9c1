"""Voices without a band."""

import pytest

from partita.engine.brief import Brief, Make
from partita.engine.compose import compose
from partita.engine.score import Score, Syllable

RATE_HZ = 44_100
LINES = "[Verse]\nThe water is wide, I cannot get over\nAnd neither have I wings to fly"


def song(style: str, *texts: str) -> Score:
    chunks = tuple(
        Make(text, 20_000, ("folk", style, "female vocals", "70 BPM")) for text in texts
    )
    return compose(Brief(chunks, 1, RATE_HZ), {})


def syllables(whole: Score, number: int = 0) -> list[Syllable]:
    part = whole.parts[number]
    assert part is not None
    sung = [each for line in part.sung for each in line.syllables]
    return sorted(sung, key=lambda each: each.start)


def silences_ms(whole: Score, number: int = 0) -> list[int]:
    """Return how long nobody sings, before and after each syllable."""
    found, end = [], 0
    for each in syllables(whole, number):
        found.append((each.start - end) * 1000 // RATE_HZ)
        end = max(end, each.start + each.length)
    return [*found, (whole.charts[number].frames - end) * 1000 // RATE_HZ]


@pytest.mark.parametrize("text", [LINES, "[Verse]\nOnly one", "[Verse]\n(hmm)"])
def test_nobody_is_silent_for_longer_than_a_breath(text: str) -> None:
    whole = song("a cappella", text, text)

    assert max(silences_ms(whole, 0) + silences_ms(whole, 1)) < 600


def test_the_last_note_lasts_until_the_end() -> None:
    whole = song("a cappella", "[Verse]\nOnly one")
    last = syllables(whole)[-1]

    assert last.start + last.length == whole.charts[0].frames
    assert last.pitch % 12 == whole.charts[0].chords[-1].root


def test_hums_are_no_words() -> None:
    text = "[Verse]\nGive me a boat that can carry two"
    whole = song("a cappella", LINES, text)

    assert any(each.phones == ("M",) for each in syllables(whole, 1))
    assert [each.word for each in whole.charts[1].words] == text.split()[1:]


def test_with_a_band_nobody_hums() -> None:
    whole = song("acoustic", LINES)

    assert all(each.phones != ("M",) for each in syllables(whole))
