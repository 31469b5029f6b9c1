"""Stored songs: a folder each, there as a whole or not at all, and bounded in number.

A song is made in a workshop and renamed into place. Knows files; does not know what is
in them.
"""

from __future__ import annotations

import json
import os
import secrets
import string
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

from partita.files import write_whole
from partita.units import Frames, Milliseconds, ms_at

AUDIO: Final = "audio.flac"
#: The musical outline and the parts of what was made here; uploads have none.
OUTLINE: Final = "outline.json"
PARTS: Final = "parts"
_RECORD: Final = "song.json"
_LETTERS: Final = string.ascii_letters + string.digits
_ID_LETTERS: Final = 20


@dataclass(frozen=True)
class Song:
    """What is known of a stored song.

    Args:
        audio: identity of its samples.
        sent: digest of the file that it was sent or uploaded as.
        number: counts songs of one server, so that the oldest is known.
        size: bytes of its folder.
    """

    song_id: str
    rate_hz: int
    frames: Frames
    audio: str
    sent: str
    number: int = 0
    size: int = 0

    @property
    def duration_ms(self) -> Milliseconds:
        """Return its length."""
        return ms_at(self.frames, self.rate_hz)


def new_song_id() -> str:
    """Return an id that nobody can guess."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_ID_LETTERS))


class Songs:
    """The songs below one folder, the oldest first.

    Args:
        away: where songs go that have to go.
        most, most_bytes: beyond these the oldest song goes, unless it is in use.
    """

    def __init__(self, root: Path, away: Path, most: int, most_bytes: int) -> None:
        """Read what is there."""
        self._root, self._away = root, away
        self._most, self._most_bytes = most, most_bytes
        self._uses: Counter[str] = Counter()
        self._root.mkdir(exist_ok=True)
        self._songs = _load(self._root)
        self._last = max((song.number for song in self._songs.values()), default=0)

    @contextmanager
    def used(self, song_ids: frozenset[str]) -> Iterator[None]:
        """Keep songs from going while a request needs them."""
        self._uses.update(song_ids)
        try:
            yield
        finally:
            self._uses.subtract(song_ids)
            self._uses += Counter()  # forgets what is at nothing

    def find(self, song_id: str) -> Song | None:
        """Return a song, if it is there."""
        return self._songs.get(song_id)

    def sent_as(self, sent: str) -> Song | None:
        """Return the newest song made here that was sent as a file of this digest."""
        for song in reversed(self._songs.values()):
            if song.sent == sent and (self.folder(song) / OUTLINE).is_file():
                return song
        return None

    def folder(self, song: Song) -> Path:
        """Return where a song is."""
        return self._root / song.song_id

    def numbered(self, song: Song) -> Song:
        """Return a song with its place in the order of all."""
        self._last += 1
        return replace(song, number=self._last)

    def place(self, made: Path, song: Song) -> Song:
        """Put a finished song where songs are, for good; may be done in a thread."""
        files = [each for each in made.rglob("*") if each.is_file()]
        for each in files:
            _sync(each)
        placed = replace(song, size=sum(each.stat().st_size for each in files))
        write_whole(made / _RECORD, json.dumps(asdict(placed)).encode())
        _sync(made)
        made.rename(self.folder(placed))
        _sync(self._root)
        return placed

    def add(self, song: Song) -> list[Path]:
        """Let a song be found, and return what has to be deleted to make room."""
        self._songs[song.song_id] = song
        total = sum(each.size for each in self._songs.values())
        gone = []
        for old in list(self._songs.values()):
            if len(self._songs) <= self._most and total <= self._most_bytes:
                break
            if old is song or self._uses[old.song_id]:
                continue
            del self._songs[old.song_id]
            total -= old.size
            # Gone in one step, whatever happens in the middle of deleting.
            away = self._away / old.song_id
            self.folder(old).rename(away)
            gone.append(away)
        return gone


def _load(root: Path) -> dict[str, Song]:
    records = root.glob(f"*/{_RECORD}")
    found = [song for record in records if (song := _read(record)) is not None]
    return {song.song_id: song for song in sorted(found, key=lambda s: s.number)}


def _read(record: Path) -> Song | None:
    """Read a record; what somebody spoilt is no song."""
    try:
        song = Song(**json.loads(record.read_bytes()))
    except (ValueError, TypeError):
        return None
    return song if song.song_id == record.parent.name else None


def _sync(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return  # folders can't be opened there, and need not be
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
