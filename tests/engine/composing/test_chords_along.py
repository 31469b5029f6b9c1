"""Chords that go along with lines."""

from fractions import Fraction
from itertools import pairwise

from partita.engine.composing.bars import metre_of
from partita.engine.composing.chords_along import laid_along
from partita.engine.composing.clock import ASKED, steady
from partita.engine.composing.harmony import lay_out, read_row
from partita.engine.composing.layout import Stretch

FOUR = metre_of(4, 4)
BAR = FOUR.bar_ticks
CLOCK = steady(16 * 44_100, 44_100, 120_000, FOUR, ASKED)
ROW = lay_out(read_row("I | V | vi | IV"), 0, FOUR, 16 * BAR)


def chords(*stretches: Stretch) -> list[tuple[float, int]]:
    return [(each.start / BAR, each.root) for each in laid_along(ROW, stretches, CLOCK)]


def test_a_line_that_comes_later_has_its_own_chords() -> None:
    assert chords(Stretch(0, 0), Stretch(3 * BAR, 2 * BAR))[:5] == [
        (0, 0), (1, 7), (2, 9), (3, 9), (4, 5),
    ]  # fmt: skip


def test_a_line_twice_as_fast_changes_chords_twice_as_often() -> None:
    assert chords(Stretch(0, 0, Fraction(1, 2)))[:4] == [
        (0, 0), (0.5, 7), (1, 9), (1.5, 5),
    ]  # fmt: skip


def test_chords_fill_the_chunk_without_gaps() -> None:
    laid = laid_along(ROW, (Stretch(BAR, 0), Stretch(4 * BAR, BAR)), CLOCK)

    assert laid[0].start == 0
    assert laid[-1].end == CLOCK.end
    assert all(one.end == two.start for one, two in pairwise(laid))
