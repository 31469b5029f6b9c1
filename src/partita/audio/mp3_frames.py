"""Frames of MP3: their headers, and the Info frame that makes a stream gapless.

Without it a player does not know how many samples the encoder put in front and behind;
music starts 1105 samples late. Layout: the LAME tag specification, rev. 1, and ISO
11172-3, 2.4.2.3 for headers. Knows frames; does not know tags or sound.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace
from typing import BinaryIO, Final

from partita.units import Frames

#: Samples that LAME puts before the first; decoders know that they add 529 more.
_ENCODER_DELAY: Final = 576
_LEAST_PADDING: Final = 576

#: Samples of the longest MP3 frame.
_MOST_SAMPLES: Final = 1152

_MPEG_1: Final = 3
_KBPS: Final = {
    True: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    False: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES_HZ: Final = {
    3: (44_100, 48_000, 32_000),
    2: (22_050, 24_000, 16_000),
    0: (11_025, 12_000, 8_000),
}
_MONO: Final = 3
_HEADER_BYTES: Final = 4
_LONGEST_SIDE_BYTES: Final = 32
_HAS_COUNTS: Final = 1 | 2  # frames, bytes
_TAG_BYTES: Final = 156
_DELAY_AT: Final = 120 + 21
_TOC_ENTRIES: Final = 100
_ID3_HEAD_BYTES: Final = 10
_SYNC: Final = 0xFF
#: Where the first frames of a stream are looked for.
_SOUGHT_BYTES: Final = 1 << 15


@dataclass(frozen=True)
class Header:
    """A frame's header, read."""

    version: int
    kbps: int
    rate_hz: int
    padding: int
    mono: bool

    @property
    def is_mpeg_1(self) -> bool:
        """Tell whether the frame is of MPEG-1."""
        return self.version == _MPEG_1

    @property
    def samples(self) -> int:
        """Return how many samples a channel has."""
        return _MOST_SAMPLES if self.is_mpeg_1 else _MOST_SAMPLES // 2

    @property
    def byte_count(self) -> int:
        """Return the length of the frame."""
        return self.samples // 8 * self.kbps * 1000 // self.rate_hz + self.padding

    @property
    def side_bytes(self) -> int:
        """Return the length of what stands between header and sound."""
        if self.is_mpeg_1:
            return 17 if self.mono else 32
        return 9 if self.mono else 17


def header_at(stream: bytes, at: int) -> Header | None:
    """Read a Layer III frame header, or nothing where there is none."""
    if len(stream) < at + _HEADER_BYTES:
        return None
    word = int.from_bytes(stream[at : at + _HEADER_BYTES], "big")
    version, layer = word >> 19 & 3, word >> 17 & 3
    bit_rate, rate = word >> 12 & 15, word >> 10 & 3
    legal = word >> 21 == 0x7FF and layer == 1 and version in _RATES_HZ
    if not legal or bit_rate in (0, 15) or rate == 3:
        return None
    return Header(
        version=version,
        kbps=_KBPS[version == _MPEG_1][bit_rate],
        rate_hz=_RATES_HZ[version][rate],
        padding=word >> 9 & 1,
        mono=word >> 6 & 3 == _MONO,
    )


def header_of(rate_hz: int, kbps: int) -> Header:
    """Return what the header of an MP3 in stereo says."""
    version = next(each for each, rates in _RATES_HZ.items() if rate_hz in rates)
    return Header(version, kbps, rate_hz, padding=0, mono=False)


