"""Sources of a plan by number instead of by name, and where kept audio stands. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from partita.plan.chunks import ChunkPlan, ReferenceChunk, SectionPlan, Source
from partita.plan.sources import with_sources

PlanType = TypeVar("PlanType", ChunkPlan, SectionPlan)


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
