"""A small HTTP/1.1 server on loopback that answers what a test says.

Real sockets: it can cut, reset or fall silent at any byte. Knows framing; does not know
music. It writes down every request that arrived.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

BOUNDARY = "b0undary"

SUBSCRIPTION = {
    "tier": "pro",
    "character_count": 1_000,
    "character_limit": 10_000,
    "next_character_count_reset_unix": 1_800_000_000,
    "status": "active",
}


@dataclass(frozen=True)
class Reply:
    """One answer.

    Args:
        sent: how much of the body is sent before the connection ends; None for all.
        reset: the connection is reset at the end, not closed.
        silent: nothing more is sent, and the connection stays.
        sized: a content length is sent; else the body is chunked.
        head: sent in place of the status line and the headers.
    """

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    sent: int | None = None
    reset: bool = False
    silent: bool = False
    sized: bool = True
    head: bytes | None = None


@dataclass(frozen=True)
class Request:
    """One request as it arrived."""

    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """Return its JSON."""
        return json.loads(self.body)


def json_reply(document: object, status: int = 200, **headers: str) -> Reply:
    """Return an answer of JSON; `_` in a header's name stands for `-`."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    typed = {"content-type": "application/json", **named}
    return Reply(status, json.dumps(document).encode(), typed)


def error_reply(status: int, code: str, message: str = "no", **extra: object) -> Reply:
    """Return a refusal in the API's own shape.

    Args:
        extra: more keys of `detail`; `older` is the older word for it.
    """
    detail = {"code": code, "status": code, "message": message, **extra}
    detail["status"] = detail.pop("older", detail["status"])
    return json_reply({"detail": detail}, status)


def music_reply(audio: bytes, details: object = None, **changes: Any) -> Reply:
    """Return a detailed answer as the API gives it."""
    document = json.dumps(details or {"composition_plan": {"chunks": []}}).encode()
    lines = (
        b"--" + BOUNDARY.encode(),
        b"Content-Type: application/json",
        b"",
        document,
        b"--" + BOUNDARY.encode(),
        b"Content-Type: audio/mpeg",
        b'Content-Disposition: attachment; filename="piece.mp3"',
        b"",
        audio,
        b"--" + BOUNDARY.encode() + b"--",
        b"",
    )
    headers = {
        "content-type": f"multipart/mixed; boundary={BOUNDARY}",
        "song-id": "song_1",
        "request-id": "req_1",
        "character-cost": "960",
    }
    headers.update(changes.pop("headers", {}))
    return Reply(200, b"\r\n".join(lines), headers, **changes)


class Stub:
    """The server.

    Args:
        replies: answers by path, given in turn; the last one is given for ever.
    """

    def __init__(self, replies: dict[str, list[Reply]]) -> None:
        self.replies = {"/v1/user/subscription": [json_reply(SUBSCRIPTION)], **replies}
        self.requests: list[Request] = []
        self.most_at_once = 0
        self._at_once = 0
        self._serving: set[asyncio.Task[None]] = set()
        self.url = ""

    def sent_to(self, path: str) -> list[Request]:
        """Return the requests that arrived for a path."""
        return [each for each in self.requests if each.path == path]

    async def serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Answer one connection's one request."""
        serving = asyncio.current_task()
        assert serving is not None
        self._serving.add(serving)
        try:
            request = await _read_request(reader)
            self.requests.append(request)
            waiting = self.replies[request.path]
            reply = waiting.pop(0) if len(waiting) > 1 else waiting[0]
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
            await asyncio.sleep(0.002)
            self._at_once -= 1
            await _write_reply(writer, reply)
            if reply.silent:
                await reader.read()
            if reply.reset:
                writer.transport.abort()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()
            self._serving.discard(serving)

    async def finish(self) -> None:
        """Hear out who has connected, though they have gone meanwhile."""
        await asyncio.gather(*self._serving, return_exceptions=True)


async def _read_request(reader: asyncio.StreamReader) -> Request:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.strip().split("\r\n")
    method, target, _ = first.split(" ")
    path, _, query = target.partition("?")
    pairs = (line.partition(":") for line in lines)
    headers = {name.lower(): value.strip() for name, _, value in pairs}
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    return Request(method, path, query, headers, body)


async def _write_reply(writer: asyncio.StreamWriter, reply: Reply) -> None:
    writer.write(_head(reply) if reply.head is None else reply.head)
    body = reply.body if reply.sent is None else reply.body[: reply.sent]
    if reply.sized or reply.head is not None:
        writer.write(body)
    else:
        for start in range(0, len(body), 1000):
            block = body[start : start + 1000]
            writer.write(f"{len(block):x}\r\n".encode() + block + b"\r\n")
        if reply.sent is None:
            writer.write(b"0\r\n\r\n")
    await writer.drain()


def _head(reply: Reply) -> bytes:
    framing = (
        f"content-length: {len(reply.body)}"
        if reply.sized
        else "transfer-encoding: chunked"
    )
    lines = [f"HTTP/1.1 {reply.status} Whatever", framing]
    lines += [f"{name}: {value}" for name, value in reply.headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


@asynccontextmanager
async def serving(replies: dict[str, list[Reply]]) -> AsyncIterator[Stub]:
    """Serve on a free port for as long as the context lasts."""
    stub = Stub(replies)
    server = await asyncio.start_server(stub.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    stub.url = f"http://127.0.0.1:{port}"
    async with server:
        yield stub
        await stub.finish()
