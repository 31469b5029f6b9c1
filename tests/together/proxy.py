"""A proxy that spoils one exchange between a client and a server, on purpose.

Takes in a whole request and a whole answer, so that it knows where their parts are,
and passes them on, the armed fault done to one of them. Everything else goes through
untouched. Does not know what a fault is; `faults` does.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import socket
import struct
import termios
import threading
from collections.abc import Iterator

from tests.patience import PATIENCE_S
from tests.together.faults import ENDS, INSTEAD, End, Fault, Kind, Place, Spoilt, spoilt
from tests.together.messages import Message, read_message

#: Linger for no time: what the system answers with a reset.
_NO_LINGER = struct.pack("ii", 1, 0)


class Proxy:
    """Stands before one server on loopback.

    Args:
        server: port of the server.
    """

    def __init__(self, server: int) -> None:
        self.server = server
        self.port = 0
        #: First lines of what clients sent, and of what the server got to see.
        self.asked: list[str] = []
        self.forwarded: list[str] = []
        #: The server's true answer to the spoilt request, and what was sent of it.
        self.answer: Message | None = None
        self.spoilt: Spoilt | None = None
        #: Set when the spoilt exchange is over, on the server's side as well.
        self.over = threading.Event()
        self._fault: Fault | None = None
        self._path = ""
        # Nothing else holds on to the tasks that wait for a client.
        self._serving: set[asyncio.Task[None] | None] = set()

    @property
    def url(self) -> str:
        """Return the address that clients use."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def armed(self) -> bool:
        """Tell whether the fault has yet to happen."""
        return self._fault is not None

    def arm(self, fault: Fault, path: str) -> None:
        """Spoil the next request for a path, and no other."""
        self._fault, self._path = fault, path
        self.answer = self.spoilt = None
        self.over.clear()
        self.asked.clear()
        self.forwarded.clear()

    @contextlib.contextmanager
    def running(self) -> Iterator[Proxy]:
        """Listen from a thread of its own."""
        ready = threading.Event()
        loop = asyncio.new_event_loop()
        thread = threading.Thread(
            target=loop.run_until_complete, args=[self._run(ready)]
        )
        thread.start()
        ready.wait()
        try:
            yield self
        finally:
            loop.call_soon_threadsafe(self._stop.set)
            thread.join()
            loop.close()

    async def _run(self, ready: threading.Event) -> None:
        self._stop = asyncio.Event()
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        await self._stop.wait()
        server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._serving.add(asyncio.current_task())
        try:
            end = End.KEEP
            while (request := await read_message(reader)) is not None:
                end = await self._exchange(request, reader, writer)
                if end is not End.KEEP:
                    break
            if end is End.STALL:
                await _gone(reader)
            if end is End.RESET:
                await _reset(writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # one of the two went; so does the other
        finally:
            await closed(writer)
            self._serving.discard(asyncio.current_task())

    async def _exchange(
        self,
        request: Message,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> End:
        self.asked.append(request.line)
        fault = self._take(request)
        try:
            return await self._spoil(request, fault, reader, writer)
        finally:
            if fault:
                self.over.set()

    async def _spoil(
        self,
        request: Message,
        fault: Fault | None,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> End:
        place = fault.place if fault else None
        if fault and place is Place.BEFORE_REQUEST:
            return await self._before(request, fault, reader, writer)
        out = Spoilt(request.wire())
        if fault and place is Place.IN_REQUEST:
            self.spoilt = out = spoilt(request, fault)
        if out.end is not End.KEEP:
            await self._forward(out, request)
            return out.end
        answer = await self._forward(out, request)
        if answer is None:
            return End.HANG_UP
        back = Spoilt(answer.wire())
        if fault:
            self.answer = answer
            if place is not Place.IN_REQUEST:
                self.spoilt = back = spoilt(answer, fault)
        writer.write(back.sent)
        await writer.drain()
        return back.end

    async def _before(
        self,
        request: Message,
        fault: Fault,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> End:
        """Do what happens when the request has not yet been passed on."""
        if fault.kind in INSTEAD:
            self.spoilt = spoilt(request, fault)
            writer.write(self.spoilt.sent)
            await writer.drain()
            return End.KEEP
        if fault.kind is Kind.STALL:
            # A network may deliver late what its sender has long given up.
            await _gone(reader)
            self.answer = await self._forward(Spoilt(request.wire()), request)
        self.spoilt = Spoilt(b"", ENDS[fault.kind])
        return End.RESET if fault.kind is Kind.RESET else End.HANG_UP

    def _take(self, request: Message) -> Fault | None:
        path = request.line.split()[1].split("?")[0]
        if self._fault is None or path != self._path:
            return None
        fault, self._fault = self._fault, None
        return fault

    async def _forward(self, out: Spoilt, request: Message) -> Message | None:
        """Send a request on; return the answer, or go when it was cut short."""
        self.forwarded.append(request.line)
        reader, writer = await asyncio.open_connection("127.0.0.1", self.server)
        try:
            writer.write(out.sent)
            await writer.drain()
            if out.end is End.KEEP:
                return await read_message(reader)
            await _delivered(writer)
            return None
        finally:
            await closed(writer)


async def closed(writer: asyncio.StreamWriter) -> None:
    """Close a connection, and be done with it."""
    writer.close()
    with contextlib.suppress(ConnectionError):
        await writer.wait_closed()


async def _gone(reader: asyncio.StreamReader) -> None:
    """Wait until the other side goes."""
    with contextlib.suppress(ConnectionError):
        async with asyncio.timeout(PATIENCE_S):
            while await reader.read(65536):
                pass


async def _delivered(writer: asyncio.StreamWriter) -> None:
    """Wait until everything written has reached the other side's system."""
    sock: socket.socket = writer.get_extra_info("socket")
    async with asyncio.timeout(PATIENCE_S):
        # The system tells nobody when it has sent what it had.
        while writer.transport.get_write_buffer_size() or _unsent(sock):  # noqa: ASYNC110
            await asyncio.sleep(0.001)


def _unsent(sock: socket.socket) -> int:
    word = fcntl.ioctl(sock.fileno(), termios.TIOCOUTQ, b"\0\0\0\0")
    return int(struct.unpack("i", word)[0])


async def _reset(writer: asyncio.StreamWriter) -> None:
    """End a connection rudely, after what was written has arrived."""
    await _delivered(writer)
    sock: socket.socket = writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
    writer.transport.abort()
