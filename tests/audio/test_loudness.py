"""Tests of loudness, against pyloudnorm and the standards' own test signals."""

from __future__ import annotations

import math

import numpy as np
import pyloudnorm
import pytest
import soxr

from partita.audio.buffer import Audio, Floats, silence
from partita.audio.loudness import amplitude_of, measure, measure_floats
from tests.audio.sounds import music, tone


@pytest.mark.parametrize("rate_hz", [22_050, 32_000, 44_100, 48_000, 96_000])
@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("seconds", [0.4, 1.23, 4.0])
def test_integrated_loudness_agrees_with_pyloudnorm(
    seconds: float, channels: int, rate_hz: int
) -> None:
    audio = music(seconds, channels, rate_hz)

    measured = measure(audio).integrated_lufs

    meter = pyloudnorm.Meter(rate_hz)
    expected = meter.integrated_loudness(audio.to_float())
    assert measured == pytest.approx(expected, abs=0.1)


@pytest.mark.parametrize("level_lufs", [-23.0, -33.0])
def test_the_reference_tone_reads_its_own_level(level_lufs: float) -> None:
    """EBU Tech 3341, cases 1 and 2: a stereo 1 kHz sine of as many dBFS."""
    audio = tone(20 * 48_000, 1_000, 48_000, 10 ** (level_lufs / 20))

    measured = measure(audio)

    assert measured.integrated_lufs == pytest.approx(level_lufs, abs=0.1)
    assert measured.momentary_max_lufs == pytest.approx(level_lufs, abs=0.1)
    assert measured.short_term_max_lufs == pytest.approx(level_lufs, abs=0.1)


def test_quiet_stretches_are_gated_out() -> None:
    """EBU Tech 3341, case 3: -36, -23 and -36 LUFS together read -23."""
    audio = _steps([(-36, 10), (-23, 60), (-36, 10)])

    assert measure(audio).integrated_lufs == pytest.approx(-23, abs=0.1)


def test_near_silence_is_gated_out() -> None:
    """EBU Tech 3341, case 4: what lies under -70 LUFS does not count."""
    audio = _steps([(-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)])

    assert measure(audio).integrated_lufs == pytest.approx(-23, abs=0.1)


@pytest.mark.parametrize(("quiet", "loud", "range_lu"), [(-30, -20, 10), (-20, -15, 5)])
def test_loudness_range_is_the_distance_of_two_levels(
    quiet: float, loud: float, range_lu: float
) -> None:
    """EBU Tech 3342, cases 1 and 2."""
    audio = _steps([(quiet, 20), (loud, 20)])

    assert measure(audio).range_lu == pytest.approx(range_lu, abs=1)


def test_a_burst_is_momentarily_as_loud_as_it_is() -> None:
    audio = _steps([(-60, 5), (-20, 0.5), (-60, 5)])

    measured = measure(audio)

    assert measured.momentary_max_lufs == pytest.approx(-20, abs=0.1)
    assert measured.short_term_max_lufs < -26


@pytest.mark.parametrize("frames", [1, 100, 4_799, 19_199, 19_200, 19_201, 143_999])
def test_short_audio_has_a_loudness(frames: int) -> None:
    measured = measure(tone(frames, 997, 48_000, 0.5).slice(0, frames))

    assert math.isfinite(measured.integrated_lufs) or frames == 1
    assert measured.short_term_max_lufs <= measured.momentary_max_lufs + 0.01


@pytest.mark.parametrize("frames", [0, 10, 100_000])
def test_silence_has_no_loudness(frames: int) -> None:
    measured = measure(silence(frames, 2, 48_000))

    assert measured.integrated_lufs == -math.inf
    assert measured.true_peak_dbtp == -math.inf
    assert measured.range_lu == 0.0


@pytest.mark.parametrize("rate_hz", [22_050, 44_100, 48_000])
def test_true_peak_agrees_with_another_resampler(rate_hz: int) -> None:
    audio = music(2.0, 2, rate_hz)

    measured = measure(audio).true_peak_dbtp

    assert measured == pytest.approx(_peak_by_soxr(audio.to_float(), rate_hz), abs=0.1)


def test_a_peak_between_samples_is_found() -> None:
    """A sine at a quarter of the rate, sampled at ±45°, peaks 3 dB over its samples."""
    wave = 0.5 * np.sin(np.arange(48_000) * np.pi / 2 + np.pi / 4)
    wave *= np.hanning(len(wave))

    measured = measure(Audio.from_float(wave, 48_000)).true_peak_dbtp

    assert measured == pytest.approx(20 * math.log10(0.5), abs=0.05)


def test_a_peak_on_the_border_of_two_blocks_is_found() -> None:
    frames = np.zeros((1 << 15, 1))
    frames[(1 << 14) - 1 : (1 << 14) + 1] = 0.5

    measured = measure_floats(frames, 48_000).true_peak_dbtp

    # Between two equal samples of a band-limited pulse: 0.5 * 4 / pi.
    assert measured == pytest.approx(20 * math.log10(0.5 * 4 / math.pi), abs=0.02)


def test_measurements_have_two_decimals() -> None:
    measured = measure(music(1.0))

    assert measured.integrated_lufs == round(measured.integrated_lufs, 2)
    assert measured.true_peak_dbtp == round(measured.true_peak_dbtp, 2)


def test_gains_are_the_same_number_everywhere() -> None:
    assert amplitude_of(-1.0) == 0.891250938134
    assert amplitude_of(6.0) == 1.995262314969


def _steps(levels: list[tuple[float, float]]) -> Audio:
    parts = [
        tone(round(seconds * 48_000), 1_000, 48_000, 10 ** (level / 20)).frames
        for level, seconds in levels
    ]
    return Audio(np.concatenate(parts), 48_000)


def _peak_by_soxr(frames: Floats, rate_hz: int) -> float:
    fine = soxr.resample(frames, rate_hz, 4 * rate_hz, quality="VHQ")
    return float(20 * np.log10(np.abs(fine).max()))
