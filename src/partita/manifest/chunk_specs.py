"""Resolve chunks and sections: styles merged, sources named, every origin kept.

Pure. Knows the defaults and named styles of the project; does not know which song or
edit a chunk stands in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import BaseModel

from partita.manifest.chunks import (
    GenerationChunk,
    GenerationFields,
    ReferenceChunk,
    Section,
    SourceFields,
)
from partita.manifest.pieces import (
    ChunksSong,
    PlanSong,
    SectionsSong,
)
from partita.manifest.resolved import (
    ChunkSpec,
    GenerationSpec,
    ReferenceSpec,
    SectionSpec,
    SourceSpec,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partita.errors import Origin
    from partita.manifest.chunks import StyleFields
    from partita.manifest.models import Defaults, NamedStyles

#: Positive and negative styles.
StylePair = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True)
class House:
    """What pieces are resolved against."""

    defaults: Defaults
    output_format: str
    styles: dict[str, NamedStyles]
    targets: frozenset[str]


def said(table: BaseModel, name: str, defaults: Defaults) -> list[str]:
    """Return a list as the author wrote it, an empty one too, or the default."""
    found: list[str] = getattr(
        table if name in table.model_fields_set else defaults, name
    )
    return found


def section_spec(house: House, section: Section, origin: Origin) -> SectionSpec:
    """Resolve a section of a `music_v1` plan."""
    positive, negative = _named(house, section.styles)
    taken = section.source_from
    return SectionSpec(
        origin=origin,
        section_name=section.section_name,
        # A section that is taken from somewhere lasts as long as what it takes.
        length=section.length or (None if taken else house.defaults.length),
        positive_local_styles=joined(positive, section.positive_local_styles),
        negative_local_styles=joined(negative, section.negative_local_styles),
        lines=tuple(section.lines),
        source_from=_source(house, taken, origin.at("source_from")) if taken else None,
        negative_ranges=tuple(taken.negative_ranges) if taken else (),
    )


def chunk_specs(
    house: House, chunks: Sequence[GenerationChunk | ReferenceChunk], origin: Origin
) -> tuple[ChunkSpec, ...]:
    """Resolve the `chunks` of a song, plan or splice."""
    return tuple(
        _chunk(house, chunk, origin.at("chunks", index))
        for index, chunk in enumerate(chunks)
    )


def _chunk(
    house: House, chunk: GenerationChunk | ReferenceChunk, origin: Origin
) -> ChunkSpec:
    if isinstance(chunk, ReferenceChunk):
        return ReferenceSpec(origin, _source(house, chunk, origin))
    return generation_spec(house, chunk, origin)


def generation_specs(
    house: House, chunks: Sequence[GenerationChunk], origin: Origin
) -> tuple[GenerationSpec, ...]:
    """Resolve a list of new chunks; its origin is the list."""
    return tuple(
        generation_spec(house, chunk, origin.at(index))
        for index, chunk in enumerate(chunks)
    )


def generation_spec(
    house: House, chunk: GenerationFields, origin: Origin
) -> GenerationSpec:
    """Resolve a generation chunk."""
    positive, negative = _merged(house, chunk)
    return GenerationSpec(
        origin=origin,
        text=chunk.text,
        length=chunk.length or house.defaults.length,
        positive_styles=positive,
        negative_styles=negative,
        context_adherence=chunk.context_adherence
        or house.defaults.context_adherence
        or "high",
        conditioning=_conditioning(house, chunk, origin),
        condition_strength=chunk.strength or chunk.condition_strength,
    )


def _conditioning(
    house: House, chunk: GenerationFields, origin: Origin
) -> SourceSpec | None:
    if chunk.conditioning is not None:
        return _source(house, chunk.conditioning, origin.at("conditioning"))
    if chunk.conditioning_ref is not None:
        return _source(house, chunk.conditioning_ref, origin.at("conditioning_ref"))
    return None


def _source(house: House, source: SourceFields, origin: Origin) -> SourceSpec:
    name = source.song or source.song_id
    # A plan pasted from the API says `song_id` where the manifest has a name.
    if source.song is not None or name in house.targets:
        return SourceSpec(origin, source.span, target=name)
    return SourceSpec(origin, source.span, song_id=name)


def tone_of(house: House, song: PlanSong | ChunksSong | SectionsSong) -> StylePair:
    """Return the styles of a whole song: its own, or the project's defaults."""
    defaults = house.defaults
    named = _named(house, said(song, "styles", defaults))
    return (
        joined(named[0], said(song, "positive_styles", defaults)),
        joined(named[1], said(song, "negative_styles", defaults)),
    )


def _merged(house: House, fields: StyleFields) -> StylePair:
    positive, negative = _named(house, fields.styles)
    return (
        joined(positive, fields.positive_styles),
        joined(negative, fields.negative_styles),
    )


def _named(house: House, names: Sequence[str]) -> StylePair:
    sets = [house.styles[name] for name in names if name in house.styles]
    positive = [style for each in sets for style in each.positive]
    negative = [style for each in sets for style in each.negative]
    return tuple(positive), tuple(negative)


def joined(first: Sequence[str], second: Sequence[str]) -> tuple[str, ...]:
    """Join styles in order, each once."""
    return tuple(dict.fromkeys((*first, *second)))
