"""What a person says of requests whose outcome nobody knows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Verdicts:
    """What a person says of open requests, by the names of their targets.

    Args:
        resend: send again, though it may have been paid for already.
        forget: take it for never sent.
        fetch: have the stored song that it made sent once more.
    """

    resend: frozenset[str] = frozenset()
    forget: frozenset[str] = frozenset()
    fetch: frozenset[str] = frozenset()
