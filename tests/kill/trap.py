"""A wire that is watched byte by byte, and a trap that springs at a chosen one.

Passes everything on between one client and a server as it comes. Where the trap is
set, the bytes before it have been handed on and none after it. Knows of HTTP only how
long a request's head is.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

_STEP = 1 << 14


@dataclass(frozen=True)
class Point:
    """A moment in one exchange.

    Args:
        way: `request` or `answer`: whose bytes are counted.
        share: of all the bytes that go that way, 0 before the first and 1 after the
            last.
        later_ms: after that.
    """

    way: str
    share: float
    later_ms: int = 0


@dataclass
class Trap:
    """Stands before a server, and springs once in the exchange for a path.

    Args:
        sprung: called at the chosen moment, from the wire's own thread.
        size: how many bytes went each way in the last exchange for that path that
            ran through: those of the next one are as many, nearly.
        asked: how many exchanges for that path there were.
        measured: set when there is a size.
        done: set when the exchange is over in which it was to spring.
    """

    server: int
    path: str
    port: int = 0
    point: Point | None = None
    sprung: Callable[[], None] = lambda: None
    size: dict[str, int] = field(default_factory=dict)
    asked: int = 0
    measured: threading.Event = field(default_factory=threading.Event)
    done: threading.Event = field(default_factory=threading.Event)

    @contextlib.contextmanager
    def running(self) -> Iterator[Trap]:
        """Listen until the end of the block."""
        with socket.create_server(("127.0.0.1", 0)) as listener:
            self.port = listener.getsockname()[1]
            threading.Thread(target=self._listen, args=[listener], daemon=True).start()
            yield self

    def _listen(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=self._exchange, args=[client], daemon=True).start()

    def _exchange(self, client: socket.socket) -> None:
        server = socket.create_connection(("127.0.0.1", self.server))
        head = client.recv(_STEP)
        watched = self.path in head.split(b"\r\n")[0].decode()
        self.asked += watched
        point = self.point if watched else None
        counts = {"request": 0, "answer": 0}
        back = threading.Thread(
            target=self._pump, args=[server, client, b"", "answer", point, counts]
        )
        back.start()
        self._pump(client, server, head, "request", point, counts)
        back.join()
        for each in (client, server):
            each.close()
        if point is not None:
            self.done.set()
        elif watched:
            self.size = counts
            self.measured.set()

    def _pump(
        self,
        source: socket.socket,
        sink: socket.socket,
        held: bytes,
        way: str,
        point: Point | None,
        counts: dict[str, int],
    ) -> None:
        here = point if point is not None and point.way == way else None
        stop = None if here is None else round(here.share * self.size[way])
        while True:
            if (
                here is not None
                and stop is not None
                and counts[way] + len(held) >= stop
            ):
                early = held[: stop - counts[way]]
                _send(sink, early)
                counts[way] += len(early)
                time.sleep(here.later_ms / 1000)
                self.sprung()
                held, here = held[len(early) :], None
            # One side may be dead; the other is heard to its end all the same.
            _send(sink, held)
            counts[way] += len(held)
            try:
                held = source.recv(_STEP)
            except OSError:
                break
            if not held:
                break
        with contextlib.suppress(OSError):
            sink.shutdown(socket.SHUT_WR)


def _send(sink: socket.socket, content: bytes) -> None:
    with contextlib.suppress(OSError):
        sink.sendall(content)
