"""One request over HTTP and its answer.

Sends what it is given, once, with the key; hands a good answer on while it arrives, and
turns everything else into an error that says what is known of the bill. No error keeps
a request, whose headers hold the key. Does not know music.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

import httpx

from partita import __version__
from partita.errors import ProviderError
from partita.providers import address
from partita.providers.answers import read_json, refusal
from partita.providers.api_key import ApiKey
from partita.providers.faults import FAULTS, failure
from partita.providers.wire import names

_T = TypeVar("_T")

#: A ten-minute piece may take minutes before its first byte.
TIMEOUT: Final = httpx.Timeout(connect=10, read=600, write=60, pool=10)

#: More than any JSON of the API; a bigger answer is something else.
_MOST_BYTES: Final = 16 << 20


def _unkept(_: httpx.Response, __: bytes) -> None:
    """Keep nothing."""


@dataclass(frozen=True)
class Call:
    """One request.

    Args:
        body: `json`, or `data` and `files`, as `httpx` takes them.
        paid: it costs credits as soon as it arrives.
        keep: handed what came of an answer that is none, but may have been billed.
    """

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, Any] = field(default_factory=dict)
    paid: bool = False
    keep: Callable[[httpx.Response, bytes], None] = _unkept


@dataclass(frozen=True)
class Line:
    """How a service is reached.

    Args:
        transport: what carries requests; None for the network.
    """

    transport: httpx.AsyncBaseTransport | None = None
    timeout: httpx.Timeout = field(default_factory=lambda: TIMEOUT)


class _Signed(httpx.Auth):
    """Puts the key into a request at the last moment.

    Not among the client's headers, which `httpx` prints.
    """

    def __init__(self, api_key: ApiKey) -> None:
        self._api_key = api_key

    def auth_flow(
        self, request: httpx.Request
    ) -> Generator[httpx.Request, httpx.Response]:
        request.headers[names.API_KEY] = self._api_key.reveal()
        yield request


class Exchange:
    """The way to one service.

    Args:
        line: how it is reached.
        heed: told the headers of every answer.
    """

    def __init__(
        self,
        api_key: ApiKey,
        base_url: httpx.URL,
        line: Line,
        heed: Callable[[httpx.Headers], None],
    ) -> None:
        self._api_key = api_key
        self._heed = heed
        self.host = base_url.netloc.decode()
        self._client = httpx.AsyncClient(
            auth=_Signed(api_key),
            base_url=base_url,
            transport=line.transport,
            timeout=line.timeout,
            follow_redirects=False,
            # A connection that was kept may be closed just when it is used again, and
            # nobody would know whether the request arrived.
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=0),
            # A proxy of the environment must not see what is meant for this machine.
            trust_env=not address.is_loopback(base_url),
            headers={
                "user-agent": f"partita/{__version__}",
                # Kept bytes are those that came: nothing to unpack.
                "accept-encoding": "identity",
            },
        )

    async def ask(
        self, call: Call, take: Callable[[httpx.Response], Awaitable[_T]]
    ) -> _T:
        """Send a request and hand on its answer, whose body is still to come.

        Raises:
            Again: when it is certainly unbilled and worth another try.
            ProviderError: when it is over.
        """
        response = await self._answer(call)
        try:
            self._heed(response.headers)
            if response.is_success:
                return await take(response)
            body, _ = await self._short_body(response)
            failed = refusal(response, body, paid=call.paid)
            if isinstance(failed, ProviderError) and failed.billing != "no":
                call.keep(response, body)
            raise failed
        finally:
            with suppress(*FAULTS):
                await response.aclose()

    async def ask_json(self, call: Call) -> Any:
        """Send a request and return the JSON of its answer."""
        return await self.ask(call, lambda response: self.json_of(response, call))

    async def json_of(self, response: httpx.Response, call: Call) -> Any:
        """Return the JSON of a good answer to a call."""
        body, fault = await self._short_body(response)
        if fault is not None:
            raise failure(fault, self.host, paid=call.paid)
        return read_json(response, body, paid=call.paid)

    async def close(self) -> None:
        """Let go of every connection."""
        await self._client.aclose()

    async def _answer(self, call: Call) -> httpx.Response:
        # What is raised must not hold what `httpx` raised, nor be raised while that is
        # handled: its request carries the key.
        try:
            request = self._client.build_request(
                call.method, call.path, params=call.query, **call.body
            )
            return self._scrubbed(await self._client.send(request, stream=True))
        except FAULTS as error:
            failed = failure(error, self.host, paid=call.paid)
        raise failed

    def _scrubbed(self, response: httpx.Response) -> httpx.Response:
        raw = response.headers.raw
        scrub = self._api_key.scrub
        response.headers = httpx.Headers([(name, scrub(value)) for name, value in raw])
        return response

    async def _short_body(
        self, response: httpx.Response
    ) -> tuple[bytes, Exception | None]:
        """Return what came of a short answer, and what went wrong."""
        held, fault = bytearray(), None
        try:
            async for block in response.aiter_bytes():
                held += block
                if len(held) > _MOST_BYTES:
                    break
        except FAULTS as error:
            fault = error
        return self._api_key.scrub(bytes(held)), fault
