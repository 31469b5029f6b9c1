"""A plan that was looked at and saved, and whether it still holds.

What a person approved is exactly what a build may send: every request with its price,
and the lockfile and manifest that they were foreseen from.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from partita import digest
from partita.errors import PartitaError, Refused
from partita.files import write_whole
from partita.graph.plain import to_plain
from partita.store import lockfile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partita.build.requests import Request
    from partita.graph.actions import Compiled

_VERSION = 1


def record_of(
    project: Path, compiled: Compiled, requests: Sequence[Request]
) -> dict[str, Any]:
    """Return a plan as plain values, the same for the same world."""
    return {
        "partita_plan": _VERSION,
        "manifest": digest.of_value(to_plain(compiled)),
        "lockfile": _digest_of(project / lockfile.NAME),
        "requests": [request_record(each) for each in requests],
    }


def request_record(request: Request) -> dict[str, Any]:
    """Return one request as plain values."""
    price = request.price
    return {
        "target": request.target,
        "operation": request.operation,
        "because": list(request.because),
        "made_ms": request.made_ms,
        "kept_ms": request.kept_ms,
        "whole_ms": request.whole_ms,
        "revises": request.revises,
        "open": request.is_open,
        "unlikely": request.is_unlikely,
        "credits": price.expected,
        "credits_at_worst": price.worst,
        "usd": None if price.usd is None else str(price.usd),
        "price": price.note,
        "worst_because": list(price.doubts),
    }


def save(path: Path, record: dict[str, Any]) -> None:
    """Write a plan to a file."""
    text = json.dumps(record, ensure_ascii=False, indent=2)
    write_whole(path, text.encode() + b"\n")


def refuse_moved(path: Path, record: dict[str, Any]) -> None:
    """Make sure that a saved plan is what would be done now.

    Raises:
        PartitaError: when the file is no plan, or the world moved since.
    """
    saved = _read(path)
    moved = [name for name in record if saved.get(name) != record[name]]
    if not moved:
        return
    shown = ", ".join(_WORDS[name] for name in moved)
    message = f"`{path.name}` no longer holds: {shown} changed since it was saved"
    hint = f"look again: `partita plan --save {path.name}`"
    raise PartitaError(message, hint=hint)


_WORDS = {
    "partita_plan": "its format",
    "manifest": "the manifest",
    "lockfile": "`music.lock`",
    "requests": "what would be sent",
}


def _read(path: Path) -> dict[str, Any]:
    try:
        saved = json.loads(path.read_bytes())
    except OSError as error:
        raise Refused(error) from error
    except ValueError:
        saved = None
    if not isinstance(saved, dict) or "partita_plan" not in saved:
        message = f"`{path.name}` is no plan that partita saved"
        raise PartitaError(message, hint="write one with `partita plan --save FILE`")
    return saved


def _digest_of(path: Path) -> str | None:
    return digest.of_file(path) if path.exists() else None
