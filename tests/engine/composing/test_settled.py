"""Lines that come back in another place."""

from dataclasses import replace
from itertools import pairwise

from partita.engine.composing.bars import metre_of
from partita.engine.composing.clock import ASKED, steady
from partita.engine.composing.form import Event, asked_in
from partita.engine.composing.settled import fairly, settle, time_needed
from partita.engine.composing.text import read_text
from partita.engine.composing.vocal import Slot

FOUR = metre_of(4, 4)
BAR = FOUR.bar_ticks
CLOCK = steady(16 * 44_100, 44_100, 120_000, FOUR, ASKED)
LINE = "Morning light is on the water"
EVENT = Event("line", LINE, Slot(0, 2 * BAR), home=Slot(0, 2 * BAR))


def test_a_line_that_moved_keeps_its_rhythm() -> None:
    here = settle(EVENT, CLOCK, CLOCK)
    there = settle(replace(EVENT, slot=Slot(3 * BAR, 5 * BAR)), CLOCK, CLOCK)

    assert [each.tick + 3 * BAR for each in here.sung] == [
        each.tick for each in there.sung
    ]
    assert here.homes == there.homes


def test_a_line_without_room_keeps_its_tune_and_not_its_rhythm() -> None:
    tight = settle(replace(EVENT, slot=Slot(0, BAR // 2)), CLOCK, CLOCK)

    assert all(each.tick < BAR // 2 for each in tight.sung)
    assert tight.homes == settle(EVENT, CLOCK, CLOCK).homes


def test_a_tempo_too_fast_for_its_rhythm_has_another_one() -> None:
    fast = steady(16 * 44_100, 44_100, 400_000, FOUR, ASKED)
    event = replace(EVENT, slot=Slot(0, 8 * BAR))
    sung = settle(event, fast, CLOCK).sung
    nearest = min(two.tick - one.tick for one, two in pairwise(sung))

    assert nearest * fast.pulse_frames * 1000 >= 110 * 48 * 44_100


def test_words_need_no_more_than_their_slot() -> None:
    assert BAR // 2 < time_needed(LINE, Slot(0, 2 * BAR), CLOCK, "") <= 2 * BAR


def test_lines_share_time_by_syllables_only_where_it_is_short() -> None:
    asked = asked_in(
        read_text("why\nall the little lanterns on the water are lit tonight").cues
    )
    short = steady(3 * 44_100, 44_100, 120_000, FOUR, ASKED)
    even, fair = (
        [each.share for each in fairly(asked, clock, "")] for clock in (CLOCK, short)
    )

    assert even[0] == even[1]
    assert 3 * fair[0] < fair[1]
