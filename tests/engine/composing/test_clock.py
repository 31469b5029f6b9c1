"""Ticks to frames."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from partita.engine.composing.bars import TICKS, metre_of
from partita.engine.composing.clock import Clock, fitted, ramped, steady

FOUR = metre_of(4, 4)


def test_a_bar_of_four_at_120_lasts_two_seconds() -> None:
    clock = steady(16 * 44_100, 44_100, 120_000, FOUR, may_break=False)

    assert clock.at(FOUR.bar_ticks) == 2 * 44_100
    assert clock.end == 8 * FOUR.bar_ticks


def test_the_tempo_is_bent_a_little_so_that_beats_fill_the_chunk() -> None:
    pulses = fitted(Fraction(133, 4), FOUR, may_break=False)

    assert pulses == 33


@given(pulses=st.fractions(1, 400), may_break=st.booleans())
def test_a_band_keeps_its_tempo_to_a_hundredth(
    pulses: Fraction, may_break: bool
) -> None:
    bent = fitted(pulses, FOUR, may_break=may_break)

    assert abs(bent / pulses - 1) <= Fraction(1, 100)


def test_a_last_chunk_keeps_its_tempo() -> None:
    assert fitted(Fraction(57, 10), FOUR, may_break=True) == Fraction(57, 10)


def test_swing_makes_the_first_of_two_longer() -> None:
    even = steady(8 * 44_100, 44_100, 120_000, FOUR, may_break=False)
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
    clock = steady(frames, 48_000, mbpm, FOUR, may_break=False)
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
