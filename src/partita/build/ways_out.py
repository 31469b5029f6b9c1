"""Say which paid requests are open, and what a person may do about each.

Only words: settles nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from partita.units import format_credits, format_duration

if TYPE_CHECKING:
    from partita.store.journal import Entry


def can_be_fetched(entry: Entry) -> bool:
    """Tell whether the provider has named the song that it made."""
    arrival = entry.arrival
    return (
        entry.intent.operation == "compose"
        and arrival is not None
        and arrival.song_id is not None
    )


def told(entries: Sequence[Entry]) -> str:
    """Say which requests are open: what for, when, and at what price."""
    count = len(entries)
    what = "a request" if count == 1 else f"{count} requests"
    return f"nobody knows how {what} ended: {'; '.join(map(_told, entries))}"


def ways_out(entries: Sequence[Entry]) -> str:
    """Say what a person may do about open requests."""
    names = " ".join(dict.fromkeys(f"--resend {e.intent.target}" for e in entries))
    forget = names.replace("--resend", "--forget")
    hint = (
        f"look at your account, then `partita build {names}` sends again, at the risk "
        f"of paying twice; `{forget}` takes it for never sent"
    )
    if any(map(can_be_fetched, entries)):
        fetch = " ".join(
            dict.fromkeys(
                f"--fetch {e.intent.target}" for e in entries if can_be_fetched(e)
            )
        )
        hint += f"; `{fetch}` has the finished piece sent once more"
    return hint


def _told(entry: Entry) -> str:
    intent = entry.intent
    length = format_duration(intent.made_ms + intent.kept_ms)
    cost = _cost(entry)
    sent = f"`{intent.target}`, {intent.operation} of {length} sent at {intent.at}"
    lost = ", and the stored song that it brought is not there" * entry.is_doubted
    return f"{sent}, {cost}{lost}"


def _cost(entry: Entry) -> str:
    if entry.charged is not None:
        return f"{format_credits(entry.charged)} were charged"
    if entry.intent.worst is None:
        return "at an unknown price"
    return f"up to {format_credits(entry.intent.worst)}"
