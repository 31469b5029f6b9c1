"""Forms of twelve bars."""

from __future__ import annotations

import pytest

from partita.engine.composing.choruses import choruses, is_form
from partita.engine.composing.harmony import choose_row, departs, read_row

ROW = read_row("I7|IV7|I7|I7|IV7|IV7|I7|I7|V7|IV7|I7|V7")
FIVE = ((7, "dom7"),)


@pytest.mark.parametrize("count", [12, 24, 36])
def test_whole_choruses_are_the_form_over_and_over(count: int) -> None:
    assert choruses(ROW, count) == ROW * (count // 12)


@pytest.mark.parametrize("count", [2, 4, 7, 8, 9, 11, 14, 16, 20, 23])
def test_what_is_left_over_begins_a_chorus_and_turns_round(count: int) -> None:
    bars = choruses(ROW, count)
    whole, begun = count - count % 12, count % 12 // 2

    assert len(bars) == count
    assert bars[whole : whole + begun] == ROW[:begun]
    assert bars[-1] == FIVE


def test_a_single_bar_left_over_is_at_home() -> None:
    assert choruses(ROW, 13)[-1] == ROW[0]


@pytest.mark.parametrize("mode", ["blues", "major", "minor", "dorian", "mixolydian"])
@pytest.mark.parametrize("kind", ["verse", "chorus", "bridge", "solo"])
def test_the_blues_has_twelve_bars_in_every_mode(mode: str, kind: str) -> None:
    for seed in range(8):
        row = read_row(choose_row(seed, "blues", mode, kind))
        assert is_form(row)
        assert [row[at][0][0] for at in (0, 4, 5, 6, 7)] == [0, 5, 5, 0, 0]
        assert row[-1][-1][0] == 7


def test_the_blues_knows_several_twelve_bars() -> None:
    assert len({choose_row(seed, "blues", "blues", "verse") for seed in range(9)}) == 3


def test_the_bridge_of_rock_and_roll_leaves_the_form() -> None:
    assert departs("rock", "bridge")
    assert not departs("rock", "verse")
