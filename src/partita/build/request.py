"""What goes to a worker and what comes back: small plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from partita.graph.actions import Kind
from partita.store.traces import Made


@dataclass(frozen=True)
class Request:
    """One action to run, ready to be sent to a worker.

    Args:
        store: folder of the store.
        project: folder of the manifest; recordings are relative to it.
    """

    store: Path
    project: Path
    kind: Kind
    spec: dict[str, Any]
    inputs: dict[str, Made]
    file: str | None = None


@dataclass(frozen=True)
class Product:
    """One output before it is in the store. `value` defaults to the bytes' digest."""

    content: bytes
    value: str | None = None
    facts: dict[str, Any] = field(default_factory=dict)
