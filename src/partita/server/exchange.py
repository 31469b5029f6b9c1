"""One request and its answer: bounded in size and time, whatever the client does.

Knows HTTP; does not know music.
"""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, Final

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import Message, Receive, Scope, Send

from partita.providers.wire import names
from partita.providers.wire.errors import (
    ErrorBody,
    SchemaFault,
    schema_error,
    write_error,
)
from partita.server.forms import BrokenForm, Form
from partita.server.refusal import Refusal, refused
from partita.server.settings import Settings

_PIECE_BYTES: Final = 1 << 16
_TOO_SLOW: Final = 408
#: How long a refused client may go on sending.
_LINGER_S: Final = 5


def new_request_id() -> str:
    """Return a name for one request."""
    return uuid.uuid4().hex


class Gone(Exception):
    """The client is no longer there, or takes nothing any more."""


class Exchange:
    """A request, and what was answered so far."""

    def __init__(
        self, scope: Scope, receive: Receive, send: Send, settings: Settings
    ) -> None:
        """Take over a connection."""
        self._receive, self._send = receive, send
        self._wait_s = settings.patience_s
        self._until_s = time.monotonic() + settings.body_s
        self._left_bytes = 0
        self._is_read = asyncio.Event()
        self.request = Request(scope, self._bounded)
        self.request_id = new_request_id()
        self.headers: dict[str, str] = {}
        self.status: int | None = None

    async def gone(self) -> None:
        """Wait until the client goes away; it can be told only after its body."""
        await self._is_read.wait()
        while (await self._receive())["type"] != "http.disconnect":
            pass

    async def document(self, most_bytes: int) -> Any:
        """Read a JSON body.

        Raises:
            Refusal: when it is too large, too slow, or no JSON.
        """
        self._admit(most_bytes)
        content = await self.request.body()
        try:
            return json.loads(content)
        except (ValueError, RecursionError):
            raise refused("malformed_json", "the body is no JSON") from None

    async def form(self, file: str, path: Path, most_bytes: int) -> Form:
        """Read a form, and write its file to a path.

        Raises:
            Refusal: when it is too large, too slow, or no form with this file.
        """
        self._admit(most_bytes)
        kind = self.request.headers.get("content-type", "")
        with Form(file, path) as form:
            try:
                await form.read(kind, self.request.stream())
            except BrokenForm:
                message = "the body is no form, or not all of one"
                raise refused("bad_request", message) from None
        if not form.has_file:
            fault = SchemaFault(("body", file), "Field required", "missing")
            raise Refusal(schema_error([fault]))
        return form

    def _admit(self, most_bytes: int) -> None:
        """Refuse a body by what it says of its length."""
        promised = self.request.headers.get("content-length", "0")
        if promised.isdecimal() and int(promised) > most_bytes:
            raise _too_large(most_bytes)
        self._left_bytes = most_bytes

    async def _bounded(self) -> Message:
        """Receive a piece of the body."""
        try:
            left_s = self._until_s - time.monotonic()
            async with asyncio.timeout(min(self._wait_s, left_s)):
                message = await self._receive()
        except TimeoutError:
            body = ErrorBody(
                _TOO_SLOW, "the body took too long", "bad_request", "timeout"
            )
            raise Refusal(body) from None
        if message["type"] == "http.disconnect":
            raise Gone
        if not message.get("more_body", False):
            self._is_read.set()
        self._left_bytes -= len(message.get("body", b""))
        if self._left_bytes < 0:
            raise _too_large(None)
        return message

    async def answer(self, document: object, status: int = 200) -> None:
        """Send a JSON answer."""
        content = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
        encoded = content.encode()
        await self.begin(names.JSON, status, len(encoded))
        await self.piece(encoded)
        await self.end()

    async def refuse(self, body: ErrorBody) -> None:
        """Send an error, if nothing else was sent yet."""
        if self.status is not None:
            return
        if body.http_status != _TOO_SLOW:
            await self._drain()
        if not self._is_read.is_set():
            self.headers["connection"] = "close"
        named = replace(body, request_id=self.request_id)
        await self.answer(write_error(named), body.http_status)

    async def _drain(self) -> None:
        """Let the client finish, for a while: many read no answer before that.

        And a connection that is closed with something unread in it is reset, which
        takes the answer along.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(_LINGER_S):
                while not self._is_read.is_set():
                    message = await self._receive()
                    if message["type"] == "http.disconnect":
                        raise Gone
                    if not message.get("more_body", False):
                        self._is_read.set()

    async def begin(
        self, media_type: str, status: int = 200, size: int | None = None
    ) -> None:
        """Send the headers."""
        self.status = status
        headers = MutableHeaders()
        written = {
            **self.headers,
            "content-type": media_type,
            names.REQUEST_ID: self.request_id,
            "x-trace-id": self.request_id,
        }
        if size is not None:
            written["content-length"] = str(size)
        headers.update(written)
        start = {"type": "http.response.start", "status": status}
        await self._out({**start, "headers": headers.raw})

    async def piece(self, content: bytes) -> None:
        """Send some of the body."""
        await self._out(_body(content, more=True))

    async def end(self) -> None:
        """Say that the body is over."""
        await self._out(_body(b"", more=False))

    async def pieces(self, file: BinaryIO, count: int) -> None:
        """Send the next bytes of a file."""
        while count and (content := file.read(min(count, _PIECE_BYTES))):
            count -= len(content)
            await self.piece(content)

    async def _out(self, message: Mapping[str, Any]) -> None:
        try:
            async with asyncio.timeout(self._wait_s):
                await self._send(dict(message))
        except OSError as error:  # a TimeoutError is one
            raise Gone from error


def _body(content: bytes, *, more: bool) -> dict[str, Any]:
    return {"type": "http.response.body", "body": content, "more_body": more}


def _too_large(most_bytes: int | None) -> Refusal:
    more = f" than {most_bytes} bytes" if most_bytes is not None else ""
    return refused("request_too_large", f"the body is larger{more}")
