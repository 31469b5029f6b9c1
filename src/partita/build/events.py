"""What happens in a build, as frozen records. Terminal, JSON lines and log read them.

The builder knows no terminal; a reader knows no builder.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from partita.errors import Diagnostic, Spot


@dataclass(frozen=True)
class BuildStarted:
    """First event: how much there is to do."""

    targets: int
    actions: int
    dirty: int
    reason: Literal["build-started"] = "build-started"


@dataclass(frozen=True)
class ActionStarted:
    """An action began to run."""

    action: str
    kind: str
    target: str
    because: tuple[str, ...]
    reason: Literal["action-started"] = "action-started"


#: How an action ended.
Outcome = Literal["run", "reused", "cutoff", "failed", "skipped"]


@dataclass(frozen=True)
class ActionFinished:
    """An action was settled.

    Args:
        outcome: `run`, `reused` (known already), `cutoff` (would have run, but what it
            needs came out the same), `failed` or `skipped`.
        error: for a failed one, what it said; hint beside it.
        spots: where the manifest says what it is about, if it does.
    """

    action: str
    kind: str
    target: str
    outcome: Outcome
    seconds: float = 0.0
    error: str | None = None
    hint: str | None = None
    spots: tuple[Spot, ...] = ()
    reason: Literal["action-finished"] = "action-finished"


@dataclass(frozen=True)
class Asking:
    """A paid request is about to be sent; its intent is on the disk.

    Args:
        operation: `compose` or `upload`.
        expected, worst: credits; None when nobody knows.
    """

    target: str
    operation: str
    provider: str
    made_ms: int
    kept_ms: int
    expected: int | None = None
    worst: int | None = None
    reason: Literal["asking"] = "asking"


@dataclass(frozen=True)
class Answered:
    """A paid request came back and is kept.

    Args:
        credits: what was charged; None when the provider did not say.
    """

    target: str
    operation: str
    credits: int | None = None
    reason: Literal["answered"] = "answered"


@dataclass(frozen=True)
class OutputWritten:
    """A file in the output folder was written, or restored."""

    path: str
    target: str
    size: int
    reason: Literal["output-written"] = "output-written"


@dataclass(frozen=True)
class Noticed:
    """Something that the author should know; the build goes on.

    Args:
        diagnostic: where the manifest says it, if it does.
    """

    message: str
    target: str | None = None
    diagnostic: Diagnostic | None = None
    reason: Literal["noticed"] = "noticed"


@dataclass(frozen=True)
class BuildFinished:
    """Last event, promised however the build ended."""

    success: bool
    run: int
    reused: int
    failed: int
    skipped: int
    written: int
    seconds: float
    targets: int = 0
    credits: int = 0
    reason: Literal["build-finished"] = "build-finished"


Event = (
    BuildStarted
    | ActionStarted
    | ActionFinished
    | Asking
    | Answered
    | OutputWritten
    | Noticed
    | BuildFinished
)
Emit = Callable[[Event], None]


@dataclass
class Tally:
    """Counts what a build did, for its last event."""

    run: int = 0
    reused: int = 0
    failed: int = 0
    skipped: int = 0
    written: int = 0
    credits: int = 0
    failures: list[ActionFinished] = field(default_factory=list)

    def take(self, event: Event) -> None:
        """Count one event."""
        if isinstance(event, OutputWritten):
            self.written += 1
        elif isinstance(event, Answered):
            self.credits += event.credits or 0
        elif isinstance(event, ActionFinished):
            self.run += event.outcome == "run"
            self.reused += event.outcome in ("reused", "cutoff")
            self.failed += event.outcome == "failed"
            self.skipped += event.outcome == "skipped"
            if event.outcome == "failed":
                self.failures.append(event)


def to_record(event: Event) -> dict[str, Any]:
    """Return an event as plain values; `v` counts incompatible changes of shape."""
    record = asdict(event)
    return {"v": 1, "reason": record.pop("reason"), **record}
