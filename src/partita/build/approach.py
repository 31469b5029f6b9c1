"""What to ask a provider for: the whole of a plan, or only what changed.

A paid take whose plan changed after its first chunk is revised: unchanged chunks are
taken from it. Reads takes and their details; sends nothing and knows no prices.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from partita.build.revised import OWN
from partita.errors import BlobCorrupt, BlobMissing
from partita.graph.actions import Action
from partita.plan.chunks import CompositionPlan, SectionPlan, sources_of
from partita.plan.document import from_document
from partita.plan.revise import Revision, has_kept, made_ms, named_alike, revise

if TYPE_CHECKING:
    from partita.build.yard import Yard
    from partita.store.take import Take


@dataclass(frozen=True)
class Approach:
    """One request, as far as it is known before anything is sent.

    Args:
        plan: what to send, sources by number, an earlier take as `own`; None while a
            prompt is not drafted.
        made_ms: how much is generated.
        kept_ms: how much is taken from what the provider has.
        whole_ms: how much would be generated without a revision.
        base: the take that is revised.
        revision: what is kept of it.
        is_anew: a take has something of it, and all is made anew nevertheless.
    """

    plan: CompositionPlan | None
    made_ms: int
    kept_ms: int
    whole_ms: int
    base: Take | None = None
    revision: Revision | None = None
    is_anew: bool = False


def approach(
    yard: Yard, action: Action, request: str | None, sources: Mapping[str, str]
) -> Approach:
    """Decide what an action asks for.

    Args:
        request: key of the action; None while it is not known.
        sources: digest of each source's audio by its name in the plan, or for one that
            is not made yet whatever no digest is.
    """
    document = action.spec.get("plan")
    if document is None:
        length_ms = action.aside.get("duration_ms") or 0
        return Approach(None, length_ms, 0, length_ms)
    plan = from_document(document)
    whole = _made(plan)
    everything = Approach(plan, whole, plan.duration_ms - whole, whole)
    if not may_revise(action):
        return everything
    base = _base(yard, action.target, request)
    if base is None:
        return everything
    details = _details(yard, base)
    if details is None:
        return everything
    old = made_for(yard, base, action)
    if old is None:  # other settings: another model plays otherwise
        return replace(everything, is_anew=True)
    old = named_alike(old, details["sources"], sources)
    revision = revise(old, plan, own=OWN)
    if revision is None or revision.made_ms >= whole:
        is_other = base.request != request
        return replace(everything, is_anew=is_other and has_kept(old, plan))
    return Approach(
        revision.plan, revision.made_ms, revision.kept_ms, whole, base, revision
    )


def unreadable_base(yard: Yard, action: Action, request: str) -> Take | None:
    """Return the take to revise when nobody can tell what it was made for."""
    base = _base(yard, action.target, request) if may_revise(action) else None
    if base is None or base.forgotten or _details(yard, base) is not None:
        return None
    return base


def _made(plan: CompositionPlan) -> int:
    pieces = plan.sections if isinstance(plan, SectionPlan) else plan.chunks
    return sum(map(made_ms, pieces))


def may_revise(action: Action) -> bool:
    """Tell whether a take may be cut: it is wanted, and its borders are known."""
    kept_to: bool = action.spec.get("respect_sections_durations", True)
    return kept_to and action.aside["on_change"] == "revise"


def _base(yard: Yard, target: str, request: str | None) -> Take | None:
    """Return the take to revise: the pinned one, or for one more take its parent."""
    pinned = yard.takes.base(target)
    if pinned is None or request is None or not pinned.answers(request):
        return pinned
    # One more of what was only cut would be the same, so it is made as a whole.
    if pinned.parent is None or pinned.is_cut:
        return None
    held = {take.take: take for take in yard.takes.of(target)}
    return held.get(pinned.parent)


def made_for(yard: Yard, take: Take, action: Action) -> CompositionPlan | None:
    """Return the plan of a take that was asked for as an action asks, plan apart."""
    details = _details(yard, take)
    if details is None or _but_plan(details["request"]) != _but_plan(action.spec):
        return None
    return from_document(details["request"]["plan"])


def _details(yard: Yard, take: Take) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads(yard.blobs.get(take.details))
    except (BlobMissing, BlobCorrupt):
        return None
    return found


def _but_plan(spec: Mapping[str, Any]) -> dict[str, Any]:
    """Return what must be the same for a revision: another model plays otherwise."""
    return {name: value for name, value in spec.items() if name != "plan"}


def is_all_here(way: Approach) -> bool:
    """Tell whether chunks only went or moved, so that nobody has to be paid."""
    return (
        way.revision is not None
        and way.plan is not None
        and way.made_ms == 0
        and all(source.target is not None for source in sources_of(way.plan))
    )
