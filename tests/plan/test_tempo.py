from __future__ import annotations

from fractions import Fraction

import pytest

from partita.plan.tempo import (
    Metre,
    Position,
    Pulse,
    decimal,
    metre_of,
    tempo_of,
)


@pytest.mark.parametrize(
    ("style", "tempo_bpm"),
    [
        ("110 BPM", 110),
        ("bpm: 92", 92),
        ("driving 128bpm four-on-the-floor", 128),
        ("92.5 bpm", Fraction(185, 2)),
        ("100-110 BPM", 105),
        ("80 to 90 bpm", 85),
        ("tempo of 76", 76),
        ("60 beats per minute", 60),
        ("a 140-BPM roller", 140),
    ],
)
def test_a_style_names_a_tempo(style: str, tempo_bpm: int | Fraction) -> None:
    assert tempo_of([style]) == tempo_bpm


@pytest.mark.parametrize(
    "style", ["fast", "808 bass", "80s synths", "BPM", "6/8", "00 bpm", "tempo rubato"]
)
def test_a_style_without_a_tempo_names_none(style: str) -> None:
    assert tempo_of([style]) is None


def test_the_last_tempo_named_wins() -> None:
    assert tempo_of(["110 BPM", "warm", "90 BPM"]) == 90


@pytest.mark.parametrize(
    ("style", "metre"),
    [
        ("6/8", "6/8"),
        ("3/4 time", "3/4"),
        ("in 7/8", "7/8"),
        ("12/8 shuffle", "12/8"),
        ("a slow Viennese Waltz", "3/4"),
        ("cut time", "2/2"),
        ("Irish jig", "6/8"),
        ("six-eight ballad", "6/8"),
    ],
)
def test_a_style_names_a_metre(style: str, metre: str) -> None:
    assert str(metre_of([style])) == metre


@pytest.mark.parametrize("style", ["1/8 notes", "5/8 notes", "24/7", "jigsaw", "4/3"])
def test_a_style_without_a_metre_names_none(style: str) -> None:
    assert metre_of([style]) is None


def test_a_metre_in_numbers_weighs_more_than_a_dance() -> None:
    assert metre_of(["6/8", "waltz"]) == Metre(6, 8)


@pytest.mark.parametrize(
    ("metre", "beats"),
    [
        (Metre(4, 4), 4),
        (Metre(3, 4), 3),
        (Metre(2, 2), 4),
        (Metre(6, 8), 2),
        (Metre(12, 8), 4),
        (Metre(7, 8), Fraction(7, 2)),
        (Metre(3, 8), 1),
    ],
)
def test_a_bar_is_counted_in_the_beats_of_its_tempo(
    metre: Metre, beats: int | Fraction
) -> None:
    assert metre.beats_a_bar == beats


def test_a_pulse_lasts_until_another_is_named() -> None:
    pulse = Pulse().after(["110 BPM", "3/4"]).after(["warm"]).after(["90 BPM"])

    assert pulse == Pulse(Fraction(90), Metre(3, 4))


def test_a_pulse_is_written_the_way_a_person_would() -> None:
    assert str(Pulse(Fraction(185, 2), Metre(6, 8))) == "6/8 at 92.5 BPM"
    assert str(Pulse()) == "4/4"


@pytest.mark.parametrize(
    ("number", "written"),
    [("2", "2"), ("3/2", "1.5"), ("1/3", "1/3"), ("1/4", "0.25"), ("1000", "1000")],
)
def test_numbers_are_written_as_short_as_they_are(number: str, written: str) -> None:
    assert decimal(Fraction(number)) == written


def test_bars_in_a_row_do_not_drift() -> None:
    position = Position()
    for _ in range(110):
        position = position.after_bars(Fraction(1), Metre(4, 4), Fraction(110))

    assert position.ms == 240_000


def test_milliseconds_are_kept_exactly_after_bars() -> None:
    start = Position().after_bars(Fraction(1), Metre(4, 4), Fraction(110))

    assert start.after_ms(1000).ms - start.ms == 1000
