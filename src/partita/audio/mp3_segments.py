"""Segments of an MP3: encoded side by side by encoders of their own, then joined.

Each encoder but the first starts early, and so comes to where the one before it is.
At a frame where both cut time into the same windows, and the later one borrows no more
bytes of earlier frames than the other has left over, one goes on for the other: the
frames overlap and add up as if one had written them all. Layout: ISO 11172-3, 2.4.1.7,
and 13818-3, 2.4.1.7. Knows frames; does not know encoders.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from partita.audio.mp3_frames import Header, header_at, header_of, starts_of
from partita.units import Frames

#: The shortest segments, and the most of them. Both decide bytes.
_LEAST_S: Final = 25
_MOST: Final = 4
#: Frames that an encoder starts early, and goes on after the next one's first.
_EARLY: Final = 48
_LATE: Final = 8

_HEADER_BYTES: Final = 4
_WINDOW_BITS: Final = 1 + 2 + 1  # switching or not, type of block, mixed or not


@dataclass(frozen=True)
class Segment:
    """Frames of an MP3.

    Args:
        start: where its encoder starts.
        first: at which, or near which, it goes on for the one before it.
        end: the frame after the last that it may have to write; None for all.
    """

    start: int
    first: int
    end: int | None


def segments(rate_hz: int, kbps: int, frame_count: Frames) -> list[Segment]:
    """Cut a stream of so many frames of audio; the answer hangs on nothing else."""
    usual = header_of(rate_hz, kbps)
    count = min(max(frame_count // (_LEAST_S * rate_hz), 1), _MOST)
    # Encoders pad frames by a byte in a rhythm; they start where it starts again.
    short = usual.samples // 8 * kbps * 1000 % rate_hz
    rhythm = rate_hz // math.gcd(short, rate_hz)
    beats = frame_count // usual.samples // rhythm
    firsts = [beats * number // count * rhythm for number in range(count)]
    early = -(-_EARLY // rhythm) * rhythm
    ends = [first + _LATE for first in firsts[1:]]
    return [
        Segment(max(first - early, 0), first, end)
        for first, end in zip(firsts, [*ends, None], strict=True)
    ]


class Coded:
    """Frames that one encoder writes, called by their numbers in the whole."""

    def __init__(self, segment: Segment, written: Iterator[bytes]) -> None:
        """Begin with nothing.

        Args:
            written: first what the segment needs, then a little more each time, to the
                end of the audio.
        """
        self.segment = segment
        self.content = bytearray()
        self._written = written
        self._header: Header | None = None
        self._starts = [0]

    def goes_on(self) -> bool:
        """Write on, and tell whether there was something left to write."""
        more = next(self._written, None)
        if more is None:
            return False
        self.content += more
        self._header = header_at(bytes(self.content[:_HEADER_BYTES]), 0)
        assert self._header is not None, "encoders begin with a frame"
        self._starts = starts_of(self._header, len(self.content))
        return True

    @property
    def end(self) -> int:
        """Return the frame after the last that is whole."""
        return self.segment.start + len(self._starts) - 1

    def start_of(self, frame: int) -> int:
        """Return where a frame starts, of those that the segment has; or its end."""
        return self._starts[max(frame - self.segment.start, 0)]

    def borrowed(self, frame: int) -> int:
        """Return how many bytes before a frame are its own: `main_data_begin`."""
        return self._bits(frame, 0, 9 if self._known.is_mpeg_1 else 8)

    def windows(self, frame: int) -> list[int]:
        """Return how the last granule of a frame cuts time, of each channel."""
        header = self._known
        channels = 1 if header.mono else 2
        if header.is_mpeg_1:
            before, length, shape = (18 if header.mono else 20) + 59 * channels, 59, 33
        else:
            before, length, shape = (9 if header.mono else 10), 63, 38
        places = (before + length * channel + shape for channel in range(channels))
        found = (self._bits(frame, place, _WINDOW_BITS) for place in places)
        return [bits if bits >> (_WINDOW_BITS - 1) else 0 for bits in found]

    def sound_of(self, frame: int) -> slice:
        """Return where between headers the bytes of sound are."""
        head = _HEADER_BYTES + self._known.side_bytes
        return slice(self.start_of(frame) + head, self.start_of(frame + 1))

    @property
    def _known(self) -> Header:
        assert self._header is not None, "only asked when something is written"
        return self._header

    def _bits(self, frame: int, place: int, count: int) -> int:
        start = self.start_of(frame) + _HEADER_BYTES
        side = self.content[start : start + self._known.side_bytes]
        whole = int.from_bytes(side, "big")
        return whole >> (8 * len(side) - place - count) & ((1 << count) - 1)


def joined(every: Sequence[Coded]) -> bytes:
    """Put segments together that have been begun, each written as far as it needs.

    Where two don't meet, the earlier one writes on until they do.
    """
    whole, since, before = bytearray(), 0, every[0]
    for after in every[1:]:
        place = _meeting(before, after)
        while place is None and before.end < after.end and before.goes_on():
            place = _meeting(before, after)
        if place is not None:
            whole += _with_lent(before, after, place)[before.start_of(since) :]
            since, before = place, after
    while before.goes_on():
        pass
    return bytes(whole + before.content[before.start_of(since) :])


def _meeting(before: Coded, after: Coded) -> int | None:
    """Return a frame at which one encoder can go on for another."""
    first, end = after.segment.first, min(before.end, after.end)
    least = first - _EARLY // 2
    # The later, the longer the second one has heard the music.
    later, earlier = range(first, end), range(min(first, end) - 1, least, -1)
    places = (*later, *earlier)
    return next((each for each in places if _agree(before, after, each)), None)


def _agree(before: Coded, after: Coded, frame: int) -> bool:
    lends = before.borrowed(frame) >= after.borrowed(frame)
    return lends and before.windows(frame - 1) == after.windows(frame - 1)


def _with_lent(before: Coded, after: Coded, frame: int) -> bytes:
    """Return all before a frame, with the bytes that the later encoder borrowed."""
    content = before.content[: before.start_of(frame)]
    left, at = after.borrowed(frame), frame
    while left:
        at -= 1
        here, there = before.sound_of(at), after.sound_of(at)
        size = min(left, here.stop - here.start)
        lent = after.content[there.stop - size : there.stop]
        content[here.stop - size : here.stop] = lent
        left -= size
    return bytes(content)
