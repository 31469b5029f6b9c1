"""Compiled manifests as plain values, so that they can be kept between runs.

Only tuples, lists, dicts, strings, ints and None: what `marshal` reads back without
running any code.
"""

from __future__ import annotations

from typing import Any

from partita.graph.actions import Action, Compiled, Input, Kind, Ship, Target


def to_plain(compiled: Compiled) -> tuple[Any, ...]:
    """Return a compiled manifest as plain values."""
    return (
        compiled.output_dir,
        [_action_to_plain(action) for action in compiled.actions.values()],
        [_target_to_plain(target) for target in compiled.targets.values()],
        compiled.warnings,
        compiled.provider,
        compiled.caps,
    )


def from_plain(plain: tuple[Any, ...]) -> Compiled:
    """Return the compiled manifest that plain values stand for."""
    output_dir, actions, targets, warnings, provider, caps = plain
    return Compiled(
        output_dir=output_dir,
        actions={each[1]: _action_from_plain(each) for each in actions},
        targets={each[0]: _target_from_plain(each) for each in targets},
        warnings=tuple(warnings),
        provider=provider,
        caps=caps,
    )


def _action_to_plain(action: Action) -> tuple[Any, ...]:
    inputs = [(i.role, i.action, i.output) for i in action.inputs]
    kind = action.kind.value
    return (
        kind,
        action.name,
        action.target,
        action.spec,
        inputs,
        action.after,
        action.file,
        action.aside,
    )


def _action_from_plain(plain: tuple[Any, ...]) -> Action:
    kind, name, target, spec, inputs, after, file, aside = plain
    given = tuple(Input(*each) for each in inputs)
    return Action(Kind(kind), name, target, spec, given, tuple(after), file, aside)


def _target_to_plain(target: Target) -> tuple[Any, ...]:
    ships = [(ship.path, ship.action, ship.output) for ship in target.ships]
    return (*(vars(target) | {"ships": ships}).values(),)


def _target_from_plain(plain: tuple[Any, ...]) -> Target:
    target = Target(*plain)
    ships = tuple(Ship(*each) for each in target.ships)  # type: ignore[misc]
    return Target(**(vars(target) | {"ships": ships}))
