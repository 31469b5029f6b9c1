"""MP3: LAME encodes, and an Info frame makes it gapless.

LAME's wrapper leaves out the frame that tells a player how many samples the encoder
put in front and behind; without it music starts 1105 samples late. Layout: the LAME
tag specification, rev. 1, and ISO 11172-3, 2.4.2.3 for the frame header.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import BinaryIO, Final

import lameenc

from partita.audio.buffer import FULL_SCALE, quantised
from partita.audio.convert import narrowed
from partita.audio.stream import Sound
from partita.errors import AudioError
from partita.units import Frames

#: LAME's quality for the choice of bits, from 0 (best) to 9. 3 is what the `lame`
#: command takes by itself, and nearly half as fast again as 2 (`bench/codecs.py`).
_QUALITY: Final = 3

#: LAME turns music down so that less of it clips when decoded, by the bit rate up to
#: which a row holds (`abr_switch_map` in its presets.c; measured as well).
_LAME_SCALES: Final = ((128, 0.95), (192, 0.97), (320, 1.0))

#: The loudest 24-bit sample that is not rounded up past 16 bits.
_LOUDEST: Final = FULL_SCALE - (1 << 8)

#: Samples that LAME puts before the first; decoders know that they add 529 more.
_ENCODER_DELAY: Final = 576

#: Samples of the longest MP3 frame.
MOST_SAMPLES: Final = 1152

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
_ID3_FRAMES: Final = {
    "TITLE": "TIT2",
    "ARTIST": "TPE1",
    "ALBUM": "TALB",
    "GENRE": "TCON",
    "DATE": "TDRC",
    "COPYRIGHT": "TCOP",
    "COMMENT": "COMM",
}


@dataclass(frozen=True)
class _Header:
    """A frame's header, read."""

    version: int
    kbps: int
    rate_hz: int
    padding: int
    mono: bool

    @property
    def is_mpeg_1(self) -> bool:
        return self.version == _MPEG_1

    @property
    def samples(self) -> int:
        return MOST_SAMPLES if self.is_mpeg_1 else MOST_SAMPLES // 2

    @property
    def byte_count(self) -> int:
        return self.samples // 8 * self.kbps * 1000 // self.rate_hz + self.padding

    @property
    def side_bytes(self) -> int:
        if self.is_mpeg_1:
            return 17 if self.mono else 32
        return 9 if self.mono else 17


def encode_mp3(audio: Sound, kbps: int, tags: Mapping[str, str]) -> bytes:
    """Write constant bit rate MP3 that decodes to exactly the frames given."""
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_in_sample_rate(audio.rate_hz)
    # LAME resamples low bit rates unless it is told not to.
    encoder.set_out_sample_rate(audio.rate_hz)
    encoder.set_channels(audio.channels)
    encoder.set_bit_rate(kbps)
    encoder.set_quality(_QUALITY)
    factor = _makeup(audio, kbps)
    stream = bytearray()
    for block in audio.blocks():
        louder = block if factor == 1.0 else quantised(block / FULL_SCALE * factor)
        stream += encoder.encode(narrowed(louder).tobytes())
    stream += encoder.flush()
    info = _info_frame(bytes(stream), audio.frame_count)
    return id3_tag(tags) + info + bytes(stream)


def _makeup(audio: Sound, kbps: int) -> float:
    """Return the gain that undoes LAME's, as far as the loudest sample leaves room."""
    scale = next(scale for most_kbps, scale in _LAME_SCALES if kbps <= most_kbps)
    if scale == 1.0:
        return 1.0
    peaks = (max(int(block.max()), -int(block.min())) for block in audio.blocks())
    loudest = max(1, *peaks)
    return max(1.0, min(1 / scale, _LOUDEST / loudest))


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
    header = _header(frame, 0)
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


def id3_tag(tags: Mapping[str, str]) -> bytes:
    """Write an ID3v2.4 tag in UTF-8; names that ID3 has no frame for become TXXX."""
    frames = b"".join(_id3_frame(name, tags[name]) for name in sorted(tags))
    return b"ID3\x04\0\0" + _syncsafe(len(frames)) + frames if frames else b""


def _id3_frame(name: str, value: str) -> bytes:
    text = b"\x03" + value.encode()
    frame = _ID3_FRAMES.get(name, "TXXX")
    if frame == "TXXX":
        text = b"\x03" + name.encode() + b"\0" + value.encode()
    elif frame == "COMM":
        text = b"\x03XXX\0" + value.encode()  # language unknown, no description
    return frame.encode() + _syncsafe(len(text)) + b"\0\0" + text


def _syncsafe(size: int) -> bytes:
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))


def _info_frame(stream: bytes, frame_count: Frames) -> bytes:
    """Return the frame that stands before the stream and says what to leave out."""
    starts = list(_frame_starts(stream))
    first = _header(stream, 0)
    if first is None:
        message = "the MP3 encoder wrote no frames"
        raise AudioError(message)
    head, size = _silent_header(stream[:_HEADER_BYTES], first)
    padding = len(starts) * first.samples - frame_count - _ENCODER_DELAY
    whole = size + len(stream)
    tag = struct.pack(">4sIII", b"Info", 0xF, len(starts), whole)
    tag += _toc(starts, size, whole) + struct.pack(">I", 0)  # quality: not said
    # Extension: encoder, CBR, then fields left unsaid up to delay and padding.
    tag += b"LAME3.100\x01" + bytes(11)
    tag += (_ENCODER_DELAY << 12 | padding).to_bytes(3, "big")
    tag += bytes(4) + struct.pack(">IH", whole, 0)
    frame = head + bytes(first.side_bytes) + tag
    return (frame + struct.pack(">H", _crc_16(frame))).ljust(size, b"\0")


def _silent_header(head: bytes, header: _Header) -> tuple[bytes, int]:
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


def _frame_starts(stream: bytes) -> Iterator[int]:
    position = 0
    while (header := _header(stream, position)) is not None:
        yield position
        position += header.byte_count


def _crc_16(content: bytes) -> int:
    """Return CRC-16 as LAME has it (polynomial 0x8005, reflected, from 0)."""
    crc = 0
    for byte in content:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return crc


def _id3_bytes(head: bytes) -> int:
    if head[:3] != b"ID3" or len(head) < _ID3_HEAD_BYTES:
        return 0
    size = 0
    for byte in head[6:10]:
        size = size << 7 | byte & 0x7F
    return size + _ID3_HEAD_BYTES


def _header(stream: bytes, at: int) -> _Header | None:
    """Read a Layer III frame header, or nothing where there is none."""
    if len(stream) < at + _HEADER_BYTES:
        return None
    word = int.from_bytes(stream[at : at + _HEADER_BYTES], "big")
    version, layer = word >> 19 & 3, word >> 17 & 3
    bit_rate, rate = word >> 12 & 15, word >> 10 & 3
    legal = word >> 21 == 0x7FF and layer == 1 and version in _RATES_HZ
    if not legal or bit_rate in (0, 15) or rate == 3:
        return None
    return _Header(
        version=version,
        kbps=_KBPS[version == _MPEG_1][bit_rate],
        rate_hz=_RATES_HZ[version][rate],
        padding=word >> 9 & 1,
        mono=word >> 6 & 3 == _MONO,
    )
