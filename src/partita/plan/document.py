"""Write plans as JSON-able documents, and read them back.

The canonical form that action keys and stored drafts hold: the API's field names, but
sources by target. A field that holds its default is left out, so that a field added
later changes no key. Knows shapes; does not judge what is inside.
"""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Any

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

#: What `json` makes of an object.
Document = dict[str, Any]

_Shaped = (
    ChunkPlan
    | GenerationChunk
    | ReferenceChunk
    | SectionPlan
    | Section
    | SectionSource
    | Source
    | TimeRange
)


def to_document(plan: CompositionPlan) -> Document:
    """Write a plan as dicts, lists, strings and ints."""
    return _document(plan)


def _document(value: _Shaped) -> Document:
    written = {}
    for each in fields(value):
        held = getattr(value, each.name)
        if each.default is MISSING or held != each.default:
            written[each.name] = _plain(held)
    return written


def _plain(held: Any) -> Any:
    if isinstance(held, tuple):
        return [_plain(each) for each in held]
    if isinstance(held, _Shaped):
        return _document(held)
    return held


def from_document(document: Document) -> CompositionPlan:
    """Read a plan from its document.

    Raises:
        ValueError: when the document is none that `to_document` writes.
    """
    try:
        return _plan(document)
    except (AttributeError, KeyError, TypeError) as error:
        message = f"no plan of partita's: {error}"
        raise ValueError(message) from error


def _plan(document: Document) -> CompositionPlan:
    if "chunks" in document:
        held = dict(document)
        return ChunkPlan(tuple(map(_chunk, held.pop("chunks"))), **held)
    held = _tupled(document)
    return SectionPlan(**{**held, "sections": tuple(map(_section, held["sections"]))})


def _chunk(document: Document) -> Chunk:
    if "text" not in document:
        return ReferenceChunk(**{**document, "source": _source(document["source"])})
    held = _tupled(document)
    if "conditioning" in held:
        held["conditioning"] = _source(held["conditioning"])
    return GenerationChunk(**held)


def _section(document: Document) -> Section:
    held = _tupled(document)
    if "source_from" in held:
        held["source_from"] = _section_source(held["source_from"])
    return Section(**held)


def _section_source(document: Document) -> SectionSource:
    held = {**document, "source": _source(document["source"])}
    ranges = tuple(_range(each) for each in held.pop("negative_ranges", ()))
    return SectionSource(**held, negative_ranges=ranges)


def _source(document: Document) -> Source:
    return Source(**{**document, "range": _range(document["range"])})


def _range(document: Document) -> TimeRange:
    return TimeRange(**document)


def _tupled(document: Document) -> Document:
    return {
        name: tuple(held) if isinstance(held, list) else held
        for name, held in document.items()
    }
