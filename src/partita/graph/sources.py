"""Sources of a plan by number instead of by name, and where kept audio stands. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from partita.plan.chunks import Chunk, ChunkPlan, ReferenceChunk, SectionPlan, Source


def by_number(plan: ChunkPlan, numbers: Mapping[str, str]) -> ChunkPlan:
    """Name sources by number, so that renaming a song changes no key."""
    return ChunkPlan(tuple(_anonymous_chunk(chunk, numbers) for chunk in plan.chunks))


def sections_by_number(plan: SectionPlan, numbers: Mapping[str, str]) -> SectionPlan:
    """Name the sources of a v1 plan by number."""
    sections = tuple(
        replace(
            section,
            source_from=replace(taken, source=_anonymous(taken.source, numbers)),
        )
        if (taken := section.source_from)
        else section
        for section in plan.sections
    )
    return replace(plan, sections=sections)


def _anonymous_chunk(chunk: Chunk, numbers: Mapping[str, str]) -> Chunk:
    if isinstance(chunk, ReferenceChunk):
        return ReferenceChunk(_anonymous(chunk.source, numbers))
    if chunk.conditioning is None:
        return chunk
    return replace(chunk, conditioning=_anonymous(chunk.conditioning, numbers))


def _anonymous(source: Source, numbers: Mapping[str, str]) -> Source:
    if source.target is None:  # a stored song that no target owns
        return source
    return replace(source, target=numbers[source.target])


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
