"""Decode what was received, by FFmpeg and soundfile and none of our own code."""

from __future__ import annotations

import io
from dataclasses import dataclass

import av
import numpy as np
import soundfile
from numpy.typing import NDArray


@dataclass(frozen=True)
class Heard:
    """Audio as frames in ±1."""

    rate_hz: int
    frames: NDArray[np.float64]

    @property
    def seconds(self) -> float:
        """Return how long it lasts."""
        return len(self.frames) / self.rate_hz

    @property
    def loudest(self) -> float:
        """Return the largest sample."""
        return float(np.abs(self.frames).max())


def heard(audio: bytes, output_format: str) -> Heard:
    """Decode bytes of one of the API's output formats."""
    codec, rate, *_ = output_format.split("_")
    if codec in ("mp3", "opus"):
        return _by_ffmpeg(audio)
    subtype = {"pcm": "PCM_16", "ulaw": "ULAW", "alaw": "ALAW"}[codec]
    frames, rate_hz = soundfile.read(
        io.BytesIO(audio),
        samplerate=int(rate),
        channels=2 if codec == "pcm" else 1,
        format="RAW",
        subtype=subtype,
        always_2d=True,
    )
    return Heard(rate_hz, frames)


def samples(pcm: bytes) -> NDArray[np.int16]:
    """Return stereo 16-bit frames."""
    return np.frombuffer(pcm, "<i2").reshape(-1, 2)


def _by_ffmpeg(audio: bytes) -> Heard:
    blocks = []
    with av.open(io.BytesIO(audio), "r") as source:
        rate_hz = source.streams.audio[0].rate
        for frame in source.decode(audio=0):
            array = frame.to_ndarray().astype(np.float64)
            planar = frame.format.is_planar
            channels = frame.layout.nb_channels
            blocks.append(array.T if planar else array.reshape(-1, channels))
    return Heard(rate_hz, np.concatenate(blocks))
