"""Sources of a plan by number instead of by name, and where kept audio stands. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from partita.plan.chunks import Chunk, ChunkPlan, ReferenceChunk


def by_number(plan: ChunkPlan, numbers: Mapping[str, str]) -> ChunkPlan:
    """Name sources by number, so that renaming a song changes no key."""
    return ChunkPlan(tuple(_anonymous_chunk(chunk, numbers) for chunk in plan.chunks))


def _anonymous_chunk(chunk: Chunk, numbers: Mapping[str, str]) -> Chunk:
    if isinstance(chunk, ReferenceChunk):
        name = chunk.source.target
        assert name is not None
        return ReferenceChunk(replace(chunk.source, target=numbers[name]))
    if chunk.conditioning is None:
        return chunk
    name = chunk.conditioning.target
    assert name is not None
    source = replace(chunk.conditioning, target=numbers[name])
    return replace(chunk, conditioning=source)


def kept_stretches(plan: ChunkPlan) -> list[dict[str, Any]]:
    """Return where kept audio stands in the whole, and what it is taken from."""
    kept, at_ms = [], 0
    for number, chunk in enumerate(plan.chunks, start=1):
        if isinstance(chunk, ReferenceChunk):
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
