"""Which takes a build needs that were paid for and are not here, as in a fresh clone.

Nothing is bought in their place by itself, so whoever looks ahead wants to know. Looks
into the store; reads no audio.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from partita.build.approach import unreadable_base
from partita.build.states import State
from partita.graph.actions import Kind

if TYPE_CHECKING:
    from partita.build.schedule import Verdict
    from partita.build.yard import Yard
    from partita.graph.actions import Action


class Absent(NamedTuple):
    """A take that is needed and not here, by the target that has its number."""

    target: str
    take: int


def absent_takes(
    yard: Yard, actions: Mapping[str, Action], verdicts: Mapping[str, Verdict]
) -> tuple[Absent, ...]:
    """Return the takes that a build would miss: to make from, and to revise."""
    making = _to_make_from(yard, actions, verdicts)
    return tuple(dict.fromkeys((*making, *_to_revise(yard, actions, verdicts))))


def _to_make_from(
    yard: Yard, actions: Mapping[str, Action], verdicts: Mapping[str, Verdict]
) -> Iterator[Absent]:
    running = (n for n, v in verdicts.items() if v.state is not State.CLEAN)
    for given in (each for name in running for each in actions[name].inputs):
        action, verdict = actions[given.action], verdicts[given.action]
        if action.kind is not Kind.COMPOSE or verdict.outputs is None:
            continue
        if verdict.outputs[given.output].blob not in yard.blobs:
            chosen = yard.takes.chosen(action.target, verdict.action_key or "")
            if chosen is not None:
                yield Absent(chosen.target, chosen.take.take)


def _to_revise(
    yard: Yard, actions: Mapping[str, Action], verdicts: Mapping[str, Verdict]
) -> Iterator[Absent]:
    for name, verdict in verdicts.items():
        action = actions[name]
        if action.kind is Kind.COMPOSE and verdict.state is not State.CLEAN:
            base = unreadable_base(yard, action, verdict.action_key or "")
            if base is not None:
                yield Absent(action.target, base.take)
