"""Where a build works: the project's folders, its store, and who is told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from partita.build.events import Emit
from partita.store.blobs import Blobs
from partita.store.traces import Traces

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
