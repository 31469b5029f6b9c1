"""Encode audio to any format, by the table; decode is in `decode`.

Equal audio gives equal bytes every time: no clock, no version and no chance goes in.
Lengths are exact and music starts at the first frame.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from partita.audio.buffer import FULL_SCALE
from partita.audio.convert import at_rate, in_channels, resampled_count
from partita.audio.flac import encode_flac
from partita.audio.formats import Codec, Format, format_named
from partita.audio.loudness import amplitude_of
from partita.audio.mp3 import encode_mp3, mp3_blocks
from partita.audio.ogg import encode_vorbis
from partita.audio.opus import opus_blocks
from partita.audio.pcm import encode_wav, pcm_blocks, telephone_blocks
from partita.audio.stream import Sound
from partita.errors import AudioError
from partita.units import Frames

Tags = Mapping[str, str]
Loop = tuple[Frames, Frames]
_Encoder = Callable[[Sound, Format, Tags, Loop | None], bytes]


def encode(
    audio: Sound,
    format_name: str,
    *,
    tags: Tags | None = None,
    loop: Loop | None = None,
) -> bytes:
    """Write audio as a file of one of `FORMATS`.

    Formats without a header carry neither tags nor a loop.

    Args:
        tags: Vorbis names (`TITLE`, `ARTIST`, …) and their values.
        loop: first frame and the frame after the last, on the audio's own grid.

    Raises:
        AudioError: when the audio can't be written so.
    """
    chosen, ready = _fitted(audio, format_name)
    if loop is not None and not 0 <= loop[0] < loop[1] <= audio.frame_count:
        message = f"the loop {loop[0]}..{loop[1]} is not inside the audio"
        raise AudioError(message)
    named = {_tag_name(name): value for name, value in (tags or {}).items()}
    moved = _moved(loop, audio.rate_hz, ready.rate_hz)
    return _ENCODERS[chosen.codec](ready, chosen, named, moved)


def encode_stream(
    audio: Sound, format_name: str, *, peak_db: float = 0.0
) -> Iterator[bytes]:
    """Yield a file of one of the API's formats while its audio is still being made.

    The audio is read once, from start to end; the whole decodes to its exact length.
    A long mp3 has other bytes than that of `encode`, which cuts it into segments.

    Args:
        peak_db: no sample is above it. Where that is known, mp3 at low bit rates is as
            loud as the audio, and not turned down by its encoder.

    Raises:
        AudioError: when the format can't be written so, before anything is read.
    """
    chosen, ready = _fitted(audio, format_name)
    if chosen.codec not in _STREAMS:
        message = f"`{format_name}` can't be written before the audio is there"
        raise AudioError(message)
    return _STREAMS[chosen.codec](
        ready, chosen, round(amplitude_of(peak_db) * FULL_SCALE)
    )


def _fitted(audio: Sound, format_name: str) -> tuple[Format, Sound]:
    """Return a format, and the audio with the rate and the channels that it wants."""
    chosen = format_named(format_name)
    if not audio.frame_count:
        message = f"audio of no length can't be written as `{format_name}`"
        raise AudioError(message)
    # Fewer channels first, so that less is resampled.
    narrow = in_channels(audio, min(chosen.channels or 2, audio.channels))
    resampled = at_rate(narrow, chosen.rate_hz or audio.rate_hz)
    return chosen, in_channels(resampled, chosen.channels or narrow.channels)


def _moved(loop: Loop | None, rate_hz: int, to_hz: int) -> Loop | None:
    if loop is None:
        return None
    start, end = (resampled_count(frame, rate_hz, to_hz) for frame in loop)
    return start, max(end, start + 1)


def _tag_name(name: str) -> str:
    """Refuse names that Vorbis comments can't have (Vorbis I, 5.2.3)."""
    legal = name and all(" " <= letter <= "}" and letter != "=" for letter in name)
    if not legal:
        message = f"`{name}` can't be the name of a tag"
        raise AudioError(message)
    return name.upper()


def _comments(tags: Tags, loop: Loop | None) -> Tags:
    """Add the comments that players look for; they agree with each other."""
    if loop is None:
        return tags
    start, end = loop
    return {
        **tags,
        "LOOPSTART": str(start),
        "LOOPLENGTH": str(end - start),
        "LOOPEND": str(end),
    }


_ENCODERS: Final[dict[Codec, _Encoder]] = {
    "mp3": lambda audio, chosen, tags, loop: encode_mp3(
        audio, _kbps(chosen), _comments(tags, loop)
    ),
    "opus": lambda audio, chosen, tags, loop: b"".join(
        opus_blocks(audio, _kbps(chosen), _comments(tags, loop))
    ),
    "vorbis": lambda audio, _, tags, loop: encode_vorbis(audio, _comments(tags, loop)),
    "flac": lambda audio, _, tags, loop: encode_flac(audio, _comments(tags, loop)),
    "wav": lambda audio, _, tags, loop: encode_wav(audio, tags, loop),
    "pcm": lambda audio, *_: b"".join(pcm_blocks(audio)),
    "ulaw": lambda audio, *_: b"".join(telephone_blocks(audio, "ulaw")),
    "alaw": lambda audio, *_: b"".join(telephone_blocks(audio, "alaw")),
}

#: What needs not go back to its beginning when it has come to the end.
_STREAMS: Final[dict[Codec, Callable[[Sound, Format, int], Iterator[bytes]]]] = {
    "mp3": lambda audio, chosen, loudest: mp3_blocks(audio, _kbps(chosen), {}, loudest),
    "opus": lambda audio, chosen, _: opus_blocks(audio, _kbps(chosen), {}),
    "pcm": lambda audio, *_: pcm_blocks(audio),
    "ulaw": lambda audio, *_: telephone_blocks(audio, "ulaw"),
    "alaw": lambda audio, *_: telephone_blocks(audio, "alaw"),
}


def _kbps(chosen: Format) -> int:
    assert chosen.kbps is not None, "the table gives lossy formats a bit rate"
    return chosen.kbps
