"""Readers of a build's events: a live display, plain lines, JSON lines, or silence.

The builder knows no terminal. Plain lines are the default where output is no terminal
or `CI` is set.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

import click

from partita.build.events import (
    ActionFinished,
    Asking,
    BuildFinished,
    Emit,
    Event,
    Noticed,
    OutputWritten,
    to_record,
)
from partita.cli import console
from partita.errors import PartitaError
from partita.graph.actions import VERBS, Kind
from partita.units import format_credits, format_duration


class Style(StrEnum):
    """How to show what happens."""

    AUTO = "auto"
    RICH = "rich"
    PLAIN = "plain"
    JSON = "json"
    QUIET = "quiet"


@contextmanager
def reader(style: Style) -> Iterator[Emit]:
    """Yield what shows the events of one build."""
    if style is Style.AUTO:
        live = sys.stderr.isatty() and not os.environ.get("CI")
        style = Style.RICH if live else Style.PLAIN
    if style is Style.RICH:
        from partita.cli.live import live_reader

        with live_reader() as emit:
            yield emit
    else:
        yield _READERS[style]


def _json_line(event: Event) -> None:
    click.echo(json.dumps(to_record(event), ensure_ascii=False))


def _quiet(event: Event) -> None:
    if isinstance(event, ActionFinished) and event.outcome == "failed":
        say_failure(event)


def _plain(event: Event) -> None:
    line = sentence(event)
    if line is not None:
        console.say(line)
    elif isinstance(event, ActionFinished) and event.outcome == "failed":
        say_failure(event)
    elif isinstance(event, Noticed) and event.diagnostic is not None:
        console.say_diagnostic(event.diagnostic)


_READERS: dict[Style, Emit] = {
    Style.PLAIN: _plain,
    Style.JSON: _json_line,
    Style.QUIET: _quiet,
}


def sentence(event: Event) -> str | None:
    """Return the line that tells of an event, None where there is none to tell."""
    if isinstance(event, ActionFinished) and event.outcome == "run":
        return f"{verb(event.kind)} {event.action} ({event.seconds:.1f} s)"
    if isinstance(event, Asking):
        return _asking(event)
    if isinstance(event, OutputWritten):
        return f"wrote {event.path} ({max(1, event.size / 1000):,.0f} kB)"
    if isinstance(event, Noticed) and event.diagnostic is None:
        return f"note: {event.message}"
    if isinstance(event, BuildFinished) and (event.success or event.failed):
        return summary(event)
    return None  # a build that could not begin is told by its error


def _asking(event: Asking) -> str:
    length = format_duration(event.made_ms + event.kept_ms)
    cost = "at an unknown price"
    if event.expected is not None:
        cost = f"about {format_credits(event.expected)}"
    if event.operation == "upload":
        return f"uploading {length} for {event.target} to {event.provider}, {cost}"
    return f"asking for {length} of {event.target} from {event.provider}, {cost}"


def verb(kind: str) -> str:
    """Return what an action of this kind is doing, in a word."""
    return VERBS[Kind(kind)] if kind in set(Kind) else kind


def summary(event: BuildFinished) -> str:
    """Return the last line of a build."""
    targets = _counted(event.targets, "target")
    if event.failed:
        ends = f", {event.skipped} not tried" if event.skipped else ""
        return f"{_counted(event.failed, 'failure')}{ends}, {event.seconds:.1f} s"
    if event.run == 0 and event.written == 0:
        return f"nothing to do: {targets} up to date"
    if event.run == 0:
        files = _counted(event.written, "file")
        return f"restored {files} from the store, nothing was made again"
    made = _counted(event.run, "action")
    work = f"{made} run, {event.reused} reused"
    if event.credits:
        work += f", {format_credits(event.credits)} charged"
    return f"{targets} up to date: {work}, {event.seconds:.1f} s"


def say_failure(event: ActionFinished) -> None:
    """Write why an action failed."""
    error = PartitaError(f"{event.action}: {event.error}", hint=event.hint)
    error.spots = event.spots
    console.say_error(error)
    console.say("")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"
