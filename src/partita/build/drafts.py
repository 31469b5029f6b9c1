"""Plans of songs by prompt, made before anything can be lowered from them.

Edits may name a section of a drafted song, so drafts are settled first. A draft that
a trace answers is not made again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from partita import digest
from partita.build.schedule import judge
from partita.build.yard import Yard
from partita.errors import BlobCorrupt, BlobMissing
from partita.graph.actions import Action
from partita.store.traces import Made, Trace

if TYPE_CHECKING:
    from partita.plan.chunks import ChunkPlan


def settle_drafts(
    actions: Iterable[Action], yard: Yard, *, record: bool
) -> dict[str, ChunkPlan]:
    """Return the plan of every song by prompt, by the song's name.

    Args:
        record: keep new drafts in the store; a dry run does not.
    """
    return {action.target: _plan(action, yard, record=record) for action in actions}


def _plan(action: Action, yard: Yard, *, record: bool) -> ChunkPlan:
    from partita.plan.chunks import ChunkPlan
    from partita.plan.document import from_document

    verdict = judge(action, {}, yard.traces.find, yard.traces.latest)
    content = _kept(verdict.outputs["plan"], yard) if verdict.outputs else None
    if content is None:
        content = _made(action)
        if record:
            assert verdict.explanation is not None
            assert verdict.action_key is not None
            made = Made(digest.of_bytes(content), yard.blobs.put(content), len(content))
            yard.traces.add(
                Trace(
                    action.name,
                    verdict.action_key,
                    verdict.explanation,
                    {"plan": made},
                    verdict.because,
                )
            )
    plan = from_document(json.loads(content))
    assert isinstance(plan, ChunkPlan)
    return plan


def _kept(made: Made, yard: Yard) -> bytes | None:
    try:
        return yard.blobs.get(made.blob)
    except BlobCorrupt:
        yard.blobs.move_aside(made.blob)
    except BlobMissing:
        pass
    return None


def _made(action: Action) -> bytes:
    from partita.plan.chunks import Prompt
    from partita.plan.document import to_document
    from partita.providers import local

    spec = action.spec
    prompt = Prompt(
        spec["prompt"], spec.get("length_ms"), spec.get("instrumental", False)
    )
    return digest.canonical(to_document(local.draft(prompt, spec.get("seed"))))
