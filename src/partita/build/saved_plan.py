"""A plan that was looked at and saved, and whether it still holds.

What a person approved is exactly what a build may send: every request with its price,
and the lockfile and manifest that they were foreseen from. Whoever does it need not
name the targets again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from partita import digest
from partita.errors import PartitaError, Refused
from partita.files import write_whole
from partita.graph.plain import to_plain
from partita.store import lockfile

if TYPE_CHECKING:
    from partita.build.requests import Request
    from partita.graph.actions import Compiled

_VERSION = 2


@dataclass(frozen=True)
class Asked:
    """What a plan is about.

    Args:
        targets: as a person named them; empty for everything.
        provider: who makes the sound, whatever the manifest says.
    """

    targets: tuple[str, ...] = ()
    provider: str | None = None


def record_of(
    project: Path, compiled: Compiled, requests: Sequence[Request], asked: Asked
) -> dict[str, Any]:
    """Return a plan as plain values, the same for the same world."""
    return {
        "partita_plan": _VERSION,
        "targets": list(asked.targets),
        "provider": asked.provider,
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


def asked_for(path: Path) -> Asked:
    """Return what a saved plan is about.

    Raises:
        PartitaError: when the file is no plan.
    """
    saved = _read(path)
    return Asked(tuple(saved["targets"]), saved["provider"])


def refuse_moved(
    path: Path, record: Mapping[str, Any], *, is_drafted: bool = False
) -> None:
    """Make sure that a saved plan is what would be done now.

    Args:
        is_drafted: prompts were drafted since, as the plan says. That tells more of
            them, but what is bought must be the same.

    Raises:
        PartitaError: when the file is no plan, or the world moved since.
    """
    saved = _read(path)
    if is_drafted and _drafts(saved):
        moved = ["requests"] if _bought(saved) != _bought(record) else []
    else:
        moved = [name for name in record if saved.get(name) != record[name]]
    if moved:
        shown = ", ".join(_WORDS[name] for name in moved)
        message = f"`{path.name}` no longer holds: {shown} changed since it was saved"
        raise PartitaError(message, hint=_hint(path.name, saved, moved))


def _hint(name: str, saved: Mapping[str, Any], moved: Sequence[str]) -> str:
    if {"targets", "provider"} & {*moved}:
        return f"`partita build --plan {name}` is enough: the plan knows what it is of"
    provider = f"--provider {saved['provider']} " if saved["provider"] else ""
    words = " ".join(("partita plan", *saved["targets"], f"{provider}--save {name}"))
    return f"look again: `{words}`"


_WORDS = {
    "partita_plan": "its format",
    "targets": "the targets that are asked for",
    "provider": "who makes the sound",
    "manifest": "the manifest",
    "lockfile": "`music.lock`",
    "requests": "what would be sent",
}


def _drafts(record: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [each for each in record["requests"] if each["operation"] == "draft"]


def _bought(record: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return what is paid for, without the words that say why."""
    paid = (each for each in record["requests"] if each["operation"] != "draft")
    return [{n: v for n, v in each.items() if n != "because"} for each in paid]


def _read(path: Path) -> dict[str, Any]:
    try:
        saved = json.loads(path.read_bytes())
    except OSError as error:
        raise Refused(error) from error
    except ValueError:
        saved = None
    if not _is_plan(saved):
        message = f"`{path.name}` is no plan that this partita saved"
        raise PartitaError(message, hint="write one with `partita plan --save FILE`")
    found: dict[str, Any] = saved
    return found


def _is_plan(saved: object) -> bool:
    match saved:
        case {
            "partita_plan": version,
            "targets": list(targets),
            "provider": str() | None,
            "requests": list(requests),
        }:
            named = all(isinstance(each, str) for each in targets)
            told = all(isinstance(r, dict) and "operation" in r for r in requests)
            return version == _VERSION and named and told
    return False


def _digest_of(path: Path) -> str | None:
    return digest.of_file(path) if path.exists() else None
