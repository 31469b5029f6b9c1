"""Uncompressed files: raw PCM, the telephone codecs, and wav.

All of it is soundfile's work; wav has its loop added by `riff`.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np
import soundfile

from partita.audio.convert import narrowed
from partita.audio.riff import with_smpl
from partita.audio.side_by_side import prepared
from partita.audio.stream import Sound
from partita.units import Frames

#: Tags that wav has a place for (`LIST INFO`), by soundfile's names.
_WAV_TAGS: Final = {
    "TITLE": "title",
    "ARTIST": "artist",
    "ALBUM": "album",
    "COMMENT": "comment",
    "DATE": "date",
    "GENRE": "genre",
    "COPYRIGHT": "copyright",
}


def pcm_blocks(audio: Sound) -> Iterator[bytes]:
    """Yield 16-bit little-endian samples, interleaved, without a header."""
    return (narrowed(block).tobytes() for block in audio.blocks())


def telephone_blocks(audio: Sound, codec: str) -> Iterator[bytes]:
    """Yield G.711 μ-law or A-law (`ulaw`, `alaw`), without a header."""
    for block in audio.blocks():
        file = io.BytesIO()
        soundfile.write(
            file, narrowed(block), audio.rate_hz, codec.upper(), format="RAW"
        )
        yield file.getvalue()


def encode_wav(
    audio: Sound, tags: Mapping[str, str], loop: tuple[Frames, Frames] | None
) -> bytes:
    """Write 24-bit wav with its tags, and a `smpl` chunk when it loops."""
    file = io.BytesIO()
    with soundfile.SoundFile(
        file, "w", audio.rate_hz, audio.channels, "PCM_24", format="WAV"
    ) as wav:
        for name, value in sorted(tags.items()):
            if name in _WAV_TAGS:
                setattr(wav, _WAV_TAGS[name], value)
        write_24_bit(wav, audio)
    written = file.getvalue()
    return with_smpl(written, loop, audio.rate_hz) if loop else written


def write_24_bit(file: soundfile.SoundFile, audio: Sound) -> None:
    """Write frames exactly: libsndfile takes 24 bits in the upper part of 32."""
    for block in prepared(audio.blocks()):
        file.write(np.left_shift(block, 8))
