"""How long tests wait: for what is sure to come, and for what never does.

Nothing here decides how fast anything is. A machine may stand still for seconds at any
place: what comes is waited for as long as it takes, and silence is judged only once
all that was to come is there.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

import httpx

#: Longest wait for what is sure to come; nobody ever waits for all of it.
PATIENCE_S: Final = 240.0

#: For all that a client may wait for.
PATIENT: Final = httpx.Timeout(PATIENCE_S)

#: How long nothing comes before it is silence.
_SILENCE_S: Final = 1.0


def eventually(true: Callable[[], object]) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


class Impatient(httpx.AsyncHTTPTransport):
    """The network, for who waits long for an answer to begin, and not for it to go on.

    A test of silence in the middle of an answer is short with it, however long the
    answer takes to come.

    Args:
        unanswered: a path whose answer is not even waited for to begin.
    """

    def __init__(self, unanswered: str = "") -> None:
        # As our own client has it.
        super().__init__(limits=httpx.Limits(max_keepalive_connections=0))
        self._unanswered = unanswered

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request, and wait for the headers of its answer."""
        timeout = request.extensions["timeout"]
        if request.url.path == self._unanswered:
            timeout["read"] = _SILENCE_S
        response = await super().handle_async_request(request)
        timeout["read"] = _SILENCE_S  # looked up once more before the body is read
        return response
