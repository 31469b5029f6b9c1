"""The account book: every paid request before it is sent, and how it ended.

A line is on the disk before the next step is taken, so that no crash can make a
request be sent twice. Nothing is ever deleted from it. Told what time it is; knows no
wire and no prices.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from partita.errors import StoreError
from partita.store.lines import Lines, Record
from partita.store.take import Take, take_of

FILE = "journal.jsonl"

Operation = Literal["compose", "upload"]

#: How a request ended: its result is in the store; certainly nothing was charged; a
#: person gave it up; a person had it sent again.
Word = Literal["received", "unbilled", "forgotten", "resent"]


@dataclass(frozen=True)
class Intent:
    """A request that is about to be sent.

    Args:
        id: from `new_id`; also the folder of what arrives.
        at: when, as `2026-11-20T13:05:11Z`.
        request: key of the action that asks.
        made_ms: how much is to be generated, or uploaded.
        kept_ms: how much is to be kept.
        expected: credits that it should cost; None when nobody knows.
        worst: credits that it may cost at most; None when nobody knows.
        audio: digest of what is handed in, for an upload.
        again: somebody asked for one more take, to hear that one.
    """

    id: str
    at: str
    target: str
    request: str
    operation: Operation
    provider: str
    model_id: str
    made_ms: int
    kept_ms: int
    expected: int | None = None
    worst: int | None = None
    audio: str | None = None
    again: bool = False


@dataclass(frozen=True)
class Arrival:
    """What the headers of a good answer said."""

    at: str
    song_id: str | None = None
    request_id: str | None = None
    credits: int | None = None
    content_type: str | None = None
    content_length: int | None = None


@dataclass(frozen=True)
class Outcome:
    """How a request ended.

    Args:
        credits: what was charged; None when nobody said.
        received: blob of what came.
        details: blob of what came with it.
        take: the take that it became: other records of it may be lost.
    """

    word: Word
    at: str
    credits: int | None = None
    received: str | None = None
    details: str | None = None
    take: Take | None = None


@dataclass(frozen=True)
class Entry:
    """One request, as far as it is known how it went.

    Args:
        is_doubted: it was taken for settled, until what it brought was not there.
    """

    intent: Intent
    arrival: Arrival | None = None
    outcome: Outcome | None = None
    is_doubted: bool = False

    @property
    def charged(self) -> int | None:
        """Return what is known to have been charged."""
        if self.outcome and self.outcome.word == "unbilled":
            return 0
        if self.outcome and self.outcome.credits is not None:
            return self.outcome.credits
        return self.arrival.credits if self.arrival else None


def new_id() -> str:
    """Return a name that no other intent has. Chance is no part of any result."""
    return secrets.token_hex(8)


class Journal:
    """The journal of one project, in memory and on disk."""

    def __init__(self, file: Path) -> None:
        """Read the file. A line cut short by a crash is as if it never was."""
        self._lines = Lines(file)
        self._entries: dict[str, Entry] = {}
        #: The requests that a lockfile was written after.
        self._locked: set[str] = set()
        #: Numbers of the lines that can't be understood.
        self.spoilt = list(self._lines.spoilt)
        lines = zip(self._lines.numbers, self._lines.records, strict=True)
        for number, record in lines:
            try:
                self._take(record)
            except (KeyError, TypeError):
                self.spoilt.append(number)
        self.spoilt.sort()

    def intend(self, intent: Intent) -> None:
        """Note that a request is about to be sent.

        Raises:
            StoreError: when a line of the journal is spoilt: it may be of a request
                that was paid for, and this one might pay for it twice.
            ValueError: when the id was used already.
        """
        if self.spoilt:
            raise _unreadable(self.spoilt[0])
        if intent.id in self._entries:
            message = f"intent {intent.id} is there already"
            raise ValueError(message)
        self._write({"is": "intent", **vars(intent)})

    def arrived(self, intent_id: str, arrival: Arrival) -> None:
        """Note that a good answer to a request has begun to arrive."""
        self._write({"is": "arrived", "id": intent_id, **vars(arrival)})

    def settle(self, intent_id: str, outcome: Outcome) -> None:
        """Note how a request ended. The first outcome is the last, unless doubted.

        Raises:
            ValueError: when it has one already.
        """
        if self._entries[intent_id].outcome is not None:
            message = f"intent {intent_id} is settled already"
            raise ValueError(message)
        take = outcome.take and outcome.take.table()
        self._write({"is": "outcome", "id": intent_id, **vars(outcome), "take": take})

    def doubt(self, intent_id: str, at: str) -> None:
        """Note that nobody knows any more how a request ended, though it was settled.

        As of an upload whose song the provider never had: it is open again.
        """
        self._write({"is": "doubted", "id": intent_id, "at": at})

    def locked(self) -> None:
        """Note that the lockfile was written: it names all that was bought so far."""
        if any(e.outcome and not self.is_locked(e.intent.id) for e in self.entries()):
            self._write({"is": "locked"})

    def is_locked(self, intent_id: str) -> bool:
        """Tell whether a lockfile was written since a request ended."""
        return intent_id in self._locked

    def takes(self) -> Iterator[tuple[str, Take, bool]]:
        """Yield every take that was bought, whose, and whether a lockfile had it."""
        for each in self.entries():
            if each.outcome is not None and each.outcome.take is not None:
                is_locked = self.is_locked(each.intent.id)
                yield each.intent.target, each.outcome.take, is_locked

    def entries(self) -> tuple[Entry, ...]:
        """Return every request, the oldest first."""
        return tuple(self._entries.values())

    def open(self) -> tuple[Entry, ...]:
        """Return the requests of which nobody knows how they ended."""
        return tuple(each for each in self.entries() if each.outcome is None)

    def find(self, intent_id: str) -> Entry | None:
        """Return a request by its id."""
        return self._entries.get(intent_id)

    def charges(self) -> Iterator[tuple[Intent, int]]:
        """Yield the requests whose price is known, and the price, to learn from."""
        for each in self.entries():
            is_received = each.outcome is not None and each.outcome.word == "received"
            if is_received and each.charged is not None:
                yield each.intent, each.charged

    def _write(self, record: Record) -> None:
        line = {k: v for k, v in record.items() if v is not None and v is not False}
        self._lines.append(line)
        self._take(line)

    def _take(self, record: Record) -> None:
        fields: dict[str, Any] = dict(record)
        kind = fields.pop("is")
        if kind == "intent":
            self._entries[fields["id"]] = Entry(Intent(**fields))
            return
        if kind == "locked":
            self._locked = {n for n, each in self._entries.items() if each.outcome}
            return
        intent_id = fields.pop("id")
        entry = self._entries[intent_id]
        if kind == "arrived":
            self._entries[intent_id] = replace(entry, arrival=Arrival(**fields))
        elif kind == "outcome":
            fields["take"] = take_of(fields["take"]) if "take" in fields else None
            self._entries[intent_id] = replace(entry, outcome=Outcome(**fields))
        elif kind == "doubted":
            self._entries[intent_id] = replace(entry, outcome=None, is_doubted=True)
        else:
            raise KeyError(kind)


def _unreadable(number: int) -> StoreError:
    message = f"line {number} of `.partita/{FILE}` is spoilt"
    hint = "it may be of a paid request: `partita verify` says how to drop it"
    return StoreError(message, hint=hint)
