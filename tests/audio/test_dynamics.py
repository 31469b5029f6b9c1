"""Tests of the limiter, its peaks measured by FFmpeg's meter."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partita.audio.buffer import Floats, silence
from partita.audio.dynamics import limit, normalise
from partita.audio.loudness import measure
from tests.audio.sounds import metered_by_ffmpeg, music, tone


@pytest.mark.parametrize("ceiling_dbtp", [-1.0, -3.0, 0.0])
@pytest.mark.parametrize("rate_hz", [22_050, 44_100, 48_000])
def test_true_peaks_stay_under_the_ceiling(rate_hz: int, ceiling_dbtp: float) -> None:
    hot = music(3.0, 2, rate_hz).to_float() * 8

    limited = limit(hot, rate_hz, ceiling_dbtp)

    assert _peak_dbtp(hot, rate_hz) > 3
    assert _peak_dbtp(limited.frames, rate_hz) <= ceiling_dbtp


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 8_999), st.floats(-8, 8)), min_size=1, max_size=40
    )
)
def test_spikes_anywhere_stay_under_the_ceiling(
    spikes: list[tuple[int, float]],
) -> None:
    frames = np.zeros((9_000, 2))
    for at, height in spikes:
        frames[at] = (height, -height / 3)

    limited = limit(frames, 48_000, -1.0)

    assert _peak_dbtp(limited.frames, 48_000) <= -1.0


def test_music_under_the_ceiling_is_left_alone() -> None:
    frames = music(1.0).to_float() * 0.5

    limited = limit(frames, 48_000, -1.0)

    assert np.array_equal(limited.frames, frames)
    assert np.array_equal(limited.gains, np.ones(len(frames)))


def test_the_gain_curve_gives_the_frames() -> None:
    hot = music(1.0).to_float() * 4

    limited = limit(hot, 48_000, -1.0)

    assert np.allclose(limited.frames, hot * limited.gains[:, np.newaxis], atol=1e-12)


def test_stems_with_the_gain_of_their_mix_still_sum_to_it() -> None:
    stems = [music(1.0).to_float() * 2, tone(48_000, 220, 48_000, 0.9).to_float()]

    limited = limit(stems[0] + stems[1], 48_000, -1.0)

    together = sum(stem * limited.gains[:, np.newaxis] for stem in stems)
    assert np.allclose(together, limited.frames, atol=1e-12)


def test_the_gain_is_down_before_the_peak_and_comes_back() -> None:
    frames = np.zeros((48_000, 1))
    frames[20_000] = 4.0

    gains = limit(frames, 48_000, -1.0).gains

    assert gains[19_000] == 1.0
    assert gains[19_990] < 0.3
    assert gains[20_000] < gains[22_000] < gains[25_000] < 1.0
    assert gains[35_000] == 1.0


def test_the_gain_makes_no_clicks() -> None:
    gains = limit(music(2.0).to_float() * 6, 48_000, -1.0).gains

    assert np.abs(np.diff(gains)).max() < 0.02


def test_the_callers_frames_are_left_as_they_are() -> None:
    hot = music(0.5).to_float() * 4
    before = hot.copy()

    limit(hot, 48_000, -1.0)

    assert np.array_equal(hot, before)


@pytest.mark.parametrize("frames", [0, 1, 2, 191, 192, 193, 500])
def test_any_short_length_can_be_limited(frames: int) -> None:
    limited = limit(np.full((frames, 2), 3.0), 48_000, -1.0)

    assert limited.frames.shape == (frames, 2)
    assert np.abs(limited.frames).max(initial=0.0) < 0.9


@pytest.mark.parametrize("target_lufs", [-23.0, -16.0, -14.0, -10.0])
def test_music_gets_the_loudness_asked_for(target_lufs: float) -> None:
    loud = normalise(music(4.0), target_lufs, -1.0)

    heard, _ = metered_by_ffmpeg(loud.to_float(), 48_000)
    assert heard == pytest.approx(target_lufs, abs=0.15)
    assert _peak_dbtp(loud.to_float(), 48_000) <= -1.0


def test_what_can_not_be_so_loud_stays_under_the_ceiling() -> None:
    loud = normalise(music(2.0), 0.0, -1.0)

    assert _peak_dbtp(loud.to_float(), 48_000) <= -1.0
    assert measure(loud).integrated_lufs > -12


def test_silence_stays_silence() -> None:
    audio = silence(48_000, 2, 48_000)

    assert normalise(audio, -16, -1).digest() == audio.digest()


def test_the_same_music_gives_the_same_bits() -> None:
    audio = music(1.0)

    assert normalise(audio, -12, -1).digest() == normalise(audio, -12, -1).digest()


def _peak_dbtp(frames: Floats, rate_hz: int) -> float:
    """Measure with FFmpeg, silence around so that the piece has room to ring."""
    padded = np.pad(frames, ((4_800, 4_800), (0, 0)))
    return 20 * math.log10(max(metered_by_ffmpeg(padded, rate_hz)[1], 1e-9))
