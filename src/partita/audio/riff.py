"""RIFF chunks of wav files: find them, and add the `smpl` chunk of a loop.

Everything else about wav is soundfile's work. Does not know samples or rates beyond
the numbers that `smpl` holds.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from partita.units import Frames

_HEAD: Final = struct.Struct("<4sI")
_RIFF_HEAD_BYTES: Final = 12
_NS_PER_SECOND: Final = 1_000_000_000
_MIDDLE_C: Final = 60

#: Writers that stream leave these sizes, since they don't know better.
_UNKNOWN_SIZES: Final = (0, 0xFFFF_FFFF)


@dataclass(frozen=True)
class RiffChunk:
    """One chunk: its name, where its content starts, and the size it claims."""

    name: bytes
    start: int
    size: int


def riff_chunks(file: BinaryIO) -> Iterator[RiffChunk]:
    """Walk the chunks of a little-endian wav file, in whatever order they stand."""
    end = file.seek(0, 2)
    position = _RIFF_HEAD_BYTES
    while position + _HEAD.size <= end:
        file.seek(position)
        name, size = _HEAD.unpack(file.read(_HEAD.size))
        yield RiffChunk(name, position + _HEAD.size, size)
        position += _HEAD.size + size + size % 2


def is_cut_short(file: BinaryIO) -> bool:
    """Tell whether a wav file ends before the samples that it promises."""
    end = file.seek(0, 2)
    for chunk in riff_chunks(file):
        if chunk.name == b"data":
            known = chunk.size not in _UNKNOWN_SIZES
            return known and chunk.start + chunk.size > end
    return True


def with_smpl(wav: bytes, loop: tuple[Frames, Frames], rate_hz: int) -> bytes:
    """Append a `smpl` chunk with one endless forward loop.

    Args:
        loop: first frame, and the frame after the last.
    """
    chunk = _smpl(loop, rate_hz)
    body = wav[8:] + b"\0" * (len(wav) % 2) + chunk
    return _HEAD.pack(b"RIFF", len(body)) + body


def _smpl(loop: tuple[Frames, Frames], rate_hz: int) -> bytes:
    start, end = loop
    period_ns = (2 * _NS_PER_SECOND + rate_hz) // (2 * rate_hz)
    # manufacturer, product, period, note, pitch fraction, SMPTE format and offset,
    # number of loops, bytes of sampler data.
    sampler = struct.pack("<9I", 0, 0, period_ns, _MIDDLE_C, 0, 0, 0, 1, 0)
    # cue id, forward, first frame, last frame (the chunk's end is inclusive),
    # fraction, endless.
    forever = struct.pack("<6I", 0, 0, start, end - 1, 0, 0)
    return _HEAD.pack(b"smpl", len(sampler) + len(forever)) + sampler + forever
