"""Plans of songs by prompt, made before anything can be lowered from them.

Edits may name a section of a drafted song, so drafts are settled first. A draft that
the lockfile or a trace answers is not made again: a provider's draft is another one
every time, and what was paid for hangs on it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from partita import digest
from partita.build.refusals import forget_refusal, tell_refused_prompt
from partita.build.schedule import judge
from partita.build.yard import Yard
from partita.errors import BlobCorrupt, BlobMissing, ProviderError
from partita.graph.actions import Action
from partita.store.traces import Made, Trace

if TYPE_CHECKING:
    from partita.plan.chunks import CompositionPlan
    from partita.store.lockfile import Pin

#: Turns a prompt into a plan; raises what its maker raises.
Drafter = Callable[[Action], "CompositionPlan"]


def settle_drafts(
    actions: Iterable[Action],
    yard: Yard,
    drafter: Drafter | None,
    pins: Mapping[str, Pin],
    *,
    record: bool,
) -> dict[str, CompositionPlan]:
    """Return the plan of every song by prompt that is known, by the song's name.

    Args:
        drafter: makes the others; None leaves them out.
        record: keep new drafts in the store; a dry run does not.
    """
    found = {}
    for action in actions:
        content = _content(action, yard, drafter, pins, record=record)
        if content is not None:
            found[action.target] = _read(content)
    return found


def draft_text(action: Action, yard: Yard) -> str | None:
    """Return a draft as the lockfile keeps it, if it is known."""
    content = _traced(action, yard)
    return None if content is None else content.decode()


def draft_key(action: Action) -> str:
    """Return the key of a draft, which has no inputs."""
    from partita.graph.keys import action_key, explain

    return action_key(explain(action, {}))


def _content(
    action: Action,
    yard: Yard,
    drafter: Drafter | None,
    pins: Mapping[str, Pin],
    *,
    record: bool,
) -> bytes | None:
    pin = pins.get(action.target)
    locked = pin.drafts.get(draft_key(action)) if pin is not None else None
    if locked is not None:
        content: bytes | None = locked.encode()
    else:
        content = _traced(action, yard)
        if content is None and drafter is not None:
            content = _written(_drafted(action, yard, drafter))
    if record and content is not None:
        _keep(action, yard, content)
    return content


def _drafted(action: Action, yard: Yard, drafter: Drafter) -> CompositionPlan:
    try:
        plan = drafter(action)
    except ProviderError as error:
        tell_refused_prompt(yard, action, error)
        raise
    forget_refusal(yard, action.target)
    return plan


def _keep(action: Action, yard: Yard, content: bytes) -> None:
    """Note that a draft is the one in use: the lockfile takes the newest."""
    known = yard.traces.find(draft_key(action))
    if known is not None and _traced(action, yard) == content:
        yard.traces.point(known)
        return
    verdict = judge(action, {}, yard.answer, yard.traces.latest)
    assert verdict.explanation is not None
    made = Made(digest.of_bytes(content), yard.blobs.put(content), len(content))
    because = verdict.because or ("the lockfile has another one",)
    key, explanation = draft_key(action), verdict.explanation
    yard.traces.add(Trace(action.name, key, explanation, {"plan": made}, because))


def _traced(action: Action, yard: Yard) -> bytes | None:
    verdict = judge(action, {}, yard.answer, yard.traces.latest)
    if verdict.outputs is None:
        return None
    made = verdict.outputs["plan"]
    try:
        return yard.blobs.get(made.blob)
    except BlobCorrupt:
        yard.blobs.move_aside(made.blob)
    except BlobMissing:
        pass
    return None


def _read(content: bytes) -> CompositionPlan:
    from partita.plan.document import from_document

    return from_document(json.loads(content))


def _written(plan: CompositionPlan) -> bytes:
    from partita.plan.document import to_document

    return digest.canonical(to_document(plan))


def engine_draft(action: Action) -> CompositionPlan:
    """Have the embedded engine turn a prompt into a plan."""
    from partita.plan.chunks import Prompt
    from partita.providers import local

    spec = action.spec
    prompt = Prompt(
        spec["prompt"], spec.get("length_ms"), spec.get("instrumental", False)
    )
    return local.draft(prompt, spec.get("seed"))
