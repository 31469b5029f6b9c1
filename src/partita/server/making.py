"""One piece while it is made for a client: its folder, its worker, what is told of it.

When the client goes away the work ends with it, unless a stored song was promised:
then it is finished all the same. Knows jobs; does not know HTTP.
"""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path
from typing import Any, TypeVar

from partita.server.crew import Crew, Job
from partita.server.songs import Song, Songs, new_song_id
from partita.server.spool import SONG
from partita.server.told import Finished

_Told = TypeVar("_Told")


class Making:
    """A job under way.

    Args:
        songs: where promised songs are kept.
        recent: where other pieces are, for a while.
        folder: of this piece alone.
    """

    def __init__(self, crew: Crew, songs: Songs, recent: Songs, folder: Path) -> None:
        """Begin nothing yet."""
        self._crew, self._songs, self._recent = crew, songs, recent
        self._news: asyncio.Queue[Any] = asyncio.Queue()
        self._work: asyncio.Task[None] | None = None
        self._finished: Finished | None = None
        self.folder = folder
        self.storing: asyncio.Task[None] | None = None

    def begin(self, job: Job) -> None:
        """Have something made."""
        self._work = asyncio.create_task(self._crew.run(job, self._told))
        self._work.add_done_callback(lambda _: self._news.put_nowait(None))

    def _told(self, told: object) -> None:
        if isinstance(told, Finished):
            self._finished = told
        self._news.put_nowait(told)

    async def hear(self, *kinds: type[_Told]) -> _Told:
        """Return the next news of some kinds, and pass over the others.

        Raises:
            PartitaError: what went wrong; WorkerLost when it can't be made.
        """
        assert self._work is not None, "something was begun"
        while (told := await self._news.get()) is not None:
            if isinstance(told, kinds):
                return told
        await self._work
        message = "a job ended without a word"
        raise AssertionError(message)

    def promise(self, song_id: str) -> None:
        """Promise a stored song: from now on the work is finished in any case."""
        self.storing = asyncio.create_task(self._store(song_id, self._songs))

    async def over(self) -> None:
        """Wait until the worker is free again, and all that was made is kept."""
        assert self._work is not None, "something was begun"
        if self.storing is not None:
            await asyncio.shield(self.storing)
            return
        await asyncio.shield(self._work)
        if self._finished is not None:
            await self._store(new_song_id(), self._recent)

    async def _store(self, song_id: str, shelf: Songs) -> None:
        assert self._work is not None, "something was begun"
        await asyncio.shield(self._work)
        made = self._finished
        assert made is not None, "a job that ends well says what it made"
        song = shelf.numbered(
            Song(song_id, made.rate_hz, made.frames, made.audio, made.sent)
        )
        song = await asyncio.to_thread(shelf.place, self.folder / SONG, song)
        for folder in shelf.add(song):
            await asyncio.to_thread(shutil.rmtree, folder)

    async def stop(self) -> None:
        """End the work where it is."""
        if self._work is not None:
            self._work.cancel()
            await asyncio.gather(self._work, return_exceptions=True)
