"""The record of what ran: one append-only file of JSON lines.

A trace says which action ran, its key with the explanation behind it, and what came
out. Bytes are in the store before their trace is written, and a trace is on the disk
before anybody is told, so a crash at any line has one right answer. Also remembers
what was last written to each output path. Knows no graph.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from partita.files import write_whole

if TYPE_CHECKING:
    from pathlib import Path

#: Compact when the file holds this many times more lines than are alive.
_COMPACT_FACTOR = 3
_COMPACT_MINIMUM = 1000


@dataclass(frozen=True)
class Made:
    """One output of an action.

    Args:
        value: digest that keys depend on; for audio the digest of its samples.
        blob: digest of the bytes in the store.
        size: of the blob, in bytes.
        facts: whatever is cheap to know about it (frames, rate, length).
    """

    value: str
    blob: str
    size: int
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Trace:
    """One finished action.

    Args:
        explanation: everything that the action key was made of.
        because: why it ran, in words, root cause first.
        seconds: how long it took, for schedules and progress.
    """

    action: str
    action_key: str
    explanation: dict[str, Any]
    outputs: dict[str, Made]
    because: tuple[str, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True)
class Written:
    """What was last written to an output path, and how the file looked then."""

    path: str
    digest: str
    size: int
    mtime_ns: int
    inode: int


class Traces:
    """The traces of one project, in memory and on disk."""

    def __init__(self, file: Path) -> None:
        """Read the file. A line cut short by a crash is as if it never was."""
        self._file = file
        self._by_key: dict[str, Trace] = {}
        self._latest: dict[str, Trace] = {}
        self._written: dict[str, Written] = {}
        self._told: set[str] = set()
        self._lines = 0
        text = _text(file)
        #: The file does not end with a line's end, as after a crash in mid-line.
        self._torn = not text.endswith("\n") and text != ""
        for line in text.split("\n"):
            self._take(line)

    def find(self, action_key: str) -> Trace | None:
        """Return what an action with this key once made."""
        return self._by_key.get(action_key)

    def latest(self, action: str) -> Trace | None:
        """Return the newest trace under an action's name."""
        return self._latest.get(action)

    def written(self, path: str) -> Written | None:
        """Return what was last written to an output path."""
        return self._written.get(path)

    def written_paths(self) -> tuple[str, ...]:
        """Return every output path ever written."""
        return tuple(self._written)

    def add(self, trace: Trace) -> None:
        """Remember a trace, on disk first."""
        self._append(_trace_line(trace))
        self._remember(trace)

    def point(self, trace: Trace) -> None:
        """Note that an action's newest result is one that is known already."""
        if self._latest.get(trace.action) != trace:
            self.add(trace)

    def add_written(self, written: Written) -> None:
        """Remember what an output path holds, on disk first."""
        if self._written.get(written.path) != written:
            self._append(_written_line(written))
            self._written[written.path] = written
            self._told.discard(written.path)

    def tell_left_over(self, path: str) -> bool:
        """Note that a path is made by nothing any more. Tell whether that is news."""
        if path in self._told:
            return False
        self._append(_told_line(path))
        self._told.add(path)
        return True

    def forget_key(self, action_key: str) -> None:
        """Stop answering with a trace whose bytes are lost, until it is made again."""
        self._by_key.pop(action_key, None)

    def compact(self) -> None:
        """Rewrite the file without what nothing can ask for any more."""
        alive = len(self._by_key) + len(self._latest) + len(self._written)
        if self._lines < max(_COMPACT_MINIMUM, _COMPACT_FACTOR * alive):
            return
        traces = {id(t): t for t in (*self._by_key.values(), *self._latest.values())}
        lines = [_trace_line(each) for each in traces.values()]
        lines += [_written_line(each) for each in self._written.values()]
        lines += [_told_line(path) for path in sorted(self._told)]
        write_whole(self._file, "".join(line + "\n" for line in lines).encode())
        self._lines = len(lines)

    def _remember(self, trace: Trace) -> None:
        self._by_key[trace.action_key] = trace
        self._latest[trace.action] = trace

    def _take(self, line: str) -> None:
        if not line:
            return
        self._lines += 1
        try:
            record = json.loads(line)
            if record["is"] == "trace":
                self._remember(_trace(record))
            elif record["is"] == "written":
                del record["is"]
                self._written[record["path"]] = Written(**record)
                self._told.discard(record["path"])
            elif record["is"] == "told":
                self._told.add(record["path"])
        except (ValueError, KeyError, TypeError, AttributeError):
            pass  # a line cut short by a crash: as if it never was

    def _append(self, line: str) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._file.open("ab") as file:
            # A torn last line must not swallow the next one.
            lead = "\n" if self._torn else ""
            self._torn = True  # until all of it is there: the disk may be full
            file.write(f"{lead}{line}\n".encode())
            file.flush()
            os.fsync(file.fileno())
            self._torn = False
        self._lines += 1


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return ""


def _trace_line(trace: Trace) -> str:
    record = {
        "is": "trace",
        "action": trace.action,
        "key": trace.action_key,
        "explanation": trace.explanation,
        "outputs": {name: vars(made) for name, made in trace.outputs.items()},
        "because": trace.because,
        "seconds": round(trace.seconds, 3),
    }
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def _trace(record: dict[str, Any]) -> Trace:
    outputs = {name: Made(**made) for name, made in record["outputs"].items()}
    return Trace(
        action=record["action"],
        action_key=record["key"],
        explanation=record["explanation"],
        outputs=outputs,
        because=tuple(record["because"]),
        seconds=record["seconds"],
    )


def _told_line(path: str) -> str:
    return json.dumps({"is": "told", "path": path}, ensure_ascii=False)


def _written_line(written: Written) -> str:
    record = {"is": "written", **vars(written)}
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))
