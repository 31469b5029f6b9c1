"""Where a build works: the project's folders, its store, and who is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from partita.build import measured
from partita.build.answers import answered
from partita.build.events import Emit
from partita.build.known_as import as_known
from partita.build.measured import Measured
from partita.graph.actions import Action, Kind
from partita.store import journal, lockfile, stored, told
from partita.store.blobs import Blobs
from partita.store.journal import Journal
from partita.store.lockfile import Pin
from partita.store.stored import Stored
from partita.store.takes import Takes
from partita.store.traces import Trace, Traces

#: The store's folder inside a project.
STORE = ".partita"


@dataclass(frozen=True)
class Yard:
    """One project, opened.

    Args:
        project: folder of the manifest.
        store: folder of the store.
    """

    project: Path
    store: Path
    blobs: Blobs
    traces: Traces
    emit: Emit

    @cached_property
    def pins(self) -> dict[str, Pin]:
        """Return what the lockfile said when it was first asked.

        Raises:
            StoreError: when it can't be read.
        """
        pins = lockfile.read(self.project / lockfile.NAME)
        return {name: pin.heard() for name, pin in pins.items()}

    @cached_property
    def pinned_audio(self) -> dict[str, str]:
        """Return what audio the lockfile pins, by the request that it is of."""
        return {pin.request: pin.audio for pin in self.pins.values() if pin.audio}

    @cached_property
    def takes(self) -> Takes:
        """Return every take that was paid for."""
        return Takes(self.store / told.FILE, self.pins, self.journal.takes())

    @cached_property
    def journal(self) -> Journal:
        """Return the account book."""
        return Journal(self.store / journal.FILE)

    @cached_property
    def measured(self) -> Measured:
        """Return what takes measure."""
        return Measured(self.store / measured.FILE)

    @cached_property
    def stored(self) -> Stored:
        """Return what providers keep."""
        return Stored(self.store / stored.FILE, self.pins)

    def lock(self, pins: Mapping[str, Pin]) -> None:
        """Write the lockfile, and note that it names every take from now on."""
        if pins:
            lockfile.write(self.project / lockfile.NAME, pins)
        self.takes.locked()
        self.journal.locked()

    def answer(self, action: Action, key: str) -> Trace | None:
        """Return what answers an action with some key."""
        if action.kind is Kind.COMPOSE:
            return answered(self.takes, action, key)
        trace = self.traces.find(key)
        return trace and replace(trace, outputs=as_known(self, trace, action.file))


def open_yard(project: Path, emit: Emit) -> Yard:
    """Open a project's store, which need not exist yet."""
    store = project / STORE
    return Yard(project, store, Blobs(store), Traces(store / "state.jsonl"), emit)


def make_store(project: Path) -> Path:
    """Make the store's folder, which ignores itself in git, and return it."""
    store = project / STORE
    store.mkdir(exist_ok=True)
    ignore = store / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")
    return store
