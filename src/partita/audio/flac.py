"""FLAC: 24 bits, lossless, with Vorbis comments.

libsndfile encodes; it can't write free comments, so FFmpeg's muxer adds them without
touching a frame.
"""

from __future__ import annotations

import io
from collections.abc import Mapping

import av
import soundfile

from partita.audio.pcm import write_24_bit
from partita.audio.stream import Sound


def encode_flac(audio: Sound, comments: Mapping[str, str]) -> bytes:
    """Write 24-bit FLAC. It decodes to the same samples everywhere."""
    file = io.BytesIO()
    with soundfile.SoundFile(
        file, "w", audio.rate_hz, audio.channels, "PCM_24", format="FLAC"
    ) as flac:
        write_24_bit(flac, audio)
    return _commented(file.getvalue(), comments) if comments else file.getvalue()


def _commented(flac: bytes, comments: Mapping[str, str]) -> bytes:
    file = io.BytesIO()
    bitexact = {"fflags": "+bitexact"}  # no version of the muxer in the file
    with (
        av.open(io.BytesIO(flac), "r", format="flac") as source,
        av.open(file, "w", format="flac", options=bitexact) as target,
    ):
        stream = target.add_stream_from_template(source.streams.audio[0])
        target.metadata.update(sorted(comments.items()))
        for packet in source.demux(source.streams.audio[0]):
            if packet.dts is not None:  # the last one only says that it is over
                packet.stream = stream
                target.mux(packet)
    return file.getvalue()
