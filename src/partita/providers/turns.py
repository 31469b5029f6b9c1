"""Take turns: so many requests at once.

Knows a number that may become smaller while requests are under way. Does not know
what is done in a turn.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Turns:
    """A semaphore whose limit can be lowered.

    Args:
        limit: how many at once.
    """

    def __init__(self, limit: int) -> None:
        self.limit = max(1, limit)
        self._taken = 0
        self._left = asyncio.Event()

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait until somebody may begin, and let the next one in at the end."""
        while self._taken >= self.limit:
            self._left.clear()
            await self._left.wait()
        self._taken += 1
        try:
            yield
        finally:
            self._taken -= 1
            self._left.set()

    def lower(self, limit: int) -> None:
        """Let fewer in from now on; who is in stays in."""
        self.limit = max(1, min(self.limit, limit))
