"""`music.lock`: which take of every target is the one, committed with the manifest.

TOML in which every line stands for itself, so that git merges branches line by line
(`ATTRIBUTE`), and no two targets touch. What both sides of a merge changed is `joined`
when it is read. Knows pins; does not know how a take is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

from partita.errors import StoreError
from partita.files import write_whole
from partita.store import dotted
from partita.store.dotted import Table
from partita.store.expense import Expense, expense_of
from partita.store.joined import GROUPS, WHOLE, merged, named_by, reference, settled
from partita.store.take import Take, take_of
from partita.store.unmerged import is_unmerged, sides

if TYPE_CHECKING:
    from pathlib import Path

NAME = "music.lock"
#: What `.gitattributes` says, so that git keeps the lines of both sides of a merge.
ATTRIBUTE = f"{NAME} merge=union"

_VERSION = 2
_HEADER = (
    "# Written by partita. Commit it: it says which take of every target is the one.\n"
)


@dataclass(frozen=True)
class Pin:
    """One entry: the take of a target that outputs are made from.

    Args:
        audio: digest of the master's samples, as they were first heard; empty while no
            build has made it.
        request: key of the action that decided on the music; empty while nothing is
            pinned.
        sections: `name start_ms..end_ms`, in order.
        song_id: the provider's stored song that holds this audio.
        stored_by: the provider that keeps it, where another made the audio.
        upload: id of the intent that brought it, while nothing was made from it yet.
        drafts: what a paid provider drafted of a prompt, as JSON by the draft's key:
            asked again, it would be another one.
        rivals: takes that branches pinned, one each, while nobody chose among them.
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
    upload: str | None = None
    drafts: Mapping[str, str] = field(default_factory=dict)
    rivals: tuple[int, ...] = ()
    takes: tuple[Take, ...] = ()
    expenses: tuple[Expense, ...] = ()

    def heard(self) -> Pin:
        """Have the pinned take say what its master goes by, as takes once did not."""
        takes = (
            each.heard_as(self.audio, self.request) if each.take == self.take else each
            for each in self.takes
        )
        return replace(self, takes=tuple(takes))


def _names(
    kind: type[Pin | Take | Expense], *, needed: bool = False
) -> tuple[str, ...]:
    return tuple(
        each.name
        for each in fields(kind)
        if not needed or each.default is each.default_factory is MISSING
    )


#: What the tables of a target may say, and what they can't do without.
_KNOWN = {"takes": _names(Take), "expenses": _names(Expense)}
_NEEDED = {
    "takes": _names(Take, needed=True),
    "expenses": _names(Expense, needed=True)[1:],
}
_PIN_KNOWN = (*_names(Pin), "draft", "plan")


def read(path: Path) -> dict[str, Pin]:
    """Read the pins of every target.

    Where a merge left both sides' lines, or git is in the middle of one, takes,
    expenses and drafts of both are kept; of pins that both changed, none.

    Raises:
        StoreError: when the file can't be read as a lockfile, or when a newer partita
            wrote it.
    """
    try:
        content = path.read_text(encoding="utf-8")
        versions = sides(path) if is_unmerged(content) else (content,)
        targets = [_targets(path, each) for each in versions]
        found = targets[0] if len(targets) == 1 else merged(*targets)
        tables = ((name, settled(found[name])) for name in sorted(found))
        return {name: _pin(table) for name, table in tables if table}
    except FileNotFoundError:
        return {}
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        message = f"`{path.name}` can't be read: {error}"
        back = f"`git checkout HEAD {path.name}` brings back what was committed"
        hint = f"mend it, or {back}; what was paid for since is in `.partita` as well"
        raise StoreError(message, hint=hint) from error


def _targets(path: Path, content: str) -> dict[str, Table]:
    """Return every target's table in today's form, perhaps with disputed values."""
    document = _document(content.removeprefix("\ufeff"))  # as some editors begin
    version = max(dotted.values_of(document.get("version", 1)))
    if version > _VERSION:
        raise _too_new(path, f"version {version}")
    for name in document:
        if name not in ("version", "targets"):
            raise _too_new(path, f"`{name}`")
    found: dict[str, Table] = document.get("targets", {})
    for name, table in found.items():
        _check(path, f"targets.{name}", table)
    if version == _VERSION:
        return found
    return {name: _table(_pin_of_lists(table)) for name, table in found.items()}


def _document(content: str) -> Table:
    try:
        return dotted.read(content)
    except ValueError:  # written by an earlier version, or by hand
        import tomllib

        return tomllib.loads(content)


