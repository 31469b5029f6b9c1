"""How unlike two pieces are."""

from __future__ import annotations

import numpy as np
from eval.measure import ANALYSIS_HZ
from eval.unlike import Traits, traits_of, unlike


def pulsed(hertz: float, bpm: float = 120) -> Traits:
    time_s = np.arange(6 * ANALYSIS_HZ) / ANALYSIS_HZ
    pulse = np.exp(-8 * (time_s % (60 / bpm)))
    wave = pulse * (np.sin(2 * np.pi * hertz * time_s) + 0.01 * np.sin(9_000 * time_s))
    return traits_of(wave.astype(np.float32))


def test_a_piece_is_like_itself_in_every_respect() -> None:
    low = pulsed(220)

    assert max(unlike(low, low).values()) < 1e-6


def test_another_pitch_is_another_key_chroma_and_timbre() -> None:
    apart = unlike(pulsed(220), pulsed(1_244))

    assert min(apart["key"], apart["chroma"], apart["timbre"]) > 0.1
    assert apart["tempo"] < 0.02


def test_half_a_tempo_is_the_same_tempo_and_less_dense() -> None:
    apart = unlike(pulsed(220, 70), pulsed(220, 140))

    assert apart["tempo"] < 0.05
    assert apart["density"] > 0.3


def test_nobody_taps_to_what_holds_one_chord() -> None:
    time_s = np.arange(6 * ANALYSIS_HZ) / ANALYSIS_HZ
    held = traits_of(np.asarray(0.1 * np.sin(220 * time_s), np.float32))
    apart = unlike(pulsed(220), held)

    assert apart["tempo"] == apart["groove"] == 0
    assert unlike(held, pulsed(220))["groove"] > 0
