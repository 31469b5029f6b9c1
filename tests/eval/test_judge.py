from __future__ import annotations

import numpy as np
import pytest
from eval.judge import REQUIRED, Verdict, tonic_and_mode, voice_of
from eval.run import Result, doubts, shares, table

from eval import measure

CHANCE = np.random.default_rng(9)


def met_and_missed() -> Result:
    verdict = Verdict("waltz")
    verdict.demand("tempo", "168 → 168.1", met=True)
    verdict.demand("key", "A minor → C major", met=False)
    return Result(verdict, 31.0)


def test_keys_are_read_as_written() -> None:
    assert tonic_and_mode("Gb major") == tonic_and_mode("F# major") == (6, "major")


@pytest.mark.parametrize(
    ("heard_bpm", "times", "expected"),
    [
        (121.0, measure.TAPPED, True),
        (60.5, measure.TAPPED, True),
        (126.0, measure.TAPPED, False),
        (180.0, measure.TAPPED, False),
        (180.0, measure.TAPPED_IN_THREES, True),
    ],
)
def test_a_tempo_may_be_tapped_in_octaves(
    heard_bpm: float, times: tuple[float, ...], expected: bool
) -> None:
    assert measure.right_tempo(heard_bpm, 120, times) is expected


def test_a_voice_is_what_the_instruments_do_not_explain() -> None:
    band = 0.1 * CHANCE.standard_normal((1 << 18, 2))
    voice = 0.05 * np.sin(0.05 * np.arange(1 << 18))[:, None].repeat(2, axis=1)

    left = voice_of(0.8 * (band + voice), band)

    assert np.sqrt(np.mean((left - 0.8 * voice) ** 2)) < 0.004


def test_a_level_jump_is_told_in_decibels() -> None:
    audio = np.concatenate([np.full((4_000, 2), 0.1), np.full((4_000, 2), 0.2)])

    assert measure.level_jump_db(audio, 4_000, 4_000) == pytest.approx(6.02, abs=0.01)


def test_the_table_counts_what_was_demanded() -> None:
    result = met_and_missed()

    assert shares([result.verdict])["tempo"] == (1, 1)
    assert shares([result.verdict])["seams"] == (0, 0)
    text = table([result])
    assert "| key | 0 | 1 | 0% **missed** | 90% |" in text
    assert "✗ A minor → C major" in text


def test_what_is_wrong_is_said_in_words() -> None:
    assert "waltz: key: A minor → C major" in doubts([met_and_missed()])


def test_a_demand_that_the_table_lacks_is_a_mistake() -> None:
    verdict = Verdict("waltz")
    verdict.demand("swagger", "none", met=True)

    assert "swagger" not in REQUIRED
    with pytest.raises(KeyError):
        shares([verdict])
