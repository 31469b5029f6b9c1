"""Noise with a shape: breath, bows, snares, cymbals.

White noise weighted in the frequency domain and kept for reuse. Knows bands; does not
know what they imitate.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from partita.audio.fourier import Spectrum, spectra_of, waves_of, weighed
from partita.engine.playing.curves import Floats, chance, gain

#: (Hz, decibels) points that a noise's spectrum runs through, straight over log Hz.
Bands = tuple[tuple[float, float], ...]


@lru_cache(maxsize=48)
def shaped(bands: Bands, frames: int, rate_hz: int, seed: int) -> Floats:
    """Return noise with the spectrum given, its loudness 1 rms.

    The end joins the start, so it may be read round and round.
    """
    hz = np.arange(frames // 2 + 1) * (rate_hz / frames)
    weights = curve(bands, hz)
    weights[hz > 0.48 * rate_hz] = 0.0
    weights[0] = 0.0
    wave = waves_of(weighed(_white(frames, seed), weights), frames)
    wave /= np.sqrt(np.mean(wave * wave, dtype=np.float64)) + 1e-12
    wave.setflags(write=False)
    return wave


@lru_cache(maxsize=8)
def _white(frames: int, seed: int) -> Spectrum:
    return spectra_of(chance("noise", seed).standard_normal(frames))


def curve(bands: Sequence[tuple[float, float]], hz: Floats) -> Floats:
    """Return factors for frequencies: straight lines in decibels between points."""
    points = np.array([point for point, _ in bands])
    # Interpolated between factors, on a squashed axis: no logarithms of arrays.
    axis = np.sqrt(np.sqrt(hz))
    return np.interp(
        axis, np.sqrt(np.sqrt(points)), [gain(level) for _, level in bands]
    )


def run(bands: Bands, frames: int, rate_hz: int, seed: int) -> Floats:
    """Return a stretch of shaped noise of any length; other seeds start elsewhere."""
    length = 1 << 16
    wave = shaped(bands, length, rate_hz, seed % 4)
    at = (seed * 7919) % length
    turns = -(-(at + frames) // length)
    return (
        np.tile(wave, turns)[at : at + frames] if turns > 1 else wave[at : at + frames]
    )
