"""What a build will find once it has made again what is free.

A master is made again when partita was updated, or when its record is lost. From the
same take, or the same recording, it mostly comes out the same, and then nothing is sent
for what is made from it. Nor where more takes are wanted beside a pinned one. Likely is
not sure: who foresees by this says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from partita.build.answers import outputs_of
from partita.build.schedule import Verdict, judge
from partita.build.states import State
from partita.graph.actions import Action, Kind
from partita.store.traces import Made

if TYPE_CHECKING:
    from partita.build.yard import Yard
    from partita.graph.keys import Explanation
    from partita.store.traces import Trace

_RECEIVED = "input received"


def likely(
    yard: Yard, actions: Mapping[str, Action], verdicts: Mapping[str, Verdict]
) -> dict[str, Verdict]:
    """Judge again what waits, as if every free master came out as it last did.

    What is not clean stays so, and has what it likely makes as its outputs.
    """
    found: dict[str, Verdict] = {}
    made: dict[str, Mapping[str, Made]] = {}
    for name, verdict in verdicts.items():
        action, found[name] = actions[name], verdict
        if verdict.state is State.WAITING and all(n in made for n in action.needs):
            found[name] = judge(action, made, yard.answer, yard.traces.latest)
        outputs = found[name].outputs or _as_before(yard, action, found[name])
        if outputs is not None:
            found[name] = replace(found[name], outputs=outputs)
            made[name] = outputs
    return found


def _as_before(
    yard: Yard, action: Action, verdict: Verdict
) -> Mapping[str, Made] | None:
    """Return what came out of the same, whoever read it."""
    if action.kind is Kind.COMPOSE:
        return _still_pinned(yard, action, verdict)
    if action.kind not in (Kind.IMPORT, Kind.MASTER) or verdict.explanation is None:
        return None
    received = verdict.explanation.get(_RECEIVED)
    trace = yard.traces.with_input("received", received) if received else None
    for known in (trace, yard.traces.latest(action.name)):
        if known is not None and _is_same(known, verdict.explanation):
            return known.outputs
    return _pinned(yard, action, verdict)


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
    return {name: value for name, value in explanation.items() if name != "codecs"}


def _pinned(yard: Yard, action: Action, verdict: Verdict) -> Mapping[str, Made] | None:
    """Return the audio that the lockfile says was made of the same."""
    pin = yard.pins.get(action.target)
    assert verdict.explanation is not None
    if pin is None or not pin.audio:
        return None
    received = verdict.explanation.get(_RECEIVED)
    take = yard.takes.pinned(action.target)
    of_take = outputs_of(take)["received"].value if take else None
    if received != of_take if received else pin.request != verdict.action_key:
        return None
    facts = {"frames": pin.frames, "rate_hz": pin.rate_hz}
    return {"audio": Made(pin.audio, "", 0, facts)}
