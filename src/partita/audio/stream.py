"""Streams: audio that is read a block at a time, as often as it is asked for.

Ten minutes are 200 MB as frames; a stream is a few blocks of them. Knows frames; does
not know where they come from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from partita.audio.buffer import Audio, Identity, Samples, end_of_slice
from partita.units import Frames


class Sound(Protocol):
    """Audio in memory or not: `Audio` or `Stream`."""

    @property
    def rate_hz(self) -> int:
        """Return frames a second."""

    @property
    def channels(self) -> int:
        """Return 1 for mono, 2 for stereo."""

    @property
    def frame_count(self) -> Frames:
        """Return the length in frames."""

    def blocks(self) -> Iterator[Samples]:
        """Yield all frames, a block at a time."""

    def slice(self, start: Frames, end: Frames | None = None) -> Sound:
        """Return the frames from start up to end."""

    def digest(self) -> str:
        """Return the identity of the audio."""


@dataclass(frozen=True, eq=False)
class Stream:
    """Stand for audio that is made or read when it is asked for.

    Args:
        read: yields the frames from one up to another, in blocks of any size.
    """

    rate_hz: int
    channels: int
    frame_count: Frames
    read: Callable[[Frames, Frames], Iterator[Samples]]

    def blocks(self) -> Iterator[Samples]:
        """Yield all frames, a block at a time."""
        return self.read(0, self.frame_count)

    def slice(self, start: Frames, end: Frames | None = None) -> Stream:
        """Return the frames from start up to end, by the rules of `Audio.slice`."""
        stop = end_of_slice(self.frame_count, start, end)
        return Stream(
            self.rate_hz,
            self.channels,
            stop - start,
            lambda first, last: self.read(start + first, start + last),
        )

    def digest(self) -> str:
        """Return the identity of the audio: that of the same frames in memory."""
        identity = Identity(self.rate_hz, self.channels, self.frame_count)
        for block in self.blocks():
            identity.add(block)
        return identity.digest()


def collected(sound: Sound) -> Audio:
    """Return the whole of a sound in memory."""
    if isinstance(sound, Audio):
        return sound
    frames, at = np.empty((sound.frame_count, sound.channels), np.int32), 0
    for block in sound.blocks():
        frames[at : at + len(block)] = block
        at += len(block)
    return Audio(frames[:at], sound.rate_hz)


def lengthened(sound: Sound, frame_count: Frames) -> Sound:
    """Return a sound of at least so many frames, with silence at its end."""
    if sound.frame_count >= frame_count:
        return sound

    def read(start: Frames, end: Frames) -> Iterator[Samples]:
        heard = min(end, sound.frame_count)
        if start < heard:
            yield from sound.slice(start, heard).blocks()
        if heard < end:
            silent = end - max(start, heard)
            yield np.zeros((silent, sound.channels), np.int32)

    return Stream(sound.rate_hz, sound.channels, frame_count, read)


def watched(sound: Sound, watch: Callable[[Samples], None]) -> Stream:
    """Return a sound each of whose blocks is shown to somebody as it passes by."""

    def read(start: Frames, end: Frames) -> Iterator[Samples]:
        for block in sound.slice(start, end).blocks():
            watch(block)
            yield block

    return Stream(sound.rate_hz, sound.channels, sound.frame_count, read)


def evenly(blocks: Iterator[Samples], size: Frames) -> Iterator[Samples]:
    """Yield the same frames in blocks of one size; the last one may be shorter."""
    held: list[Samples] = []
    count = 0
    for block in blocks:
        start = 0
        while count + len(block) - start >= size:
            end = start + size - count
            yield np.concatenate([*held, block[start:end]])
            held, count, start = [], 0, end
        if start < len(block):
            held.append(block[start:])
            count += len(block) - start
    if held:
        yield np.concatenate(held)


def cut(blocks: Iterator[Samples], start: Frames, end: Frames) -> Iterator[Samples]:
    """Yield what lies between two frames of blocks that can't be entered later."""
    at = 0
    for block in blocks:
        inside = block[max(start - at, 0) : max(end - at, 0)]
        if len(inside):
            yield inside
        at += len(block)
        if at >= end:
            return
