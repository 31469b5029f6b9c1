"""Opus in Ogg, by FFmpeg's libopus: exact lengths and the same bytes every time.

libsndfile's Opus has a random serial number; FFmpeg's is constant when asked to be
bit-exact.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Final

import av
import numpy as np

from partita.audio.buffer import FULL_SCALE
from partita.audio.stream import Sound

#: Unconstrained, held tones came to half as much again as the bit rate of the name.
_VBR: Final = {"vbr": "constrained"}
_LAYOUTS: Final = {1: "mono", 2: "stereo"}


def encode_opus(audio: Sound, kbps: int, comments: Mapping[str, str]) -> bytes:
    """Write Opus at a mean bit rate. The audio must be at 48 kHz."""
    layout = _LAYOUTS[audio.channels]
    file = io.BytesIO()
    bitexact = {"fflags": "+bitexact"}
    with av.open(file, "w", format="ogg", options=bitexact) as target:
        stream = target.add_stream(
            "libopus", rate=audio.rate_hz, layout=layout, options=_VBR
        )
        stream.bit_rate = kbps * 1000
        stream.metadata.update(sorted(comments.items()))
        start = 0
        for block in audio.blocks():
            # 24 bits fit a float32 exactly.
            packed = (block / FULL_SCALE).astype(np.float32).reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(packed, format="flt", layout=layout)
            frame.sample_rate, frame.pts = audio.rate_hz, start
            target.mux(stream.encode(frame))
            start += len(block)
        target.mux(stream.encode(None))
    return file.getvalue()
