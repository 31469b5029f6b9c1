"""Everything that can go wrong on the wire between two honest ends, as values.

A fault is a kind and a place; `spoilt` says what is sent instead. Pure, and the same
for the same seed. Does not know sockets.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from enum import Enum

from tests.together.messages import Message


class Place(Enum):
    """Where in an exchange it happens."""

    BEFORE_REQUEST = "before the request"
    IN_REQUEST = "in the request"
    BEFORE_HEADERS = "before the headers"
    IN_HEADERS = "in the headers"
    IN_JSON = "in the json"
    IN_AUDIO = "in the audio"
    LAST_BYTE = "at the last byte"
    AFTER = "after the audio"


class Kind(Enum):
    """What happens."""

    RESET = "reset"
    HANG_UP = "hang up"
    STALL = "stall"
    REPEAT = "repeat"
    TRUNCATE = "truncate"
    FLIP = "flip"
    ERROR = "500 as json"
    GATEWAY = "502 as a page"
    PORTAL = "200 as a page"
    WRONG_TYPE = "wrong type"
    EMPTY = "empty body"
    TOO_LONG = "length too large"
    TOO_SHORT = "length too small"


class End(Enum):
    """What becomes of the connection."""

    KEEP = "goes on"
    RESET = "is reset"
    HANG_UP = "is closed"
    STALL = "is silent until the other side goes"


#: Faults that only end things, and how.
ENDS = {
    Kind.RESET: End.RESET,
    Kind.HANG_UP: End.HANG_UP,
    Kind.STALL: End.STALL,
}

_INSIDE = (Place.IN_JSON, Place.IN_AUDIO, Place.LAST_BYTE)
_INSTEAD = (Place.BEFORE_REQUEST, Place.BEFORE_HEADERS)

#: The places where each kind means something.
PLACES = {
    Kind.RESET: tuple(Place),
    Kind.HANG_UP: tuple(Place),
    Kind.STALL: tuple(Place),
    Kind.REPEAT: (Place.IN_REQUEST, Place.IN_HEADERS, *_INSIDE, Place.AFTER),
    Kind.TRUNCATE: (Place.IN_REQUEST, *_INSIDE),
    Kind.FLIP: (Place.IN_REQUEST, Place.IN_HEADERS, *_INSIDE),
    Kind.ERROR: _INSTEAD,
    Kind.GATEWAY: _INSTEAD,
    Kind.PORTAL: _INSTEAD,
    Kind.WRONG_TYPE: (Place.BEFORE_HEADERS,),
    Kind.EMPTY: (Place.BEFORE_HEADERS,),
    Kind.TOO_LONG: (Place.BEFORE_HEADERS,),
    Kind.TOO_SHORT: (Place.BEFORE_HEADERS,),
}


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong, once."""

    kind: Kind
    place: Place
    seed: int = 0

    def __str__(self) -> str:
        return f"{self.kind.value} {self.place.value}"

    def chance(self) -> random.Random:
        """Return chance of its own, the same every time."""
        return random.Random(f"{self.kind.value}/{self.place.value}/{self.seed}")


FAULTS = tuple(
    Fault(kind, place) for kind, places in PLACES.items() for place in places
)


@dataclass(frozen=True)
class Spoilt:
    """What is sent instead.

    Args:
        body_end: how much of the true body was sent before it went wrong.
    """

    sent: bytes
    end: End = End.KEEP
    body_end: int = 0


_ERROR = (
    b'{"detail":{"type":"internal_error","code":"internal_error",'
    b'"message":"something broke","status":"internal_error","request_id":"none"}}'
)
_PAGE = b"<!doctype html><title>Sign in</title><p>Please sign in to this network."

#: Whole answers that come instead of the true one.
INSTEAD = {
    Kind.ERROR: ("500 Internal Server Error", "application/json", _ERROR),
    Kind.GATEWAY: ("502 Bad Gateway", "text/html", _PAGE),
    Kind.PORTAL: ("200 OK", "text/html", _PAGE),
}


def instead(kind: Kind) -> bytes:
    """Return the answer that comes instead."""
    status, content_type, body = INSTEAD[kind]
    head = f"HTTP/1.1 {status}\r\ncontent-type: {content_type}\r\n\r\n"
    return Message(head.encode(), b"").with_body(body).wire()


def spoilt(message: Message, fault: Fault) -> Spoilt:
    """Return what is sent of a request, or of an answer, under a fault."""
    if fault.kind in INSTEAD:
        return Spoilt(instead(fault.kind))
    if fault.kind in ENDS:
        return _cut(message, fault, ENDS[fault.kind])
    size = len(message.body)
    match fault.kind:
        case Kind.WRONG_TYPE:
            return Spoilt(message.with_header("content-type", "text/plain").wire())
        case Kind.EMPTY:
            return Spoilt(message.with_body(b"").wire())
        case Kind.TOO_LONG:
            return Spoilt(message.with_length(size + 100).wire(), End.HANG_UP, size)
        case Kind.TOO_SHORT:
            return Spoilt(message.with_length(size - 100).wire(), body_end=size - 100)
    if fault.place is Place.IN_HEADERS:
        head = _spoilt_head(message.head, fault)
        return Spoilt(head + message.wire()[len(message.head) :])
    if fault.place is Place.AFTER:
        return Spoilt(message.wire() * 2, body_end=size)
    at = _point(message, fault)
    body = _spoilt_body(message.body, at, fault)
    return Spoilt(message.with_body(body).wire(), body_end=at)


def _cut(message: Message, fault: Fault, end: End) -> Spoilt:
    size = len(message.body)
    match fault.place:
        case Place.BEFORE_REQUEST | Place.BEFORE_HEADERS:
            return Spoilt(b"", end)
        case Place.IN_HEADERS:
            return Spoilt(message.head[: len(message.head) // 2], end)
        case Place.LAST_BYTE:
            # Of the wire: where a body is chunked, it is all there, but not its end.
            return Spoilt(message.wire()[:-1], end, size - (not message.chunked))
        case Place.AFTER:
            return Spoilt(message.wire(), end, size)
    at = _point(message, fault)
    return Spoilt(message.wire(at), end, at)


def _point(message: Message, fault: Fault) -> int:
    """Return where in the body the fault is, by chance."""
    if fault.place is Place.LAST_BYTE:
        return len(message.body) - 1
    where = {
        Place.IN_REQUEST: lambda: range(len(message.body)),
        Place.IN_JSON: message.json,
        Place.IN_AUDIO: message.audio,
    }[fault.place]()
    return fault.chance().randrange(where.start + 1, where.stop)


def _spoilt_body(body: bytes, at: int, fault: Fault) -> bytes:
    match fault.kind:
        case Kind.TRUNCATE:
            return body[:at]
        case Kind.REPEAT:
            again = body[max(0, at - 64) : at] if at < len(body) - 1 else body[-1:]
            return body[:at] + again + body[at:]
    return (
        body[:at]
        + bytes([body[at] ^ 1 << fault.chance().randrange(8)])
        + body[at + 1 :]
    )


def _spoilt_head(head: bytes, fault: Fault) -> bytes:
    lines = head[:-4].split(b"\r\n")
    if fault.kind is Kind.REPEAT:
        again = lines[len(lines) // 2 :]
        return b"\r\n".join([*lines, *again]) + b"\r\n\r\n"
    # In the first line: another price in a header could be told by nobody.
    at = fault.chance().randrange(len(b"HTTP/1.1"))
    return head[:at] + bytes([head[at] ^ 0x20]) + head[at + 1 :]
