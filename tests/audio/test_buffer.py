"""Tests of audio in memory."""

from __future__ import annotations

import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partita.audio.buffer import FULL_SCALE, Audio, Samples, concatenate, silence
from partita.errors import AudioError
from tests.audio.sounds import noise

#: By hand: sha256 of `audio 44100 2 150000`, a zero byte, and each sample as `<i`.
RAMP_DIGEST = "5c1a1b4ab0a83ffc5953faca3808a920297f9e3a172c9395fbf0a10c01101fd1"


@given(st.lists(st.integers(-FULL_SCALE, FULL_SCALE - 1), min_size=1, max_size=50))
def test_floats_give_the_same_samples_back(samples: list[int]) -> None:
    audio = Audio(np.array([samples], np.int32).T, 48_000)

    again = Audio.from_float(audio.to_float(), 48_000)

    assert np.array_equal(again.frames, audio.frames)


def test_halves_are_rounded_away_from_zero() -> None:
    halves = np.array([0.5, -0.5, 1.5, -1.5]) / FULL_SCALE

    audio = Audio.from_float(halves, 48_000)

    assert audio.frames[:, 0].tolist() == [1, -1, 2, -2]


def test_what_is_too_loud_is_clipped() -> None:
    audio = Audio.from_float(np.array([2.0, -2.0, np.inf, -np.inf]), 48_000)

    assert audio.frames[:, 0].tolist() == [FULL_SCALE - 1, -FULL_SCALE] * 2


def test_samples_that_are_no_numbers_are_refused() -> None:
    with pytest.raises(AudioError, match="no numbers"):
        Audio.from_float(np.array([0.0, np.nan]), 48_000)


@pytest.mark.parametrize(
    "frames",
    [
        np.zeros((4, 3), np.int32),
        np.zeros((4, 0), np.int32),
        np.zeros(4, np.int32),
        np.zeros((4, 2), np.int16),
        np.full((4, 2), FULL_SCALE, np.int32),
    ],
)
def test_arrays_that_are_no_audio_are_refused(frames: Samples) -> None:
    with pytest.raises(AudioError):
        Audio(frames, 48_000)


def test_a_rate_of_nothing_is_refused() -> None:
    with pytest.raises(AudioError, match="0 Hz"):
        silence(1, 1, 0)


def test_audio_can_not_be_written_into() -> None:
    audio = silence(4, 2, 48_000)

    with pytest.raises(ValueError, match="read-only"):
        audio.frames[0] = 1


def test_the_callers_array_stays_writable() -> None:
    frames = np.zeros((4, 2), np.int32)
    Audio(frames, 48_000)

    frames[0] = 1

    assert frames[0, 0] == 1


def test_slices_put_together_are_the_whole() -> None:
    audio = noise(1000)

    parts = (audio.slice(0, 300), audio.slice(300, 301), audio.slice(301))

    assert concatenate(parts).digest() == audio.digest()


@pytest.mark.parametrize(("start", "end"), [(-1, 5), (5, 4), (11, None), (11, 12)])
def test_a_slice_outside_is_refused(start: int, end: int | None) -> None:
    with pytest.raises(AudioError, match="not inside"):
        silence(10, 1, 48_000).slice(start, end)


def test_a_slice_ends_with_the_audio() -> None:
    assert silence(10, 1, 48_000).slice(4, 11).frame_count == 6


def test_audio_of_different_rates_is_not_put_together() -> None:
    with pytest.raises(AudioError, match="different rates"):
        concatenate((silence(1, 1, 48_000), silence(1, 1, 44_100)))


def test_the_digest_knows_rate_channels_and_every_sample() -> None:
    audio = noise(1000)
    changed = audio.frames.copy()
    changed[999, 1] += 1
    others = (
        Audio(audio.frames, 48_000),
        Audio(changed, 44_100),
        Audio(audio.frames.reshape(2000, 1), 44_100),
        audio.slice(0, 999),
    )

    assert len({audio.digest(), *(other.digest() for other in others)}) == 5


def test_the_digest_does_not_know_how_memory_is_laid_out() -> None:
    audio = noise(1000)
    turned = Audio(np.asfortranarray(audio.frames), 44_100)

    assert turned.digest() == audio.digest()


def test_the_digest_is_the_same_on_every_machine() -> None:
    ramp = np.arange(-300_000, 300_000, 2, dtype=np.int32).reshape(-1, 2)

    assert Audio(ramp, 44_100).digest() == RAMP_DIGEST


def test_a_length_in_milliseconds_rounds_halves_up() -> None:
    assert silence(441, 1, 44_100).duration_ms == 10
    assert silence(24, 1, 48_000).duration_ms == 1


def test_audio_can_cross_between_processes() -> None:
    audio = noise(100)

    again = pickle.loads(pickle.dumps(audio))

    assert again.digest() == audio.digest()
