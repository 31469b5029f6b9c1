"""One paid take, as `music.lock` keeps it for good.

Where its bytes are, what they cost, and what the author thinks of it. Does not know
whose take it is, or which one is pinned.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from partita import digest


@dataclass(frozen=True)
class Take:
    """One generated result that was paid for.

    Args:
        take: number, from 1 for each target, never used again.
        request: key of the action that asked for it; no number is part of it.
        received: blob of the audio, exactly as it came.
        details: blob of the plan that was asked for and of what came with the audio.
        size: of `received`, in bytes.
        format: the output format that the bytes have.
        made: when, as `2026-11-20T13:05:11Z`.
        song_id: the provider's stored song, when it keeps one.
        credits: what was charged; None when nobody said.
        made_ms: how much the provider was asked to generate.
        kept_ms: how much it was asked to keep.
        parent: number of the take that it was revised from.
        note: what the author says of it.
        audio: digest of its master, as whoever made that first heard it: another
            decoder may differ by a bit.
        chosen: of its request's takes it is the one, also while another manifest is
            built.
        rejected: the author does not want it.
        stands_for: other requests that the author wants answered with it, as when an
            earlier take is brought back though the manifest moved on.
        forgotten: the author had its bytes deleted; the record of it stays.
    """

    take: int
    request: str
    received: str
    details: str
    size: int
    format: str
    duration_ms: int
    made: str
    model_id: str | None = None
    song_id: str | None = None
    request_id: str | None = None
    credits: int | None = None
    made_ms: int = 0
    kept_ms: int = 0
    parent: int | None = None
    audio: str | None = None
    note: str | None = None
    chosen: bool = False
    rejected: bool = False
    stands_for: tuple[str, ...] = ()
    forgotten: bool = False

    @property
    def identity(self) -> tuple[str, str, str]:
        """Return what makes two records the same take, whatever its number.

        Two requests may bring the same bytes, and were paid for both.
        """
        return self.request, self.received, self.request_id or ""

    @property
    def mark(self) -> str:
        """Return what the lockfile calls it, the same in every branch."""
        return digest.of_value(["partita take", *self.identity])[:12]

    def answers(self, request: str) -> bool:
        """Tell whether a request may be answered with it."""
        return request == self.request or request in self.stands_for

    def heard_as(self, audio: str, request: str) -> Take:
        """Note what its master goes by, unless somebody heard it before.

        Args:
            request: that it was mastered for; for another one than its own it may have
                been made of other audio.
        """
        is_news = self.audio is None and audio != "" and request == self.request
        return replace(self, audio=audio) if is_news else self

    @property
    def wanted(self) -> bool:
        """Tell whether outputs may be made from it."""
        return not (self.rejected or self.forgotten)

    @property
    def is_cut(self) -> bool:
        """Tell whether nothing in it is new: cut again, it would be the same."""
        return self.parent is not None and not self.made_ms

    def table(self) -> dict[str, Any]:
        """Return it as plain values, without what is not known or not so."""
        fields = vars(self) | {"stands_for": list(self.stands_for) or None}
        return {k: v for k, v in fields.items() if v is not None and v is not False}


def take_of(table: Mapping[str, Any]) -> Take:
    """Return the take that a table tells of.

    Raises:
        TypeError: when it lacks something, or says what is not known here.
    """
    return Take(**{**table, "stands_for": tuple(table.get("stands_for", ()))})
