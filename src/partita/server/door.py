"""The door: who comes in, what becomes of every fault, and what is noted of it.

Each endpoint is a function of an exchange and the service. While it works, the door
watches the client, and ends the work when nobody waits for it. Never notes a key, a
prompt or a plan.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

from starlette.types import Receive, Scope, Send

from partita.errors import AudioError, PartitaError, ProviderError
from partita.providers.wire import names
from partita.providers.wire.errors import CODES, ErrorBody, error
from partita.server.crew import WorkerLost
from partita.server.exchange import Exchange, Gone
from partita.server.refusal import Refusal, refused
from partita.server.service import Service

Endpoint = Callable[[Exchange, Service], Awaitable[None]]

log = logging.getLogger("partita.serve")


@dataclass(frozen=True)
class Door:
    """An endpoint as an ASGI application."""

    endpoint: Endpoint
    service: Service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request in."""
        exchange = Exchange(scope, receive, send, self.service.settings)
        started = time.monotonic()
        work = asyncio.create_task(self._answer(exchange))
        watch = asyncio.create_task(exchange.gone())
        try:
            await asyncio.wait({work, watch}, return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:
            # The server stops, and has waited for long enough. Its loop cancels all
            # once more, so nothing may be waited for before the answer is out.
            work.cancel()
            with suppress(Gone):
                message = "the server is about to stop"
                await exchange.refuse(error("service_unavailable", message))
            raise
        finally:
            work.cancel()
            watch.cancel()
            await asyncio.gather(work, watch, return_exceptions=True)
            _note(exchange, time.monotonic() - started, gone=work.cancelled())

    async def _answer(self, exchange: Exchange) -> None:
        try:
            self._admit(exchange)
            await self.endpoint(exchange, self.service)
        except Gone:
            # As if it had been cancelled by the watch.
            raise asyncio.CancelledError from None
        except Refusal as refusal:
            await exchange.refuse(refusal.body)
        except Exception as problem:  # noqa: BLE001 - the client gets an answer
            await exchange.refuse(_body_of(problem))

    def _admit(self, exchange: Exchange) -> None:
        api_key = exchange.request.headers.get(names.API_KEY)
        if api_key is None:
            raise refused("missing_api_key", f"no API key in header `{names.API_KEY}`")
        if not self.service.knows(api_key):
            raise refused("invalid_api_key", "this API key is not known here")


def _body_of(problem: Exception) -> ErrorBody:
    if isinstance(problem, ProviderError) and problem.code in CODES:
        return error(problem.code, problem.message)
    if isinstance(problem, AudioError):
        return error("invalid_audio", problem.message)
    if isinstance(problem, PartitaError):
        return error("bad_request", problem.message)
    lost = isinstance(problem, WorkerLost)
    log.error("fault %s", type(problem).__name__, exc_info=None if lost else problem)
    return error("internal_error", "something went wrong on this side")


def _note(exchange: Exchange, took_s: float, *, gone: bool) -> None:
    """Write one line for a request; its parts never hold spaces."""
    request = exchange.request
    parts = {
        "status": str(exchange.status or "-"),
        "ms": str(round(took_s * 1000)),
        "request": exchange.request_id,
        "credits": exchange.headers.get(names.COST),
        "song": exchange.headers.get(names.SONG_ID),
        "gone": "yes" if gone else None,
    }
    told = " ".join(f"{name}={part}" for name, part in parts.items() if part)
    log.info("%s %s %s", request.method, request.url.path, told)
