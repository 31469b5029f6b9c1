"""Which stored song of a provider holds which audio.

From the lockfile's pins, and from what was uploaded or composed since. Knows digests
of audio and song ids; does not know targets, or whether the provider still keeps it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from partita.store.lines import Lines
from partita.store.lockfile import Pin

FILE = "stored.jsonl"


class Stored:
    """The stored songs that a project knows of."""

    def __init__(self, file: Path, pins: Mapping[str, Pin]) -> None:
        """Read what is known besides the lockfile's pins."""
        self._lines = Lines(file)
        self._songs: dict[tuple[str, str], str] = {}
        self._gone: set[str] = set()
        #: What brought songs that no request has used yet: intent, digest of audio.
        self._untried: dict[str, tuple[str, str]] = {}
        for pin in pins.values():
            if pin.song_id is not None and pin.audio:
                self._keep(
                    pin.stored_by or pin.provider, pin.audio, pin.song_id, pin.upload
                )
        for record in self._lines.records:
            match record:
                case {"provider": by, "audio": audio, "song_id": song, **more}:
                    self._keep(by, audio, song, more.get("upload"))
                case {"is": "used", "song_id": song}:
                    self._untried.pop(song, None)
                case {"is": "gone", "song_id": song}:
                    self._drop(song)

    def song_of(self, provider: str, audio: str) -> str | None:
        """Return the stored song that holds some audio, by the audio's digest."""
        return self._songs.get((provider, audio))

    def is_gone(self, song_id: str) -> bool:
        """Tell whether the provider said that it no longer has a stored song."""
        return song_id in self._gone

    def untried(self, song_id: str) -> tuple[str, str] | None:
        """Return the upload that brought a stored song, while no request used it yet.

        That is the id of its intent, and the digest of the audio.
        """
        return self._untried.get(song_id)

    def remember(
        self, provider: str, audio: str, song_id: str, upload: str | None = None
    ) -> None:
        """Note that a stored song holds some audio, on disk first.

        Args:
            upload: id of the intent that brought it.
        """
        if self.song_of(provider, audio) == song_id:
            return
        fields = {"provider": provider, "audio": audio, "song_id": song_id}
        named = {} if upload is None else {"upload": upload}
        self._lines.append({"is": "stored", **fields, **named})
        self._keep(provider, audio, song_id, upload)

    def used(self, song_id: str) -> None:
        """Note that the provider made something from a stored song: it has it."""
        if song_id in self._untried:
            self._lines.append({"is": "used", "song_id": song_id})
            del self._untried[song_id]

    def forget(self, song_id: str) -> None:
        """Note that the provider no longer has a stored song."""
        self._lines.append({"is": "gone", "song_id": song_id})
        self._drop(song_id)

    def _keep(
        self, provider: str, audio: str, song_id: str, upload: str | None
    ) -> None:
        self._songs[provider, audio] = song_id
        if upload is not None:
            self._untried[song_id] = upload, audio
        self._gone.discard(song_id)  # handed in again, it may get the name it had

    def _drop(self, song_id: str) -> None:
        self._gone.add(song_id)
        self._untried.pop(song_id, None)
        self._songs = {k: v for k, v in self._songs.items() if v != song_id}
