"""Ticks to frames."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from partita.engine.composing.bars import TICKS, metre_of
from partita.engine.composing.clock import (
    ASKED,
    CLOSE,
    FREE,
    Bend,
    Clock,
    fitted,
    ramped,
    steady,
)

FOUR = metre_of(4, 4)


def test_a_bar_of_four_at_120_lasts_two_seconds() -> None:
    clock = steady(16 * 44_100, 44_100, 120_000, FOUR, ASKED)

    assert clock.at(FOUR.bar_ticks) == 2 * 44_100
    assert clock.end == 8 * FOUR.bar_ticks


def test_the_tempo_is_bent_a_little_so_that_beats_fill_the_chunk() -> None:
    pulses = fitted(Fraction(133, 4), FOUR, ASKED)

    assert pulses == 33


@given(pulses=st.fractions(1, 400), bend=st.sampled_from((ASKED, CLOSE, FREE)))
def test_a_band_keeps_its_tempo_nearly(pulses: Fraction, bend: Bend) -> None:
    bent = fitted(pulses, FOUR, bend)

    assert abs(bent / pulses - 1) <= max(bend.bars, bend.beats)


@given(pulses=st.fractions(20, 400), metre=st.sampled_from(((4, 4), (3, 4), (6, 8))))
def test_a_section_of_twenty_beats_ends_with_a_beat(
    pulses: Fraction, metre: tuple[int, int]
) -> None:
    assert fitted(pulses, metre_of(*metre), ASKED).denominator == 1


def test_a_whole_bar_is_worth_more_bending_than_a_beat() -> None:
    assert fitted(Fraction(326, 10), FOUR, ASKED) == 32
    assert fitted(Fraction(328, 10), FOUR, ASKED) == 33
    assert fitted(Fraction(328, 10), FOUR, FREE) == 32


def test_a_short_section_in_six_eight_ends_with_an_eighth() -> None:
    assert fitted(Fraction(16, 3), metre_of(6, 8), ASKED) == Fraction(16, 3)


def test_a_last_chunk_keeps_its_tempo() -> None:
    assert fitted(Fraction(57, 10), FOUR, None) == Fraction(57, 10)


def test_swing_makes_the_first_of_two_longer() -> None:
    even = steady(8 * 44_100, 44_100, 120_000, FOUR, ASKED)
    swung = Clock(even.frames, 44_100, FOUR, even.pulses, even.end, swing=66)

    assert swung.at(0) == even.at(0)
    assert swung.at(TICKS // 2) > even.at(TICKS // 2)
    assert swung.at(TICKS) == even.at(TICKS)


@given(
    frames=st.integers(1, 5_000_000),
    mbpm=st.integers(30_000, 260_000),
    swing=st.sampled_from((50, 58, 66)),
)
def test_time_never_runs_backwards(frames: int, mbpm: int, swing: int) -> None:
    clock = steady(frames, 48_000, mbpm, FOUR, ASKED)
    swung = Clock(frames, 48_000, FOUR, clock.pulses, clock.end, swing=swing)
    places = [swung.at(tick) for tick in range(0, min(clock.end, 2000), 3)]

    assert places == sorted(places)
    assert swung.at(0) == 0


def test_a_ramp_goes_from_one_tempo_to_the_other() -> None:
    lengths = [Fraction(20_000 + 500 * at) for at in range(20)]
    clock = ramped(200_000, 44_100, FOUR, phase=Fraction(0), lengths=lengths)

    first, last = clock.at(TICKS), clock.at(8 * TICKS) - clock.at(7 * TICKS)
    assert first == 20_000
    assert last == 23_500
