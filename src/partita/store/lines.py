"""An append-only file of JSON lines, each synced before anybody is told.

A line ends in a sum of itself, so a spoilt one is noticed and passed over; one that a
crash cut short is as if it never was. Lines without a sum, as older versions wrote
them, are read too. Knows no meaning of what is written.
"""

from __future__ import annotations

import json
import os
import re
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from partita.files import write_whole

Record = dict[str, Any]

_SUM = re.compile(rb',"sum":"([0-9a-f]{8})"\}')
_SUM_BYTES = len(b',"sum":"01234567"}')


class Lines:
    """One such file, read at once and written a line at a time."""

    def __init__(self, file: Path) -> None:
        """Read what is there; the file need not exist."""
        self._file = file
        #: What was read, in order, and the numbers of its lines.
        self.records: list[Record] = []
        self.numbers: list[int] = []
        #: How many lines the file holds.
        self.count = 0
        #: Numbers of the whole lines that are not as they were written, from 1.
        self.spoilt: list[int] = []
        #: Where the next line begins: what follows was cut short.
        self._end: int | None = None
        #: The last line is whole but for its line's end.
        self._bare = False
        self._read()

    def append(self, record: Mapping[str, Any]) -> None:
        """Write a line, and return when it would survive a crash."""
        line = (b"\n" if self._bare else b"") + _line(record)
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._file.open("ab") as file:
            if self._end is not None:
                file.truncate(self._end)
            self._end = file.seek(0, os.SEEK_END)  # until all of it is there
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
            self._end, self._bare = None, False
        self.count += 1

    def rewrite(self, records: Sequence[Mapping[str, Any]]) -> None:
        """Replace the file, whole or not at all."""
        write_whole(self._file, b"".join(map(_line, records)))
        self._end, self._bare, self.spoilt = None, False, []
        self.count = len(records)

    def _read(self) -> None:
        try:
            content = self._file.read_bytes()
        except FileNotFoundError:
            return
        *whole, tail = content.split(b"\n")
        summed = False
        for number, line in enumerate(whole, start=1):
            record = _record(line, bare=not summed)
            if record is not None:
                summed = summed or _sum_of(line) is not None
                self.records.append(record)
                self.numbers.append(number)
            elif line:
                self.spoilt.append(number)
        if tail and (record := _record(tail, bare=not summed)) is not None:
            self.records.append(record)
            self.numbers.append(len(whole) + 1)
            self._bare = True
        elif tail:
            self._end = len(content) - len(tail)
        self.count = len(self.records) + len(self.spoilt)


def _line(record: Mapping[str, Any]) -> bytes:
    body = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    opened = body[:-1].encode()
    return opened + b',"sum":"%08x"}\n' % zlib.crc32(opened)


def _sum_of(line: bytes) -> int | None:
    found = _SUM.fullmatch(line[-_SUM_BYTES:])
    return int(found[1], 16) if found else None


def _record(line: bytes, *, bare: bool) -> Record | None:
    """Read a line; None when it is not as it was written.

    Args:
        bare: whether it may lack a sum, as all lines before the first that has one.
    """
    told = _sum_of(line)
    if told is None and not bare:
        return None
    if told is not None and told != zlib.crc32(line[:-_SUM_BYTES]):
        return None
    try:
        record = json.loads(line)
    except ValueError:
        return None
    if not isinstance(record, dict):
        return None
    record.pop("sum", None)
    return record
