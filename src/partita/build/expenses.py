"""What was charged without bringing a take: uploads, and requests that were lost.

The lockfile's, and what came since it was written. Foresees nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from partita.store.expense import Expense

if TYPE_CHECKING:
    from partita.build.yard import Yard
    from partita.store.journal import Entry


def expenses(yard: Yard) -> dict[str, tuple[Expense, ...]]:
    """Return every such charge by the target that it was for, in order of time."""
    known = {n: {e.id: e for e in pin.expenses} for n, pin in yard.pins.items()}
    # What a lockfile had already, and this one has not, is its branch's affair.
    for entry in yard.journal.entries():
        if not yard.journal.is_locked(entry.intent.id) and _brought_nothing(entry):
            known.setdefault(entry.intent.target, {})[entry.intent.id] = _expense(entry)
    return {
        name: tuple(sorted(known[name].values(), key=lambda each: (each.at, each.id)))
        for name in sorted(known)
        if known[name]
    }


def _brought_nothing(entry: Entry) -> bool:
    if entry.outcome is None or entry.outcome.received is not None:
        return False
    never_sent = entry.outcome.word == "forgotten" and entry.charged is None
    return entry.outcome.word != "unbilled" and not never_sent


def _expense(entry: Entry) -> Expense:
    intent, arrival = entry.intent, entry.arrival
    return Expense(
        intent.id,
        intent.operation,
        intent.at,
        intent.model_id,
        intent.made_ms,
        intent.kept_ms,
        entry.charged,
        arrival.request_id if arrival else None,
    )
