"""What is said of requests that nobody knows the end of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partita.cli import console

if TYPE_CHECKING:
    from partita.build.outlook import Outlook


def say_open(outlook: Outlook) -> None:
    """Say which requests nobody knows the end of, and what to do about them."""
    if outlook.open:
        from partita.build.ways_out import told, ways_out

        console.say(f"note: {told(outlook.open)}")
        console.say(f"  {ways_out(outlook.open)}")


def open_records(outlook: Outlook) -> list[dict[str, object]]:
    """Return the requests that nobody knows the end of, for programs."""
    return [
        {
            "target": each.intent.target,
            "operation": each.intent.operation,
            "at": each.intent.at,
            "credits_charged": each.charged,
            "credits_at_worst": each.intent.worst,
        }
        for each in outlook.open
    ]
