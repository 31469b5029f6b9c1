"""What went wrong between two machines, and what that says of the bill.

Reads the exceptions of `httpx`. Before a connection stands, nothing was sent; from
then on, whatever happens, the request may have arrived. Does not know answers.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from typing import Final

import httpx

from partita.errors import ProviderError
from partita.providers.answers import DOUBT
from partita.providers.retry import UNREACHABLE, Again

#: Everything that sending and receiving raises. `httpx` lets some errors of the
#: system through, as one of TLS in the middle of an answer.
FAULTS: Final = (httpx.HTTPError, httpx.StreamError, OSError)

#: Nothing was sent: no connection, no place in the pool, a proxy that refused to
#: connect, TLS that was not agreed on (which `httpx` calls a ConnectError).
UNSENT: Final = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)

_NOT_SENT: Final = "nothing was sent and nothing billed"

#: What happened, by the first class that fits.
_WORDS: Final[tuple[tuple[type[Exception], str], ...]] = (
    (httpx.ConnectTimeout, "`{host}` did not answer in time"),
    (httpx.PoolTimeout, "no connection to `{host}` came free in time"),
    (httpx.ProxyError, "the proxy would not connect to `{host}`"),
    (httpx.UnsupportedProtocol, "`{host}` has no address that can be asked"),
    (httpx.ReadTimeout, "the service fell silent"),
    (httpx.WriteTimeout, "the service stopped taking the request"),
    (httpx.ProtocolError, "the connection was cut, or answered no HTTP"),
    (Exception, "the connection was cut"),
)

#: Why there is no connection, by what the system said.
_REASONS: Final[tuple[tuple[type[BaseException], str], ...]] = (
    (ssl.SSLCertVerificationError, "the certificate of `{host}` is not to be trusted"),
    (ssl.SSLError, "no encrypted connection to `{host}` could be agreed on"),
    (socket.gaierror, "the name `{host}` was not found"),
    (ConnectionRefusedError, "`{host}` refused the connection"),
    (BaseException, "there is no connection to `{host}`"),
)


def failure(error: Exception, host: str, *, paid: bool) -> Exception:
    """Return what to raise for a fault: a request that is over, or worth another try.

    Args:
        paid: the request costs credits as soon as it arrives.
    """
    if isinstance(error, UNSENT):
        return Again(_unsent(error, host), UNREACHABLE)
    message = happened(error)
    if not paid:
        free = ProviderError(message, hint="nothing was billed", code="cut")
        return Again(free, UNREACHABLE)
    return ProviderError(message, hint=DOUBT, billing="unknown", code="cut")


def happened(error: Exception) -> str:
    """Say what went wrong; where a connection failed, `{host}` stands for with whom."""
    return next(words for kind, words in _WORDS if isinstance(error, kind))


def _unsent(error: Exception, host: str) -> ProviderError:
    words = happened(error)
    if isinstance(error, httpx.ConnectError):
        causes = tuple(_causes(error))
        words = next(
            words
            for kind, words in _REASONS
            if any(isinstance(cause, kind) for cause in causes)
        )
    message = words.format(host=host)
    return ProviderError(message, hint=_NOT_SENT, code="unreachable")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and everything that it came from, groups opened."""
    yield error
    inner = [error.__cause__ or error.__context__]
    if isinstance(error, BaseExceptionGroup):
        inner += error.exceptions
    for each in inner:
        if each is not None:
            yield from _causes(each)
