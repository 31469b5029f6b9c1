"""`music.lock`: which take of every target is the one, committed with the manifest.

One short table a target, sorted by name, so that two branches which changed different
songs merge without conflict. Knows pins; does not know how a take is made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from partita.errors import StoreError

if TYPE_CHECKING:
    from pathlib import Path

NAME = "music.lock"
_VERSION = 1
_HEADER = (
    "# Written by partita. Commit it: it says which take of every target is the one.\n"
)


@dataclass(frozen=True)
class Pin:
    """One entry: the take of a target that outputs are made from.

    Args:
        audio: digest of the master's samples.
        request: key of the action that decided on the music.
        sections: `name start_ms..end_ms`, in order.
    """

    audio: str
    request: str
    provider: str
    rate_hz: int
    frames: int
    take: int = 1
    sections: tuple[str, ...] = ()


def read(path: Path) -> dict[str, Pin]:
    """Read the pins of every target.

    Raises:
        StoreError: when the file can't be read as a lockfile, as after a merge that
            left conflict marks in it.
    """
    import tomllib

    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        targets = document.get("targets", {})
        return {name: _pin(table) for name, table in targets.items()}
    except FileNotFoundError:
        return {}
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        message = f"`{path.name}` can't be read: {error}"
        hint = "mend the conflict in it, or delete it and build again"
        raise StoreError(message, hint=hint) from error


def text(pins: dict[str, Pin]) -> str:
    """Write pins as the lockfile's text, the same text for the same pins."""
    import tomli_w

    tables = {name: _table(pins[name]) for name in sorted(pins)}
    body = tomli_w.dumps({"version": _VERSION, "targets": tables})
    return _HEADER + body


def _table(pin: Pin) -> dict[str, Any]:
    table = dict(vars(pin))
    table["sections"] = list(pin.sections)
    return {key: value for key, value in table.items() if value != []}


def _pin(table: dict[str, Any]) -> Pin:
    return Pin(**{**table, "sections": tuple(table.get("sections", ()))})
