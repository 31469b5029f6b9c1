"""Run a server on a socket until it is told to stop.

Knows sockets and uvicorn; does not know what is served.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
from collections.abc import Callable
from typing import Final

import uvicorn

from partita.errors import PartitaError
from partita.server.app import make_app
from partita.server.connection import TimedProtocol
from partita.server.settings import Settings

_WAITING: Final = 128
#: Connections and requests under way; beyond them uvicorn itself says 503.
_MOST_CONNECTIONS: Final = 512
_KEEP_ALIVE_S: Final = 15
#: What is under way when the server stops may take so long to end.
_LAST_S: Final = 5


def serve(
    settings: Settings, host: str, port: int, ready: Callable[[str], None]
) -> None:
    """Serve until interrupted.

    Args:
        port: 0 for a free one.
        ready: told the address as soon as clients can connect.

    Raises:
        GuardHeld: when another server has the folder.
        PartitaError: when the address can't be listened to.
    """
    logging.getLogger("uvicorn.error").addFilter(_is_fault)
    app = make_app(settings)
    with listening(host, port, settings.patience_s) as listener:
        ready(address_of(listener, host))
        config = uvicorn.Config(
            app,
            http=TimedProtocol,
            ws="none",
            log_config=None,
            access_log=False,
            limit_concurrency=_MOST_CONNECTIONS,
            timeout_keep_alive=_KEEP_ALIVE_S,
            timeout_graceful_shutdown=_LAST_S,
            server_header=False,
        )
        # uvicorn stops in good order, and then raises the signal once more.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            uvicorn.Server(config).run(sockets=[listener])
        except KeyboardInterrupt:
            return


def _is_fault(record: logging.LogRecord) -> bool:
    """Tell faults from requests that were ended with the server."""
    fault = record.exc_info[1] if record.exc_info else None
    return not isinstance(fault, asyncio.CancelledError)


def listening(host: str, port: int, patience_s: float) -> socket.socket:
    """Return a socket that clients can connect to.

    Raises:
        PartitaError: when there can't be one.
    """
    try:
        listener = socket.create_server(
            (host, port),
            family=socket.AF_INET6 if ":" in host else socket.AF_INET,
            backlog=_WAITING,
        )
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        message = f"`{host}` port {port} can't be listened to: {reason}"
        raise PartitaError(message, hint="`--port 0` picks a free one") from error
    _give_up_on_deaf_clients(listener, patience_s)
    return listener


def _give_up_on_deaf_clients(listener: socket.socket, patience_s: float) -> None:
    """Have the system drop connections whose other end takes nothing any more."""
    option = getattr(socket, "TCP_USER_TIMEOUT", None)  # Linux
    if option is not None:
        listener.setsockopt(socket.IPPROTO_TCP, option, round(patience_s * 1000))


def address_of(listener: socket.socket, host: str) -> str:
    """Return the address of a server, as clients write it."""
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{listener.getsockname()[1]}"
