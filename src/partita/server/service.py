"""What all requests share: songs, the bill, workers, and how many come in at once.

Knows bounds; does not know the wire's shapes, or how music is made.
"""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from partita import digest
from partita.errors import GuardHeld
from partita.providers.wire import names
from partita.server.bill import Bill, Charge
from partita.server.crew import Crew
from partita.server.exchange import Exchange
from partita.server.making import Making
from partita.server.refusal import refused
from partita.server.repeats import Repeats
from partita.server.settings import Settings
from partita.server.songs import Songs
from partita.server.workshops import Workshops

#: Swept at every start: its name is one that nobody else's folder has.
_WORK: Final = "partita-work"
#: Of a key's digest: enough to tell keys apart on a bill.
_PAYER_DIGITS: Final = 12
#: Pieces that nobody had stored are known again for a while, for their stems.
_MOST_RECENT: Final = 100
_MOST_RECENT_BYTES: Final = 2 << 30


class Service:
    """A server without its sockets."""

    def __init__(self, settings: Settings) -> None:
        """Open the folder.

        Raises:
            GuardHeld: when another server has it.
        """
        settings.data.mkdir(parents=True, exist_ok=True)
        self.settings = settings
        self._guard = FileLock(settings.data / "guard", thread_local=False)
        try:
            self._guard.acquire(timeout=0)
        except Timeout:
            message = f"another server has `{settings.data}`"
            hint = "stop it, or give this one a folder of its own with `--data`"
            raise GuardHeld(message, hint=hint) from None
        self._workshops = Workshops(settings.data / _WORK)
        self.songs = self._shelf("songs", settings.most_songs, settings.most_song_bytes)
        self.recent = self._shelf("recent", _MOST_RECENT, _MOST_RECENT_BYTES)
        self.bill = Bill(settings.data / "bill.jsonl", settings.credits)
        self._crew = Crew(settings.workers, settings.job_s)
        self._finishing: set[asyncio.Task[object]] = set()
        self.repeats = Repeats()
        self.under_way = 0

    def _shelf(self, name: str, most: int, most_bytes: int) -> Songs:
        return Songs(self.settings.data / name, self._workshops.root, most, most_bytes)

    @contextmanager
    def made_here(self, sent: str) -> Iterator[Path | None]:
        """Find the folder of a song by the digest of the file that was sent.

        It stays there until the end of the block.
        """
        for shelf in (self.songs, self.recent):
            song = shelf.sent_as(sent)
            if song is not None:
                with shelf.used(frozenset([song.song_id])):
                    yield shelf.folder(song)
                return
        yield None

    def close(self) -> None:
        """Let go of everything."""
        self._crew.close()
        self._guard.release()

    def knows(self, api_key: str) -> bool:
        """Tell whether a key is one of ours, in a time that says nothing of them."""
        asked = api_key.encode()
        each = [hmac.compare_digest(k.encode(), asked) for k in self.settings.api_keys]
        return any(each)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Count a request as under way.

        Raises:
            Refusal: when there are as many as the account may have.
        """
        if self.under_way >= self.settings.concurrency:
            most = self.settings.concurrency
            message = f"this account may have {most} requests under way at once"
            raise refused("concurrent_limit_exceeded", message)
        self.under_way += 1
        try:
            yield
        finally:
            self.under_way -= 1

    def refuse_beyond_credits(self, cost: int) -> None:
        """Refuse what the account can't pay.

        Raises:
            Refusal: when too few credits are left.
        """
        if not self.bill.affords(cost):
            left = max(0, self.bill.limit - self.bill.charged)
            message = f"{cost:,} credits are needed, {left:,} are left"
            raise refused("insufficient_credits", message)

    async def charge(self, exchange: Exchange, cost: int) -> None:
        """Write down what a request cost; it can't be taken back."""
        api_key = exchange.request.headers.get(names.API_KEY, "")
        payer = digest.of_bytes(api_key.encode())[:_PAYER_DIGITS]
        at = datetime.now(UTC).isoformat(timespec="seconds")
        path = exchange.request.url.path
        line = Charge(exchange.request_id, path, cost, payer, at)
        await asyncio.to_thread(self.bill.charge, line)
        exchange.headers[names.COST] = str(cost)

    @asynccontextmanager
    async def making(self, song_ids: Iterable[str] = ()) -> AsyncIterator[Making]:
        """Give a request its turn and a folder, and clear up when it is over.

        Raises:
            Refusal: when it is nobody's turn.
        """
        with ExitStack() as stack:
            stack.enter_context(self.turn())
            stack.enter_context(self.songs.used(frozenset(song_ids)))
            folder = stack.enter_context(self._workshops.opened())
            making = Making(self._crew, self.songs, self.recent, folder)
            try:
                yield making
            finally:
                storing = making.storing
                if storing is None or storing.done():
                    await making.stop()
                else:
                    self._adopt(storing, stack.pop_all())

    def _adopt(self, storing: asyncio.Task[object], stack: ExitStack) -> None:
        """See a promise through that nobody waits for any more."""
        self._finishing.add(storing)

        def over(_: object) -> None:
            self._finishing.discard(storing)
            # What went wrong nobody is left to hear.
            _ = None if storing.cancelled() else storing.exception()
            stack.close()

        storing.add_done_callback(over)
