"""Ogg Vorbis: libsndfile encodes, and the pages are made repeatable here.

libsndfile draws a random serial number and can't write free comments such as
LOOPSTART. FFmpeg's remuxer could, but it loses packets of files under a second, so
the pages are rewritten here (RFC 3533; Vorbis I, 4.2 and 5.2). Audio packets and their
granule positions are left alone.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO, Final

import soundfile

from partita.audio.buffer import FULL_SCALE
from partita.audio.stream import Sound, evenly
from partita.errors import AudioError

_PAGE_HEAD: Final = struct.Struct("<4sBBqIIIB")
_CRC_AT: Final = 22
_SERIAL: Final = 1
_MAX_SEGMENTS: Final = 255
_MAX_PAGE_BYTES: Final = 27 + 255 + 255 * 255
_HEADER_PACKETS: Final = 3
_COMMENT_START: Final = b"\x03vorbis"
_VENDOR: Final = b"partita"

#: Floats are converted for the encoder a bit at a time: longer writes have
#: overflown libvorbis' stack. What comes out depends on how much goes in at once.
_BLOCK_FRAMES: Final = 1 << 14

#: Bytes with their bits reversed: Ogg's checksum runs the other way round than zlib's.
_REVERSED: Final = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))

#: libsndfile's scale from 1 (smallest) to 0 (best): about 160 kbit/s in stereo.
_COMPRESSION: Final = 0.5


@dataclass(frozen=True)
class _Page:
    flags: int
    granule: int
    lacing: bytes
    content: bytes


def encode_vorbis(audio: Sound, comments: Mapping[str, str]) -> bytes:
    """Write Ogg Vorbis at libsndfile's middle quality."""
    file = io.BytesIO()
    with soundfile.SoundFile(
        file,
        "w",
        audio.rate_hz,
        audio.channels,
        "VORBIS",
        format="OGG",
        compression_level=_COMPRESSION,
    ) as ogg:
        for block in evenly(audio.blocks(), _BLOCK_FRAMES):
            ogg.write(block / FULL_SCALE)
    return _repeatable(file.getvalue(), comments)


def is_cut_short(file: BinaryIO) -> bool:
    """Tell whether an Ogg file ends inside a page.

    A file cut exactly between two pages can't be told from a stream that was stopped,
    which RFC 7845 asks readers to play.
    """
    end = file.seek(0, 2)
    start = max(0, end - 2 * _MAX_PAGE_BYTES)
    file.seek(start)
    tail = file.read()
    return _page_end(tail, tail.rfind(b"OggS")) > len(tail)


def _repeatable(ogg: bytes, comments: Mapping[str, str]) -> bytes:
    """Give a file a constant serial number and our comments."""
    pages = list(_pages(ogg))
    packets, header_pages = _header_packets(pages)
    packets[1] = _comment_packet(comments)
    rewritten = [pages[0], *_paged(packets[1:]), *pages[header_pages:]]
    return b"".join(_page_bytes(page, n) for n, page in enumerate(rewritten))


def _pages(ogg: bytes) -> Iterator[_Page]:
    position = 0
    while position < len(ogg):
        fields = _PAGE_HEAD.unpack_from(ogg, position)
        end = _page_end(ogg, position)
        lacing_start = position + _PAGE_HEAD.size
        lacing_end = lacing_start + fields[-1]
        yield _Page(
            flags=fields[2],
            granule=fields[3],
            lacing=ogg[lacing_start:lacing_end],
            content=ogg[lacing_end:end],
        )
        position = end


def _page_end(ogg: bytes, start: int) -> int:
    """Return where a page ends, which may be after the bytes that are there."""
    lacing_start = start + _PAGE_HEAD.size
    if start < 0 or lacing_start > len(ogg):
        return len(ogg) + 1
    lacing = ogg[lacing_start : lacing_start + ogg[lacing_start - 1]]
    return lacing_start + ogg[lacing_start - 1] + sum(lacing)


def _header_packets(pages: list[_Page]) -> tuple[list[bytes], int]:
    """Return the three header packets, and the number of pages that they fill."""
    packets: list[bytes] = []
    unfinished = b""
    for count, page in enumerate(pages, start=1):
        position = 0
        for size in page.lacing:
            unfinished += page.content[position : position + size]
            position += size
            if size < _MAX_SEGMENTS:
                packets.append(unfinished)
                unfinished = b""
        if len(packets) >= _HEADER_PACKETS:
            return packets, count
    message = "the Vorbis encoder wrote no headers"
    raise AudioError(message)


def _comment_packet(comments: Mapping[str, str]) -> bytes:
    fields = [f"{name}={value}".encode() for name, value in sorted(comments.items())]
    return b"".join(
        (
            _COMMENT_START,
            _counted(_VENDOR),
            struct.pack("<I", len(fields)),
            *(_counted(text) for text in fields),
            b"\x01",  # framing bit
        )
    )


def _counted(text: bytes) -> bytes:
    return struct.pack("<I", len(text)) + text


def _paged(packets: list[bytes]) -> Iterator[_Page]:
    """Lay header packets on pages of their own; they carry granule position 0."""
    lacing = b"".join(
        b"\xff" * (len(packet) // _MAX_SEGMENTS) + bytes([len(packet) % _MAX_SEGMENTS])
        for packet in packets
    )
    content = b"".join(packets)
    while lacing:
        here, lacing = lacing[:_MAX_SEGMENTS], lacing[_MAX_SEGMENTS:]
        size = sum(here)
        yield _Page(0, 0, here, content[:size])
        content = content[size:]


def _page_bytes(page: _Page, number: int) -> bytes:
    head = _PAGE_HEAD.pack(
        b"OggS", 0, page.flags, page.granule, _SERIAL, number, 0, len(page.lacing)
    )
    unsigned = head + page.lacing + page.content
    checksum = struct.pack("<I", _crc(unsigned))
    return unsigned[:_CRC_AT] + checksum + unsigned[_CRC_AT + len(checksum) :]


def _crc(page: bytes) -> int:
    """Return Ogg's CRC-32 (polynomial 0x04c11db7, not reflected, from 0)."""
    reflected = zlib.crc32(page.translate(_REVERSED), 0xFFFF_FFFF) ^ 0xFFFF_FFFF
    return int(f"{reflected:032b}"[::-1], 2)
