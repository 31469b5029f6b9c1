"""Settle the requests of earlier builds of which nobody knows how they ended.

One whose answer had arrived whole becomes a take without a question. Of the others a
person says what to do; until then nothing of their targets is sent. Sends nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from partita.build.purse import now
from partita.build.sending import about_of, answer_folder, keep, settle
from partita.build.ways_out import can_be_fetched, told, ways_out
from partita.errors import UnknownTarget, Unsettled
from partita.store.journal import Intent

if TYPE_CHECKING:
    from partita.build.verdicts import Verdicts
    from partita.build.yard import Yard
    from partita.providers.base import Music
    from partita.store.journal import Entry, Operation


def settle_open(
    yard: Yard, targets: Iterable[str], verdicts: Verdicts, *, may_send: bool = True
) -> dict[str, Entry]:
    """Settle what can be settled, and return what is to be fetched, by target.

    Args:
        targets: what the build is about; requests of others stay open, unless a
            person names them: their target may have another name now.
        may_send: where nothing is sent, nothing can be sent twice, and nobody asks.

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
        elif target in verdicts.fetch and can_be_fetched(entry):
            fetch[target] = entry
        elif target in wanted:
            undecided.append(entry)
    if undecided and may_send:
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
        if entry.intent.operation == operation and _asked(entry.intent) == asked
    ]
    if same:
        raise _undecided(same)


def let_go(yard: Yard, provider: str, song_id: str) -> None:
    """Note that a provider does not have a stored song.

    One that was used before has expired, and its audio may be handed in again. One that
    came of an upload and was never used may be there all the same, under an id that
    was spoilt on the way here: handing it in again might pay for it twice. So the
    upload is open again, and a person says what to do.
    """
    upload = yard.stored.untried(song_id)
    if upload is not None and _is_booked(yard, provider, *upload):
        yard.journal.doubt(upload[0], now())
    yard.stored.forget(song_id)


def _is_booked(yard: Yard, provider: str, intent_id: str, audio: str) -> bool:
    """Have an upload in the account book, also if another machine sent it."""
    if yard.journal.find(intent_id) is not None:
        return True
    spent = ((name, e) for name, pin in yard.pins.items() for e in pin.expenses)
    found = next((each for each in spent if each[1].id == intent_id), None)
    if found is None:
        return False
    target, known = found
    intent = Intent(
        id=intent_id,
        at=known.at,
        target=target,
        request="",
        operation="upload",
        provider=provider,
        model_id=known.model_id,
        made_ms=known.made_ms,
        kept_ms=known.kept_ms,
        expected=known.credits,
        worst=known.credits,
        audio=audio,
    )
    yard.journal.intend(intent)
    return True


def _asked(intent: Intent) -> str | None:
    return intent.request if intent.operation == "compose" else intent.audio


def has_arrived(yard: Yard, entry: Entry) -> bool:
    """Tell whether all of an open request's answer is here, so that nobody asks."""
    from partita.providers.receive import is_whole

    intent = entry.intent
    if intent.operation == "upload":
        return _is_stored(yard, intent)
    is_known = about_of(yard, intent.id) is not None
    return is_known and is_whole(answer_folder(yard, intent.id))


def _answer(yard: Yard, intent: Intent) -> tuple[Music, dict[str, Any]] | None:
    """Return what arrived, and what it is an answer to, if all of it is here."""
    from partita.providers.receive import recover

    music, about = recover(answer_folder(yard, intent.id)), about_of(yard, intent.id)
    return None if music is None or about is None else (music, about)


def _is_stored(yard: Yard, intent: Intent) -> bool:
    """Tell whether the song that an upload brought is written down already."""
    audio = intent.audio or ""
    return yard.stored.song_of(intent.provider, audio) is not None


def _adopted(yard: Yard, entry: Entry) -> bool:
    """Keep what an answer that had arrived whole brought, and tell if it had."""
    intent, arrival = entry.intent, entry.arrival
    if intent.operation == "upload":
        if _is_stored(yard, intent):
            charged = arrival.credits if arrival else None
            settle(yard, intent, "received", charged=charged)
            return True
    elif (answer := _answer(yard, intent)) is not None:
        keep(yard, intent, *answer)
        return True
    return False


def _undecided(entries: Sequence[Entry]) -> Unsettled:
    """Say which requests are open, and what a person may do about them."""
    return Unsettled(told(entries), hint=ways_out(entries))
