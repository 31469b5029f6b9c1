from __future__ import annotations

import numpy as np
import pytest

from partita.engine.listening.sections import bands_db, novelty, section_bars

RATE_HZ = 22_050
BAR = RATE_HZ * 2


def _bars(*hz: float) -> np.ndarray:
    """Return bars of noise around frequencies."""
    chance = np.random.default_rng(1)
    time = np.arange(BAR) / RATE_HZ
    bars = [
        np.sin(2 * np.pi * each * time) * 0.3 + chance.standard_normal(BAR) * 0.001
        for each in hz
    ]
    return np.concatenate(bars)[:, None]


def _sections(audio: np.ndarray, least: int = 2, most: int = 30) -> tuple[int, ...]:
    lines = list(range(0, len(audio) + 1, BAR))
    return section_bars(novelty(bands_db(audio, RATE_HZ, lines)), least, most)


def test_a_section_begins_where_the_sound_becomes_another() -> None:
    assert _sections(_bars(*[200] * 4, *[2_000] * 8, *[200] * 4)) == (0, 4, 12)


def test_sound_that_stays_the_same_is_one_section() -> None:
    assert _sections(_bars(*[440] * 12)) == (0,)


def test_silence_is_one_section() -> None:
    assert _sections(np.zeros((8 * BAR, 1))) == (0,)


def test_sections_have_the_fewest_bars_asked() -> None:
    bars = _sections(_bars(*[200, 200, 900, 900, 4_000, 4_000] * 3), least=4)

    assert min(np.diff([*bars, 18])) >= 4


def test_no_more_sections_are_found_than_asked() -> None:
    audio = _bars(*[200] * 4, *[900] * 4, *[4_000] * 4, *[200] * 4)

    assert len(_sections(audio, most=2)) == 2


@pytest.mark.parametrize("bars", [1, 2, 3])
def test_a_few_bars_are_one_section(bars: int) -> None:
    assert _sections(_bars(*[300] * bars)) == (0,)
