"""How bright lines are, and how they come nearer to something heard."""

from __future__ import annotations

import pytest

from partita.engine.composing.shine import between_hz, brightened, brightness_of
from partita.engine.composing.weights import NOTES, STROKES
from partita.engine.roster import INSTRUMENTS, PIECES
from partita.engine.score import Line, Note, Room

RATE = 44_100


def line(instrument: str, pitch: int, stem: str = "harmony") -> Line:
    return Line(stem, instrument, (Note(0, RATE, pitch, 90),))


BAND = [line("synth_bass", 33, "bass"), line("grand_piano", 60), line("violin", 84)]


def test_every_instrument_and_drum_has_a_weight() -> None:
    assert set(NOTES) == set(INSTRUMENTS)
    assert set(STROKES) == set(PIECES)


def test_high_notes_are_brighter_than_low_ones() -> None:
    low = brightness_of([line("grand_piano", 40)], (), Room(), RATE)

    assert brightness_of([line("grand_piano", 76)], (), Room(), RATE) > 2 * low


def test_a_louder_bass_makes_a_mix_darker() -> None:
    loud = [Line("bass", "synth_bass", BAND[0].notes, level_cb=90), *BAND[1:]]

    assert brightness_of(loud, (), Room(), RATE) < brightness_of(BAND, (), Room(), RATE)


def test_silence_is_not_bright() -> None:
    assert brightness_of([], (), Room(), RATE) == 0
    assert brightened([], (), Room(tilt_cb=5), 900, RATE) == ([], 5)


@pytest.mark.parametrize("percent", [60, 80, 125, 160])
def test_a_mix_comes_to_the_brightness_that_is_wanted(percent: int) -> None:
    plain = brightness_of(BAND, (), Room(), RATE)
    lines, tilt = brightened(BAND, (), Room(), plain * percent // 100, RATE)
    now = brightness_of(lines, (), Room(tilt_cb=tilt), RATE)

    assert now == pytest.approx(plain * percent / 100, rel=0.08)


def test_what_is_bright_enough_is_left_alone() -> None:
    room = Room(tilt_cb=10)
    plain = brightness_of(BAND, (), room, RATE)

    assert brightened(BAND, (), room, plain, RATE) == (BAND, 10)


def test_a_tone_that_lifts_the_highs_is_brighter() -> None:
    lifted = Room(tone_cb=(0, 0, 0, 60, 60, 60))

    assert brightness_of(BAND, (), lifted, RATE) > brightness_of(BAND, (), Room(), RATE)


def test_half_the_way_is_half_of_the_octaves() -> None:
    assert between_hz(400, 1_600, 50) == 800
    assert between_hz(400, 1_600, 0) == 400
    assert between_hz(400, 0, 50) == 400
