"""Audio at another rate, with other channels, or with fewer bits.

Knows how many frames come out, exactly; does not know formats or files.
"""

from __future__ import annotations

import numpy as np
import soxr
from numpy.typing import NDArray

from partita.audio.buffer import BLOCK_FRAMES, FULL_SCALE, Audio, quantised
from partita.units import Frames


def resampled_count(frame_count: Frames, rate_hz: int, to_hz: int) -> Frames:
    """Return how many frames audio has at another rate, halves rounded up."""
    return (2 * frame_count * to_hz + rate_hz) // (2 * rate_hz)


def resample(audio: Audio, rate_hz: int) -> Audio:
    """Return the audio at another rate; at its own it is returned as it is."""
    if rate_hz == audio.rate_hz:
        return audio
    wanted = resampled_count(audio.frame_count, audio.rate_hz, rate_hz)
    frames = np.zeros((wanted, audio.channels), np.int32)
    # float64 all the way: soxr's float32 paths differ between CPUs. In blocks, which
    # gives the same samples as at once.
    stream = soxr.ResampleStream(
        audio.rate_hz, rate_hz, audio.channels, dtype="float64", quality="VHQ"
    )
    filled = 0
    for start in range(0, audio.frame_count, BLOCK_FRAMES):
        end = min(start + BLOCK_FRAMES, audio.frame_count)
        block = audio.slice(start, end).to_float()
        made = quantised(stream.resample_chunk(block, last=end == audio.frame_count))
        # soxr may round the whole length the other way; arithmetic has the last word.
        made = made[: wanted - filled]
        frames[filled : filled + len(made)] = made
        filled += len(made)
    return Audio(frames, rate_hz)


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
