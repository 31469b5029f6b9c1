"""How often lines are heard to begin something."""

from __future__ import annotations

from partita.engine.composing.bars import Metre
from partita.engine.composing.clock import steady
from partita.engine.composing.strikes import (
    begun,
    density_of,
    groove_of,
    heard_of,
    step_at,
    step_frames,
    steps_of,
)
from partita.engine.score import Line, Note, SungLine, Syllable

RATE = 44_100
CLOCK = steady(4 * RATE, RATE, 120_000, Metre(4, 4), None)


def kit(*strokes: tuple[int, str, int]) -> Line:
    notes = tuple(
        Note(ms * RATE // 1000, 4_410, 0, velocity, piece)
        for ms, piece, velocity in strokes
    )
    return Line("drums", "acoustic_kit", notes)


def test_what_is_struck_together_is_struck_once() -> None:
    line = kit((0, "kick", 100), (20, "snare", 100), (500, "kick", 100))

    assert len(heard_of(begun([line]), RATE)) == 2


def test_a_ghost_beside_a_backbeat_is_hardly_heard() -> None:
    line = kit((0, "snare", 110), (250, "ghost_snare", 30), (500, "snare", 110))

    assert [each.frame for each in heard_of(begun([line]), RATE)] == [0, RATE // 2]


def test_effects_are_not_counted() -> None:
    riser = Line("effects", "kit_909", (Note(0, RATE, 0, 100, "riser"),))

    assert begun([riser]) == ()


def test_syllables_count_like_notes() -> None:
    sung = SungLine("lead", "female", "sung", (Syllable(("AA",), 0, RATE, 60, 90),))

    assert len(heard_of(begun([], [sung]), RATE)) == 1


def test_density_is_counted_in_hundredths_a_second() -> None:
    line = kit(*((at * 500, "kick", 100) for at in range(8)))

    assert density_of(heard_of(begun([line]), RATE), 4 * RATE, RATE) == 200


def test_a_groove_says_where_in_the_bar_something_is_struck() -> None:
    line = kit((0, "kick", 100), (500, "snare", 100), (2000, "kick", 100))
    groove = groove_of(steps_of(begun([line]), CLOCK), CLOCK)

    assert [step for step, clear in enumerate(groove) if clear] == [0, 4]
    assert groove[0] == 100


def test_lines_without_notes_have_no_groove() -> None:
    assert groove_of(steps_of(begun([]), CLOCK), CLOCK) == ()


def test_a_loose_note_belongs_to_the_nearest_step() -> None:
    places = step_frames(CLOCK)

    assert [step_at(places, places[5] + off) for off in (-900, 0, 900)] == [5, 5, 5]
    assert step_at(places, -50) == 0
    assert step_at(places, places[-1] + 9_999) == len(places) - 1
