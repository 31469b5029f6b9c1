"""Settle the requests of earlier builds of which nobody knows how they ended.

One whose answer had arrived whole becomes a take without a question. Of the others a
person says what to do; until then nothing of their targets is sent. Sends nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from partita.build.sending import about_of, answer_folder, keep, settle
from partita.errors import UnknownTarget, Unsettled
from partita.units import format_credits, format_duration

if TYPE_CHECKING:
    from partita.build.verdicts import Verdicts
    from partita.build.yard import Yard
    from partita.store.journal import Entry, Operation


def settle_open(
    yard: Yard, targets: Iterable[str], verdicts: Verdicts
) -> dict[str, Entry]:
    """Settle what can be settled, and return what is to be fetched, by target.

    Args:
        targets: what the build is about; requests of others stay open, unless a
            person names them: their target may have another name now.

    Raises:
        Unsettled: for requests that nobody has decided on.
        UnknownTarget: for a name that no open request has.
    """
    wanted = set(targets)
    _refuse_unknown(yard, verdicts)
    fetch: dict[str, Entry] = {}
    undecided = []
    for entry in yard.journal.open():
        target = entry.intent.target
        if _adopted(yard, entry):
            continue
        if target in verdicts.resend:
            settle(yard, entry.intent, "resent")
        elif target in verdicts.forget:
            settle(yard, entry.intent, "forgotten")
        elif target in verdicts.fetch and _can_be_fetched(entry):
            fetch[target] = entry
        elif target in wanted:
            undecided.append(entry)
    if undecided:
        raise _undecided(undecided)
    return fetch


def _refuse_unknown(yard: Yard, verdicts: Verdicts) -> None:
    known = dict.fromkeys(each.intent.target for each in yard.journal.open())
    named = verdicts.resend | verdicts.forget | verdicts.fetch
    for name in sorted(named - known.keys()):
        shown = ", ".join(f"`{each}`" for each in known)
        hint = f"open are those of {shown}" if known else "no request is open"
        raise UnknownTarget(f"no request is open for `{name}`", hint=hint)


def refuse_open(yard: Yard, operation: Operation, asked: str) -> None:
    """Make sure that what is about to be sent is not open already, under any name.

    Args:
        asked: the request, or for an upload the digest of the audio.

    Raises:
        Unsettled: when it is.
    """
    same = [
        entry
        for entry in yard.journal.open()
        if entry.intent.operation == operation and _asked(yard, entry) == asked
    ]
    if same:
        raise _undecided(same)


def _asked(yard: Yard, entry: Entry) -> str:
    if entry.intent.operation == "compose":
        return entry.intent.request
    audio: str = about_of(yard, entry.intent.id)["audio"]
    return audio


def _adopted(yard: Yard, entry: Entry) -> bool:
    """Keep what an answer that had arrived whole brought, and tell if it had."""
    if entry.intent.operation == "upload":
        return _was_stored(yard, entry)
    from partita.providers.receive import recover

    music = recover(answer_folder(yard, entry.intent.id))
    if music is None:
        return False
    keep(yard, entry.intent, music)
    return True


def _was_stored(yard: Yard, entry: Entry) -> bool:
    """Settle an upload whose song is written down already, and tell if it is."""
    intent, arrival = entry.intent, entry.arrival
    if yard.stored.song_of(intent.provider, _asked(yard, entry)) is None:
        return False
    settle(yard, intent, "received", charged=arrival.credits if arrival else None)
    return True


def _can_be_fetched(entry: Entry) -> bool:
    arrival = entry.arrival
    return (
        entry.intent.operation == "compose"
        and arrival is not None
        and arrival.song_id is not None
    )


def _undecided(entries: list[Entry]) -> Unsettled:
    count = len(entries)
    what = "a request" if count == 1 else f"{count} requests"
    told = "; ".join(map(_told, entries))
    names = " ".join(dict.fromkeys(f"--resend {e.intent.target}" for e in entries))
    forget = names.replace("--resend", "--forget")
    hint = (
        f"look at your account, then `partita build {names}` sends again, at the risk "
        f"of paying twice; `{forget}` takes it for never sent"
    )
    if any(map(_can_be_fetched, entries)):
        fetch = " ".join(
            dict.fromkeys(
                f"--fetch {e.intent.target}" for e in entries if _can_be_fetched(e)
            )
        )
        hint += f"; `{fetch}` has the finished piece sent once more"
    return Unsettled(f"nobody knows how {what} ended: {told}", hint=hint)


def _told(entry: Entry) -> str:
    intent = entry.intent
    length = format_duration(intent.made_ms + intent.kept_ms)
    cost = _cost(entry)
    return (
        f"`{intent.target}`, {intent.operation} of {length} sent at {intent.at}, {cost}"
    )


def _cost(entry: Entry) -> str:
    if entry.charged is not None:
        return f"{format_credits(entry.charged)} were charged"
    if entry.intent.worst is None:
        return "at an unknown price"
    return f"up to {format_credits(entry.intent.worst)}"
