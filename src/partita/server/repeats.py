"""Seeds of requests that name none: the same request is another piece each time.

The service never makes the same thing twice, and clients count on it. Counted since the
server started, so a fresh one gives the same takes in the same order. Knows requests;
does not know who asks.
"""

from __future__ import annotations

from typing import Final

from partita import digest
from partita.providers.wire.requests import ComposeBody

#: What of a request decides on the music.
_MUSIC: Final = {
    "prompt",
    "lyrics_text",
    "composition_plan",
    "music_prompt",
    "music_length_ms",
    "model_id",
    "force_instrumental",
}
#: Requests that are remembered; the one that was asked longest ago is forgotten first.
_MOST: Final = 10_000


class Repeats:
    """How often each request was asked."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._times: dict[str, int] = {}

    def seed(self, body: ComposeBody) -> int | None:
        """Return a request's own seed, or the next; None the first time."""
        if body.seed is not None:
            return body.seed
        what = digest.of_bytes(body.model_dump_json(include=_MUSIC).encode())
        before = self._times.pop(what, 0)
        self._times[what] = before + 1
        if len(self._times) > _MOST:
            del self._times[next(iter(self._times))]
        return before or None
