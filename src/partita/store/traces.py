"""The record of what ran: one append-only file of JSON lines.

A trace says which action ran, its key with the explanation behind it, and what came
out. Bytes are in the store before their trace is written, and a trace is on the disk
before anybody is told, so a crash at any line has one right answer. Also remembers
what was last written to each output path. Knows no graph.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from partita.store.lines import Lines, Record

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

    @property
    def heard(self) -> str:
        """Return the digest of what is here, where `value` is what others heard."""
        heard: str = self.facts.get("heard", self.value)
        return heard


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
        self._lines = Lines(file)
        self._by_key: dict[str, Trace] = {}
        self._latest: dict[str, Trace] = {}
        self._written: dict[str, Written] = {}
        self._told: set[str] = set()
        for record in self._lines.records:
            self._take(record)

    @property
    def spoilt(self) -> tuple[int, ...]:
        """Return the numbers of the lines that are not as they were written."""
        return tuple(self._lines.spoilt)

    def find(self, action_key: str) -> Trace | None:
        """Return what an action with this key once made."""
        return self._by_key.get(action_key)

    def with_input(self, role: str, value: str) -> Trace | None:
        """Return the newest trace of an action that was given a value in some role."""
        name = f"input {role}"
        made = (t for t in self._by_key.values() if t.explanation.get(name) == value)
        return next(reversed(tuple(made)), None)

    def with_value(self, value: str) -> Made | None:
        """Return an output that has some value, whatever action made it."""
        outputs = (o for t in self._by_key.values() for o in t.outputs.values())
        return next((made for made in outputs if made.value == value), None)

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
        self._lines.append(_trace_record(trace))
        self._remember(trace)

    def point(self, trace: Trace) -> None:
        """Note that an action's newest result is one that is known already."""
        if self._latest.get(trace.action) != trace:
            self.add(trace)

    def add_written(self, written: Written) -> None:
        """Remember what an output path holds, on disk first."""
        if self._written.get(written.path) != written:
            self._lines.append(_written_record(written))
            self._written[written.path] = written
            self._told.discard(written.path)

    def tell_left_over(self, path: str) -> bool:
        """Note that a path is made by nothing any more. Tell whether that is news."""
        if path in self._told:
            return False
        self._lines.append(_told_record(path))
        self._told.add(path)
        return True

    def forget_key(self, action_key: str) -> None:
        """Stop answering with a trace whose bytes are lost, until it is made again."""
        self._by_key.pop(action_key, None)

    def alive(self) -> Iterator[Trace]:
        """Yield every trace that can still be asked for, the newest of a name last."""
        newest = {id(trace) for trace in self._latest.values()}
        yield from (t for t in self._by_key.values() if id(t) not in newest)
        yield from self._latest.values()

    def compact(self) -> None:
        """Rewrite the file without what nothing can ask for any more."""
        alive = len(self._by_key) + len(self._latest) + len(self._written)
        if self._lines.count >= max(_COMPACT_MINIMUM, _COMPACT_FACTOR * alive):
            self.sift(lambda _: True)

    def sift(self, keep: Callable[[Trace], bool]) -> None:
        """Rewrite the file with only some of the traces, and no spoilt line."""
        traces = [trace for trace in self.alive() if keep(trace)]
        self._by_key = {k: t for k, t in self._by_key.items() if keep(t)}
        self._latest = {k: t for k, t in self._latest.items() if keep(t)}
        self._lines.rewrite(
            [
                *map(_trace_record, traces),
                *map(_written_record, self._written.values()),
                *map(_told_record, sorted(self._told)),
            ]
        )

    def _remember(self, trace: Trace) -> None:
        self._by_key[trace.action_key] = trace
        self._latest[trace.action] = trace

    def _take(self, record: Record) -> None:
        try:
            if record["is"] == "trace":
                self._remember(_trace(record))
            elif record["is"] == "written":
                del record["is"]
                self._written[record["path"]] = Written(**record)
                self._told.discard(record["path"])
            elif record["is"] == "told":
                self._told.add(record["path"])
        except (KeyError, TypeError, AttributeError):
            pass  # an older version's, or somebody else's: as if it never was


def _trace_record(trace: Trace) -> Record:
    return {
        "is": "trace",
        "action": trace.action,
        "key": trace.action_key,
        "explanation": trace.explanation,
        "outputs": {name: vars(made) for name, made in trace.outputs.items()},
        "because": trace.because,
        "seconds": round(trace.seconds, 3),
    }


def _trace(record: Record) -> Trace:
    outputs = {name: Made(**made) for name, made in record["outputs"].items()}
    return Trace(
        action=record["action"],
        action_key=record["key"],
        explanation=record["explanation"],
        outputs=outputs,
        because=tuple(record["because"]),
        seconds=record["seconds"],
    )


def _told_record(path: str) -> Record:
    return {"is": "told", "path": path}


def _written_record(written: Written) -> Record:
    return {"is": "written", **vars(written)}
