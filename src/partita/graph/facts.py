"""What compiling must know from outside: recordings, and who makes the sound."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FileFacts:
    """What is known of a recording before anything is built."""

    digest: str
    rate_hz: int
    duration_ms: int


@dataclass(frozen=True)
class Makers:
    """Who makes the sound, as far as keys must know.

    Args:
        engine: version of the embedded engine.
        codecs: version of our encoders' settings.
        soundfont: digest of the soundfont that replaces instruments, if one does.
        soundfont_file: where it is; no part of any key.
        pronunciation: what reads lyrics that are not English, with its version.
        payee: the paid provider that is asked instead of the engine, if one is.
    """

    engine: int
    codecs: int
    soundfont: str | None = None
    soundfont_file: str | None = None
    pronunciation: str | None = None
    payee: str | None = None
