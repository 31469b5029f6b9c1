"""Audio at another rate, with other channels, or with fewer bits.

Knows how many frames come out, exactly; does not know formats or files.
"""

from __future__ import annotations

import numpy as np
import soxr
from numpy.typing import NDArray

from partita.audio.buffer import FULL_SCALE, Audio, Floats
from partita.units import Frames


def resampled_count(frame_count: Frames, rate_hz: int, to_hz: int) -> Frames:
    """Return how many frames audio has at another rate, halves rounded up."""
    return (2 * frame_count * to_hz + rate_hz) // (2 * rate_hz)


def resample(audio: Audio, rate_hz: int) -> Audio:
    """Return the audio at another rate; at its own it is returned as it is."""
    if rate_hz == audio.rate_hz:
        return audio
    wanted = resampled_count(audio.frame_count, audio.rate_hz, rate_hz)
    if not audio.frame_count:
        return Audio(audio.frames, rate_hz)
    # float64 all the way: soxr's float32 paths differ between CPUs.
    floats = soxr.resample(audio.to_float(), audio.rate_hz, rate_hz, quality="VHQ")
    return Audio.from_float(_fitted(floats, wanted), rate_hz)


def with_channels(audio: Audio, channels: int) -> Audio:
    """Return the audio as mono (the mean of both sides) or stereo (both the same)."""
    if channels == audio.channels:
        return audio
    if channels == 1:
        return Audio.from_float(audio.to_float().mean(axis=1), audio.rate_hz)
    return Audio(np.repeat(audio.frames, channels, axis=1), audio.rate_hz)


def to_16_bit(audio: Audio) -> NDArray[np.int16]:
    """Round samples to 16 bits, without dither: 16-bit sources come back exactly."""
    half = 1 << 7
    highest = (FULL_SCALE >> 8) - 1
    rounded: NDArray[np.int16] = np.minimum((audio.frames + half) >> 8, highest).astype(
        "<i2"
    )
    return rounded


def _fitted(floats: Floats, frame_count: Frames) -> Floats:
    """Cut or hold the end so that the length is the one that arithmetic says."""
    missing = frame_count - len(floats)
    if missing <= 0:
        return floats[:frame_count]
    return np.pad(floats, ((0, missing), (0, 0)))
