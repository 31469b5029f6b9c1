"""Composition plans to the wire and back: sources are named by `song_id` there.

Knows what stands for what; limits are `plan_shapes`'.
"""

from __future__ import annotations

from typing import Any, Final

from pydantic import TypeAdapter

from partita.plan.chunks import (
    Chunk,
    ChunkPlan,
    CompositionPlan,
    GenerationChunk,
    ReferenceChunk,
    Section,
    SectionPlan,
    SectionSource,
    Source,
    TimeRange,
)
from partita.providers.wire import plan_shapes as wire

#: What `json` makes of an object.
Document = dict[str, Any]

_ANY_PLAN: Final[TypeAdapter[wire.CompositionPlan | wire.MusicPrompt]] = TypeAdapter(
    wire.WirePlan
)


def plan_from_wire(document: object) -> CompositionPlan:
    """Read a plan.

    Raises:
        ValueError: when the document is no plan, or breaks a limit.
    """
    return plan_of(_ANY_PLAN.validate_python(document))


def plan_of(shape: wire.CompositionPlan | wire.MusicPrompt) -> CompositionPlan:
    """Return a plan that was read as one of ours."""
    if isinstance(shape, wire.CompositionPlan):
        return ChunkPlan(tuple(map(_chunk_of, shape.chunks)))
    return SectionPlan(
        shape.positive_global_styles,
        shape.negative_global_styles,
        tuple(map(_section_of, shape.sections)),
    )


def _chunk_of(shape: wire.GenerationChunk | wire.AudioRefChunk) -> Chunk:
    if isinstance(shape, wire.AudioRefChunk):
        return ReferenceChunk(_source_of(shape))
    return GenerationChunk(
        shape.text,
        shape.duration_ms,
        shape.positive_styles,
        shape.negative_styles,
        shape.context_adherence,
        _source_of(shape.conditioning_ref) if shape.conditioning_ref else None,
        shape.condition_strength,
    )


def _section_of(shape: wire.SongSection) -> Section:
    return Section(
        shape.section_name,
        shape.duration_ms,
        shape.positive_local_styles,
        shape.negative_local_styles,
        shape.lines,
        _section_source_of(shape.source_from) if shape.source_from else None,
    )


def _section_source_of(shape: wire.SectionSource) -> SectionSource:
    return SectionSource(
        _source_of(shape), tuple(map(_range_of, shape.negative_ranges))
    )


def _source_of(
    shape: wire.AudioRefChunk | wire.ConditioningRef | wire.SectionSource,
) -> Source:
    return Source(_range_of(shape.range), song_id=shape.song_id)


def _range_of(shape: wire.TimeRange) -> TimeRange:
    return TimeRange(shape.start_ms, shape.end_ms)


def plan_to_wire(plan: CompositionPlan) -> Document:
    """Write a plan; what holds the API's default is left out.

    Args:
        plan: its sources named by `song_id`.
    """
    if isinstance(plan, ChunkPlan):
        return {"chunks": [_chunk(chunk) for chunk in plan.chunks]}
    return {
        "positive_global_styles": list(plan.positive_global_styles),
        "negative_global_styles": list(plan.negative_global_styles),
        "sections": [_section(section) for section in plan.sections],
    }


def plan_in_full(plan: CompositionPlan) -> Document:
    """Write a plan as the service answers it: defaults and nulls are there."""
    return _ANY_PLAN.validate_python(plan_to_wire(plan)).model_dump(mode="json")


def _chunk(chunk: Chunk) -> Document:
    if isinstance(chunk, ReferenceChunk):
        return _source(chunk.source)
    document: Document = {
        "text": chunk.text,
        "duration_ms": chunk.duration_ms,
        "positive_styles": list(chunk.positive_styles),
    }
    if chunk.negative_styles:
        document["negative_styles"] = list(chunk.negative_styles)
    if chunk.context_adherence != "high":
        document["context_adherence"] = chunk.context_adherence
    if chunk.conditioning:
        document["conditioning_ref"] = _source(chunk.conditioning)
    if chunk.condition_strength:
        document["condition_strength"] = chunk.condition_strength
    return document


def _section(section: Section) -> Document:
    document: Document = {
        "section_name": section.section_name,
        "positive_local_styles": list(section.positive_local_styles),
        "negative_local_styles": list(section.negative_local_styles),
        "duration_ms": section.duration_ms,
        "lines": list(section.lines),
    }
    if section.source_from:
        document["source_from"] = _section_source(section.source_from)
    return document


def _section_source(source: SectionSource) -> Document:
    document = _source(source.source)
    if source.negative_ranges:
        document["negative_ranges"] = [_range(each) for each in source.negative_ranges]
    return document


def _source(source: Source) -> Document:
    assert source.song_id is not None, "stored songs are put in before sending"
    return {"song_id": source.song_id, "range": _range(source.range)}


def _range(span: TimeRange) -> Document:
    return {"start_ms": span.start_ms, "end_ms": span.end_ms}
