"""MP3: LAME encodes, as the audio comes; an Info frame of ours makes it gapless.

LAME's wrapper leaves that frame out. The length of the audio is known beforehand, and
so is all that the frame says. Knows LAME and ID3 tags; leaves frames to `mp3_frames`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Final

import lameenc
import numpy as np
from numpy.typing import NDArray

from partita.audio.buffer import FULL_SCALE, Samples
from partita.audio.convert import narrowed
from partita.audio.mp3_frames import header_of, info_frame, stream_bytes
from partita.audio.mp3_segments import Coded, Segment, joined, segments
from partita.audio.side_by_side import side_by_side
from partita.audio.stream import Sound, watched
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

#: MP3 frames that an encoder hears before it writes one; so many more at a time are
#: written where segments don't meet.
_AHEAD: Final = 3
_MORE: Final = 64

_ID3_FRAMES: Final = {
    "TITLE": "TIT2",
    "ARTIST": "TPE1",
    "ALBUM": "TALB",
    "GENRE": "TCON",
    "DATE": "TDRC",
    "COPYRIGHT": "TCOP",
    "COMMENT": "COMM",
}


def encode_mp3(audio: Sound, kbps: int, tags: Mapping[str, str]) -> bytes:
    """Write constant bit rate MP3 that decodes to exactly the frames given."""
    # Most audio leaves room to undo LAME's gain. It is not read twice to be sure.
    room = int(_LOUDEST * _lame_scale(kbps))

    def check(block: Samples) -> None:
        if _height(block) > room:
            raise _TooLoudError

    try:
        stream = _stream(watched(audio, check), kbps, room)
    except _TooLoudError:
        stream = _stream(audio, kbps, max(map(_height, audio.blocks())))
    return b"".join(_with_info(iter([stream]), audio.frame_count, tags))


class _TooLoudError(Exception):
    """Audio is louder than was hoped."""


def _height(block: Samples) -> int:
    return max(int(block.max()), -int(block.min()))


def _stream(audio: Sound, kbps: int, loudest: int) -> bytes:
    """Return all frames, encoded in segments, side by side where there is room."""
    coded = [
        Coded(segment, _written(audio, kbps, loudest, segment))
        for segment in segments(audio.rate_hz, kbps, audio.frame_count)
    ]
    list(side_by_side(Coded.goes_on, coded))
    return joined(coded)


def _written(
    audio: Sound, kbps: int, loudest: int, segment: Segment
) -> Iterator[bytes]:
    """Yield the frames of a segment, then more, a few at a time, to the end."""
    lame, factor = _lame(audio, kbps), _makeup(kbps, loudest)
    samples = header_of(audio.rate_hz, kbps).samples
    at, end = segment.start * samples, audio.frame_count
    if segment.end is not None:
        end = (segment.end + _AHEAD) * samples
    while True:
        heard = audio.slice(at, end)
        content = b"".join(_encoded(lame, block, factor) for block in heard.blocks())
        if end >= audio.frame_count:  # at once, where there is nothing to hear
            yield content + bytes(lame.flush())
            return
        yield content
        at, end = end, end + _MORE * samples


def mp3_blocks(
    audio: Sound, kbps: int, tags: Mapping[str, str], loudest: int
) -> Iterator[bytes]:
    """Yield an MP3 as it is made; the audio is read once, by one encoder.

    Args:
        loudest: no sample is above it.
    """
    lame, factor = _lame(audio, kbps), _makeup(kbps, loudest)
    blocks = (_encoded(lame, block, factor) for block in audio.blocks())
    last = (bytes(lame.flush()) for _ in range(1))
    return _with_info(chain(blocks, last), audio.frame_count, tags)


def _lame(audio: Sound, kbps: int) -> lameenc.Encoder:
    lame = lameenc.Encoder()
    lame.silence()
    lame.set_in_sample_rate(audio.rate_hz)
    # LAME resamples low bit rates unless it is told not to.
    lame.set_out_sample_rate(audio.rate_hz)
    lame.set_channels(audio.channels)
    lame.set_bit_rate(kbps)
    lame.set_quality(_QUALITY)
    # Half a sample at another rate may be none: LAME flushes only what has begun.
    lame.encode(b"")
    return lame


def _encoded(encoder: lameenc.Encoder, block: Samples, factor: float) -> bytes:
    loud = narrowed(block) if factor == 1.0 else _amplified(block, factor)
    return bytes(encoder.encode(loud.tobytes()))


def _amplified(block: Samples, factor: float) -> NDArray[np.int16]:
    """Return 24 bits as 16, louder by a factor; what has no room is clipped."""
    louder = np.rint(block * (factor / (1 << 8)))
    loud: NDArray[np.int16] = np.clip(louder, -(1 << 15), (1 << 15) - 1).astype("<i2")
    return loud


def _makeup(kbps: int, loudest: int) -> float:
    """Return the gain that undoes LAME's, as far as the loudest sample leaves room."""
    scale = _lame_scale(kbps)
    return 1.0 if scale == 1.0 else max(1.0, min(1 / scale, _LOUDEST / loudest))


def _lame_scale(kbps: int) -> float:
    return next(scale for most_kbps, scale in _LAME_SCALES if kbps <= most_kbps)


def _with_info(
    stream: Iterator[bytes], frame_count: Frames, tags: Mapping[str, str]
) -> Iterator[bytes]:
    """Put tags and the Info frame before what the encoder yields."""
    head, whole, written = b"", 0, 0
    for block in stream:
        ready = block
        if not whole:
            head += block
            whole = stream_bytes(head, frame_count)
            if not whole:
                continue
            ready = head
            yield id3_tag(tags) + info_frame(head, frame_count)
        yield ready
        written += len(ready)
    if written != whole or not whole:
        message = f"the MP3 encoder wrote {written} bytes, not the {whole} it should"
        raise AudioError(message)


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
