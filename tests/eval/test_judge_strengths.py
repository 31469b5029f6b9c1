"""Verdicts on strengths, and the measures that they rest on."""

from __future__ import annotations

import numpy as np
import pytest
from eval.judge import Verdict
from eval.judge_strengths import judge_strengths
from eval.measure import ANALYSIS_HZ, onset_rate

STRENGTHS = ("low", "medium", "high", "xhigh")


def judged(*middles: float, spread: float = 0.01) -> dict[str, Verdict]:
    """Judge takes whose sums lie around some middles, one a strength.

    Those of a second reference lie further off at every other strength.
    """
    all_takes = {
        name: {
            strength: [
                {"tempo": middle / 2 + off, "groove": middle / 2 + number % 2 * apart}
                for off in (-spread, 0.0, spread)
            ]
            for number, (strength, middle) in enumerate(
                zip(STRENGTHS, middles, strict=True)
            )
        }
        for name, apart in (("pop", 0.0), ("rock", 0.02))
    }
    return {each.name: each for each in judge_strengths(all_takes)}


def test_steps_that_come_nearer_are_counted() -> None:
    verdict = judged(0.8, 0.6, 0.2, 0.1)["strengths-pop"]

    assert verdict.demands["strengths"]
    assert verdict.counts["strengths"] == (3, 3)


def test_a_step_that_goes_away_is_missed() -> None:
    verdict = judged(0.8, 0.6, 0.9, 0.1)["strengths-pop"]

    assert not verdict.demands["strengths"]
    assert verdict.counts["strengths"] == (2, 3)


@pytest.mark.parametrize(("spread", "met"), [(0.005, False), (0.1, True)])
def test_what_takes_differ_by_is_chance(spread: float, *, met: bool) -> None:
    verdict = judged(0.8, 0.6, 0.2, 0.22, spread=spread)["strengths-pop"]

    assert verdict.demands["strengths"] is met


def test_each_respect_is_judged_by_its_mean() -> None:
    verdicts = judged(0.8, 0.6, 0.9, 0.1)

    assert not verdicts["strengths in tempo"].demands["respects"]
    assert judged(0.8, 0.6, 0.2, 0.1)["strengths in groove"].demands["respects"]


def test_in_sum_each_step_has_to_be_more_than_chance() -> None:
    near = judged(0.8, 0.6, 0.2, 0.199)["strengths in sum"]

    assert not near.demands["respects"]
    assert judged(0.8, 0.6, 0.2, 0.1)["strengths in sum"].demands["respects"]


def test_a_held_chord_has_next_to_no_onsets() -> None:
    time_s = np.arange(8 * ANALYSIS_HZ) / ANALYSIS_HZ
    flutter = 1 + 0.02 * np.sin(2 * np.pi * 5 * time_s)
    chord = sum(np.sin(2 * np.pi * hertz * time_s) for hertz in (110.0, 165.0, 220.0))

    assert onset_rate(np.asarray(0.1 * flutter * chord, np.float32)) < 0.5
