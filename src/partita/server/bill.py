"""The bill: one line for everything that was charged, and never one less.

Append-only and synced before an answer says what it cost. A torn last line was never
answered, so it is as if it never was. Knows credits; does not know music.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from io import FileIO
from pathlib import Path
from typing import Final

from partita.units import Milliseconds

#: 900 a minute, as notes of four people say (wire reference, section 9).
CREDITS_A_SECOND: Final = 15


def price(duration_ms: Milliseconds) -> int:
    """Return the credits for generated or uploaded music, halves rounded up."""
    return (2 * duration_ms * CREDITS_A_SECOND + 1000) // 2000


@dataclass(frozen=True)
class Charge:
    """One line.

    Args:
        payer: digest of the key, which is not kept itself.
        at: when, in UTC.
    """

    request_id: str
    endpoint: str
    credits: int
    payer: str
    at: str


class Bill:
    """The charges of one account, in a file."""

    def __init__(self, path: Path, limit: int) -> None:
        """Read what was charged so far."""
        self._path = path
        self._limit = limit
        self._held = 0
        self._writing = threading.Lock()
        self.charged = sum(each.credits for each in _read(path))

    @property
    def limit(self) -> int:
        """Return the credits that the account has in all."""
        return self._limit

    def affords(self, cost: int) -> bool:
        """Tell whether so much is left, beside what is already promised."""
        return self.charged + self._held + cost <= self._limit

    @contextmanager
    def held(self, cost: int) -> Iterator[None]:
        """Promise credits while something is being made."""
        self._held += cost
        try:
            yield
        finally:
            self._held -= cost

    def charge(self, charge: Charge) -> None:
        """Write a charge down. It is on the disk when this returns."""
        line = json.dumps(asdict(charge), separators=(",", ":")) + "\n"
        with self._writing, self._path.open("ab", buffering=0) as file:
            size = file.seek(0, os.SEEK_END)
            try:
                _write(file, line.encode())
                os.fsync(file.fileno())
            except OSError:
                # Nothing may follow half a line, as when the disk is full.
                file.truncate(size)
                raise
            self.charged += charge.credits


def _write(file: FileIO, content: bytes) -> None:
    written = file.write(content)
    if written < len(content):
        _write(file, content[written:])


def _read(path: Path) -> list[Charge]:
    """Read a bill, and cut off a line that was not finished."""
    if not path.is_file():
        return []
    content = path.read_bytes()
    whole = content[: content.rfind(b"\n") + 1]
    if len(whole) < len(content):
        with path.open("r+b") as file:
            file.truncate(len(whole))
    return [Charge(**json.loads(line)) for line in whole.splitlines()]
