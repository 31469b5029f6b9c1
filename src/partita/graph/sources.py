"""Sources of a plan by number instead of by name, and where kept audio stands. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from partita.plan.chunks import (
    ChunkPlan,
    CompositionPlan,
    ReferenceChunk,
    SectionPlan,
    Source,
)
from partita.plan.sections import as_chunks
from partita.plan.sources import with_sources

PlanType = TypeVar("PlanType", ChunkPlan, SectionPlan, CompositionPlan)


def by_number(plan: PlanType, numbers: Mapping[str, str]) -> PlanType:
    """Name sources by number, so that renaming a song changes no key."""

    def anonymous(source: Source) -> Source:
        if source.target is None:  # a stored song that no target owns
            return source
        return replace(source, target=numbers[source.target])

    return with_sources(plan, anonymous)


def kept_stretches(plan: ChunkPlan) -> list[dict[str, Any]]:
    """Return where kept audio stands in the whole, and what it is taken from.

    Audio of a stored song that no target owns is left out: nobody here can check it.
    """
    kept, at_ms = [], 0
    for number, chunk in enumerate(plan.chunks, start=1):
        if isinstance(chunk, ReferenceChunk) and chunk.source.target is not None:
            kept.append(
                {
                    "chunk": number,
                    "source": chunk.source.target,
                    "start_ms": chunk.source.range.start_ms,
                    "at_ms": at_ms,
                    "duration_ms": chunk.duration_ms,
                }
            )
        at_ms += chunk.duration_ms
    return kept


def keeps_of(
    plan: CompositionPlan | None, numbers: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Return what must come back unchanged, its sources by number.

    Not what a v1 section leaves out in the middle: whether the API closes such a gap
    or fills it is not documented.
    """
    if plan is None:
        return []
    if not isinstance(plan, SectionPlan):
        return kept_stretches(by_number(plan, numbers))
    gaps = (s.source_from and s.source_from.negative_ranges for s in plan.sections)
    return [] if any(gaps) else kept_stretches(by_number(as_chunks(plan), numbers))
