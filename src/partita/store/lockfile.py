"""`music.lock`: which take of every target is the one, committed with the manifest.

One table a target, sorted by name, with its paid takes below it, so that two branches
which changed different songs merge without conflict. Knows pins; does not know how a
take is made.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields
from typing import TYPE_CHECKING, Any

from partita.errors import StoreError
from partita.files import write_whole
from partita.store.expense import Expense, expense_of
from partita.store.take import Take, take_of
from partita.store.unmerged import is_unmerged, sides

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NAME = "music.lock"
_VERSION = 1
#: What a take's table can't do without.
_NEEDED = tuple(field.name for field in fields(Take) if field.default is MISSING)
_HEADER = (
    "# Written by partita. Commit it: it says which take of every target is the one.\n"
)


@dataclass(frozen=True)
class Pin:
    """One entry: the take of a target that outputs are made from.

    Args:
        audio: digest of the master's samples; empty while no build has made it.
        request: key of the action that decided on the music.
        sections: `name start_ms..end_ms`, in order.
        song_id: the provider's stored song that holds this audio.
        stored_by: the provider that keeps it, where another made the audio.
        draft: key of the draft that a paid provider made of a prompt.
        plan: that draft, as JSON: asked again, it would be another one.
        takes: every take of the target that was paid for, by number.
        expenses: what else was charged for it, in order of time.
    """

    audio: str = ""
    request: str = ""
    provider: str = ""
    rate_hz: int = 0
    frames: int = 0
    take: int = 1
    sections: tuple[str, ...] = ()
    song_id: str | None = None
    stored_by: str | None = None
    draft: str | None = None
    plan: str | None = None
    takes: tuple[Take, ...] = ()
    expenses: tuple[Expense, ...] = ()


def read(path: Path) -> dict[str, Pin]:
    """Read the pins of every target.

    While git is in the middle of a merge, targets are merged here, as long as none was
    changed on both sides; the next build writes the result.

    Raises:
        StoreError: when the file can't be read as a lockfile, or when a newer partita
            wrote it.
    """
    try:
        content = path.read_text(encoding="utf-8")
        if not is_unmerged(content):
            return _parsed(path, content)
        return _merged(*(_parsed(path, side) for side in sides(path)))
    except FileNotFoundError:
        return {}
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        message = f"`{path.name}` can't be read: {error}"
        hint = "mend the conflict in it; what was paid for is named there"
        raise StoreError(message, hint=hint) from error


def _parsed(path: Path, content: str) -> dict[str, Pin]:
    import tomllib

    document = tomllib.loads(content)
    _refuse_newer(path, document)
    targets = document.get("targets", {})
    return {name: _pin(path, name, table) for name, table in targets.items()}


def _merged(
    base: dict[str, Pin], ours: dict[str, Pin], theirs: dict[str, Pin]
) -> dict[str, Pin]:
    merged = {}
    for name in sorted({*ours, *theirs}):
        was, here, there = base.get(name), ours.get(name), theirs.get(name)
        if was not in (here, there) and here != there:
            message = f"`{name}` was changed on both sides"
            raise ValueError(message)
        pin = there if here == was else here
        if pin is not None:
            merged[name] = pin
    return merged


def text(pins: Mapping[str, Pin]) -> str:
    """Write pins as the lockfile's text, the same text for the same pins."""
    import tomli_w

    head = tomli_w.dumps({"version": _VERSION})
    parts = (_part(name, pins[name]) for name in sorted(pins))
    return _HEADER + "\n".join((head, *parts))


def _part(name: str, pin: Pin) -> str:
    """Write one target.

    Takes come at its end, and so would a song that another branch adds below it. Git
    calls that a conflict unless a line that neither changes stands between.
    """
    import tomli_w

    part = tomli_w.dumps({"targets": {name: _table(pin)}})
    first = part.partition("\n")[0]
    is_long = pin.takes or pin.expenses
    return f"{part}\n# end of {first}\n" if is_long else part


def write(path: Path, pins: Mapping[str, Pin]) -> None:
    """Write the lockfile, unless it says the same already."""
    content = text(pins).encode()
    if not path.exists() or path.read_bytes() != content:
        write_whole(path, content)


def _table(pin: Pin) -> dict[str, Any]:
    table = {name: value for name, value in vars(pin).items() if value}
    if pin.sections:
        table["sections"] = list(pin.sections)
    if pin.takes:
        ordered = sorted(pin.takes, key=lambda each: each.take)
        table["takes"] = [take.table() for take in ordered]
    if pin.expenses:
        table["expenses"] = [expense.table() for expense in pin.expenses]
    return table


def _pin(path: Path, name: str, table: Mapping[str, Any]) -> Pin:
    where = f"targets.{name}"
    takes = table.get("takes", ())
    _refuse_unknown(path, Pin, table, where)
    if "audio" in table or not takes:
        _refuse_partial(("audio", "request", "provider", "rate_hz"), table, where)
    for take in takes:
        _refuse_unknown(path, Take, take, f"{where}.takes")
        _refuse_partial(_NEEDED, take, f"{where}.takes")
    sections = tuple(table.get("sections", ()))
    held = tuple(take_of(take) for take in takes)
    spent = table.get("expenses", ())
    for expense in spent:
        _refuse_unknown(path, Expense, expense, f"{where}.expenses")
    expenses = tuple(expense_of(expense) for expense in spent)
    fields = {"sections": sections, "takes": held, "expenses": expenses}
    return Pin(**{**table, **fields})


def _refuse_newer(path: Path, document: Mapping[str, Any]) -> None:
    version = document.get("version", _VERSION)
    if version > _VERSION:
        raise _too_new(path, f"version {version}")
    for name in document:
        if name not in ("version", "targets"):
            raise _too_new(path, f"`{name}`")


def _refuse_unknown(
    path: Path, kind: type[Pin | Take | Expense], table: Mapping[str, Any], where: str
) -> None:
    known = {field.name for field in fields(kind)}
    for name in table:
        if name not in known:
            raise _too_new(path, f"`{name}` in `{where}`")


def _refuse_partial(
    names: tuple[str, ...], table: Mapping[str, Any], where: str
) -> None:
    for name in names:
        if name not in table:
            message = f"`{where}` has no `{name}`"
            raise ValueError(message)


def _too_new(path: Path, what: str) -> StoreError:
    message = f"`{path.name}` has {what}, which this partita does not know"
    return StoreError(message, hint="a newer partita wrote it; update yours")
