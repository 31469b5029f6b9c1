"""Put kept audio back into a received piece, sample for sample.

What lies between kept stretches is changed for a few milliseconds at most, so that
the seam has no step. Knows frames; does not know why a stretch is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from partita.audio.buffer import Audio, Floats, Samples
from partita.audio.stream import Sound, Stream, collected, cut, lengthened
from partita.units import Frames, frame_at

#: Over which a step at a seam is evened out, on the side that is not kept.
RAMP_MS: Final = 5


@dataclass(frozen=True)
class Patch:
    """A kept stretch and the frame at which it stands."""

    at: Frames
    audio: Sound

    @property
    def end(self) -> Frames:
        """Return the frame after its last."""
        return self.at + self.audio.frame_count


def spliced(received: Sound, patches: Sequence[Patch]) -> Sound:
    """Return a received piece with every patch in its place.

    Args:
        patches: in order, none over another, none past the end.
    """
    if not patches:
        return received
    parts = list(_parts(received, patches))

    def read(start: Frames, end: Frames) -> Iterator[Samples]:
        blocks = (block for part in parts for block in part.blocks())
        return cut(blocks, start, end)

    return Stream(received.rate_hz, received.channels, received.frame_count, read)


def fitted(sound: Sound, frames: Frames) -> Sound:
    """Return a sound of exactly so many frames: cut, or with silence at its end."""
    if sound.frame_count > frames:
        return sound.slice(0, frames)
    return lengthened(sound, frames)


def _parts(received: Sound, patches: Sequence[Patch]) -> Iterator[Sound]:
    at, before = 0, None
    for patch in patches:
        if patch.at > at:
            yield from _between(received, at, patch.at, before, patch)
        yield patch.audio
        at, before = patch.end, patch
    if at < received.frame_count:
        yield from _between(received, at, received.frame_count, before, None)


def _between(
    received: Sound,
    start: Frames,
    end: Frames,
    before: Patch | None,
    after: Patch | None,
) -> Iterator[Sound]:
    """Yield what was generated between two patches, its ends led to theirs."""
    ramp = min(frame_at(RAMP_MS, received.rate_hz), (end - start) // 2)
    if before is not None:
        step = _frame(before.audio, -1) - _frame(received, start - 1)
        yield _led(received.slice(start, start + ramp), step * _falling(ramp))
        start += ramp
    if after is None:
        yield received.slice(start, end)
        return
    yield received.slice(start, end - ramp)
    step = _frame(after.audio, 0) - _frame(received, end)
    yield _led(received.slice(end - ramp, end), step * _falling(ramp)[::-1])


def _frame(sound: Sound, at: Frames) -> Floats:
    at = at if at >= 0 else sound.frame_count + at
    return collected(sound.slice(at, at + 1)).to_float()


def _falling(frames: Frames) -> Floats:
    return np.linspace(1.0, 0.0, frames, endpoint=False)[:, np.newaxis]


def _led(sound: Sound, offset: Floats) -> Audio:
    return Audio.from_float(collected(sound).to_float() + offset, sound.rate_hz)
