from __future__ import annotations

import numpy as np

from partita.engine.score import SungLine, Syllable
from partita.engine.singing.intonation import HOP, Singing, pitch_track

RATE_HZ = 44_100


def _track(*pitches: int, manner: str = "sung", stress: int = 1) -> np.ndarray:
    syllables = tuple(
        Syllable(("AA",), place * RATE_HZ, RATE_HZ, pitch, 100, stress)
        for place, pitch in enumerate(pitches)
    )
    line = SungLine("lead", "male", manner, syllables)
    hz = pitch_track(line, RATE_HZ, len(pitches) * RATE_HZ, Singing(seed=1))
    return 69 + 12 * np.log2(hz / 440)


def _between(track: np.ndarray, start_s: float, end_s: float) -> np.ndarray:
    return track[int(start_s * RATE_HZ / HOP) : int(end_s * RATE_HZ / HOP)]


def test_each_note_is_reached_soon_after_its_start() -> None:
    track = _track(60, 67, 62)

    assert abs(np.mean(_between(track, 1.05, 1.2)) - 67) < 0.2
    assert abs(np.mean(_between(track, 2.05, 2.2)) - 62) < 0.2


def test_vibrato_comes_after_the_note_has_settled() -> None:
    track = _track(60)

    assert np.ptp(_between(track, 0.1, 0.2)) < 0.2
    assert np.ptp(_between(track, 0.6, 0.9)) > 0.4


def test_speech_falls_over_a_sentence() -> None:
    track = _track(50, 50, 50, 50, manner="spoken")

    assert np.mean(_between(track, 0, 1)) > np.mean(_between(track, 3, 4)) + 2


def test_stressed_syllables_are_spoken_higher() -> None:
    stressed = _track(50, 50, manner="spoken", stress=1)
    light = _track(50, 50, manner="spoken", stress=0)

    assert np.max(stressed) > np.max(light) + 2


def _sung(vibrato: int = 100, glide: int = 100, scoop: int = 100) -> np.ndarray:
    syllables = tuple(
        Syllable(("AA",), place * RATE_HZ, RATE_HZ, pitch, 100, 1)
        for place, pitch in enumerate((60, 64, 62, 60, 64, 60))
    )
    line = SungLine("lead", "male", "sung", syllables)
    singing = Singing(1, 0.0, 35 * vibrato / 100, 5.5, glide / 100, scoop / 100)
    hz = pitch_track(line, RATE_HZ, len(syllables) * RATE_HZ, singing)
    return 69 + 12 * np.log2(hz / 440)


def test_a_straight_tone_has_no_vibrato() -> None:
    assert np.ptp(_between(_sung(vibrato=0), 0.6, 0.9)) < 0.2
    assert np.ptp(_between(_sung(vibrato=150), 0.6, 0.9)) > 0.7


def test_a_long_glide_takes_longer_and_is_over_soon() -> None:
    plain, long = (_sung(glide=each, scoop=0) for each in (100, 170))

    # On the way from 60 to 64, before the second begins.
    assert np.mean(_between(long, 0.92, 0.96)) > np.mean(_between(plain, 0.92, 0.96))
    assert abs(np.mean(_between(long, 1.06, 1.2)) - 64) < 0.2


def test_a_tuned_voice_steps() -> None:
    track = _sung(vibrato=0, glide=15, scoop=0)

    assert abs(np.mean(_between(track, 0.9, 0.97)) - 60) < 0.2
    assert abs(np.mean(_between(track, 1.01, 1.1)) - 64) < 0.2


def test_a_soul_singer_scoops_inside_a_phrase_and_falls_at_its_end() -> None:
    plain, soul = _sung(), _sung(scoop=200)
    lower = [
        np.min(_between(soul, at, at + 0.08)) - np.min(_between(plain, at, at + 0.08))
        for at in (1.02, 2.02, 3.02, 4.02)
    ]

    assert min(lower) < -0.4
    assert np.min(_between(soul, 5.9, 6)) < np.min(_between(plain, 5.9, 6)) - 0.4
    assert abs(np.mean(_between(soul, 1.2, 1.4)) - 64) < 0.2
