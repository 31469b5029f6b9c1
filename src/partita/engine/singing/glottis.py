"""A throat: the pulses of the vocal folds, and the air that streams through them.

Pulses are band-limited and in exact tune with their track; noise is seeded. Knows
levels and pitch; does not know the mouth.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from partita.engine.playing.curves import Floats, stretch
from partita.engine.playing.cycles import STEP, Motion, Phase, Table, read, table
from partita.engine.singing.intonation import HOP

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from partita.engine.singing.tracks import Tracks

_HIGHEST_HZ: Final = 15_000.0
#: Frames that are made at a time: few enough to stay near the processor.
STRETCH: Final = 1 << 14
#: Sines below this are those of a pulse's very top.
_TINY: Final = 1e-6
#: Voices are airier the higher they sing above this, up to some limit. Partials of a
#: high note lie so far apart that they leave the mouth's resonances unheard: air is
#: what tells vowels there. In women's speech, too, air is most of the third resonance
#: (Klatt & Klatt 1990).
_AIRY_ABOVE_HZ: Final = 220.0
_AIRIEST: Final = 2.5

assert HOP == STEP, "tracks are read as motions are"


@dataclass(frozen=True)
class Excitation:
    """What one throat sends into the tract, sample by sample.

    Args:
        throat: pulses and breath.
        noise: of the consonants, which are made further to the front.
    """

    throat: Floats
    noise: Floats


def excite(
    curves: Tracks,
    pitch_hz: NDArray[np.float64],
    rate_hz: int,
    air: Floats,
    seed: tuple[int, ...],
) -> Excitation:
    """Return the pulses and the noise of one singer, one hop for each step of a curve.

    Args:
        air: noise as it sounds in the throat, to be read round and round; its last
            `STRETCH` frames are its first once more.
    """
    chance = np.random.default_rng([*seed, 3])
    frames = HOP * (len(pitch_hz) - 1)
    motion = Motion(pitch_hz / rate_hz, curves.voiced, float(chance.random()))
    airy = np.clip(pitch_hz / _AIRY_ABOVE_HZ, 1.0, _AIRIEST)
    streaming = Motion(motion.speeds, curves.breath + airy * curves.air)
    partials = np.floor(highest_hz(rate_hz) / pitch_hz).astype(np.uint32)
    throat = np.empty(frames, np.float32)
    first = int(chance.integers(len(air) - STRETCH))
    for start in range(0, frames, STRETCH):
        end = min(start + STRETCH, frames)
        phase = motion.phase(start, end)
        heard = _pulse_train(phase, partials[start // HOP : end // HOP])
        heard *= motion.level(start, end)
        at = (first + start) % (len(air) - STRETCH)
        breath = air[at : at + end - start] * _opening(phase)
        breath *= streaming.level(start, end)
        np.add(heard, breath, out=throat[start:end])
    return Excitation(throat, _noise(curves, chance))


def highest_hz(rate_hz: int) -> float:
    """Return where the voice's partials end."""
    return min(_HIGHEST_HZ, 0.45 * rate_hz)


def _opening(phase: Phase) -> Floats:
    """Return how far the throat is open: noise follows the pulses."""
    turn = phase.astype(np.float32)
    turn *= 1 / (1 << 32)
    turn -= 0.5
    # A parabola pair: half a sine to within 6 %, without the sines.
    opening: Floats = 1.0 - 4.0 * turn * (1.0 - 2.0 * np.abs(turn))
    return opening


def _noise(curves: Tracks, chance: np.random.Generator) -> Floats:
    """Return white noise where there are consonants, and zeros elsewhere."""
    level = np.sqrt(np.sum(curves.noises * curves.noises, axis=1)).astype(np.float32)
    noise = np.zeros((len(level) - 1, HOP), np.float32)
    sounding = np.flatnonzero(level[:-1] + level[1:])
    noise[sounding] = chance.standard_normal((len(sounding), HOP), np.float32)
    flat = noise.reshape(-1)
    flat *= stretch(level, HOP, len(flat))
    return flat


def _pulse_train(phase: Phase, partials: NDArray[np.uint32]) -> Floats:
    """Return the sum of all partials up to the highest, each of amplitude 1."""
    half = phase >> np.uint32(1)
    odd = 2 * partials + np.uint32(1)
    below = read(_sine(), half)
    pulses = read(_sine(), (half.reshape(-1, HOP) * odd[:, None]).reshape(-1))
    top = np.flatnonzero(below < _TINY)
    below[top] = 1.0
    # Dirichlet's kernel; its limit at a pulse is the number of its terms.
    pulses /= below
    pulses[top] = odd[top // HOP]
    pulses -= 1.0
    pulses *= 0.5
    return pulses


@lru_cache(maxsize=1)
def _sine() -> Table:
    return table(np.ones(1), np.zeros(1))
