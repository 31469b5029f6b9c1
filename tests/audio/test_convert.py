"""Tests of rates, channels and bits."""

from __future__ import annotations

import numpy as np
import pytest
import soxr
from hypothesis import given, settings
from hypothesis import strategies as st

from partita.audio.buffer import Audio, silence
from partita.audio.convert import resample, resampled_count, to_16_bit, with_channels
from tests.audio.sounds import noise, tone

RATES_HZ = st.sampled_from((8_000, 11_025, 22_050, 44_100, 48_000, 96_000))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 200_000), RATES_HZ, RATES_HZ)
def test_a_resampled_length_is_the_one_of_arithmetic(
    frames: int, rate_hz: int, to_hz: int
) -> None:
    made = resample(silence(frames, 1, rate_hz), to_hz)

    exact = frames * to_hz / rate_hz
    assert made.frame_count == resampled_count(frames, rate_hz, to_hz)
    assert abs(made.frame_count - exact) <= 0.5


def test_at_its_own_rate_audio_is_left_alone() -> None:
    audio = noise(100)

    assert resample(audio, 44_100) is audio


def test_resampling_in_blocks_gives_what_soxr_gives_at_once() -> None:
    audio = noise(300_001)

    made = resample(audio, 48_000)

    at_once = soxr.resample(audio.to_float(), 44_100, 48_000, quality="VHQ")
    assert made.digest() == Audio.from_float(at_once, 48_000).digest()


def test_a_tone_keeps_its_pitch_and_level_at_another_rate() -> None:
    made = resample(tone(44_100, 1_000, 44_100, 0.5), 48_000)

    wanted = tone(48_000, 1_000, 48_000, 0.5)
    error = made.to_float()[2_000:-2_000] - wanted.to_float()[2_000:-2_000]
    assert np.abs(error).max() < 1e-5


def test_mono_is_the_mean_of_both_sides() -> None:
    audio = Audio(np.array([[100, 300], [-5, -6]], np.int32), 48_000)

    assert with_channels(audio, 1).frames.tolist() == [[200], [-6]]


def test_there_and_back_mono_is_the_same() -> None:
    audio = noise(100, 1)

    again = with_channels(with_channels(audio, 2), 1)

    assert again.digest() == audio.digest()


@pytest.mark.parametrize(
    ("wide", "narrow"), [(127, 0), (128, 1), (-128, 0), (-129, -1)]
)
def test_halves_are_rounded_up_to_sixteen_bits(wide: int, narrow: int) -> None:
    audio = Audio(np.array([[wide]], np.int32), 48_000)

    assert to_16_bit(audio).tolist() == [[narrow]]


def test_the_loudest_sample_does_not_wrap_around() -> None:
    audio = Audio(np.array([[(1 << 23) - 1, -(1 << 23)]], np.int32), 48_000)

    assert to_16_bit(audio).tolist() == [[32_767, -32_768]]
