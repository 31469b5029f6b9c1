from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.responses import Response

from partita.server.connection import TimedProtocol
from partita.server.run import listening
from tests.patience import PATIENCE_S

GET = b"GET / HTTP/1.1\r\nhost: here\r\n\r\n"
MOMENT_S = 0.2


class Hasty(TimedProtocol):
    headers_s = MOMENT_S


@contextmanager
def hasty(said: bytes = b"") -> Iterator[tuple[socket.socket, socket.socket]]:
    """Serve an empty page to whoever is quick.

    Yields where, and a first client who has said something before anybody listened,
    and so was quick.
    """
    with listening("127.0.0.1", 0, 60) as listener, calling(listener) as client:
        client.sendall(said)
        config = uvicorn.Config(
            Response(), http=Hasty, log_config=None, timeout_keep_alive=60
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            yield listener, client
        finally:
            server.should_exit = True
            thread.join()


def calling(listener: socket.socket) -> socket.socket:
    return socket.create_connection(listener.getsockname(), PATIENCE_S)


def heard(client: socket.socket) -> bytes:
    """Return all that comes until the other end closes."""
    return b"".join(iter(lambda: client.recv(4096), b""))


def test_who_says_nothing_is_hung_up_on() -> None:
    with hasty() as (_, client):
        assert heard(client) == b""


def test_who_stops_in_the_middle_of_the_headers_is_hung_up_on() -> None:
    with hasty(GET) as (_, client):
        answer = client.recv(4096)
        client.sendall(GET[:-2])

        assert answer.startswith(b"HTTP/1.1 200")
        assert heard(client) == b""


def test_who_asks_in_time_keeps_the_connection() -> None:
    with hasty(GET) as (listener, client):
        answers = [client.recv(4096)]
        with calling(listener) as silent:
            heard(silent)  # as long as the first one might have had
        client.sendall(GET)
        answers.append(client.recv(4096))

    assert [answer[:12] for answer in answers] == [b"HTTP/1.1 200"] * 2
