"""Verdicts on strengths, and the measures that they rest on."""

from __future__ import annotations

import numpy as np
from eval.judge_strengths import judge_respects, judge_strengths
from eval.measure import ANALYSIS_HZ, onset_rate

ORDERED = {
    "low": {"tempo": 0.5, "groove": 0.3},
    "medium": {"tempo": 0.4, "groove": 0.2},
    "high": {"tempo": 0.1, "groove": 0.1},
    "xhigh": {"tempo": 0.0, "groove": 0.1},
}


def test_steps_that_come_nearer_are_counted() -> None:
    verdict = judge_strengths("pop", ORDERED)

    assert verdict.demands["strengths"]
    assert verdict.counts["strengths"] == (3, 3)


def test_a_step_that_goes_away_is_missed() -> None:
    verdict = judge_strengths("pop", {**ORDERED, "high": {"tempo": 0.9, "groove": 0}})

    assert not verdict.demands["strengths"]
    assert verdict.counts["strengths"] == (2, 3)


def test_each_respect_is_judged_by_its_mean() -> None:
    away = [{"tempo": each["tempo"], "groove": at / 4}
            for at, each in enumerate(ORDERED.values())]  # fmt: skip
    tempo, groove = judge_respects([away])

    assert tempo.demands["respects"]
    assert not groove.demands["respects"]


def test_a_held_chord_has_next_to_no_onsets() -> None:
    time_s = np.arange(8 * ANALYSIS_HZ) / ANALYSIS_HZ
    flutter = 1 + 0.02 * np.sin(2 * np.pi * 5 * time_s)
    chord = sum(np.sin(2 * np.pi * hertz * time_s) for hertz in (110.0, 165.0, 220.0))

    assert onset_rate(np.asarray(0.1 * flutter * chord, np.float32)) < 0.5
