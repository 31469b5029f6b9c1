"""Lyrics on notes."""

from itertools import pairwise

import pytest

from partita.engine.composing.bars import Metre, metre_of
from partita.engine.composing.chance import Chance
from partita.engine.composing.clock import ASKED, steady
from partita.engine.composing.speaking import speak
from partita.engine.composing.vocal import Slot, place_line, words_of

FOUR = metre_of(4, 4)
CLOCK = steady(16 * 44_100, 44_100, 120_000, FOUR, ASKED)
BAR = FOUR.bar_ticks


def test_every_syllable_has_a_note() -> None:
    sung = place_line("Morning light is on the water", Slot(0, 2 * BAR), CLOCK)

    assert [each.word for each in sung] == [
        "Morning", "", "light", "is", "on", "the", "water", "",
    ]  # fmt: skip


def test_stressed_syllables_stand_on_stronger_beats_than_light_ones() -> None:
    weak: dict[bool, list[int]] = {True: [], False: []}
    for line in (
        "I was only passing over",
        "The river never asked me why",
        "Tomorrow we are going home again",
        "Beneath the silver summer rain",
    ):
        for each in place_line(line, Slot(0, 2 * BAR), CLOCK):
            weak[each.stress > 0].append(FOUR.weakness_at(each.tick))

    stressed, light = (sum(weak[each]) / len(weak[each]) for each in (True, False))
    assert stressed < light - 0.5


@pytest.mark.parametrize("metre", [metre_of(6, 8), metre_of(12, 8), FOUR])
def test_words_keep_their_stress_in_every_metre(metre: Metre) -> None:
    clock = steady(16 * 44_100, 44_100, 100_000, metre, ASKED)
    slot = Slot(0, 4 * BAR)
    for line in (
        "December brings the silence of the snow",
        "My brother and my sister in the garden",
        "Alone among the people of the town",
    ):
        for one, two in pairwise(place_line(line, slot, clock)):
            if not two.word and (one.stress > 0) != (two.stress > 0):
                heavy, light = (one, two) if one.stress else (two, one)
                weak = metre.weakness_at(heavy.tick)
                assert weak <= metre.weakness_at(light.tick), line


def test_a_line_stays_in_its_slot_and_leaves_a_breath() -> None:
    sung = place_line("Every window starts to glow", Slot(2 * BAR, 4 * BAR), CLOCK)

    assert sung[0].tick >= 2 * BAR
    assert sung[-1].tick + sung[-1].length < 4 * BAR


def test_syllables_follow_one_another() -> None:
    sung = place_line("a b c d e f g h i j k l m n o p", Slot(0, BAR), CLOCK)

    for each, after in pairwise(sung):
        assert each.tick < after.tick
        assert each.tick + each.length <= after.tick


def test_too_many_syllables_are_squeezed_rather_than_lost() -> None:
    line = "extraordinarily complicated responsibilities " * 4
    sung = place_line(line, Slot(0, BAR), CLOCK)

    assert len(sung) > 50
    assert all(0 <= each.tick < BAR for each in sung)


def test_words_last_as_long_as_their_syllables() -> None:
    spoken = speak(
        "water falling", Slot(0, BAR), CLOCK, voice="female", chance=Chance("speech")
    )
    words = words_of(spoken)

    assert [word.word for word in words] == ["water", "falling"]
    assert words[0].start == spoken[0].start
    assert words[0].end == spoken[1].start + spoken[1].length


def test_crowded_syllables_do_not_overlap() -> None:
    sung = place_line("all the little lanterns on the water " * 2, Slot(0, BAR), CLOCK)

    assert all(one.tick + one.length <= two.tick for one, two in pairwise(sung))
