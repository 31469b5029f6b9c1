"""Audio in memory: 24-bit integers, one column a channel, at a rate.

The one lossless form that masters have. Knows exact conversion to and from floats and
the identity of audio; does not know files, codecs or where sound comes from.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from partita.errors import AudioError
from partita.units import Frames, Milliseconds, ms_at

Samples: TypeAlias = NDArray[np.int32]
Floats: TypeAlias = NDArray[np.float64]

#: One more than the loudest sample: 24 bits, signed.
FULL_SCALE: Final = 1 << 23
MAX_CHANNELS: Final = 2

#: Frames converted or digested at a time, so that ten minutes stay small in memory.
BLOCK_FRAMES: Final = 1 << 17


@dataclass(frozen=True, eq=False)
class Audio:
    """Hold frames of audio. Two are the same audio when their digests are equal.

    Args:
        frames: int32 of shape (frames, channels), each sample 24 bits; kept read-only.
    """

    frames: Samples
    rate_hz: int

    def __post_init__(self) -> None:
        _check(self.frames, self.rate_hz)
        kept = self.frames.view()
        kept.setflags(write=False)
        object.__setattr__(self, "frames", kept)

    @classmethod
    def from_float(cls, frames: Floats, rate_hz: int) -> Audio:
        """Quantise floats in ±1 to 24 bits, halves away from zero; louder is clipped.

        Args:
            frames: shape (frames, channels), or (frames,) for mono.

        Raises:
            AudioError: when a sample is no number.
        """
        columns = frames if frames.ndim == 2 else frames.reshape(-1, 1)
        integers = np.empty(columns.shape, np.int32)
        for start in range(0, len(columns), BLOCK_FRAMES):
            block = slice(start, start + BLOCK_FRAMES)
            integers[block] = quantised(columns[block])
        return cls(integers, rate_hz)

    @property
    def frame_count(self) -> Frames:
        """Return the length in frames."""
        return len(self.frames)

    @property
    def channels(self) -> int:
        """Return 1 for mono, 2 for stereo."""
        return int(self.frames.shape[1])

    @property
    def duration_ms(self) -> Milliseconds:
        """Return the length in milliseconds, halves rounded up."""
        return ms_at(self.frame_count, self.rate_hz)

    def to_float(self) -> Floats:
        """Return a copy as floats in ±1; `from_float` gives the same samples back."""
        return self.frames / np.float64(FULL_SCALE)

    def slice(self, start: Frames, end: Frames | None = None) -> Audio:
        """Return the frames from start up to end, without copying them.

        Args:
            end: past the last frame it is the last, as with any sequence: rounded
                times may fall one frame behind the end.

        Raises:
            AudioError: when the slice starts outside or ends before it starts.
        """
        stop = end_of_slice(self.frame_count, start, end)
        return Audio(self.frames[start:stop], self.rate_hz)

    def blocks(self) -> Iterator[Samples]:
        """Yield all frames, a block at a time."""
        for start in range(0, self.frame_count, BLOCK_FRAMES):
            yield self.frames[start : start + BLOCK_FRAMES]

    def digest(self) -> str:
        """Return the identity of the audio, whatever file it came from."""
        identity = Identity(self.rate_hz, self.channels, self.frame_count)
        for block in self.blocks():
            identity.add(block)
        return identity.digest()


class Identity:
    """Digest audio as it passes by: what `Audio.digest` says of the whole."""

    def __init__(self, rate_hz: int, channels: int, frame_count: Frames) -> None:
        head = f"audio {rate_hz} {channels} {frame_count}\0"
        self._sha = hashlib.sha256(head.encode())

    def add(self, block: Samples) -> None:
        """Take the next frames, however many."""
        self._sha.update(block.astype("<i4").tobytes())

    def digest(self) -> str:
        """Return the identity of what passed by."""
        return self._sha.hexdigest()


def end_of_slice(frame_count: Frames, start: Frames, end: Frames | None) -> Frames:
    """Return where a slice ends: at the last frame, if it says nothing or more.

    Raises:
        AudioError: when it starts outside or ends before it starts.
    """
    stop = frame_count if end is None else min(end, frame_count)
    if not 0 <= start <= stop:
        message = f"frames {start}..{stop} are not inside audio of {frame_count} frames"
        raise AudioError(message)
    return stop


def silence(frame_count: Frames, channels: int, rate_hz: int) -> Audio:
    """Return digital silence."""
    return Audio(np.zeros((frame_count, channels), np.int32), rate_hz)


def concatenate(parts: Sequence[Audio]) -> Audio:
    """Put audio end to end. All of it must have one rate and one channel count."""
    if len({(part.rate_hz, part.channels) for part in parts}) != 1:
        message = "audio of different rates or channels can't be put end to end"
        raise AudioError(message)
    return Audio(np.concatenate([part.frames for part in parts]), parts[0].rate_hz)


def quantised(block: Floats) -> Samples:
    """Round floats in ±1 to 24 bits; `Audio.from_float` does it for whole pieces.

    Raises:
        AudioError: when a sample is no number.
    """
    if np.isnan(block).any():
        message = "audio holds samples that are no numbers"
        raise AudioError(message)
    # Clipped first: what an infinite float becomes as an integer depends on the CPU.
    scaled = np.clip(block, -1.0, 1.0) * FULL_SCALE
    rounded = np.trunc(scaled + np.copysign(0.5, scaled))
    return np.clip(rounded, -FULL_SCALE, FULL_SCALE - 1).astype(np.int32)


def _check(frames: Samples, rate_hz: int) -> None:
    if frames.dtype != np.int32 or frames.ndim != 2:
        message = f"frames are {frames.dtype} in {frames.ndim} dimensions"
        raise AudioError(message)
    if not 1 <= frames.shape[1] <= MAX_CHANNELS:
        message = f"audio has {frames.shape[1]} channels, partita knows mono and stereo"
        raise AudioError(message)
    if rate_hz <= 0:
        message = f"audio can't have a rate of {rate_hz} Hz"
        raise AudioError(message)
    if len(frames) and (frames.min() < -FULL_SCALE or frames.max() >= FULL_SCALE):
        message = "audio holds samples of more than 24 bits"
        raise AudioError(message)
