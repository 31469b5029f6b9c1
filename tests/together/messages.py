"""HTTP/1.1 messages as values: read from a stream, taken apart, framed again.

Knows framing, and of multipart just enough to tell the JSON from the audio. Does not
know faults, sockets or music.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

#: Bytes in a chunk of a chunked body.
PIECE_BYTES = 4096


@dataclass(frozen=True)
class Message:
    """A request or an answer.

    Args:
        head: everything up to and including the blank line.
        body: without the frames of a chunked body.
    """

    head: bytes
    body: bytes
    chunked: bool = False

    @property
    def line(self) -> str:
        """Return the first line."""
        return self.head.split(b"\r\n", 1)[0].decode("latin-1")

    def header(self, name: str) -> str:
        """Return a header's value, or nothing."""
        for line in self.head.decode("latin-1").split("\r\n")[1:]:
            key, _, value = line.partition(":")
            if key.lower() == name:
                return value.strip()
        return ""

    def with_header(self, name: str, value: str) -> Message:
        """Return the message with one header set."""
        lines = self.head[:-4].decode("latin-1").split("\r\n")
        others = [line for line in lines if not line.lower().startswith(f"{name}:")]
        head = "\r\n".join([*others, f"{name}: {value}"]) + "\r\n\r\n"
        return replace(self, head=head.encode("latin-1"))

    def with_body(self, body: bytes) -> Message:
        """Return the message with another body, framed as it should be."""
        if self.chunked:
            return replace(self, body=body)
        sized = self.with_header("content-length", str(len(body)))
        return replace(sized, body=body)

    def with_length(self, length: int) -> Message:
        """Return the message promising a length, true or not."""
        plain = self.with_header("content-length", str(length))
        lines = plain.head.split(b"\r\n")
        kept = [x for x in lines if not x.lower().startswith(b"transfer-encoding")]
        return Message(b"\r\n".join(kept), self.body)

    def wire(self, end: int | None = None) -> bytes:
        """Return the bytes on the wire: all of them, or as far as a body offset."""
        stop = len(self.body) if end is None else end
        if not self.chunked:
            return self.head + self.body[:stop]
        out = [self.head]
        for at in range(0, stop, PIECE_BYTES):
            piece = self.body[at : at + PIECE_BYTES]
            out += [b"%x\r\n" % len(piece), piece[: stop - at]]
            if at + len(piece) <= stop:
                out.append(b"\r\n")
        return b"".join([*out, b"" if end is not None else b"0\r\n\r\n"])

    def json(self) -> range:
        """Return where the JSON is in the body."""
        kind = self.header("content-type")
        if kind.startswith("multipart/mixed"):
            return self._part(0)
        return range(len(self.body) if "json" in kind else 0)

    def audio(self) -> range:
        """Return where the audio is in the body."""
        kind = self.header("content-type")
        if kind.startswith("multipart/mixed"):
            return self._part(1)
        return range(len(self.body) if kind.startswith("audio/") else 0)

    def _part(self, number: int) -> range:
        boundary = self.header("content-type").split("boundary=")[1].strip('"')
        delimiter = b"--" + boundary.encode()
        at = -1
        for _ in range(number + 1):
            at = self.body.index(delimiter, at + 1)
        start = self.body.index(b"\r\n\r\n", at) + 4
        return range(start, self.body.index(b"\r\n" + delimiter, start))


async def read_message(reader: asyncio.StreamReader) -> Message | None:
    """Read one whole message; None where the other side has no more."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return None
    empty = Message(head, b"")
    if empty.header("transfer-encoding") == "chunked":
        return Message(head, await _chunks(reader), chunked=True)
    length = int(empty.header("content-length") or 0)
    return Message(head, await reader.readexactly(length))


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    pieces = []
    while size := int(await reader.readline(), 16):
        pieces.append(await reader.readexactly(size))
        await reader.readline()
    await reader.readline()
    return b"".join(pieces)


def arrived(sent: bytes) -> bytes:
    """Return what a client gets of a body, whole or not; nothing without a head."""
    head, blank, rest = sent.partition(b"\r\n\r\n")
    message = Message(head + blank, b"")
    if not blank:
        return b""
    if message.header("transfer-encoding") != "chunked":
        return rest[: int(message.header("content-length"))]
    body = b""
    while rest:
        size, _, rest = rest.partition(b"\r\n")
        if not (count := int(size or b"0", 16)):
            break
        body, rest = body + rest[:count], rest[count + 2 :]
    return body
