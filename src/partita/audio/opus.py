"""Opus in Ogg, by FFmpeg's libopus: exact lengths and the same bytes every time.

libsndfile's Opus has a random serial number; FFmpeg's is constant when asked to be
bit-exact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import av
import numpy as np

from partita.audio.buffer import FULL_SCALE
from partita.audio.stream import Sound

#: Unconstrained, held tones came to half as much again as the bit rate of the name.
_VBR: Final = {"vbr": "constrained"}
_LAYOUTS: Final = {1: "mono", 2: "stereo"}


def opus_blocks(
    audio: Sound, kbps: int, comments: Mapping[str, str]
) -> Iterator[bytes]:
    """Yield Opus at a mean bit rate, as it is made. The audio must be at 48 kHz."""
    layout = _LAYOUTS[audio.channels]
    written = _Written()
    bitexact = {"fflags": "+bitexact"}
    with av.open(written, "w", format="ogg", options=bitexact) as target:
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
            yield written.taken()
        target.mux(stream.encode(None))
    yield written.taken()


class _Written:
    """A file that hands on what was written, and can't go back."""

    def __init__(self) -> None:
        self._held = bytearray()

    def write(self, content: bytes) -> int:
        self._held += content
        return len(content)

    def taken(self) -> bytes:
        """Return what was written since it was last asked."""
        content = bytes(self._held)
        self._held.clear()
        return content
