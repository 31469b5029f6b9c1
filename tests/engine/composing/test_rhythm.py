"""Grooves, fills and other metres."""

import pytest

from partita.engine.composing.bars import metre_of
from partita.engine.composing.chance import Chance
from partita.engine.composing.grooves import (
    FILLS,
    GROOVES,
    OTHER_METRES,
    ROLLS,
    nearest_groove,
)
from partita.engine.composing.patterns import BASSES, COMPS, METRED_BASSES, METRED_COMPS
from partita.engine.composing.rhythm import Drumming, groove_rows, play, refit
from partita.engine.roster import PIECES

FOUR = metre_of(4, 4)


def test_every_row_is_whole_bars_of_known_strokes() -> None:
    for groove in GROOVES.values():
        for piece, row in groove.items():
            assert piece in PIECES
            assert len(row) % 16 == 0, row
            assert set(row) <= set("Xxog.")
    assert {piece for fill in (*FILLS, *ROLLS) for piece in fill} <= set(PIECES)


def test_every_figure_is_whole_bars() -> None:
    rows = [row for name, row in BASSES.items() if name != "walk"]
    assert all(len(row) % 16 == 0 for row in (*rows, *COMPS.values()))
    for (metre, _), row in {**METRED_COMPS, **METRED_BASSES}.items():
        beats, unit = map(int, metre.split("/"))
        assert len(row) % metre_of(beats, unit).steps == 0


def test_grooves_of_other_metres_fit_their_bars() -> None:
    for (metre, _), groove in OTHER_METRES.items():
        beats, unit = map(int, metre.split("/"))
        assert all(
            len(row) % metre_of(beats, unit).steps == 0 for row in groove.values()
        )


@pytest.mark.parametrize(
    "beats_unit", [(3, 4), (5, 4), (7, 8), (6, 8), (12, 8), (9, 8)]
)
def test_a_groove_of_four_can_be_played_in_another_metre(
    beats_unit: tuple[int, int],
) -> None:
    metre = metre_of(*beats_unit)

    for name in GROOVES:
        rows = groove_rows(name, metre)
        assert all(len(row) % metre.steps == 0 for _, row in rows)
        assert any(row[0] in "Xxo" for _, row in rows)


def test_a_bar_of_four_stays_as_it_is() -> None:
    assert refit("x.o.x.o.x.o.x.o.", FOUR) == "x.o.x.o.x.o.x.o."


def test_more_energy_is_more_strokes() -> None:
    counts = [
        len(play(Drumming("pop_drive", FOUR, energy, 8 * 192), Chance("drums")))
        for energy in (20, 50, 90)
    ]

    assert counts == sorted(counts)
    assert counts[0] < counts[2]


def test_a_fill_stands_before_its_bar_line() -> None:
    plain = Drumming("rock", FOUR, 80, 8 * 192)
    filled = Drumming("rock", FOUR, 80, 8 * 192, ends=((8 * 192, 3),))
    last = {
        (each.tick, each.piece)
        for each in play(filled, Chance("fill"))
        if each.tick >= 7 * 192
    }

    assert last != {
        (each.tick, each.piece)
        for each in play(plain, Chance("fill"))
        if each.tick >= 7 * 192
    }
    assert any(piece.startswith(("tom", "snare", "crash")) for _, piece in last)


@pytest.mark.parametrize("name", ["rock", "metal", "reggae", "funk"])
def test_a_groove_is_recognised_by_its_own_profile(name: str) -> None:
    profile = [0] * 16
    for piece, row in GROOVES[name].items():
        for at, char in enumerate(row[:16]):
            loud = 3 if piece in ("kick", "snare", "clap") else 1
            profile[at] += loud * {"X": 5, "x": 4, "o": 2, "g": 1}.get(char, 0)

    assert nearest_groove(tuple(profile)) == name


def test_a_machine_drops_its_kick_under_a_roll_and_a_drummer_keeps_it() -> None:
    last = 7 * 192 + 144
    kicks = [
        any(
            each.piece == "kick" and each.tick >= last
            for each in play(
                Drumming(
                    groove, FOUR, 80, 8 * 192, ends=((8 * 192, 1),), electronic=machine
                ),
                Chance("fill"),
            )
        )
        for groove, machine in (("house", True), ("disco", False))
    ]

    assert kicks == [False, True]
