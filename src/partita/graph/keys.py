"""Action keys: one writer for the digest and for its explanation.

Everything that can change an action's result is written once, into an explanation;
the key is its digest, the trace keeps both, and what changed is found by comparing
explanations. A field that holds its default is left out, so a field that is added
later changes no key. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from partita import digest
from partita.graph.actions import Action

Explanation = dict[str, Any]

_TAG = "partita action"

#: What a field begins with that says how a decoder of this machine heard an input.
_HEARD = "heard "


def explain(
    action: Action, values: Mapping[str, str], heard: Mapping[str, str] | None = None
) -> Explanation:
    """Write down everything that an action's result depends on.

    Args:
        values: digest of each input, by role.
        heard: digest of what is here of it, where it goes by another's.
    """
    heard = heard or {}
    return {
        "kind": action.kind.value,
        **action.spec,
        **{f"input {role}": values[role] for role in sorted(values)},
        **{f"{_HEARD}{role}": heard[role] for role in sorted(heard)},
    }


def unheard(explanation: Explanation) -> Explanation:
    """Return an explanation as every machine would give it, whatever decodes there."""
    return {n: v for n, v in explanation.items() if not n.startswith(_HEARD)}


def action_key(explanation: Explanation) -> str:
    """Return the digest of an explanation."""
    return digest.of_value([_TAG, explanation])


@dataclass(frozen=True)
class Change:
    """One field that differs between two explanations, old and new.

    A field that is absent on one side is None there.
    """

    field: str
    old: Any
    new: Any

    def __str__(self) -> str:
        """Say it the way a person reads it."""
        if self.field.startswith("input "):
            return f"what it is made from came out different ({self.field[6:]})"
        if self.field.startswith(_HEARD):
            return f"what it is made from is decoded otherwise ({self.field[6:]})"
        if self.old is None:
            return f"{self.field} is new: {_shown(self.new)}"
        if self.new is None:
            return f"{self.field} is gone: {_shown(self.old)}"
        old, new = _where_they_differ(self.old, self.new)
        return f"{self.field}: {_shown(old)} -> {_shown(new)}"


def changes(old: object, new: object, at: str = "") -> list[Change]:
    """Return the fields in which two explanations differ, outermost order kept."""
    if old == new:
        return []
    if isinstance(old, dict) and isinstance(new, dict):
        names = [*old, *(name for name in new if name not in old)]
        return [
            change
            for name in names
            for change in changes(old.get(name), new.get(name), _below(at, name))
        ]
    if isinstance(old, list | tuple) and isinstance(new, list | tuple):
        return _list_changes(list(old), list(new), at)
    return [Change(at, old, new)]


def _list_changes(old: list[Any], new: list[Any], at: str) -> list[Change]:
    if len(old) == len(new):
        pairs = zip(old, new, strict=True)
        return [
            c for i, (a, b) in enumerate(pairs) for c in changes(a, b, f"{at}[{i}]")
        ]
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    gone, come = old[start : len(old) - end], new[start : len(new) - end]
    shared = min(len(gone), len(come))
    found = [
        c
        for i in range(shared)
        for c in changes(gone[i], come[i], f"{at}[{start + i}]")
    ]
    found += [
        Change(f"{at}[{start + shared + i}]", v, None)
        for i, v in enumerate(gone[shared:])
    ]
    found += [
        Change(f"{at}[{start + shared + i}]", None, v)
        for i, v in enumerate(come[shared:])
    ]
    return found


def _common(one: list[Any], other: list[Any]) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _below(at: str, name: str) -> str:
    return f"{at}.{name}" if at else name


def _where_they_differ(old: object, new: object) -> tuple[object, object]:
    """Cut two texts to the lines that differ: of many lines mostly one changed."""
    if not (isinstance(old, str) and isinstance(new, str)):
        return old, new
    before, after = old.split("\n"), new.split("\n")
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    cut = "\n".join(before[start : len(before) - end])
    put = "\n".join(after[start : len(after) - end])
    return (cut, put) if cut and put else (old, new)


def _shown(value: object) -> str:
    words = str(value)
    if isinstance(value, dict):
        words = ", ".join(f"{key} {inner}" for key, inner in value.items())
    words = words.replace("\n", "\\n")
    return f"`{words[:60]}…`" if len(words) > 61 else f"`{words}`"
