"""Decode files to audio, gapless and exact to the sample, and measure their length.

libsndfile reads what it can; FFmpeg reads AAC and other things that people have.
Whatever is wrong with a file, the answer is `AudioError`. Nothing is resampled.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np
import soundfile

from partita.audio import mp3_frames, ogg, riff
from partita.audio.buffer import (
    BLOCK_FRAMES,
    MAX_CHANNELS,
    Audio,
    Samples,
    quantised,
)
from partita.audio.foreign import (
    decode_foreign,
    foreign_format,
    refuse_rate,
    too_long,
)
from partita.audio.stream import Sound, Stream
from partita.errors import AudioError
from partita.units import Frames

#: About 23 minutes at 48 kHz: over twice what the API makes, and 0.5 GB in memory.
MAX_FRAMES: Final = 1 << 26

#: What libsndfile reads as integers of at most 24 bits; the rest is read as floats.
_INTEGERS: Final = (
    "PCM_S8", "PCM_U8", "PCM_16", "PCM_24", "ULAW", "ALAW", "ALAC_16", "ALAC_20",
    "ALAC_24", "IMA_ADPCM", "MS_ADPCM", "GSM610", "G721_32", "DPCM_8", "DPCM_16",
)  # fmt: skip

#: What may go beyond full scale; and what stands for no number of decibels.
_FLOATS: Final = ("FLOAT", "DOUBLE")
_MOST: Final = 1e9

_SHORT: Final = "is cut short: it holds less audio than it promises"
_HEAD_BYTES: Final = 16
_CUT_SHORT: Final = {
    b"RIFF": riff.is_cut_short,
    b"OggS": ogg.is_cut_short,
    b"ID3": mp3_frames.is_cut_short,
    b"\xff": mp3_frames.is_cut_short,
}

#: Formats whose headers don't always say how long the audio is.
_ESTIMATES: Final = ("MP3", "OGG")


@dataclass(frozen=True)
class Probe:
    """Say how long a file is, without its samples."""

    rate_hz: int
    channels: int
    frames: Frames


def decode(content: bytes | Path, *, max_frames: Frames = MAX_FRAMES) -> Audio:
    """Read wav, flac, ogg, opus, mp3, aiff, m4a, aac, webm and their like.

    Args:
        content: the bytes of a file, or where it is.
        max_frames: longer audio is refused before it fills the memory.

    Raises:
        AudioError: when it is no audio, is cut short, has more than two channels,
            or is too long.
    """
    with _opened(content) as file:
        container = foreign_format(_head(file))
        if container is not None:
            return decode_foreign(file, container, max_frames)
        least = _least_frames(file)
        with soundfile.SoundFile(file) as source:
            _refuse_shape(source)
            return _read(source, least, max_frames)


def stream(path: Path, frame_count: Frames | None = None) -> Sound:
    """Read a file as `decode` does, but a block at a time whenever it is asked for.

    What FFmpeg has to read is read at once all the same.

    Args:
        frame_count: what is known of its length; else it is read through to tell.

    Raises:
        AudioError: as `decode`; while it is read when it holds less than is known.
    """
    with _opened(path) as file:
        container = foreign_format(_head(file))
        if container is not None:
            return decode_foreign(file, container, MAX_FRAMES)
        least = _least_frames(file)
        with soundfile.SoundFile(file) as source:
            _refuse_shape(source)
            if frame_count is None:
                frame_count = sum(map(len, _blocks(source, least, MAX_FRAMES)))
            rate_hz, channels = source.samplerate, source.channels
    return Stream(rate_hz, channels, frame_count, partial(_stretch, path))


def probe(content: bytes | Path) -> Probe:
    """Measure a file as `decode` would find it, from its headers where they are exact.

    Raises:
        AudioError: as `decode`.
    """
    with _opened(content) as file:
        if foreign_format(_head(file)) is None:
            least = _least_frames(file)
            with soundfile.SoundFile(file) as source:
                _refuse_shape(source)
                # Headers of MP3 without an Info frame only estimate.
                exact = source.format != "MP3" or least is not None
                if exact and (least or 0) <= source.frames <= MAX_FRAMES:
                    return Probe(source.samplerate, source.channels, source.frames)
    audio = decode(content)
    return Probe(audio.rate_hz, audio.channels, audio.frame_count)


def overs(path: Path) -> float:
    """Return how high the samples of a file of floats go, 1 being full scale.

    Files of integers have nothing above it: 0 for them, and for what FFmpeg reads.

    Raises:
        AudioError: as `decode`.
    """
    with _opened(path) as file:
        if foreign_format(_head(file)) is not None:
            return 0.0
        with soundfile.SoundFile(file) as source:
            if source.subtype not in _FLOATS:
                return 0.0
            blocks = source.blocks(BLOCK_FRAMES, dtype="float64", always_2d=True)
            # What is no number is another fault, and infinity is very loud.
            heights = (np.nan_to_num(np.abs(each), posinf=_MOST) for each in blocks)
            return max((float(each.max()) for each in heights), default=0.0)


@contextmanager
def _opened(content: bytes | Path) -> Iterator[BinaryIO]:
    """Open what was given, and turn whatever a decoder raises into `AudioError`."""
    name = f"`{content.name}`" if isinstance(content, Path) else "the audio"
    try:
        with _file(content) as file:
            _refuse_cut_short(file)
            yield file
    except AudioError as error:
        raise AudioError(f"{name} {error.message}", hint=error.hint) from error
    except OSError as error:
        raise AudioError(f"{name} can't be read: {error.strerror}") from error
    except soundfile.LibsndfileError as error:
        reason = error.error_string.rstrip(".")
        raise AudioError(f"{name} can't be decoded: {reason}") from error
    except (soundfile.SoundFileError, ValueError, ArithmeticError) as error:
        raise AudioError(f"{name} can't be decoded: {error}") from error


def _file(content: bytes | Path) -> BinaryIO:
    return content.open("rb") if isinstance(content, Path) else io.BytesIO(content)


def _head(file: BinaryIO) -> bytes:
    file.seek(0)
    head = file.read(_HEAD_BYTES)
    file.seek(0)
    return head


def _least_frames(file: BinaryIO) -> Frames | None:
    """Return the least that an MP3 must hold, if it says how much it holds.

    Raises:
        AudioError: when it only looks like one. libsndfile would write of it to stderr.
    """
    if mp3_frames.is_none(file):
        message = "looks like an mp3 and holds nothing of one"
        raise AudioError(message)
    promise = mp3_frames.promised(file)
    file.seek(0)
    return None if promise is None else promise.frames


def _refuse_cut_short(file: BinaryIO) -> None:
    head = _head(file)
    if not head:
        message = "is empty"
        raise AudioError(message)
    for magic, is_cut_short in _CUT_SHORT.items():
        if head.startswith(magic) and is_cut_short(file):
            raise AudioError(_SHORT)
    file.seek(0)


def _refuse_shape(source: soundfile.SoundFile) -> None:
    if not 1 <= source.channels <= MAX_CHANNELS:
        message = f"has {source.channels} channels, partita knows mono and stereo"
        raise AudioError(message)
    refuse_rate(source.samplerate)


def _read(
    source: soundfile.SoundFile, least: Frames | None, max_frames: Frames
) -> Audio:
    frames = np.empty((min(source.frames, max_frames), source.channels), np.int32)
    filled = 0
    for block in _blocks(source, least, max_frames):
        frames[filled : filled + len(block)] = block
        filled += len(block)
    return Audio(frames[:filled], source.samplerate)


def _blocks(
    source: soundfile.SoundFile, least: Frames | None, max_frames: Frames
) -> Iterator[Samples]:
    """Read to the end, wherever the header thinks that it is."""
    most, filled = min(source.frames, max_frames), 0
    while filled < most:
        block = _block(source, min(BLOCK_FRAMES, most - filled))
        if not len(block):
            break
        yield block
        filled += len(block)
    if source.frames > max_frames and filled == max_frames and len(_block(source, 1)):
        raise AudioError(too_long(max_frames, source.samplerate))
    if least is None and source.format not in _ESTIMATES:
        least = most
    if filled < (least or 0):
        raise AudioError(_SHORT)


def _stretch(path: Path, start: Frames, end: Frames) -> Iterator[Samples]:
    """Read from one frame up to another."""
    # By its name: libsndfile reads quicker when it need not ask Python.
    with _opened(path), soundfile.SoundFile(path) as source:
        # Lossy formats decode a little otherwise when they are entered in the middle.
        at = 0 if source.format in _ESTIMATES else source.seek(start)
        while at < end:
            block = _block(source, min(BLOCK_FRAMES, end - at))
            if not len(block):
                raise AudioError(_SHORT)
            at += len(block)
            if at > start:
                yield block[max(start - at, -len(block)) :]


def _block(source: soundfile.SoundFile, frame_count: Frames) -> Samples:
    if source.subtype in _INTEGERS:
        # libsndfile puts the 8, 16 or 24 bits of a file in the upper part of 32.
        integers: Samples = source.read(frame_count, "int32", always_2d=True)
        return integers >> 8
    return quantised(source.read(frame_count, "float64", always_2d=True))
