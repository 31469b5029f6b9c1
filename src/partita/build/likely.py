"""What a build will find once it has made again what is free.

A master is made again when partita was updated, or when its record is lost. From the
same take, or the same recording, it goes by what the lockfile knows it by, so nothing
is sent for what is made from it. Nor where more takes are wanted beside a pinned one.
Where no lockfile says it, it mostly comes out the same: who foresees by that says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from partita.build.answers import outputs_of
from partita.build.known_as import first_heard
from partita.build.schedule import Verdict, judge
from partita.build.states import State
from partita.graph.actions import Action, Kind
from partita.graph.keys import unheard
from partita.store.traces import Made

if TYPE_CHECKING:
    from partita.build.yard import Yard
    from partita.graph.keys import Explanation
    from partita.store.traces import Trace

_RECEIVED = "input received"


def likely(
    yard: Yard,
    actions: Mapping[str, Action],
    verdicts: Mapping[str, Verdict],
    *,
    guess: bool = True,
) -> dict[str, Verdict]:
    """Judge again what waits, as if every free master came out as it last did.

    What is not clean stays so, and has what it likely makes as its outputs.

    Args:
        guess: go by what was made here, too, and not by the lockfile alone.
    """
    found: dict[str, Verdict] = {}
    made: dict[str, Mapping[str, Made]] = {}
    for name, verdict in verdicts.items():
        action, found[name] = actions[name], verdict
        if verdict.state is State.WAITING and all(n in made for n in action.needs):
            found[name] = judge(action, made, yard.answer, yard.traces.latest)
        outputs = found[name].outputs or _known(yard, action, found[name])
        if outputs is None and guess:
            outputs = _as_before(yard, action, found[name])
        if outputs is not None:
            found[name] = replace(found[name], outputs=outputs)
            made[name] = outputs
    return found


def _known(yard: Yard, action: Action, verdict: Verdict) -> Mapping[str, Made] | None:
    """Return what an action is sure to be answered with, by the lockfile."""
    if action.kind is Kind.COMPOSE:
        return _still_pinned(yard, action, verdict)
    if not _is_mastering(action) or verdict.explanation is None:
        return None
    audio = first_heard(yard, verdict.explanation, action.file)
    return None if audio is None else {"audio": Made(audio, "", 0)}


def _is_mastering(action: Action) -> bool:
    return action.kind in (Kind.IMPORT, Kind.MASTER)


def _as_before(
    yard: Yard, action: Action, verdict: Verdict
) -> Mapping[str, Made] | None:
    """Return what came out of the same, whoever read it."""
    if not _is_mastering(action) or verdict.explanation is None:
        return None
    received = verdict.explanation.get(_RECEIVED)
    trace = yard.traces.with_input("received", received) if received else None
    for each in (trace, yard.traces.latest(action.name)):
        if each is not None and _is_same(each, verdict.explanation):
            return each.outputs
    return None


def _still_pinned(
    yard: Yard, action: Action, verdict: Verdict
) -> Mapping[str, Made] | None:
    """Return the pinned take where only more of the same are wanted beside it."""
    pinned = yard.takes.pinned(action.target)
    if pinned is None or verdict.action_key is None or not pinned.wanted:
        return None
    return outputs_of(pinned) if pinned.answers(verdict.action_key) else None


def _is_same(known: Trace, explanation: Explanation) -> bool:
    return _but_codecs(known.explanation) == _but_codecs(explanation)


def _but_codecs(explanation: Explanation) -> Explanation:
    return {**unheard(explanation), "codecs": None}
