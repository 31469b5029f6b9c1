"""Bands that come nearer to a rhythm that was heard."""

from __future__ import annotations

from partita.engine.composing.bars import TICKS, Metre
from partita.engine.composing.clock import steady
from partita.engine.composing.instep import Rhythm, in_step, kicks_in
from partita.engine.composing.strikes import (
    begun,
    density_of,
    groove_of,
    heard_of,
    steps_of,
)
from partita.engine.score import Line, Note

RATE = 44_100
#: Four bars at 120 BPM: a step lasts an eighth of a second.
CLOCK = steady(8 * RATE, RATE, 120_000, Metre(4, 4), None)
STEP = RATE // 8
OFFBEATS = (0, 0, 100, 0) * 4


def struck(steps: range, piece: str = "snare") -> Line:
    notes = tuple(Note(step * STEP, 4_410, 0, 100, piece) for step in steps)
    return Line("drums", "acoustic_kit", notes)


def played(steps: range) -> Line:
    notes = tuple(Note(step * STEP, STEP, 60, 96) for step in steps)
    return Line("harmony", "grand_piano", notes)


def density(lines: list[Line]) -> int:
    return density_of(heard_of(begun(lines), RATE), 8 * RATE, RATE)


def brought(line: Line, rhythm: Rhythm) -> list[Line]:
    return in_step([line], rhythm, CLOCK, 16 * TICKS)


def test_a_busy_band_strikes_as_often_as_what_was_heard() -> None:
    assert density([struck(range(64))]) == 800
    assert density(brought(struck(range(64)), Rhythm((), 200, 100))) == 200


def test_a_calm_band_fills_its_bars() -> None:
    assert density([played(range(0, 64, 16))]) == 50
    assert density(brought(played(range(0, 64, 16)), Rhythm((), 400, 100))) == 400


def test_half_the_way_is_half_of_the_strikes() -> None:
    assert density(brought(struck(range(64)), Rhythm((), 200, 50))) == 500


def test_strikes_move_to_where_they_were_heard() -> None:
    lines = brought(struck(range(0, 64, 4)), Rhythm(OFFBEATS, 200, 100))
    groove = groove_of(steps_of(begun(lines), CLOCK), CLOCK)

    assert groove.index(max(groove)) % 4 == 2


def test_what_is_not_struck_is_held_on() -> None:
    (line,) = brought(played(range(0, 64, 2)), Rhythm((), 50, 100))

    assert [note.start // STEP for note in line.notes] == [0, 16, 32, 48]
    assert all(note.length >= 15 * STEP for note in line.notes)


def test_pads_are_no_strikes_and_stay() -> None:
    pad = Line("harmony", "warm_pad", tuple(Note(s * STEP, STEP, 60, 40)
                                            for s in range(64)))  # fmt: skip
    lines = in_step([struck(range(64)), pad], Rhythm((), 100, 100), CLOCK, 16 * TICKS)

    assert len(lines[1].notes) == 64


def test_nothing_of_a_rhythm_changes_nothing_of_when() -> None:
    before = struck(range(0, 64, 3))
    (after,) = brought(before, Rhythm(OFFBEATS, 800, 0))

    assert [each.start for each in after.notes] == [each.start for each in before.notes]


def test_kicks_are_those_that_are_left() -> None:
    lines = brought(struck(range(64), "kick"), Rhythm((), 50, 100))

    assert kicks_in(lines) == tuple(bar * 16 * STEP for bar in range(4))


def test_a_groove_of_one_beat_goes_into_every_bar() -> None:
    lines = brought(struck(range(0, 64, 4)), Rhythm((0, 0, 100, 0), 200, 100))

    assert {note.start // STEP % 4 for note in lines[0].notes} == {2}


def test_half_as_busy_is_half_of_what_is_written() -> None:
    assert density(brought(struck(range(64)), Rhythm((), 0, 100, busier=50))) == 400


def test_accents_stay_where_no_others_were_heard() -> None:
    line = struck(range(0, 64, 2))
    (same,) = brought(line, Rhythm((), 0, 100, busier=100))

    assert {note.velocity for note in same.notes} == {100}
