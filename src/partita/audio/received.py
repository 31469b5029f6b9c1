"""Read audio by the name of the API's format that it was asked for in.

The API's PCM and telephone formats have no header, so the name is all that tells.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import soundfile

from partita.audio.buffer import BLOCK_FRAMES, Samples
from partita.audio.decode import stream
from partita.audio.formats import Format, format_named
from partita.audio.stream import Sound, Stream
from partita.errors import AudioError
from partita.units import Frames

#: libsndfile's names of what has no header, and bytes a sample.
_BARE: Final = {"pcm": ("PCM_16", 2), "ulaw": ("ULAW", 1), "alaw": ("ALAW", 1)}


def received(path: Path, format_name: str) -> Sound:
    """Read a file as the format that it is said to be.

    Raises:
        AudioError: when it is not that, or is empty.
    """
    chosen = format_named(format_name)
    if chosen.codec not in _BARE:
        return stream(path)
    _, width = _BARE[chosen.codec]
    rate_hz, channels = chosen.rate_hz, chosen.channels
    assert rate_hz is not None
    assert channels is not None
    frames = path.stat().st_size // (width * channels)
    if not frames:
        message = f"the audio that was received as `{format_name}` is empty"
        raise AudioError(message)
    return Stream(
        rate_hz, channels, frames, lambda start, end: _bare(path, chosen, start, end)
    )


def _bare(path: Path, chosen: Format, start: Frames, end: Frames) -> Iterator[Samples]:
    subtype, _ = _BARE[chosen.codec]
    with soundfile.SoundFile(
        path,
        samplerate=chosen.rate_hz,
        channels=chosen.channels,
        format="RAW",
        subtype=subtype,
        endian="LITTLE",
    ) as file:
        file.seek(start)
        while start < end:
            block = file.read(min(BLOCK_FRAMES, end - start), "int32", always_2d=True)
            if not len(block):
                return
            start += len(block)
            yield block >> 8  # our samples are 24-bit integers
