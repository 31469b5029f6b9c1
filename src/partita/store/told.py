"""The file that tells of takes which no lockfile had yet, and of other branches'.

A take is on the disk before anybody is told. What was given up stays so. Knows no
numbers, and not which take is the one.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from partita.errors import StoreError
from partita.store.lines import Lines, Record
from partita.store.take import Take, take_of

FILE = "takes.jsonl"

#: What makes two records the same take, as `Take.identity`.
Identity = tuple[str, str, str]


class Told:
    """The takes that one such file tells of, in memory and on disk."""

    def __init__(self, file: Path) -> None:
        """Read the file.

        Raises:
            StoreError: when a newer partita wrote it.
        """
        self._lines = Lines(file)
        self._takes: dict[tuple[str, Identity], Take] = {}
        self._locked: set[tuple[str, Identity]] = set()
        #: Every take that was ever told of, given up ones too.
        self.identities: set[Identity] = set()
        self._has_news = False
        for record in self._lines.records:
            self._hear(record)

    @property
    def spoilt(self) -> tuple[int, ...]:
        """Return the numbers of the lines that are not as they were written."""
        return tuple(self._lines.spoilt)

    def takes(self) -> Iterator[tuple[str, Take, bool]]:
        """Yield every take, whose, and whether a lockfile had it."""
        for name, take in self._takes.items():
            yield name[0], take, name in self._locked

    def add(self, target: str, take: Take) -> None:
        """Tell of a new take."""
        self._write({"is": "take", "target": target, **take.table()})

    def forget(self, target: str, take: Take) -> None:
        """Tell that the bytes of a take were given up."""
        names = ("request", "received", "request_id")
        fields = dict(zip(names, take.identity, strict=True))
        self._write({"is": "forget", "target": target, **fields})

    def locked(self) -> None:
        """Note that the lockfile was written: it names every new take from now on."""
        if self._has_news:
            self._write({"is": "locked"})

    def _write(self, record: Record) -> None:
        self._lines.append(record)
        self._hear(record)

    def _hear(self, record: Record) -> None:
        match record:
            case {"is": "take", "target": target, **fields}:
                take = _take(fields)
                self._takes[target, take.identity] = take
                self.identities.add(take.identity)
                self._has_news = True
            case {"is": "forget", "target": target, **fields}:
                identity = fields["request"], fields["received"], fields["request_id"]
                self._takes.pop((target, identity), None)
                self.identities.add(identity)
            case {"is": "locked"}:
                self._locked, self._has_news = set(self._takes), False


def _take(fields: Record) -> Take:
    try:
        return take_of(fields)
    except TypeError as error:
        message = f"`.partita/{FILE}` holds what this partita does not know: {error}"
        hint = "a newer partita wrote it; update yours"
        raise StoreError(message, hint=hint) from None
