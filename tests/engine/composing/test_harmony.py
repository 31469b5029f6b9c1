"""Chords, voicings and cadences."""

from typing import Any, cast

import pytest

from partita.engine.composing.bars import metre_of
from partita.engine.composing.harmony import (
    QUALITIES,
    SCALES,
    Chord,
    choose_row,
    lay_out,
    read_row,
    scale_over,
    voice,
    with_cadence,
)
from partita.engine.composing.progressions import BRIDGES, LIFTS, MODAL, PROGRESSIONS
from partita.engine.vocabulary.genres import GENRES

FOUR = metre_of(4, 4)
ALL_ROWS: list[str] = [
    row
    for table in cast(
        "list[dict[str, Any]]", [*PROGRESSIONS.values(), MODAL, BRIDGES, LIFTS]
    )
    for rows in table.values()
    for some in (rows if isinstance(rows[0], tuple) else (rows,))
    for row in some
]


@pytest.mark.parametrize("row", sorted(set(ALL_ROWS)))
def test_every_progression_can_be_read(row: str) -> None:
    bars = read_row(row)

    assert all(quality in QUALITIES for bar in bars for _, quality in bar)


@pytest.mark.parametrize("mode", SCALES)
def test_every_genre_has_chords_in_every_mode(mode: str) -> None:
    for genre in GENRES.values():
        for kind in ("verse", "chorus", "bridge", "prechorus"):
            assert read_row(choose_row(1, genre.harmony, mode, kind))


@pytest.mark.parametrize("family", sorted(set(PROGRESSIONS) - {"flamenco"}))
def test_the_home_chord_of_a_progression_is_its_mode_s(family: str) -> None:
    for plain, third in (("major", 4), ("minor", 3)):
        for row in PROGRESSIONS[family][plain][0]:
            home = [name for bar in read_row(row) for root, name in bar if not root]
            tones = {tone for name in home for tone in QUALITIES[name]}
            assert tones & {3, 4} <= {third}


def test_two_chords_share_a_bar() -> None:
    chords = lay_out(read_row("ii7 V7 | Imaj7"), 0, FOUR, 384)

    assert [(each.start, each.end, each.root) for each in chords] == [
        (0, 96, 2),
        (96, 192, 7),
        (192, 384, 0),
    ]


@pytest.mark.parametrize(
    ("beats", "unit", "before"),
    [(3, 4, 2), (5, 4, 3), (7, 4, 4), (6, 8, 3), (9, 8, 6), (12, 8, 6), (7, 8, 4),
     (5, 8, 2), (11, 8, 6), (3, 8, 2)],
)  # fmt: skip
def test_the_second_chord_of_a_bar_stands_where_its_metre_parts_it(
    beats: int, unit: int, before: int
) -> None:
    metre = metre_of(beats, unit)
    chords = lay_out(read_row("ii7 V7"), 0, metre, 2 * metre.bar_ticks)

    starts = [each.start // metre.beat_ticks for each in chords]
    assert starts == [0, before, beats, beats + before]
    assert all(each.start % metre.beat_ticks == 0 for each in chords)


def test_beats_left_over_lengthen_the_last_chord() -> None:
    row = read_row("I | vi | IV | V")

    assert [each.end for each in lay_out(row, 0, FOUR, 432)] == [192, 432]
    assert [each.end for each in lay_out(row, 0, FOUR, 480)] == [192, 384, 480]


def test_a_cadence_comes_home() -> None:
    bars = with_cadence(read_row("I | V | vi | IV"), 6, "major", "pop")

    assert bars[-2:] == (((0, "maj"), (7, "maj")), ((0, "maj"),))


def test_the_leading_note_replaces_the_seventh_over_the_dominant_of_minor() -> None:
    scale = scale_over(Chord(0, 1, 4, "maj"), 9, "minor")

    assert 8 in scale
    assert 7 not in scale


def test_voices_move_little() -> None:
    chords = lay_out(read_row("I | vi | IV | V"), 0, FOUR, 768)
    before = voice(chords[0], (), 48, 72)
    for chord in chords[1:]:
        after = voice(chord, before, 48, 72)
        assert sum(min(abs(a - b) for b in before) for a in after) <= 6
        before = after
