"""Sounds of the world: each sounds as its name says."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from partita.engine.playing import drums
from partita.engine.roster import SOUNDS
from tests.engine.plain import printed

RATE_HZ = 44_100


def wave(name: str, seconds: float = 4) -> NDArray[np.float64]:
    shape = (int(seconds * RATE_HZ), RATE_HZ)
    heard = drums.stroke("acoustic_kit", name, 100, shape, 0).floats()
    return np.asarray(heard, np.float64)


def centroid_hz(sound: NDArray[np.float64]) -> float:
    power = np.abs(np.fft.rfft(sound.mean(axis=0))) ** 2
    hz = np.fft.rfftfreq(sound.shape[1], 1 / RATE_HZ)
    return float(np.sum(power * hz) / np.sum(power))


@pytest.mark.parametrize("name", SOUNDS)
def test_a_sound_is_heard_and_ends_in_silence(name: str) -> None:
    heard = wave(name, 2)

    assert np.isfinite(heard).all()
    assert 0.02 < np.max(np.abs(heard)) < 12
    assert np.max(np.abs(heard[:, -1])) < 0.02
    assert heard.shape[1] <= drums.frames("acoustic_kit", name, (2 * RATE_HZ, RATE_HZ))


def test_low_things_are_low_and_high_things_high() -> None:
    low = [centroid_hz(wave(name)) for name in ("thunder", "gong", "heartbeat")]
    high = [centroid_hz(wave(name)) for name in ("rain", "birds", "crickets", "glass")]

    assert max(low) < 700
    assert min(high) > 2500


def test_a_siren_wails() -> None:
    heard = wave("siren").mean(axis=0)
    found = []
    for start in range(0, 4 * RATE_HZ - 4096, RATE_HZ // 4):
        power = np.abs(np.fft.rfft(heard[start : start + 4096] * np.hanning(4096)))
        found.append(float(np.argmax(power)) * RATE_HZ / 4096)

    assert min(found) < 650
    assert max(found) > 1150


def test_stretches_of_a_bed_overlap_without_a_hole() -> None:
    heard = wave("rain", 7.5)
    hop = int(6 * RATE_HZ)
    laid = np.zeros((2, 2 * hop + heard.shape[1]))
    for start in (0, hop, 2 * hop):
        laid[:, start : start + heard.shape[1]] += heard
    inside = laid[:, 2 * RATE_HZ : -2 * RATE_HZ]
    blocks = inside[:, : inside.shape[1] // RATE_HZ * RATE_HZ].reshape(2, -1, RATE_HZ)
    levels = 10 * np.log10(np.mean(blocks**2, axis=(0, 2)))

    assert np.ptp(levels) < 2


def test_a_sound_is_the_same_on_an_old_processor() -> None:
    code = """
import hashlib
from partita.engine.playing import drums
from partita.engine.roster import SOUNDS
made = hashlib.sha256()
for name in SOUNDS:
    made.update(drums.stroke("acoustic_kit", name, 100, (40_000, 44_100), 0)
                .floats().tobytes())
print(made.hexdigest())
"""
    here: dict[str, object] = {}
    exec(code.replace("print(made.hexdigest())", "seen = made.hexdigest()"), here)

    assert printed(code) == here["seen"]
