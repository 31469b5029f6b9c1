"""Every format that audio is encoded to, as one table.

Codec, rate, bit rate and file suffix. Names are those of `limits`; how a codec is
called is in the module of that codec.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from partita.errors import AudioError

Codec = Literal["mp3", "pcm", "ulaw", "alaw", "opus", "wav", "flac", "vorbis"]


@dataclass(frozen=True)
class Format:
    """Say what a format's name stands for.

    Args:
        rate_hz: None keeps the rate of the audio.
        kbps: nominal bit rate; None where the codec has none.
        channels: None keeps those of the audio.
        suffix: of a file's name, with the dot.
    """

    codec: Codec
    rate_hz: int | None
    kbps: int | None
    channels: int | None
    suffix: str


def _mp3(rate_hz: int, kbps: int) -> Format:
    return Format("mp3", rate_hz, kbps, None, ".mp3")


def _pcm(rate_hz: int) -> Format:
    # 16-bit little-endian, stereo interleaved, no header: measured by several
    # independent clients of the API at 44.1 and 48 kHz; assumed for the other rates.
    return Format("pcm", rate_hz, None, 2, ".pcm")


def _opus(kbps: int) -> Format:
    return Format("opus", 48_000, kbps, None, ".opus")


#: The bit rate of `mp3_48000_240` is none that MPEG-1 Layer III has. Its neighbours
#: are 224 (which LAME takes when asked for 240) and 256: partita writes constant
#: 256 kbit/s, the nearest that is not less than what the name promises. Variable
#: rates with a mean of 240 were tried: a held tone came to 77 kbit/s.
#:
#: The telephone codecs are mono here. The API's documents leave their channels open;
#: G.711 in the field (SIP, Twilio, Asterisk) is one channel of 8 kHz, 64 kbit/s.
FORMATS: Final[dict[str, Format]] = {
    "mp3_22050_32": _mp3(22_050, 32),
    "mp3_24000_48": _mp3(24_000, 48),
    "mp3_44100_32": _mp3(44_100, 32),
    "mp3_44100_64": _mp3(44_100, 64),
    "mp3_44100_96": _mp3(44_100, 96),
    "mp3_44100_128": _mp3(44_100, 128),
    "mp3_44100_192": _mp3(44_100, 192),
    "mp3_48000_128": _mp3(48_000, 128),
    "mp3_48000_192": _mp3(48_000, 192),
    "mp3_48000_240": _mp3(48_000, 256),
    "mp3_48000_320": _mp3(48_000, 320),
    "pcm_8000": _pcm(8_000),
    "pcm_16000": _pcm(16_000),
    "pcm_22050": _pcm(22_050),
    "pcm_24000": _pcm(24_000),
    "pcm_32000": _pcm(32_000),
    "pcm_44100": _pcm(44_100),
    "pcm_48000": _pcm(48_000),
    "ulaw_8000": Format("ulaw", 8_000, 64, 1, ".ulaw"),
    "alaw_8000": Format("alaw", 8_000, 64, 1, ".alaw"),
    "opus_48000_32": _opus(32),
    "opus_48000_64": _opus(64),
    "opus_48000_96": _opus(96),
    "opus_48000_128": _opus(128),
    "opus_48000_192": _opus(192),
    "wav": Format("wav", None, None, None, ".wav"),
    "flac": Format("flac", None, None, None, ".flac"),
    "ogg": Format("vorbis", None, None, None, ".ogg"),
}


def format_named(name: str) -> Format:
    """Look a format up by name.

    Raises:
        AudioError: when there is none.
    """
    if name not in FORMATS:
        message = f"there is no output format `{name}`"
        raise AudioError(message, hint="formats: " + ", ".join(FORMATS))
    return FORMATS[name]


#: Raised when the same audio gives other bytes than before, in any format: files are
#: then encoded again.
CODECS_VERSION: Final = 3
