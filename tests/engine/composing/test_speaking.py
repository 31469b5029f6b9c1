"""Spoken lines."""

from itertools import pairwise

import pytest

from partita.engine.composing.bars import metre_of
from partita.engine.composing.chance import Chance
from partita.engine.composing.clock import ASKED, steady
from partita.engine.composing.form import Event
from partita.engine.composing.speaking import speak, with_room
from partita.engine.composing.vocal import Slot
from partita.engine.score import Syllable

FOUR = metre_of(4, 4)
CLOCK = steady(32 * 44_100, 44_100, 120_000, FOUR, ASKED)
BAR = FOUR.bar_ticks
TALE = "The harbour wakes, and boats are gone. An old song plays. Nobody knows it."


def said(line: str, bars: int = 16) -> tuple[Syllable, ...]:
    chance = Chance("speech")
    return speak(line, Slot(0, bars * BAR), CLOCK, voice="male", chance=chance)


def pauses_ms(spoken: tuple[Syllable, ...]) -> dict[str, int]:
    """Return the pauses before words that have one."""
    ends = ((two, two.start - one.start - one.length) for one, two in pairwise(spoken))
    return {each.word: gap * 1000 // 44_100 for each, gap in ends if gap}


def test_speech_keeps_its_pace_and_its_slot() -> None:
    spoken = said("Introducing something quiet", 4)

    lengths_ms = [each.length * 1000 // 44_100 for each in spoken]
    assert all(100 <= each <= 300 for each in lengths_ms)
    assert spoken[0].pitch > spoken[-1].pitch


def test_speech_pauses_at_full_stops_and_less_at_commas() -> None:
    pauses = pauses_ms(said(TALE))

    assert list(pauses) == ["and", "An", "Nobody"]
    assert 150 <= pauses["and"] < 300 <= pauses["An"] == pauses["Nobody"] <= 600


def test_narration_has_four_or_five_syllables_a_second() -> None:
    spoken = said(TALE)
    spoken_s = sum(each.length for each in spoken) / 44_100

    assert 4 <= len(spoken) / spoken_s <= 5


@pytest.mark.parametrize("bars", [1, 2])
def test_whoever_must_hurry_shortens_pauses_and_stays_in_the_slot(bars: int) -> None:
    spoken = said(TALE, bars)

    assert spoken[-1].start + spoken[-1].length <= CLOCK.even(bars * BAR)
    assert pauses_ms(spoken)["An"] < 300


def test_each_sentence_falls() -> None:
    spoken = said(TALE)
    second = next(at for at, each in enumerate(spoken) if each.word == "An")

    assert spoken[second].pitch > spoken[second - 1].pitch


@pytest.mark.parametrize("line", ["Dr. Brown knows St. James", "It costs 3.5 euros"])
def test_a_full_stop_that_ends_no_sentence_is_no_pause(line: str) -> None:
    assert pauses_ms(said(line)) == {}


def test_a_spoken_paragraph_has_the_bars_that_it_needs_and_no_more() -> None:
    long = Event("line", " ".join([TALE] * 2), Slot(0, 4 * BAR))
    short = Event("line", "It is over", Slot(12 * BAR, 16 * BAR))
    found = with_room((long, short), CLOCK, "")

    assert 4 * BAR < found[0].slot.end <= 12 * BAR
    assert found[1] == short


def test_a_spoken_line_ends_where_the_next_begins() -> None:
    long = Event("line", " ".join([TALE] * 4), Slot(0, 4 * BAR))
    after = Event("solo", "piano", Slot(5 * BAR, 8 * BAR))

    assert with_room((long, after), CLOCK, "")[0].slot.end == 5 * BAR
