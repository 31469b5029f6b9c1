"""Where the events of a section stand when it comes again."""

from dataclasses import replace

from partita.engine.brief import Make
from partita.engine.composing.bars import metre_of
from partita.engine.composing.clock import ASKED, Clock, steady
from partita.engine.composing.direction import Direction, Place
from partita.engine.composing.director import direct
from partita.engine.composing.layout import Layout, lay
from partita.engine.composing.text import read_text
from partita.engine.composing.tone import tone_of

FOUR = metre_of(4, 4)
BAR = FOUR.bar_ticks


def clock(bars: int) -> Clock:
    return steady(2 * bars * 44_100, 44_100, 120_000, FOUR, ASKED)


def wants(text: str) -> Direction:
    chunk = Make("[Chorus]", 16_000, ("pop", "120 BPM"))
    (direction,) = direct([chunk], tone_of(chunk, 1), [Place()])
    assert direction is not None
    return replace(direction, text=read_text(text))


FIRST = lay(wants("one way\nor another\nfor ever\nand a day"), clock(8), None)


def places(text: str, bars: int, first: Layout = FIRST) -> list[tuple[float, float]]:
    laid = lay(wants(text), clock(bars), first)
    return [(each.slot.start / BAR, each.slot.end / BAR) for each in laid.events]


def test_lines_of_a_longer_section_stand_where_they_stood() -> None:
    lines = "ten four\nit is over\nsome day\nor a year"

    assert places(lines, 12) == [(0, 2), (2, 4), (4, 6), (6, 8)]


def test_a_solo_has_what_the_lines_leave() -> None:
    lines = "ten four\nit is over\n{guitar solo}\nsome day\nor a year"

    assert places(lines, 12) == [(0, 2), (2, 4), (4, 8), (8, 10), (10, 12)]


def test_lines_without_room_give_up_their_rests() -> None:
    lines = "ten four\nit is over\nsome day\nor a year"

    assert places(lines, 4) == [(0, 1), (1, 2), (2, 3), (3, 4)]


def test_new_lines_come_after_those_that_were_there() -> None:
    laid = lay(wants("a\nb\nc\nd\ne"), clock(12), FIRST)
    homes = [each.home.start // BAR for each in laid.events if each.home]

    assert homes == [0, 2, 4, 6, 8]


def test_a_fill_before_a_line_moves_it_with_its_chords() -> None:
    laid = lay(wants("{drum fill}\nten four\nit is over"), clock(8), FIRST)

    assert [each.slot.start for each in laid.events] == [0, BAR, 3 * BAR]
    assert [(each.start, each.home) for each in laid.stretches] == [
        (BAR, 0), (3 * BAR, 2 * BAR),
    ]  # fmt: skip


def test_a_section_in_another_metre_is_laid_out_anew() -> None:
    waltz = metre_of(3, 4)
    other = steady(24 * 44_100, 44_100, 120_000, waltz, ASKED)
    laid = lay(wants("ten four\nit is over"), other, FIRST)

    assert laid.clock == other


def test_words_that_were_crowded_have_more_time_where_there_is_some() -> None:
    words = "every window in the valley starts to glow and never goes away\n" * 4
    crowded = lay(wants(words), clock(4), None)
    longer = places(words, 16, crowded)

    assert all(end - start >= 1.5 for start, end in longer)


def test_new_lines_among_squeezed_ones_go_on_with_the_chords() -> None:
    four = lay(wants("one way\nor another"), clock(8), None)
    laid = lay(wants("one way\nor another\nfor ever\nand a day"), clock(8), four)
    homes = [each.home.start // BAR for each in laid.events if each.home]

    assert homes == [0, 4, 6, 8]
