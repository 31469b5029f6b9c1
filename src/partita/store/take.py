"""One paid take, as `music.lock` keeps it for good.

Where its bytes are, what they cost, and what the author thinks of it. Does not know
whose take it is, or which one is pinned.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


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
        chosen: of its request's takes it is the one, also while another manifest is
            built.
        rejected: the author does not want it.
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
    note: str | None = None
    chosen: bool = False
    rejected: bool = False
    forgotten: bool = False

    @property
    def identity(self) -> tuple[str, str]:
        """Return what makes two records the same take, whatever its number."""
        return self.request, self.received

    @property
    def wanted(self) -> bool:
        """Tell whether outputs may be made from it."""
        return not (self.rejected or self.forgotten)

    def table(self) -> dict[str, Any]:
        """Return it as plain values, without what is not known or not so."""
        fields = vars(self).items()
        return {k: v for k, v in fields if v is not None and v is not False}