def starts_of(header: Header, byte_count: int) -> list[int]:
    """Return where frames of a stream start, and where its last whole one ends."""
    smallest = replace(header, padding=0).byte_count
    starts = _starts(header, byte_count // smallest)
    return [start for start in starts if start <= byte_count]


def stream_bytes(head: bytes, frame_count: Frames) -> int:
    """Return how long a stream of so many frames of audio is, by its first bytes."""
    first = header_at(head, 0)
    return _layout(first, frame_count)[-1] if first else 0


def _layout(header: Header, frame_count: Frames) -> list[int]:
    """Return where each frame of a stream starts, and where the last one ends.

    LAME ends with a frame that has at least 576 samples of padding.
    """
    samples = header.samples
    padding = samples - (frame_count + _ENCODER_DELAY) % samples
    padding += samples if padding < _LEAST_PADDING else 0
    return _starts(header, (frame_count + _ENCODER_DELAY + padding) // samples)


def _starts(header: Header, count: int) -> list[int]:
    """Return where frames start, and where the last one ends.

    LAME pads one by a byte whenever the bit rate would fall behind; never the first.
    """
    size, short = divmod(header.samples // 8 * header.kbps * 1000, header.rate_hz)
    padded = (
        -(-max(number - 1, 0) * short // header.rate_hz) for number in range(count + 1)
    )
    return [number * size + pads for number, pads in enumerate(padded)]


def info_frame(head: bytes, frame_count: Frames) -> bytes:
    """Return the frame that stands before a stream and says what to leave out.

    Args:
        head: the stream's first bytes.
    """
    first = header_at(head, 0)
    assert first is not None, "only asked when there is a header"
    *starts, end = _layout(first, frame_count)
    silent, size = _silent_header(head[:_HEADER_BYTES], first)
    padding = len(starts) * first.samples - frame_count - _ENCODER_DELAY
    whole = size + end
    tag = struct.pack(">4sIII", b"Info", 0xF, len(starts), whole)
    tag += _toc(starts, size, whole) + struct.pack(">I", 0)  # quality: not said
    # Extension: encoder, CBR, then fields left unsaid up to delay and padding.
    tag += b"LAME3.100\x01" + bytes(11)
    tag += (_ENCODER_DELAY << 12 | padding).to_bytes(3, "big")
    tag += bytes(4) + struct.pack(">IH", whole, 0)
    frame = silent + bytes(first.side_bytes) + tag
    return (frame + struct.pack(">H", _crc_16(frame))).ljust(size, b"\0")


def _silent_header(head: bytes, header: Header) -> tuple[bytes, int]:
    """Return a header like the stream's whose frame has room for the tag, and its size.

    No padding, no checksum, and a higher bit rate where the stream's is too low.
    """
    needed = _HEADER_BYTES + header.side_bytes + _TAG_BYTES
    rates = _KBPS[header.is_mpeg_1]
    for index in range(rates.index(header.kbps), len(rates)):
        roomy = replace(header, kbps=rates[index], padding=0)
        if roomy.byte_count >= needed:
            break
    third = index << 4 | head[2] & 0b1100
    return bytes([head[0], head[1] | 1, third, head[3]]), roomy.byte_count


def _toc(starts: list[int], size: int, whole: int) -> bytes:
    """Say for each hundredth of the time which 256th of the bytes it starts in."""
    positions = (starts[n * len(starts) // _TOC_ENTRIES] for n in range(_TOC_ENTRIES))
    return bytes((size + start) * 256 // whole for start in positions)


def _crc_16(content: bytes) -> int:
    """Return CRC-16 as LAME has it (polynomial 0x8005, reflected, from 0)."""
    crc = 0
    for byte in content:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return crc


@dataclass(frozen=True)
class Promise:
    """What an MP3's Xing or Info frame says of the stream.

    Args:
        frames: the least that it holds, encoder delay and padding taken off. Encoders
            that don't say delay and padding may count the tag's own frame.
        byte_count: of the stream, without tags around it.
        bytes_there: that follow in the file.
    """

    frames: Frames
    byte_count: int
    bytes_there: int


def promised(file: BinaryIO) -> Promise | None:
    """Read what an MP3 promises; None when it promises nothing, or is no MP3."""
    end = file.seek(0, 2)
    file.seek(0)
    start = file.seek(_id3_bytes(file.read(_ID3_HEAD_BYTES)))
    frame = file.read(_HEADER_BYTES + _LONGEST_SIDE_BYTES + _TAG_BYTES)
    header = header_at(frame, 0)
    if header is None:
        return None
    tag = frame[_HEADER_BYTES + header.side_bytes :].ljust(_TAG_BYTES, b"\0")
    name, flags, count, byte_count = struct.unpack_from(">4sIII", tag)
    if name not in (b"Xing", b"Info") or flags & _HAS_COUNTS != _HAS_COUNTS:
        return None
    trimmed = int.from_bytes(tag[_DELAY_AT : _DELAY_AT + 3], "big")
    if trimmed == 0:
        count = max(0, count - 1)
    frames = count * header.samples - (trimmed >> 12) - (trimmed & 0xFFF)
    return Promise(frames, byte_count, end - start)


def is_cut_short(file: BinaryIO) -> bool:
    """Tell whether an MP3 misses over a hundredth of the bytes that it promises.

    Less may be an encoder that counts tags; what is missing then shows in the frames.
    """
    promise = promised(file)
    return promise is not None and promise.bytes_there < promise.byte_count * 0.99


def is_none(file: BinaryIO) -> bool:
    """Tell whether a file begins as an MP3 does, and has no frames of one.

    Two that follow one another are enough; what has no lengths of frames that are
    known here, as Layer II, is given the benefit of the doubt.
    """
    file.seek(0)
    file.seek(_id3_bytes(file.read(_ID3_HEAD_BYTES)))
    stream = file.read(_SOUGHT_BYTES)
    file.seek(0)
    if len(stream) < _SOUGHT_BYTES or stream[:1] != b"\xff" or _is_other(stream):
        return False
    ats = (at for at, byte in enumerate(stream) if byte == _SYNC)
    return not any(_is_followed(stream, at) for at in ats)


def _is_other(stream: bytes) -> bool:
    """Tell whether a stream begins with a frame of Layer I or II, or a free format."""
    version, layer = stream[1] >> 3 & 3, stream[1] >> 1 & 3
    is_mpeg = stream[1] >> 5 == 0b111 and version in (2, _MPEG_1)
    return is_mpeg and (layer in (2, 3) or (layer == 1 and stream[2] >> 4 == 0))


def _is_followed(stream: bytes, at: int) -> bool:
    one = header_at(stream, at)
    other = header_at(stream, at + one.byte_count) if one else None
    return bool(one and other and one.rate_hz == other.rate_hz)


def _id3_bytes(head: bytes) -> int:
    if head[:3] != b"ID3" or len(head) < _ID3_HEAD_BYTES:
        return 0
    size = 0
    for byte in head[6:10]:
        size = size << 7 | byte & 0x7F
    return size + _ID3_HEAD_BYTES