def _check(path: Path, where: str, table: Table) -> None:
    """Refuse what a newer version wrote, and what something was cut out of."""
    _refuse_unknown(path, _PIN_KNOWN, table, where)
    if "audio" in table or not table.keys() & {*GROUPS}:
        _refuse_partial(WHOLE, table, where)
    for group, known in _KNOWN.items():
        held = table.get(group, {})
        for each in held if isinstance(held, list) else held.values():
            _refuse_unknown(path, known, each, f"{where}.{group}")
            _refuse_partial(_NEEDED[group], each, f"{where}.{group}")


def text(pins: Mapping[str, Pin]) -> str:
    """Write pins as the lockfile's text, the same text for the same pins."""
    parts = (_part(name, pins[name]) for name in sorted(pins))
    return f"{_HEADER}version = {_VERSION}\n" + "".join(parts)


def _part(name: str, pin: Pin) -> str:
    """Write one target, between two lines that no change of it or beside it touches.

    Git takes changes that touch for one, and would keep an old line beside the new.
    """
    key = dotted.key(name)
    lines = "".join(dotted.lines({"targets": {name: _table(pin)}}))
    return f"# {key}\n{lines}# end of {key}\n"


def write(path: Path, pins: Mapping[str, Pin]) -> None:
    """Write the lockfile, unless it says the same already."""
    content = text(pins).encode()
    if not path.exists() or path.read_bytes() != content:
        write_whole(path, content)


def _table(pin: Pin) -> Table:
    """Return a pin as the lockfile has it, its fields before its takes.

    A take goes by its mark, which no other branch gives to another take, and stands
    where it always stood.
    """
    marks = _marks(pin.takes)
    names = {number: reference(mark, number) for number, mark in marks.items()}
    shown = vars(pin) | {
        "take": _meant(pin, names),
        "rivals": [names.get(number, str(number)) for number in pin.rivals],
    }
    table = {n: v for n, v in sorted(shown.items()) if v and n not in GROUPS}
    ordered = sorted(pin.takes, key=lambda take: (take.made, marks[take.take]))
    groups = {
        "drafts": dict(sorted(pin.drafts.items())),
        "expenses": {each.id: _expense_table(each) for each in pin.expenses},
        "takes": {marks[each.take]: _take_table(each, names) for each in ordered},
    }
    return table | {name: group for name, group in groups.items() if group}


def _meant(pin: Pin, names: Mapping[int, str]) -> str | int | None:
    """Return which take is pinned: by name a paid one, else by number."""
    if not pin.request:
        return None if pin.take == 1 else pin.take
    paid = {take.take for take in pin.takes if take.answers(pin.request)}
    return names[pin.take] if pin.take in paid else pin.take


def _marks(takes: Iterable[Take]) -> dict[int, str]:
    """Return what the lockfile calls each take, by number."""
    marks: dict[int, str] = {}
    used: set[str] = set()
    for take in sorted(takes, key=lambda each: each.take):
        mark = f"{take.mark}-{take.take}" if take.mark in used else take.mark
        used.add(mark)
        marks[take.take] = mark
    return marks


def _take_table(take: Take, names: Mapping[int, str]) -> Table:
    """Return a take, sorted: what may change stands between what does not."""
    table = take.table()
    if take.parent is not None:
        table["parent"] = names.get(take.parent, take.parent)
    return dict(sorted(table.items()))


def _expense_table(expense: Expense) -> Table:
    return {n: v for n, v in sorted(expense.table().items()) if n != "id"}


def _pin(table: Table) -> Pin:
    """Return the pin that a table tells of."""
    takes = table.get("takes", {})
    numbers: dict[str, int] = {mark: fields["take"] for mark, fields in takes.items()}

    def number(reference: object) -> int:
        shown, mark = named_by(reference)
        return numbers.get(mark, shown)

    parents = {m: number(f["parent"]) for m, f in takes.items() if "parent" in f}
    held = [take_of({**f, "parent": parents.get(m)}) for m, f in takes.items()]
    spent = [
        expense_of({**f, "id": id_}) for id_, f in table.get("expenses", {}).items()
    ]
    found = {
        "take": number(table.get("take", 1)),
        "sections": tuple(table.get("sections", ())),
        "rivals": tuple(sorted(number(each) for each in table.get("rivals", ()))),
        "takes": tuple(sorted(held, key=lambda take: take.take)),
        "expenses": tuple(sorted(spent, key=lambda each: (each.at, each.id))),
    }
    return Pin(**{**table, **found})


def _pin_of_lists(table: Table) -> Pin:
    """Return the pin that a table of version 1 tells of."""
    draft, plan = table.pop("draft", None), table.pop("plan", None)
    found = {
        "sections": tuple(table.get("sections", ())),
        "drafts": {draft: plan} if draft and plan else {},
        "takes": tuple(map(take_of, table.get("takes", ()))),
        "expenses": tuple(map(expense_of, table.get("expenses", ()))),
    }
    return Pin(**{**table, **found})


def _refuse_unknown(
    path: Path, known: Iterable[str], table: Mapping[str, Any], where: str
) -> None:
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
