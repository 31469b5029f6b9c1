"""Connections that have to say in time what they want.

uvicorn waits for ever for a request's headers, and counts who says nothing among those
that it serves: a few hundred silent clients would shut everybody else out. Knows
uvicorn's protocol for HTTP/1.1; does not know requests.
"""

from __future__ import annotations

import asyncio
from typing import Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

#: For all headers of a request, however they trickle.
HEADERS_S: Final = 20.0


class TimedProtocol(H11Protocol):
    """HTTP/1.1, for clients that send their headers in time."""

    headers_s = HEADERS_S
    _too_late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait."""
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Take in what came, and wait on for what is missing."""
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        super().connection_lost(exc)
        self._forget()

    def _watch(self) -> None:
        if self.conn.their_state is not h11.IDLE:
            self._forget()
        elif self._too_late is None:
            self._too_late = self.loop.call_later(
                self.headers_s, self.timeout_keep_alive_handler
            )

    def _forget(self) -> None:
        if self._too_late is not None:
            self._too_late.cancel()
            self._too_late = None
