"""Metres in ticks."""

import pytest

from partita.engine.composing.bars import TICKS, bars_in, metre_of


@pytest.mark.parametrize(
    ("beats", "unit", "pulses", "groups"),
    [
        (4, 4, 4, (4, 4, 4, 4)),
        (3, 4, 3, (4, 4, 4)),
        (6, 8, 2, (6, 6)),
        (12, 8, 4, (6, 6, 6, 6)),
        (5, 4, 5, (4, 4, 4, 4, 4)),
        (7, 8, 3.5, (4, 4, 6)),
    ],
)
def test_a_bar_has_its_pulses_and_groups(
    beats: int, unit: int, pulses: float, groups: tuple[int, ...]
) -> None:
    metre = metre_of(beats, unit)

    assert metre.bar_ticks == pulses * TICKS
    assert metre.groups == groups
    assert sum(groups) == metre.steps


@pytest.mark.parametrize(("beats", "unit"), [(1, 4), (99, 4), (5, 3), (7, 16), (0, 8)])
def test_a_strange_metre_becomes_one_that_can_be_played(beats: int, unit: int) -> None:
    metre = metre_of(beats, unit)

    assert metre.steps == sum(metre.groups) == len(metre.accents)


@pytest.mark.parametrize(("beats", "bars"), [(1, 1), (8, 2), (9, 2), (10, 3), (11, 3)])
def test_less_than_half_a_bar_lengthens_the_last(beats: int, bars: int) -> None:
    assert bars_in(beats * TICKS, 4 * TICKS) == bars
