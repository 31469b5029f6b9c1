"""What two branches say of one target, made one.

Paid takes, expenses and drafts of both stay. Where both pinned, neither pin counts: the
next build pins anew, and asks only between paid takes of the same words. Plain tables,
as the lockfile has them; knows neither files nor git.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from partita.store.dotted import Disputed, Table, either, values_of

#: Tables of a target whose entries stand beside each other.
GROUPS: Final = ("drafts", "expenses", "takes")

#: What there has to be of a pin that has audio.
WHOLE: Final = ("audio", "request", "provider", "rate_hz")

#: What decides which take a pin means: where two branches differ, neither pin counts.
_DECISIVE: Final = ("audio", "request", "take")


def merged(base: Any, ours: Any, theirs: Any) -> Any:
    """Merge two tables that began as one; what both changed is disputed.

    Nothing that one side changed is dropped because the other dropped it.

    Args:
        base: what both began from, like them None where there is nothing.
    """
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    if isinstance(ours, dict) and isinstance(theirs, dict):
        was = base if isinstance(base, dict) else {}
        both = {
            name: merged(was.get(name), ours.get(name), theirs.get(name))
            for name in {**ours, **theirs}
        }
        return {name: value for name, value in both.items() if value is not None}
    if ours is None or theirs is None:
        return theirs if ours is None else ours
    return either(ours, theirs)


def settled(target: Table) -> Table:
    """Return a target without anything that is disputed."""
    drafts = _settled(target.get("drafts", {}))
    expenses, takes = (
        {name: _settled(fields) for name, fields in target.get(group, {}).items()}
        for group in ("expenses", "takes")
    )
    _number(takes)
    pin = {name: value for name, value in target.items() if name not in GROUPS}
    groups = {"drafts": drafts, "expenses": expenses, "takes": takes}
    return {**_pin(pin, takes), **{name: each for name, each in groups.items() if each}}


def _settled(fields: Table) -> Table:
    return {name: _one_of(name, values_of(each)) for name, each in fields.items()}


def _one_of(name: str, values: tuple[Any, ...]) -> Any:
    rule = _RULES.get(name) if len(values) > 1 else None
    return rule(values) if rule else values[0]


def _all_of(lists: tuple[list[str], ...]) -> list[str]:
    return list(dict.fromkeys(each for values in lists for each in values))


#: How a field is settled where it is not the first value that counts.
_RULES: Final[dict[str, Callable[[Any], Any]]] = {
    "note": " / ".join,
    "rivals": _all_of,
    "stands_for": _all_of,
    "take": max,
}


def _number(takes: dict[str, Table]) -> None:
    """Give the later ones of takes with the same number the next free ones."""
    used = {fields["take"] for fields in takes.values()}
    given = set()
    for _, fields in sorted(takes.items(), key=lambda each: (each[1]["made"], each[0])):
        if fields["take"] in given:
            fields["take"] = max(used) + 1
        given.add(fields["take"])
        used |= given


def _pin(pin: Table, takes: dict[str, Table]) -> Table:
    disputed = any(isinstance(pin.get(name), Disputed) for name in _DECISIVE)
    if not disputed and ("audio" not in pin or pin.keys() >= {*WHOLE}):
        return _settled(pin)
    named = {name: takes[name] for name in _named(pin) if name in takes}
    if len(named) > 1:
        return {"rivals": [reference(name, named[name]["take"]) for name in named]}
    for name, take in named.items():
        kept = {"request": take["request"], "take": reference(name, take["take"])}
        return kept | {n: take[n] for n in ("song_id",) if n in take}
    return {}


def _named(pin: Table) -> Iterator[str]:
    """Yield the keys of the takes that a pin names."""
    rivals = (each for some in values_of(pin.get("rivals", [])) for each in some)
    for each in (*values_of(pin.get("take", 1)), *rivals):
        yield named_by(each)[1]


def reference(name: str, number: int) -> str:
    """Write which take is meant: its number for people, its key for merges."""
    return f"{number}-{name}"


def named_by(reference: object) -> tuple[int, str]:
    """Return the number and the key in a reference; no key in a bare number."""
    number, _, name = str(reference).partition("-")
    return int(number), name
