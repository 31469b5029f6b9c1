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
