"""The engine's ears against librosa's, on pieces whose truth is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from eval import measure
from partita.engine.hearing import beat_frames
from partita.engine.listen import listen

if TYPE_CHECKING:
    from numpy.typing import NDArray

RATE_HZ = 22_050


def cadence(tempo_bpm: float, tonic: int, third: int) -> NDArray[np.float64]:
    """Play tonic, fourth, fifth and tonic, a bar each, over a click on each beat."""
    beat = round(RATE_HZ * 60 / tempo_bpm)
    time_s = np.arange(beat) / RATE_HZ
    fading = np.exp(-4 * time_s)
    click = np.zeros(beat)
    click[:400] = 0.3 * np.random.default_rng(5).standard_normal(400)
    beats = []
    for number in range(32):
        above, middle = ((0, third), (5, third), (7, 4), (0, third))[number // 4 % 4]
        pitches = [36 + tonic + above] + [
            60 + (tonic + above + degree) % 12 for degree in (0, middle, 7)
        ]
        hertz = [440 * 2 ** ((pitch - 69) / 12) for pitch in pitches]
        chord = np.sum([np.sin(2 * np.pi * hz * time_s) for hz in hertz], axis=0)
        beats.append((0.2 * chord + click) * fading)
    return np.repeat(np.concatenate(beats)[:, None], 2, axis=1)


@pytest.mark.parametrize(
    ("tempo_bpm", "tonic", "third"), [(92, 2, 4), (117, 9, 3), (138, 5, 4)]
)
def test_both_ears_agree(tempo_bpm: float, tonic: int, third: int) -> None:
    audio = cadence(tempo_bpm, tonic, third)
    signal = measure.mono(audio, RATE_HZ)

    chart = listen(audio, RATE_HZ).main

    tonic_there, mode_there, _ = measure.key_of(signal)
    assert (chart.tonic, chart.mode) == (tonic_there, mode_there)
    times_s = measure.beats_s(signal)
    tempo_there = 60 / float(np.median(np.diff(times_s)))
    assert measure.right_tempo(chart.tempo_mbpm / 1000, tempo_there, measure.TAPPED)


def test_both_ears_hear_the_beat_at_once() -> None:
    audio = cadence(117, 9, 3)
    chart = listen(audio, RATE_HZ).main

    there_s = measure.beats_s(measure.mono(audio, RATE_HZ))

    period_s = float(beat_frames(chart, RATE_HZ)) / RATE_HZ
    beats = (there_s - chart.beat_offset / RATE_HZ) / period_s
    # librosa's frames are 12 ms long and its beats come 10 to 20 ms late.
    assert np.median(np.abs(beats - np.round(beats))) * period_s < 0.035


def test_a_click_is_told_from_a_drum() -> None:
    chance = np.random.default_rng(7)
    smooth = np.cumsum(chance.standard_normal((RATE_HZ * 2, 2)), axis=0) * 1e-3
    broken = smooth + np.where(np.arange(len(smooth)) < RATE_HZ, 0.0, 0.2)[:, None]

    assert measure.click(smooth, RATE_HZ) < 1.2
    assert measure.click(broken, RATE_HZ) > 5


def test_true_peak_sees_between_the_samples() -> None:
    phase = np.pi / 4 + np.pi / 2 * np.arange(4_000)
    quarter = np.stack([np.sin(phase)] * 2, axis=1)

    assert measure.true_peak_db(quarter) == pytest.approx(0.0, abs=0.6)
    assert 20 * np.log10(np.abs(quarter).max()) < -3
