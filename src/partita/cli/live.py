"""The live display of a build in a terminal, by rich: a bar, and what runs now."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from partita.build.events import (
    ActionFinished,
    ActionStarted,
    BuildStarted,
    Emit,
    Event,
    Noticed,
)
from partita.cli import console as words
from partita.cli.progress import say_failure, sentence, verb


@contextmanager
def live_reader() -> Iterator[Emit]:
    """Yield what draws the events of one build while it lasts."""
    console = Console(stderr=True, highlight=False)
    columns = (
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        yield _Drawer(progress).draw


class _Drawer:
    """Keeps the bar in step with the events."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._bar = progress.add_task("reading music.toml", total=None)
        self._running: dict[str, str] = {}

    def draw(self, event: Event) -> None:
        """Show one event."""
        if isinstance(event, BuildStarted):
            self._progress.update(self._bar, total=event.actions)
        elif isinstance(event, ActionStarted):
            self._running[event.action] = f"{verb(event.kind)} {event.target}"
        elif isinstance(event, ActionFinished):
            self._running.pop(event.action, None)
            self._progress.advance(self._bar)
        self._progress.update(self._bar, description=", ".join(self._running.values()))
        self._tell(event)

    def _tell(self, event: Event) -> None:
        if isinstance(event, ActionFinished) and event.outcome == "failed":
            say_failure(event)
        elif isinstance(event, Noticed) and event.diagnostic is not None:
            words.say_diagnostic(event.diagnostic)
        elif not isinstance(event, ActionFinished):
            line = sentence(event)
            if line is not None:
                self._progress.console.print(line, markup=False)
