"""Decode what libsndfile can't, with FFmpeg: AAC, m4a, ALAC, webm and the like.

Only the containers in the table are tried, and each is told to FFmpeg by name: its own
guess would take a text file for a picture.
"""

from __future__ import annotations

from typing import BinaryIO, Final

import av
import numpy as np
from numpy.typing import NDArray

from partita.audio.buffer import MAX_CHANNELS, Audio, Samples, quantised
from partita.errors import AudioError
from partita.units import Frames, format_duration

#: Where a container's mark stands, the mark, and FFmpeg's name for its reader.
_MARKS: Final = (
    (4, b"ftyp", "mov"),
    (4, b"moov", "mov"),
    (4, b"mdat", "mov"),
    (4, b"wide", "mov"),
    (4, b"free", "mov"),
    (0, b"\x1aE\xdf\xa3", "matroska"),
    (0, b"0&\xb2u\x8ef\xcf\x11", "asf"),
    (0, b"wvpk", "wv"),
    (0, b"TTA1", "tta"),
    (0, b"MAC ", "ape"),
)

#: Full scale of FFmpeg's sample formats; `p` (planar) is taken off first.
_SCALES: Final = {
    "u8": 1 << 7,
    "s16": 1 << 15,
    "s32": 1 << 31,
    "flt": 1,
    "dbl": 1,
}

#: From toys' samplers to the fastest converters there are.
_RATES_HZ: Final = (4_000, 768_000)

#: AAC frames may overlap the end that a container promises by this much.
_SLACK_FRAMES: Final = 2048

#: Containers that count in finer units than this count frames.
_EXACT_UNITS_A_SECOND: Final = 8_000


def foreign_format(head: bytes) -> str | None:
    """Return FFmpeg's name for a container that libsndfile can't read."""
    for at, mark, name in _MARKS:
        if head[at : at + len(mark)] == mark:
            return name
    # ADTS: twelve bits set, then the layer's two bits clear, as in no MP3.
    is_adts = len(head) > 1 and head[0] == 0xFF and head[1] & 0xF6 == 0xF0
    return "aac" if is_adts else None


def decode_foreign(file: BinaryIO, container: str, max_frames: Frames) -> Audio:
    """Decode the first audio stream of a container.

    Raises:
        AudioError: when there is none, or it can't be decoded.
    """
    try:
        with av.open(file, "r", format=container) as source:
            if not source.streams.audio:
                message = "holds no audio"
                raise AudioError(message)
            return _decoded(source, source.streams.audio[0], max_frames)
    except av.FFmpegError as error:
        message = f"can't be decoded: {error.strerror}"
        raise AudioError(message) from error
    except (ValueError, RuntimeError) as error:
        message = f"can't be decoded: {error}"
        raise AudioError(message) from error


def too_long(max_frames: Frames, rate_hz: int) -> str:
    """Say that audio is longer than was allowed."""
    most_ms = 1_000 * max_frames // rate_hz
    most = format_duration(most_ms if most_ms < 1_000 else most_ms // 1_000 * 1_000)
    return f"is longer than {most}, the most that partita reads at {rate_hz} Hz"


def refuse_rate(rate_hz: int) -> None:
    """Refuse a rate that no music has.

    Raises:
        AudioError: when it is one.
    """
    lowest_hz, highest_hz = _RATES_HZ
    if not lowest_hz <= rate_hz <= highest_hz:
        known = f"partita reads {lowest_hz} Hz to {highest_hz} Hz"
        message = f"has {rate_hz} frames a second, {known}"
        raise AudioError(message)


def _decoded(
    source: av.container.InputContainer, stream: av.AudioStream, max_frames: Frames
) -> Audio:
    blocks: list[Samples] = []
    filled, end = 0, 0
    shape: tuple[int, int] | None = None
    for packet in source.demux(stream):
        if packet.pts is not None and packet.duration is not None:
            end = max(end, packet.pts + packet.duration)
        for frame in packet.decode():
            # Not the stream's: HE-AAC doubles the rate that its container names.
            shape = shape or _shape(frame)
            if _shape(frame) != shape:
                message = "can't be decoded: its rate or channels change"
                raise AudioError(message)
            blocks.append(_samples(frame))
            filled += frame.samples
            if filled > max_frames:
                raise AudioError(too_long(max_frames, shape[0]))
    if shape is None:
        message = "holds no audio"
        raise AudioError(message)
    return Audio(_trimmed(np.concatenate(blocks), stream, shape[0], end), shape[0])


def _trimmed(
    frames: Samples, stream: av.AudioStream, rate_hz: int, end: int
) -> Samples:
    """Leave out what the encoder added at the end, where the container can say it.

    The last packet's duration does; the edit list would too, but FFmpeg writes it in
    milliseconds, and so does Matroska everything.

    Args:
        end: of the last packet, in the stream's own unit.
    """
    unit = stream.time_base
    if unit is None or unit.numerator != 1 or unit.denominator < _EXACT_UNITS_A_SECOND:
        return frames
    promised = round((stream.duration or 0) * unit * rate_hz)
    if len(frames) + _SLACK_FRAMES < promised:
        message = "is cut short: it holds less audio than it promises"
        raise AudioError(message)
    return frames[: round(end * unit * rate_hz)] if end > 0 else frames


def _shape(frame: av.AudioFrame) -> tuple[int, int]:
    return frame.rate, frame.layout.nb_channels


def _samples(frame: av.AudioFrame) -> Samples:
    rate_hz, channels = _shape(frame)
    if not 1 <= channels <= MAX_CHANNELS:
        message = f"has {channels} channels, partita knows mono and stereo"
        raise AudioError(message)
    refuse_rate(rate_hz)
    name = frame.format.name.removesuffix("p")
    if name not in _SCALES or not rate_hz:
        message = f"can't be decoded: its samples are {frame.format.name}"
        raise AudioError(message)
    array = frame.to_ndarray()
    columns = array.T if frame.format.is_planar else array.reshape(-1, channels)
    return quantised(_floats(columns, name))


def _floats(columns: NDArray[np.generic], name: str) -> NDArray[np.float64]:
    floats = columns.astype(np.float64)
    return (floats - (_SCALES[name] if name == "u8" else 0)) / _SCALES[name]
