"""One piece on its way to one client: asked for, billed, stored, sent.

The client is billed when the first of its music is there, never before. Knows HTTP;
does not know how music is made.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from typing import Any, BinaryIO

from pydantic import ValidationError

from partita.providers.wire import names
from partita.providers.wire.plans import plan_in_full
from partita.providers.wire.requests import ComposeBody
from partita.server.asked import Asked, asked_of
from partita.server.bill import price
from partita.server.details import metadata, words_document
from partita.server.drafts import made_ms
from partita.server.exchange import Exchange
from partita.server.making import Making
from partita.server.refusal import broken
from partita.server.service import Service
from partita.server.songs import new_song_id
from partita.server.spool import SENT
from partita.server.told import Composed, Finished, Planned, Sounded, Word


@asynccontextmanager
async def ordered(
    exchange: Exchange, service: Service, *, live: bool
) -> AsyncIterator[Piece]:
    """Read a request for music and have it begun.

    Raises:
        Refusal: when it is not as it should be.
    """
    asked = await _asked(exchange, service)
    if asked.plan is not None:
        service.refuse_beyond_credits(price(made_ms(asked.plan)))
    async with service.making(asked.taken) as making:
        exchange.headers |= _turns(service)
        seed = service.repeats.seed(asked.body)
        making.begin(asked.job(making.folder, seed, live=live))
        planned = await making.hear(Planned)
        cost = price(made_ms(planned.plan))
        service.refuse_beyond_credits(cost)
        with ExitStack() as hold:
            hold.enter_context(service.bill.held(cost))
            composed = await making.hear(Composed)
            piece = Piece(exchange, service, making, asked, planned)
            piece.words, piece.hold = composed.words, hold
            try:
                yield piece
            finally:
                piece.close()


async def _asked(exchange: Exchange, service: Service) -> Asked:
    document = await exchange.document(service.settings.most_body_bytes)
    try:
        body = ComposeBody.model_validate(document)
    except ValidationError as problem:
        raise broken("body", problem) from None
    query = exchange.request.query_params
    return asked_of(body, query.get(names.OUTPUT_FORMAT, names.AUTO), service)


def _turns(service: Service) -> dict[str, str]:
    return {
        names.CURRENT_REQUESTS: str(service.under_way),
        names.MAXIMUM_REQUESTS: str(service.settings.concurrency),
    }


class Piece:
    """What was ordered, and what was sent of it."""

    def __init__(
        self,
        exchange: Exchange,
        service: Service,
        making: Making,
        asked: Asked,
        planned: Planned,
    ) -> None:
        """Take over a job that has begun."""
        self._exchange, self._service, self._making = exchange, service, making
        self._file: BinaryIO | None = None
        self._sent = 0
        self._is_billed = False
        self.asked, self.planned = asked, planned
        self.words: tuple[Word, ...] = ()
        #: Credits that are promised until they are billed.
        self.hold = ExitStack()
        self.song_id = new_song_id() if asked.body.store_for_inpainting else None

    @property
    def media_type(self) -> str:
        """Return the content type of the audio."""
        return names.media_type(self.asked.output_format)

    async def finish(self) -> Finished:
        """Wait until all of it is there, and stored if it is to be."""
        finished = await self._making.hear(Finished)
        self._promise()
        await self._making.over()
        await self._bill()
        return finished

    async def sounding(self) -> AsyncIterator[Sounded]:
        """Yield whenever there is more of it; at the end it is stored as well."""
        while isinstance(told := await self._making.hear(Sounded, Finished), Sounded):
            self._promise()
            await self._bill()
            yield told
        await self._making.over()

    def _promise(self) -> None:
        """Promise what is paid for next: a bill without its song must not be."""
        if self.song_id is not None and self._making.storing is None:
            self._making.promise(self.song_id)

    async def _bill(self) -> None:
        """Write the bill, once."""
        if self._is_billed:
            return
        self._is_billed = True
        cost = price(made_ms(self.planned.plan))
        await self._service.charge(self._exchange, cost)
        self.hold.close()
        if self.song_id is not None:
            self._exchange.headers[names.SONG_ID] = self.song_id

    def size(self) -> int:
        """Return the bytes that are there."""
        return (self._making.folder / SENT).stat().st_size

    def read(self, size: int) -> bytes:
        """Return the bytes that are not sent yet, up to a size."""
        if self._file is None:
            self._file = (self._making.folder / SENT).open("rb")
        content = self._file.read(size - self._sent)
        self._sent += len(content)
        return content

    async def send(self, size: int) -> None:
        """Send what is not sent yet, up to a size."""
        while self._sent < size:
            await self._exchange.piece(self.read(min(size, self._sent + _PIECE_BYTES)))

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()

    def about(self) -> dict[str, Any]:
        """Write what it is about."""
        return metadata(self.planned, self.asked.body.prompt)

    def details(self, finished: Finished) -> dict[str, Any]:
        """Write everything that comes with it."""
        body = self.asked.body
        return {
            "composition_plan": plan_in_full(self.planned.plan),
            "song_metadata": self.about(),
            "words_timestamps": (
                words_document(self.words) if body.with_timestamps else None
            ),
            "waveform_visual": (
                list(finished.waveform) if body.with_waveform_visual else None
            ),
        }


_PIECE_BYTES = 1 << 16
