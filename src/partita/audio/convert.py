"""Audio at another rate, with other channels, or with fewer bits.

Knows how many frames come out, exactly; does not know formats or files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import soxr
from numpy.typing import NDArray

from partita.audio.buffer import FULL_SCALE, Audio, Samples, quantised
from partita.audio.stream import Sound, Stream, collected, cut
from partita.units import Frames


def resampled_count(frame_count: Frames, rate_hz: int, to_hz: int) -> Frames:
    """Return how many frames audio has at another rate, halves rounded up."""
    return (2 * frame_count * to_hz + rate_hz) // (2 * rate_hz)


def resample(audio: Audio, rate_hz: int) -> Audio:
    """Return the audio at another rate; at its own it is returned as it is."""
    return collected(at_rate(audio, rate_hz))


def at_rate(sound: Sound, rate_hz: int) -> Sound:
    """Return a sound at another rate, made as it is read."""
    if rate_hz == sound.rate_hz:
        return sound
    wanted = resampled_count(sound.frame_count, sound.rate_hz, rate_hz)
    return Stream(
        rate_hz,
        sound.channels,
        wanted,
        lambda start, end: cut(_resampled(sound, rate_hz, wanted), start, end),
    )


def _resampled(sound: Sound, rate_hz: int, wanted: Frames) -> Iterator[Samples]:
    # float64 all the way: soxr's float32 paths differ between CPUs. In blocks, which
    # gives the same samples as at once.
    stream = soxr.ResampleStream(
        sound.rate_hz, rate_hz, sound.channels, dtype="float64", quality="VHQ"
    )
    read = filled = 0
    for block in sound.blocks():
        read += len(block)
        floats = block / np.float64(FULL_SCALE)
        made = stream.resample_chunk(floats, last=read == sound.frame_count)
        # soxr may round the whole length the other way; arithmetic has the last word.
        made = quantised(made)[: wanted - filled]
        filled += len(made)
        yield made
    yield np.zeros((wanted - filled, sound.channels), np.int32)


def with_channels(audio: Audio, channels: int) -> Audio:
    """Return the audio as mono (the mean of both sides) or stereo (both the same)."""
    return collected(in_channels(audio, channels))


def in_channels(sound: Sound, channels: int) -> Sound:
    """Return a sound as mono or stereo, made as it is read."""
    if channels == sound.channels:
        return sound
    change: Callable[[Samples], Samples] = _mono if channels == 1 else _stereo
    return Stream(
        sound.rate_hz,
        channels,
        sound.frame_count,
        lambda start, end: map(change, sound.slice(start, end).blocks()),
    )


def _mono(block: Samples) -> Samples:
    return quantised((block / np.float64(FULL_SCALE)).mean(axis=1, keepdims=True))


def _stereo(block: Samples) -> Samples:
    return np.repeat(block, 2, axis=1)


def to_16_bit(audio: Audio) -> NDArray[np.int16]:
    """Round samples to 16 bits, without dither: 16-bit sources come back exactly."""
    return narrowed(audio.frames)


def narrowed(block: Samples) -> NDArray[np.int16]:
    """Round samples to 16 bits; `to_16_bit` does it for whole pieces."""
    half = 1 << 7
    highest = (FULL_SCALE >> 8) - 1
    rounded: NDArray[np.int16] = np.minimum((block + half) >> 8, highest).astype("<i2")
    return rounded
