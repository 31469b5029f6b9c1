"""A throat: the pulses of the vocal folds, and the air that streams through them.

Pulses are band-limited and in exact tune with their track; noise is seeded. Knows
levels and pitch; does not know the mouth.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from partita.engine.singing.intonation import HOP

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from partita.engine.singing.tracks import Tracks

_HIGHEST_HZ: Final = 15_000.0


@dataclass(frozen=True)
class Excitation:
    """What one throat sends into the tract, sample by sample."""

    voiced: NDArray[np.float64]
    breath: NDArray[np.float64]
    noise: NDArray[np.float64]


def excite(
    curves: Tracks,
    pitch_hz: NDArray[np.float64],
    rate_hz: int,
    frames: int,
    seed: tuple[int, ...],
) -> Excitation:
    """Return the pulses and the noise of one singer."""
    chance = np.random.default_rng([*seed, 3])
    at = np.arange(frames) / HOP
    grid = np.arange(len(pitch_hz))
    turns = np.cumsum(np.interp(at, grid, pitch_hz) / rate_hz)
    turns += chance.random()
    highest = np.floor(highest_hz(rate_hz) / np.interp(at, grid, pitch_hz))
    pulses = _pulse_train(turns, highest)
    white = chance.standard_normal(frames)
    # Air streams while the throat is open: noise follows the pulses.
    open_part = 1.0 + 0.5 * np.sin(2 * np.pi * (turns - np.floor(turns)))
    noise_level = np.sqrt(np.sum(curves.noises * curves.noises, axis=1))
    return Excitation(
        pulses * np.interp(at, grid, curves.voiced),
        white * open_part * np.interp(at, grid, curves.breath),
        chance.standard_normal(frames) * np.interp(at, grid, noise_level),
    )


def highest_hz(rate_hz: int) -> float:
    """Return where the voice's partials end."""
    return min(_HIGHEST_HZ, 0.45 * rate_hz)


def _pulse_train(
    turns: NDArray[np.float64], highest: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the sum of all partials up to the highest, each of amplitude 1."""
    half = np.pi * (turns - np.floor(turns))
    below = np.sin(half)
    tiny = np.abs(below) < 1e-9
    # Dirichlet's kernel; its limit at a pulse is the number of its terms.
    kernel = np.sin((2 * highest + 1) * half) / np.where(tiny, 1.0, below)
    return (np.where(tiny, 2 * highest + 1, kernel) - 1.0) / 2.0
