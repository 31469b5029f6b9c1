from __future__ import annotations

from dataclasses import replace

import pytest

from partita.engine.hearing import (
    Hearing,
    Sound,
    beat_after,
    beat_frames,
    from_bytes,
    hearing_of_charts,
    hearing_of_outline,
    to_bytes,
    unheard,
)
from partita.engine.score import Chart, ChordAt, Score, WordAt

RATE_HZ = 48_000
#: One beat of 120 BPM.
BEAT = 24_000


def verse(**changes: object) -> Chart:
    chart = Chart(
        frames=8 * BEAT,
        section="Verse",
        tempo_mbpm=120_000,
        beat_offset=0,
        beats_a_bar=4,
        beat_unit=4,
        tonic=9,
        mode="minor",
        energy=40,
        chords=(ChordAt(0, 9, "min"), ChordAt(4 * BEAT, 5, "maj")),
        instruments=("felt_piano", "brush_kit"),
        words=(WordAt("lantern", BEAT, 2 * BEAT), WordAt("tide", 5 * BEAT, 6 * BEAT)),
    )
    return replace(chart, **changes)  # type: ignore[arg-type]


def test_a_slice_on_the_bar_keeps_the_grid() -> None:
    hearing = hearing_of_charts([verse()], 4 * BEAT, 8 * BEAT, RATE_HZ)

    assert (hearing.first.beat_offset, hearing.first.beat_in_bar) == (0, 0)


def test_a_slice_between_beats_begins_before_its_first_beat() -> None:
    hearing = hearing_of_charts([verse()], BEAT + 1_000, 8 * BEAT, RATE_HZ)

    assert (hearing.first.beat_offset, hearing.first.beat_in_bar) == (BEAT - 1_000, 2)


def test_a_first_beat_later_than_the_slice_is_kept() -> None:
    late = verse(beat_offset=5_000, beat_in_bar=3)

    hearing = hearing_of_charts([late], 2_000, 8 * BEAT, RATE_HZ)

    assert (hearing.first.beat_offset, hearing.first.beat_in_bar) == (3_000, 3)


def test_beats_between_frames_do_not_drift() -> None:
    chart = verse(tempo_mbpm=97_123, frames=3_000_000)
    exact = beat_frames(chart, RATE_HZ) * 50

    hearing = hearing_of_charts([chart], round(exact), 3_000_000, RATE_HZ)

    assert (hearing.first.beat_offset, hearing.first.beat_in_bar) == (0, 50 % 4)


def test_tempo_and_bars_count_the_same_beats() -> None:
    jig = verse(beats_a_bar=6, beat_unit=8, tempo_mbpm=360_000)

    hearing = hearing_of_charts([jig], 8 * 8_000, 8 * BEAT, RATE_HZ)

    assert beat_frames(jig, RATE_HZ) == 8_000
    assert (hearing.first.beat_offset, hearing.first.beat_in_bar) == (0, 2)


def test_the_chord_that_sounds_at_the_cut_begins_the_slice() -> None:
    hearing = hearing_of_charts([verse()], 2 * BEAT, 6 * BEAT, RATE_HZ)

    assert hearing.first.chords == (ChordAt(0, 9, "min"), ChordAt(2 * BEAT, 5, "maj"))


def test_a_word_belongs_where_its_middle_is() -> None:
    hearing = hearing_of_charts([verse()], BEAT + 100, 5 * BEAT + 100, RATE_HZ)

    assert hearing.first.words == (WordAt("lantern", 0, BEAT - 100),)


def test_a_slice_over_a_border_has_a_chart_for_each_section() -> None:
    charts = [verse(), verse(section="Chorus", energy=80)]

    hearing = hearing_of_charts(charts, 6 * BEAT, 10 * BEAT, RATE_HZ)

    assert [(c.section, c.frames) for c in hearing.charts] == [
        ("Verse", 2 * BEAT),
        ("Chorus", 2 * BEAT),
    ]
    assert hearing.energy == 60


def test_drums_and_voices_are_known_from_the_score() -> None:
    hearing = hearing_of_charts([verse()], 0, 8 * BEAT, RATE_HZ)

    assert (hearing.drums, hearing.vocals) == (100, 100)


def test_a_piano_alone_has_no_drums_and_no_voice() -> None:
    piano = verse(instruments=("felt_piano",), words=())

    hearing = hearing_of_charts([piano], 0, 8 * BEAT, RATE_HZ)

    assert (hearing.drums, hearing.vocals) == (0, 0)


@pytest.mark.parametrize(
    ("end", "expected"),
    [(4 * BEAT, (0, 0)), (5 * BEAT + 4_000, (BEAT - 4_000, 2)), (8 * BEAT, (0, 0))],
)
def test_the_beat_after_the_slice(end: int, expected: tuple[int, int]) -> None:
    hearing = hearing_of_charts([verse()], 0, end, RATE_HZ)

    assert beat_after(hearing) == expected


def test_a_slice_outside_of_the_audio_is_unheard() -> None:
    assert hearing_of_charts([verse()], 9 * BEAT, 10 * BEAT, RATE_HZ) == unheard(
        BEAT, RATE_HZ
    )


@pytest.mark.parametrize("sound", [None, Sound(-180, 320, 1_800)])
def test_a_hearing_survives_its_bytes(sound: Sound | None) -> None:
    hearing: Hearing = replace(
        hearing_of_charts([verse(), verse()], BEAT, 12 * BEAT, RATE_HZ), sound=sound
    )

    assert from_bytes(to_bytes(hearing)) == hearing


def test_a_piece_made_at_another_rate_is_known_at_this_one() -> None:
    piece = Score(RATE_HZ, (verse(), verse(section="Chorus")), (None, None))

    hearing = hearing_of_outline(piece, 22_050, 8 * 22_050, 44_100)

    assert hearing.first.chords[1].start == 3 * 22_050
    assert hearing.first.words[0] == WordAt("lantern", 0, 22_050)
    assert (hearing.frames, hearing.first.beat_in_bar) == (7 * 22_050, 1)
