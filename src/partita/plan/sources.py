"""Change what a plan's sources are called, and leave the rest as it is. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import overload

from partita.plan.chunks import (
    Chunk,
    ChunkPlan,
    CompositionPlan,
    ReferenceChunk,
    Section,
    SectionPlan,
    Source,
)

Change = Callable[[Source], Source]


@overload
def with_sources(plan: ChunkPlan, change: Change) -> ChunkPlan: ...
@overload
def with_sources(plan: SectionPlan, change: Change) -> SectionPlan: ...
@overload
def with_sources(plan: CompositionPlan, change: Change) -> CompositionPlan: ...


def with_sources(plan: CompositionPlan, change: Change) -> CompositionPlan:
    """Return a plan each of whose sources went through a function."""
    if isinstance(plan, SectionPlan):
        sections = tuple(_section(each, change) for each in plan.sections)
        return replace(plan, sections=sections)
    return ChunkPlan(tuple(_chunk(each, change) for each in plan.chunks))


def _section(section: Section, change: Change) -> Section:
    taken = section.source_from
    if taken is None:
        return section
    return replace(section, source_from=replace(taken, source=change(taken.source)))


def _chunk(chunk: Chunk, change: Change) -> Chunk:
    if isinstance(chunk, ReferenceChunk):
        return ReferenceChunk(change(chunk.source))
    if chunk.conditioning is None:
        return chunk
    return replace(chunk, conditioning=change(chunk.conditioning))
