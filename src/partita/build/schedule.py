"""Decide what is clean, what is dirty, and why. Pure.

Walks actions in order with the traces at hand, without running anything. An action
whose needs are dirty waits: they may turn out the same (early cutoff).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from partita.build.states import State
from partita.graph.actions import Action, Kind
from partita.graph.keys import Explanation, action_key, changes, explain
from partita.store.traces import Made, Trace

#: The reason of an action that nobody has heard of.
NEW = "was never made"

#: Finds what answers an action with some key, and the newest trace of a name.
Answer = Callable[[Action, str], Trace | None]
FindLatest = Callable[[str], Trace | None]


@dataclass(frozen=True)
class Verdict:
    """What is known of an action before anything runs.

    Args:
        because: for a dirty action, why it must run; for a waiting one, for whom it
            waits, or that it was never made and so will run whatever comes.
        outputs: for a clean action, what it made.
    """

    state: State
    because: tuple[str, ...] = ()
    explanation: Explanation | None = None
    action_key: str | None = None
    outputs: Mapping[str, Made] | None = None


def judge(
    action: Action,
    made: Mapping[str, Mapping[str, Made]],
    answer: Answer,
    latest: FindLatest,
) -> Verdict:
    """Judge one action whose needs are all settled.

    Args:
        made: what each need made, by action name.
        answer: for an action that is paid for, the take that is chosen.
    """
    explanation, *others = _explanations(action, made)
    key = action_key(explanation)
    for each in (explanation, *others):
        if (trace := answer(action, action_key(each))) is not None:
            return Verdict(State.CLEAN, (), each, action_key(each), trace.outputs)
    before = latest(action.name)
    migrated = before and _same_but_defaults(before.explanation, explanation)
    if before and migrated:
        kept = answer(action, before.action_key)
        if kept is not None:
            return Verdict(State.CLEAN, (), explanation, key, kept.outputs)
    return Verdict(State.DIRTY, reasons(before, explanation), explanation, key)


def _explanations(
    action: Action, made: Mapping[str, Mapping[str, Made]]
) -> tuple[Explanation, ...]:
    """Explain an action by what its inputs go by, and by all that answers it as well.

    What is free follows what is heard here. A request does not: the audio that is meant
    is the same on every machine, and one that was sent by what is heard counts, too.
    """
    given = {i.role: made[i.action][i.output] for i in action.inputs}
    values = {role: each.value for role, each in given.items()}
    heard = {r: each.heard for r, each in given.items() if each.heard != each.value}
    if action.kind is not Kind.COMPOSE:
        return (explain(action, values, heard),)
    named = explain(action, values)
    return (named, explain(action, values | heard)) if heard else (named,)


def reasons(before: Trace | None, explanation: Explanation) -> tuple[str, ...]:
    """Return why an action must run, a field a line, old and new."""
    if before is None:
        return (NEW,)
    found = tuple(str(change) for change in changes(before.explanation, explanation))
    if found:
        return found
    if explanation["kind"] == Kind.COMPOSE:
        return ("another take of it is wanted",)
    return ("what it made is no longer in the store",)


def _same_but_defaults(old: Explanation, new: Explanation) -> bool:
    """Tell whether a kept explanation says the same in an older key's words.

    Keys are digests of explanations, so they part when the way of writing one
    changes; the explanations themselves still agree, but for fields left at None.
    """
    names = {*old, *new}
    return all(old.get(name) == new.get(name) for name in names)


def assess(
    actions: Iterable[Action], answer: Answer, latest: FindLatest
) -> dict[str, Verdict]:
    """Judge every action, needs first, as far as that goes without running any."""
    verdicts: dict[str, Verdict] = {}
    made: dict[str, Mapping[str, Made]] = {}
    for action in actions:
        open_needs = [need for need in action.needs if need not in made]
        if open_needs:
            waits = tuple(f"waits for {need}" for need in open_needs)
            known = latest(action.name) is not None
            verdicts[action.name] = Verdict(State.WAITING, waits if known else (NEW,))
            continue
        verdict = verdicts[action.name] = judge(action, made, answer, latest)
        if verdict.outputs is not None:
            made[action.name] = verdict.outputs
    return verdicts
