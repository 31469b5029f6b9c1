"""Onsets as a listener would count them."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from partita.engine.listening.busyness import density_of

RATE = 44_100
SECONDS = 8


def tone(hertz: float, seconds: float, decay: float = 0.0) -> NDArray[np.float64]:
    time_s = np.arange(round(seconds * RATE)) / RATE
    waves = [np.sin(2 * np.pi * hertz * n * time_s) / n for n in range(1, 7)]
    return np.asarray(0.1 * np.sum(waves, axis=0) * np.exp(-decay * time_s))


def plucked(a_second: float) -> NDArray[np.float64]:
    sheet = np.zeros((SECONDS * RATE, 1))
    for number in range(round(SECONDS * a_second)):
        start = round(number * RATE / a_second)
        note = tone(220 * 1.12 ** (number % 5), 0.9, 9)[: len(sheet) - start]
        sheet[start : start + len(note), 0] += note
    return sheet


@pytest.mark.parametrize("a_second", [1, 2, 4, 8])
def test_plucked_notes_are_counted(a_second: int) -> None:
    # The first one is not seen to rise from anything.
    missed = 100 / SECONDS + 1

    assert density_of(plucked(a_second), RATE) == pytest.approx(
        100 * a_second, abs=missed
    )


def test_a_held_chord_begins_once() -> None:
    chord = sum(tone(hertz, SECONDS) for hertz in (220.0, 277.2, 329.6))

    assert density_of(np.asarray(chord)[:, None], RATE) <= 100 // SECONDS + 1


@pytest.mark.parametrize("frames", [0, 1, 300, RATE])
def test_silence_and_scraps_have_none(frames: int) -> None:
    assert density_of(np.zeros((frames, 2)), RATE) == 0


def test_what_hardly_stands_out_counts_for_less() -> None:
    bed = sum(tone(hertz, SECONDS) for hertz in (220.0, 277.2, 329.6))
    time_s = np.arange(SECONDS * RATE) / RATE
    faint, clear = (
        np.asarray(bed * (1 + depth * np.exp(-9 * (time_s % 0.5))))[:, None]
        for depth in (0.05, 4.0)
    )

    assert 0 < density_of(faint, RATE) < density_of(clear, RATE) * 3 // 4
