"""Sounds to test with, and other people's decoders to check against."""

from __future__ import annotations

import io
from fractions import Fraction

import av
import numpy as np
from numpy.typing import NDArray

from partita.audio.buffer import Audio, Floats


def noise(
    frames: int, channels: int = 2, rate_hz: int = 44_100, seed: int = 1
) -> Audio:
    chance = np.random.default_rng(seed)
    return Audio.from_float(chance.standard_normal((frames, channels)) * 0.1, rate_hz)


def tone(
    frames: int, hz: float = 440.0, rate_hz: int = 44_100, level: float = 0.3
) -> Audio:
    wave = level * np.sin(2 * np.pi * hz * np.arange(frames) / rate_hz)
    return Audio.from_float(np.stack((wave, wave), axis=1), rate_hz)


def rumble(frames: int, channels: int = 2, rate_hz: int = 44_100) -> Audio:
    """Dark noise: like itself at no other place, and within reach of any codec."""
    chance = np.random.default_rng(3)
    dark = np.convolve(chance.standard_normal(frames + 15), np.ones(16) / 16, "valid")
    return Audio.from_float(np.stack([dark * 0.5] * channels, axis=1), rate_hz)


def music(seconds: float, channels: int = 2, rate_hz: int = 48_000) -> Audio:
    """Swelling partials over a little noise: it has gates, peaks and both sides."""
    chance = np.random.default_rng(7)
    time = np.arange(round(seconds * rate_hz)) / rate_hz
    frames = chance.standard_normal((len(time), channels)) * 0.01
    for partial in range(12):
        swell = np.clip(np.sin(time * (1 + partial) + partial), 0, 1) ** 3
        wave = swell * np.sin(2 * np.pi * chance.uniform(60, rate_hz / 5) * time)
        frames += wave[:, np.newaxis] * chance.uniform(0.02, 0.1, channels)
    return Audio.from_float(frames, rate_hz)


def heard_by_ffmpeg(
    content: bytes, container: str | None = None
) -> NDArray[np.float64]:
    """Decode with FFmpeg, as frames in ±1."""
    blocks = []
    with av.open(io.BytesIO(content), "r") as source:
        for frame in source.decode(audio=0):
            array = frame.to_ndarray().astype(np.float64)
            name = frame.format.name.removesuffix("p")
            array /= {"s16": 1 << 15, "s32": 1 << 31}.get(name, 1)
            planar = frame.format.is_planar
            channels = frame.layout.nb_channels
            blocks.append(array.T if planar else array.reshape(-1, channels))
    return np.concatenate(blocks)


def metered_by_ffmpeg(frames: Floats, rate_hz: int) -> tuple[float, float]:
    """Measure with FFmpeg's EBU R128 meter: integrated LUFS, and true peak, linear."""
    graph = av.filter.Graph()
    source = graph.add_abuffer(
        sample_rate=rate_hz,
        format="dbl",
        layout="stereo",
        time_base=Fraction(1, rate_hz),
    )
    graph.link_nodes(
        source, graph.add("ebur128", "peak=true:metadata=1"), graph.add("abuffersink")
    ).configure()
    packed = np.ascontiguousarray(frames).reshape(1, -1)
    frame = av.AudioFrame.from_ndarray(packed, format="dbl", layout="stereo")
    frame.sample_rate, frame.pts = rate_hz, 0
    graph.push(frame)
    graph.push(None)
    readings: dict[str, str] = {}
    while True:
        try:
            readings |= graph.pull().metadata
        except (av.EOFError, av.BlockingIOError):
            break
    return float(readings["lavfi.r128.I"]), float(readings["lavfi.r128.true_peak"])


def written_by_ffmpeg(audio: Audio, codec: str, container: str) -> bytes:
    """Encode with FFmpeg, for files that partita only reads."""
    file = io.BytesIO()
    layout = "stereo" if audio.channels == 2 else "mono"
    planes = np.ascontiguousarray(audio.to_float().T)
    if codec == "alac":
        array, name = np.round(planes * 32_767).astype(np.int16), "s16p"
    else:
        array, name = planes.astype(np.float32), "fltp"
    with av.open(file, "w", format=container) as target:
        stream = target.add_stream(codec, rate=audio.rate_hz, layout=layout)
        assert isinstance(stream, av.AudioStream)
        frame = av.AudioFrame.from_ndarray(array, format=name, layout=layout)
        frame.sample_rate, frame.pts = audio.rate_hz, 0
        target.mux(stream.encode(frame))
        target.mux(stream.encode(None))
    return file.getvalue()
