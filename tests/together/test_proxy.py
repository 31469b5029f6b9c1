"""The proxy itself, before a server of a dozen lines."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator

import pytest

from tests.patience import PATIENCE_S
from tests.together.faults import FAULTS, End, Fault, Kind, Place, spoilt
from tests.together.messages import Message, read_message
from tests.together.proxy import Proxy, closed

AUDIO = bytes(range(256)) * 40
JSON = b'{"composition_plan":{"chunks":[]}}'
BODY = (
    b"--b\r\ncontent-type: application/json\r\n\r\n" + JSON + b"\r\n"
    b"--b\r\ncontent-type: audio/mpeg\r\n\r\n" + AUDIO + b"\r\n--b--\r\n"
)
SIZED = Message(
    b"HTTP/1.1 200 OK\r\ncontent-type: multipart/mixed; boundary=b\r\n"
    b"character-cost: 90\r\n\r\n",
    b"",
).with_body(BODY)
CHUNKED = Message(
    b"HTTP/1.1 200 OK\r\ncontent-type: multipart/mixed; boundary=b\r\n"
    b"transfer-encoding: chunked\r\n\r\n",
    BODY,
    chunked=True,
)
REQUEST = Message(b"POST /v1/music HTTP/1.1\r\nhost: x\r\n\r\n", b"").with_body(
    b'{"prompt":"a brook"}'
)


#: How long nothing comes before it is silence, once all is there that was to come.
SILENCE_S = 0.2


class Server:
    """Answers everything alike, and remembers what it was asked."""

    def __init__(self, answer: Message) -> None:
        self.answer = answer
        self.ready = threading.Event()
        self.bodies: list[bytes] = []
        self._serving: set[asyncio.Task[None] | None] = set()

    def serve(self, listener: socket.socket) -> None:
        asyncio.run(self._run(listener))

    async def _run(self, listener: socket.socket) -> None:
        self._loop = asyncio.get_running_loop()
        self._over = asyncio.Event()
        server = await asyncio.start_server(self._one, sock=listener)
        self.ready.set()
        await self._over.wait()
        server.close()

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._over.set)

    async def _one(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._serving.add(asyncio.current_task())
        try:
            while (asked := await read_message(reader)) is not None:
                self.bodies.append(asked.body)
                writer.write(self.answer.wire())
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            await closed(writer)
            self._serving.discard(asyncio.current_task())


@pytest.fixture(params=[SIZED, CHUNKED], ids=["sized", "chunked"])
def server(request: pytest.FixtureRequest) -> Server:
    return Server(request.param)


@pytest.fixture
def proxy(server: Server) -> Iterator[Proxy]:
    listener = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.serve, args=[listener])
    thread.start()
    server.ready.wait()
    with Proxy(listener.getsockname()[1]).running() as proxy:
        yield proxy
    server.stop()
    thread.join()


def calling(proxy: Proxy) -> socket.socket:
    return socket.create_connection(("127.0.0.1", proxy.port), PATIENCE_S)


def ask(proxy: Proxy) -> tuple[bytes, str]:
    """Ask once over a connection of its own; return what came and how it ended."""
    honest = not proxy.armed
    with calling(proxy) as client:
        client.sendall(REQUEST.wire())
        if honest:
            client.shutdown(socket.SHUT_WR)
        came = b""
        try:
            while piece := client.recv(65536):
                came += piece
        except ConnectionResetError:
            return came, "reset"
    return came, "end"


def heard(client: socket.socket, count: int) -> bytes:
    """Return the next bytes, as many as are asked for unless it ends."""
    came = b""
    while piece := client.recv(count - len(came)):
        came += piece
    return came


def is_silent(client: socket.socket) -> bool:
    client.settimeout(SILENCE_S)
    try:
        client.recv(1)
    except TimeoutError:
        return True
    return False


def test_what_is_not_spoilt_passes_as_it_is(proxy: Proxy, server: Server) -> None:
    assert ask(proxy) == (server.answer.wire(), "end")
    assert server.bodies == [REQUEST.body]


@pytest.mark.parametrize("place", Place, ids=lambda place: place.value)
def test_a_reset_comes_after_the_bytes_before_it(
    proxy: Proxy, server: Server, place: Place
) -> None:
    proxy.arm(Fault(Kind.RESET, place), "/v1/music")

    came, end = ask(proxy)

    assert end == "reset"
    assert proxy.spoilt is not None
    if place is not Place.IN_REQUEST:
        assert came == proxy.spoilt.sent
        assert server.answer.wire().startswith(came)
    before = (Place.BEFORE_REQUEST, Place.IN_REQUEST)
    assert len(server.bodies) == (place not in before)


def test_a_hang_up_in_the_audio_is_an_end(proxy: Proxy, server: Server) -> None:
    proxy.arm(Fault(Kind.HANG_UP, Place.IN_AUDIO), "/v1/music")

    came, end = ask(proxy)

    assert end == "end"
    assert came == server.answer.wire(proxy.spoilt.body_end if proxy.spoilt else 0)


def test_a_stalled_answer_is_silence(proxy: Proxy) -> None:
    proxy.arm(Fault(Kind.STALL, Place.IN_JSON), "/v1/music")

    with calling(proxy) as client:
        client.sendall(REQUEST.wire())
        assert proxy.over.wait(PATIENCE_S)
        assert proxy.spoilt is not None
        came = heard(client, len(proxy.spoilt.sent))

        assert came == proxy.spoilt.sent
        assert is_silent(client)


def test_a_stalled_request_arrives_once_its_sender_is_gone(
    proxy: Proxy, server: Server
) -> None:
    proxy.arm(Fault(Kind.STALL, Place.BEFORE_REQUEST), "/v1/music")

    with calling(proxy) as client:
        client.sendall(REQUEST.wire())
        assert is_silent(client)
        held_back = list(proxy.forwarded)  # looked at while the sender waits

    assert proxy.over.wait(PATIENCE_S)
    assert held_back == []
    assert server.bodies == [REQUEST.body]


def test_a_spoilt_request_is_what_the_server_gets(proxy: Proxy, server: Server) -> None:
    proxy.arm(Fault(Kind.FLIP, Place.IN_REQUEST), "/v1/music")

    with calling(proxy) as client:
        client.sendall(REQUEST.wire())
        assert heard(client, 15) == b"HTTP/1.1 200 OK"

    (got,) = server.bodies
    changed = [a ^ b for a, b in zip(got, REQUEST.body, strict=True) if a != b]
    assert len(changed) == 1
    assert changed[0].bit_count() == 1


def test_a_fault_happens_once_and_to_its_own_path(proxy: Proxy, server: Server) -> None:
    proxy.arm(Fault(Kind.RESET, Place.BEFORE_HEADERS), "/v1/music/plan")
    with calling(proxy) as client:
        client.sendall(REQUEST.wire())
        assert heard(client, 15) == b"HTTP/1.1 200 OK"
    assert proxy.armed

    proxy.arm(Fault(Kind.RESET, Place.BEFORE_HEADERS), "/v1/music")

    assert [ask(proxy)[1], ask(proxy)[1]] == ["reset", "end"]
    assert len(proxy.asked) == len(proxy.forwarded) == 2


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_the_same_seed_spoils_the_same_way(fault: Fault) -> None:
    message = REQUEST if fault.place is Place.IN_REQUEST else SIZED

    assert spoilt(message, fault) == spoilt(message, fault)


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_every_fault_spoils_something(fault: Fault) -> None:
    message = REQUEST if fault.place is Place.IN_REQUEST else CHUNKED
    done = spoilt(message, fault)

    assert done.sent != message.wire() or done.end is not End.KEEP


@pytest.mark.parametrize("message", [SIZED, CHUNKED], ids=["sized", "chunked"])
@pytest.mark.parametrize(
    ("place", "part"), [(Place.IN_JSON, JSON), (Place.IN_AUDIO, AUDIO)]
)
def test_a_place_is_inside_its_part(
    message: Message, place: Place, part: bytes
) -> None:
    start = BODY.index(part)
    ends = {
        spoilt(message, Fault(Kind.HANG_UP, place, seed)).body_end for seed in range(50)
    }

    assert len(ends) > 5
    assert all(start < end < start + len(part) for end in ends)


def test_what_is_cut_short_seems_whole() -> None:
    done = spoilt(SIZED, Fault(Kind.TRUNCATE, Place.IN_AUDIO))
    head, _, body = done.sent.partition(b"\r\n\r\n")

    assert f"content-length: {len(body)}".encode() in head
    assert BODY.startswith(body)
    assert len(body) == done.body_end < len(BODY)


def test_what_is_repeated_is_longer_by_what_was_there() -> None:
    done = spoilt(SIZED, Fault(Kind.REPEAT, Place.IN_AUDIO))
    body = done.sent.partition(b"\r\n\r\n")[2]
    at = done.body_end

    assert body[:at] == BODY[:at]
    assert body[at : at + 64] == BODY[at - 64 : at]
    assert body[at + 64 :] == BODY[at:]
