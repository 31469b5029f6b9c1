"""Files that a worker writes: the master, and what the client gets of it.

Tells how far it is, so that a client can be sent what is there. Knows audio; does not
know where it comes from.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import numpy as np
import soundfile

from partita.audio.buffer import FULL_SCALE, Identity, Samples
from partita.audio.codecs import encode_stream
from partita.audio.decode import stream
from partita.audio.flac import write_flac
from partita.audio.loudness import decibels
from partita.audio.stream import Sound, watched
from partita.server.crew import Tell
from partita.server.songs import AUDIO
from partita.server.told import Finished, Sounded
from partita.server.waveform import Waveform
from partita.units import Milliseconds, ms_at

#: The file for the client, in the folder of a request.
SENT: Final = "sent"
#: What of a request's folder becomes a stored song.
SONG: Final = "song"


class Listener:
    """Notes what is to be known of audio that passes by."""

    def __init__(self, audio: Sound) -> None:
        """Begin with nothing."""
        self._audio = audio
        self._identity = Identity(audio.rate_hz, audio.channels, audio.frame_count)
        self._waveform = Waveform(audio.rate_hz)
        self._frames = self._told = self._loudest = 0

    def add(self, block: Samples) -> None:
        """Take in the next frames."""
        self._identity.add(block)
        self._waveform.add(block)
        self._loudest = max(self._loudest, int(np.abs(block).max(initial=0)))
        self._frames += len(block)
        if self._frames == self._audio.frame_count:
            self._waveform.finish()

    @property
    def peak_db(self) -> float:
        """Return the highest sample's level."""
        return decibels(max(self._loudest, 1) / FULL_SCALE)

    @property
    def until_ms(self) -> Milliseconds:
        """Return how much has passed by."""
        return ms_at(self._frames, self._audio.rate_hz)

    def news(self) -> tuple[int, ...]:
        """Return the waveform since this was asked last."""
        fresh = tuple(self._waveform.values[self._told :])
        self._told = len(self._waveform.values)
        return fresh

    def finished(self, sent: str) -> Finished:
        """Return all that is known, at the end."""
        return Finished(
            self._audio.rate_hz,
            self._audio.frame_count,
            self._identity.digest(),
            sent,
            tuple(self._waveform.values),
        )


def store(audio: Sound, folder: Path) -> Listener:
    """Write a master, and return what was heard of it."""
    listener = Listener(audio)
    with (folder / AUDIO).open("w+b") as file:
        write_flac(file, watched(audio, listener.add))
    return listener


def spool(audio: Sound, output_format: str, folder: Path, tell: Tell) -> None:
    """Write a master, then the client's file: the best that the format can be."""
    listener = store(audio, folder / SONG)
    kept = stream(folder / SONG / AUDIO, audio.frame_count)
    pieces = encode_stream(kept, output_format, peak_db=listener.peak_db)
    sent = _write(pieces, folder, listener, tell)
    tell(listener.finished(sent))


def spool_live(
    audio: Sound, output_format: str, peak_db: float, folder: Path, tell: Tell
) -> None:
    """Write both at once, as the music is made.

    Args:
        peak_db: no sample will be above it.
    """
    listener = Listener(audio)
    with ExitStack() as stack:
        master = stack.enter_context(
            soundfile.SoundFile(
                folder / SONG / AUDIO, "w", audio.rate_hz, audio.channels, "PCM_24"
            )
        )

        def heard(block: Samples) -> None:
            listener.add(block)
            # libsndfile takes 24 bits in the upper part of 32.
            master.write(np.left_shift(block, 8))

        pieces = encode_stream(watched(audio, heard), output_format, peak_db=peak_db)
        sent = _write(pieces, folder, listener, tell)
    tell(listener.finished(sent))


def _write(
    pieces: Iterable[bytes], folder: Path, listener: Listener, tell: Tell
) -> str:
    size, content = 0, hashlib.sha256()
    with (folder / SENT).open("wb") as file:
        for piece in pieces:
            if not piece:
                continue
            file.write(piece)
            file.flush()
            content.update(piece)
            size += len(piece)
            tell(Sounded(size, listener.until_ms, listener.news()))
    return content.hexdigest()
