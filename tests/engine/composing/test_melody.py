"""Tunes."""

from itertools import pairwise

from partita.engine.composing.bars import metre_of
from partita.engine.composing.harmony import SCALES, lay_out, read_row
from partita.engine.composing.melody import Ground, lay_tune, make_tune

FOUR = metre_of(4, 4)


def ground(row: str = "I | V | vi | IV", tonic: int = 0, mode: str = "major") -> Ground:
    chords = lay_out(read_row(row), tonic, FOUR, 8 * FOUR.bar_ticks)
    return Ground(chords, ((0, tonic, mode),), FOUR)


def test_the_same_section_has_the_same_tune() -> None:
    assert make_tune(1, "chorus", "chorus", FOUR, 50) == make_tune(
        1, "chorus", "chorus", FOUR, 50
    )


def test_another_seed_has_another_tune() -> None:
    tunes = {make_tune(seed, "chorus", "chorus", FOUR, 50) for seed in range(8)}

    assert len(tunes) >= 6


def test_the_motif_comes_back_inside_a_tune() -> None:
    for seed in range(8):
        tune = make_tune(seed, "verse", "verse", FOUR, 50)
        assert tune.rhythm[0] in tune.rhythm[1:]


def test_strong_notes_are_chord_tones_and_all_are_in_the_key() -> None:
    where = ground()
    tune = make_tune(4, "verse", "verse", FOUR, 60)
    notes = lay_tune(tune, where, start=0, end=8 * FOUR.bar_ticks, reach=(60, 72, 88))

    for note in notes:
        chord = next(
            each for each in where.chords if each.start <= note.tick < each.end
        )
        allowed = chord.classes if note.is_strong else SCALES["major"]
        assert note.pitch % 12 in allowed


def test_a_tune_ends_on_the_tonic_when_the_harmony_does() -> None:
    where = ground("I | IV | V | I")
    tune = make_tune(2, "verse", "verse", FOUR, 50)
    notes = lay_tune(tune, where, start=0, end=8 * FOUR.bar_ticks, reach=(60, 72, 88))

    assert notes[-1].pitch % 12 in (0, 4, 7)


def test_notes_do_not_overlap() -> None:
    tune = make_tune(5, "solo", "solo", FOUR, 90)
    notes = lay_tune(
        tune, ground(), start=0, end=8 * FOUR.bar_ticks, reach=(60, 72, 88)
    )

    for note, after in pairwise(notes):
        assert note.tick + note.length <= after.tick


def test_a_tune_of_something_heard_takes_its_steps() -> None:
    heard = (0, 2, 4, 3, 2, 1, 0, 0)

    assert make_tune(1, "a", "body", FOUR, 50, heard) != make_tune(
        1, "a", "body", FOUR, 50
    )


def test_the_second_time_through_is_varied_and_keeps_its_outline() -> None:
    row = "I | V | vi | IV"
    chords = lay_out(read_row(row), 0, FOUR, 16 * FOUR.bar_ticks)
    where = Ground(chords, ((0, 0, "major"),), FOUR)
    tune = make_tune(3, "verse", "verse", FOUR, 50)
    half = 8 * FOUR.bar_ticks
    first, second = (
        {
            n.tick % half: n.pitch
            for n in lay_tune(tune, where, start=a, end=b, reach=(60, 72, 88))
        }
        for a, b in ((0, half), (half, 2 * half))
    )

    assert len(second) > len(first)
    assert len(first.items() & second.items()) >= len(first) * 8 // 10


def test_no_leap_is_wider_than_a_minor_sixth_inside_a_wide_range() -> None:
    for seed in range(20):
        tune = make_tune(seed, "chorus", "chorus", FOUR, 60)
        notes = lay_tune(
            tune, ground(), start=0, end=8 * FOUR.bar_ticks, reach=(40, 70, 104)
        )
        assert max(abs(a.pitch - b.pitch) for a, b in pairwise(notes)) <= 8


def test_a_tune_does_not_stand_still() -> None:
    for seed in range(20):
        tune = make_tune(seed, "verse", "verse", FOUR, 60)
        notes = lay_tune(
            tune, ground(), start=0, end=8 * FOUR.bar_ticks, reach=(60, 70, 84)
        )
        same = sum(a.pitch == b.pitch for a, b in pairwise(notes))
        assert same <= len(notes) // 2
        assert len({note.pitch for note in notes}) >= 4
