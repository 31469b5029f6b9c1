"""How the master of a take is made, as the take itself says it.

Its details hold the plan that was asked for, and name the audio that this takes from;
with what came, that is enough to make its master at any time, whatever the manifest
says by then and whatever traces are lost. Sends nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from partita.audio.formats import CODECS_VERSION
from partita.build.answers import master_trace, outputs_of
from partita.build.execute import perform
from partita.build.known_as import as_known
from partita.build.request import Request
from partita.errors import BlobCorrupt, BlobMissing
from partita.graph.actions import Action, Kind
from partita.graph.keys import Explanation, action_key, explain, unheard
from partita.graph.sources import keeps_of
from partita.plan.document import from_document
from partita.store.traces import Made, Trace

if TYPE_CHECKING:
    from partita.build.yard import Yard
    from partita.store.take import Take

_INPUT = "input "


@dataclass(frozen=True)
class Mastering:
    """What makes the master of a take.

    Args:
        master_key: key of the action that makes it once the take is pinned.
    """

    explanation: Explanation
    request: Request

    @property
    def master_key(self) -> str:
        """Return the key of the action that makes it once the take is pinned."""
        return action_key(self.explanation)


def noted(sources: Mapping[str, Made]) -> dict[str, Any]:
    """Return what a take's details say of the audio that its plan takes from."""
    masters = {
        role: {"blob": made.blob, "facts": dict(made.facts)}
        for role, made in sources.items()
    }
    audio = {role: made.value for role, made in sources.items()}
    return {"sources": audio, **({"masters": masters} if masters else {})}


def mastering_of(yard: Yard, take: Take) -> Mastering:
    """Return what makes the master of a take, or made it when it was pinned.

    Raises:
        BlobMissing, BlobCorrupt: when something that is needed for it is not there.
    """
    details = json.loads(yard.blobs.get(take.details))
    trace = master_trace(yard.traces, take)
    explanation = trace.explanation if trace else explained(take, details)
    spec = {
        name: value
        for name, value in unheard(explanation).items()
        if name != "kind" and not name.startswith(_INPUT)
    }
    sources = {
        role: _source(yard, details.get("masters", {}).get(role), value)
        for name, value in explanation.items()
        for role in [name.removeprefix(_INPUT)]
        if name.startswith(f"{_INPUT}source/")
    }
    inputs = outputs_of(take) | sources
    request = Request(yard.store, yard.project, Kind.MASTER, spec, inputs)
    return Mastering(explanation, request)


def master_again(yard: Yard, target: str, take: Take) -> Made:
    """Return the master of a take; make it again when it was lost.

    Raises:
        BlobMissing, BlobCorrupt: when something that is needed for it is lost as well.
        AudioError: when what came can't be read.
    """
    trace = master_trace(yard.traces, take)
    if trace is not None and trace.outputs["audio"].blob in yard.blobs:
        return trace.outputs["audio"]
    restore_parent(yard, target, take)
    way = mastering_of(yard, take)
    outputs = perform(way.request)
    name, because = f"master:{target}@{take.take}", ("its record was lost",)
    trace = Trace(name, way.master_key, way.explanation, outputs, because)
    trace = replace(trace, outputs=as_known(yard, trace))
    yard.traces.add(trace)
    return trace.outputs["audio"]


def restore_parent(yard: Yard, target: str, take: Take) -> None:
    """Make the master again that a revision keeps from, unless it is there.

    Raises:
        BlobMissing, BlobCorrupt: when what is needed for it is lost as well.
    """
    revised = json.loads(yard.blobs.get(take.details)).get("revised")
    if revised is None or take.parent is None or revised["master"] in yard.blobs:
        return
    master_again(yard, target, yard.takes.find(target, take.parent))


def restore_kept(yard: Yard, details: str, lost: str) -> bool:
    """Make a lost master again that a take keeps from. Tell if it is there.

    Args:
        details: blob of the take's details.
    """
    found = (each for each in yard.takes.all() if each[1].details == details)
    try:
        for target, take in found:
            restore_parent(yard, target, take)
    except (BlobMissing, BlobCorrupt):
        return False
    return lost in yard.blobs


def explained(take: Take, details: Mapping[str, Any]) -> Explanation:
    """Return how the master of a take is made for what it was bought for.

    Args:
        details: the take's own, as read.
    """
    sources: dict[str, str] = details.get("sources", {})
    document = details.get("request", {}).get("plan")
    plan = from_document(document) if document is not None else None
    spec = {
        "codecs": CODECS_VERSION,
        "duration_ms": take.duration_ms,
        "keeps": keeps_of(plan, {role: role for role in sources}),
    }
    values = {role: made.value for role, made in outputs_of(take).items()}
    return explain(Action(Kind.MASTER, "", "", spec), values | sources)


def _source(yard: Yard, named: Mapping[str, Any] | None, audio: str) -> Made:
    """Return the master that has some audio, as a take's details or a trace name it."""
    if named is not None and named["blob"] in yard.blobs:
        return Made(audio, named["blob"], 0, named["facts"])
    made = yard.traces.with_value(audio)
    if made is None:
        raise BlobMissing(audio)
    return made
