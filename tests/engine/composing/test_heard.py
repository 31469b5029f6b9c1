"""What a chunk takes from audio beside it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from partita.engine.composing.bars import metre_of
from partita.engine.composing.harmony import lay_out, read_row
from partita.engine.composing.heard import (
    NOTHING_HEARD,
    Heard,
    as_neighbour,
    degrees_of,
)
from partita.engine.hearing import SILENCE_CB, Sound, unheard
from partita.engine.score import Chart, ChordAt


@pytest.mark.parametrize("name", ["4/4", "3/4", "5/4", "6/8", "7/8", "9/8", "11/8"])
def test_two_chords_of_a_bar_are_two_wherever_its_metre_parts_it(name: str) -> None:
    beats, unit = (int(each) for each in name.split("/"))
    metre, row = metre_of(beats, unit), read_row("I | ii7 V7 | I | IV V")
    chords = tuple(
        ChordAt(each.start * 22_050 // metre.beat_ticks, each.root, each.quality)
        for each in lay_out(row, 0, metre, 4 * metre.bar_ticks)
    )
    chart = Chart(
        4 * beats * 22_050, "", 120_000, 0, beats, unit, 0, "major", 50, chords=chords
    )

    assert degrees_of(chart, 44_100, Heard(tonic=0, mode="major")) == row


def test_silence_says_nothing_of_what_goes_on_from_it() -> None:
    silence = replace(unheard(44_100, 44_100), sound=Sound(level_cb=SILENCE_CB))

    assert as_neighbour(silence, silence.last, "high") == NOTHING_HEARD


def test_a_soft_sound_is_gone_on_from() -> None:
    soft = replace(unheard(44_100, 44_100), sound=Sound(level_cb=-450))

    assert as_neighbour(soft, soft.last, "high") != NOTHING_HEARD
