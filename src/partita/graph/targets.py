"""Selectors: what a person types to say which targets are meant.

A name, a glob, `tag:x`, and dbt's `+name` (with all that it is made from) and `name+`
(with all that is made from it). Pure.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase

from partita.errors import UnknownTarget
from partita.graph.actions import Action, Compiled, Target

_TAG = "tag:"


def select(selectors: Iterable[str], targets: Mapping[str, Target]) -> list[str]:
    """Return the names that selectors mean, in the targets' own order.

    No selectors mean everything.

    Raises:
        UnknownTarget: for a selector that nothing answers to.
    """
    wanted = list(selectors)
    if not wanted:
        return list(targets)
    chosen: set[str] = set()
    for selector in wanted:
        chosen |= _one(selector, targets)
    return [name for name in targets if name in chosen]


def _one(selector: str, targets: Mapping[str, Target]) -> set[str]:
    core = selector.removeprefix("+").removesuffix("+")
    found = _matching(core, targets)
    if not found:
        raise _unknown(core, targets)
    chosen = set(found)
    if selector.startswith("+"):
        chosen |= closure(found, needs(targets))
    if selector.endswith("+"):
        chosen |= closure(found, needed_by(targets))
    return chosen


def _matching(core: str, targets: Mapping[str, Target]) -> set[str]:
    if core.startswith(_TAG):
        tag = core.removeprefix(_TAG)
        return {
            name
            for name, target in targets.items()
            if any(fnmatchcase(each, tag) for each in target.tags)
        }
    if core in targets:
        return {core}
    return {name for name in targets if fnmatchcase(name, core)}


def _unknown(core: str, targets: Mapping[str, Target]) -> UnknownTarget:
    if core.startswith(_TAG):
        known = sorted({f"{_TAG}{tag}" for t in targets.values() for tag in t.tags})
    else:
        known = list(targets)
    near = difflib.get_close_matches(core, known, n=1)
    if near:
        hint = f"did you mean `{near[0]}`?"
    elif known:
        hint = "there are " + ", ".join(f"`{name}`" for name in known[:12])
    else:
        hint = "the manifest declares none"
    return UnknownTarget(f"nothing is called `{core}`", hint=hint)


def choose(
    compiled: Compiled, selectors: tuple[str, ...]
) -> tuple[tuple[str, ...], dict[str, Action]]:
    """Return the chosen targets, and every action that they need.

    Raises:
        UnknownTarget: for a selector that nothing answers to.
    """
    chosen = select(selectors, compiled.targets)
    ends = [name for target in chosen for name in compiled.targets[target].final]
    before = {name: action.needs for name, action in compiled.actions.items()}
    wanted = closure(ends, before)
    actions = {n: a for n, a in compiled.actions.items() if n in wanted}
    return tuple(chosen), actions


def needs(targets: Mapping[str, Target]) -> dict[str, tuple[str, ...]]:
    """Return what each target is made from."""
    return {name: target.needs for name, target in targets.items()}


def needed_by(targets: Mapping[str, Target]) -> dict[str, tuple[str, ...]]:
    """Return what is made from each target."""
    followers: dict[str, list[str]] = {name: [] for name in targets}
    for name, target in targets.items():
        for source in target.needs:
            followers[source].append(name)
    return {name: tuple(names) for name, names in followers.items()}


def closure(starts: Iterable[str], edges: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Return everything that can be reached along edges, starts included."""
    reached: set[str] = set()
    open_names = list(starts)
    while open_names:
        name = open_names.pop()
        if name not in reached:
            reached.add(name)
            open_names.extend(edges[name])
    return reached
