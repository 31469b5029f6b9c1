"""One charge that brought no take, as `music.lock` keeps it.

Uploads, and requests that were lost on the way: with the takes they add up to what the
provider billed, on every machine. Knows no journal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Expense:
    """One such charge.

    Args:
        id: of the request's intent.
        operation: `compose` or `upload`.
        at: when it was sent, as `2026-11-20T13:05:11Z`.
        made_ms, kept_ms: how much was to be generated or uploaded, and kept.
        credits: what was charged; None when nobody knows whether anything was.
    """

    id: str
    operation: str
    at: str
    model_id: str
    made_ms: int
    kept_ms: int = 0
    credits: int | None = None
    request_id: str | None = None

    def table(self) -> dict[str, Any]:
        """Return it as plain values, without what is not known."""
        return {k: v for k, v in vars(self).items() if v is not None}


def expense_of(table: Mapping[str, Any]) -> Expense:
    """Return the expense that a table tells of.

    Raises:
        TypeError: when it lacks something, or says what is not known here.
    """
    return Expense(**table)
