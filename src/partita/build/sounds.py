"""Audio out of the store, and into it. Nothing of it is in memory as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from partita.store.traces import Made

if TYPE_CHECKING:
    from partita.audio.stream import Sound
    from partita.store.blobs import Blobs


def read_audio(made: Made, blobs: Blobs) -> Sound:
    """Return what an action made, to be read when it is needed.

    Raises:
        BlobMissing, BlobCorrupt: when its bytes are not as they were.
    """
    from partita.audio.decode import stream

    return stream(blobs.checked(made.blob), made.facts["frames"])


def store_audio(audio: Sound, blobs: Blobs) -> Made:
    """Keep audio that may be long: it goes to the disk as it is made."""
    from partita.audio.buffer import Identity
    from partita.audio.flac import write_flac
    from partita.audio.stream import watched

    identity = Identity(audio.rate_hz, audio.channels, audio.frame_count)
    passing = watched(audio, identity.add)
    blob, size = blobs.put_written(lambda file: write_flac(file, passing))
    facts = {"frames": audio.frame_count, "rate_hz": audio.rate_hz}
    return Made(identity.digest(), blob, size, facts)


def sources_of(inputs: Mapping[str, Made], blobs: Blobs) -> dict[str, Sound]:
    """Return the audio of every source among an action's inputs, by its role."""
    return {
        role: read_audio(made, blobs)
        for role, made in inputs.items()
        if role.startswith("source/")
    }
