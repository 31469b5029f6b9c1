"""Composition plans as the wire has them, with every limit.

A plan carries no type tag: its keys tell `CompositionPlan` (chunks, `music_v2` and
`music_v2_5`) from `MusicPrompt` (sections, `music_v1`). Does not judge whether a plan
fits a model, and knows none of our own types.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Self

from pydantic import (
    Discriminator,
    Field,
    Tag,
    field_validator,
    model_validator,
)

from partita import limits
from partita.limits import Limit
from partita.plan.chunks import ConditionStrength, ContextAdherence
from partita.plan.text import parse
from partita.providers.wire.shapes import ChunkDuration, Shape, SongId, Styles, length


class TimeRange(Shape):
    """A stretch of a stored song."""

    start_ms: Annotated[int, Field(ge=0)]
    end_ms: int

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.end_ms <= self.start_ms:
            message = "end_ms must be after start_ms"
            raise ValueError(message)
        return self

    @property
    def duration_ms(self) -> int:
        """Return its length."""
        return self.end_ms - self.start_ms


def _judge(span: TimeRange, limit: Limit, what: str) -> TimeRange:
    if not limit.allows(span.duration_ms):
        message = f"{what} must last {limit.minimum} to {limit.maximum} ms"
        raise ValueError(message)
    return span


class ConditioningRef(Shape):
    """What a generation chunk stays close to."""

    song_id: SongId
    range: TimeRange

    @field_validator("range")
    @classmethod
    def _in_limits(cls, span: TimeRange) -> TimeRange:
        return _judge(span, limits.CONDITIONING_RANGE, "a conditioning reference")


class GenerationChunk(Shape):
    """New audio from text and styles."""

    text: Annotated[str, length(limits.CHUNK_TEXT)]
    duration_ms: ChunkDuration
    positive_styles: Styles
    negative_styles: Styles = ()
    context_adherence: ContextAdherence = "high"
    conditioning_ref: ConditioningRef | None = None
    condition_strength: ConditionStrength | None = None

    @field_validator("text")
    @classmethod
    def _in_limits(cls, text: str) -> str:
        parsed = parse(text)
        if parsed.section is not None:
            _refuse(limits.SECTION_NAME, len(parsed.section), "the section name")
        _refuse(limits.LYRIC_LINES, len(parsed.lines), "the text")
        for line in parsed.lines:
            _refuse(limits.LYRIC_LINE, len(line), "a line")
        return text


def _refuse(limit: Limit, count: int, what: str) -> None:
    if not limit.allows(count):
        message = f"{what} must have {limit.minimum} to {limit.maximum} {limit.unit}"
        raise ValueError(message)


class AudioRefChunk(Shape):
    """A slice of a stored song, inserted unchanged."""

    song_id: SongId
    range: TimeRange

    @field_validator("range")
    @classmethod
    def _in_limits(cls, span: TimeRange) -> TimeRange:
        return _judge(span, limits.REFERENCE_RANGE, "an audio reference")


def _kind_of_chunk(chunk: Any) -> str:
    reference = isinstance(chunk, AudioRefChunk) or (
        isinstance(chunk, dict) and chunk.get("text") is None and "song_id" in chunk
    )
    return "AudioRefChunk" if reference else "GenerationChunk"


_Chunk = Annotated[
    Annotated[GenerationChunk, Tag("GenerationChunk")]
    | Annotated[AudioRefChunk, Tag("AudioRefChunk")],
    Discriminator(_kind_of_chunk),
]


class CompositionPlan(Shape):
    """A plan of `music_v2` and `music_v2_5`."""

    chunks: Annotated[list[_Chunk], length(limits.CHUNKS)]


class SectionSource(Shape):
    """What a section is taken from."""

    song_id: SongId
    range: TimeRange
    negative_ranges: Annotated[
        tuple[TimeRange, ...], length(limits.NEGATIVE_RANGES)
    ] = ()

    @field_validator("range")
    @classmethod
    def _in_limits(cls, span: TimeRange) -> TimeRange:
        return _judge(span, limits.REFERENCE_RANGE, "a section's source")


class SongSection(Shape):
    """One section of a v1 plan."""

    section_name: Annotated[str, length(limits.SECTION_NAME)]
    positive_local_styles: Styles
    negative_local_styles: Styles
    duration_ms: ChunkDuration
    lines: Annotated[
        tuple[Annotated[str, length(limits.LYRIC_LINE)], ...],
        length(limits.LYRIC_LINES),
    ]
    source_from: SectionSource | None = None


class MusicPrompt(Shape):
    """A plan of `music_v1`."""

    positive_global_styles: Styles
    negative_global_styles: Styles
    sections: Annotated[list[SongSection], length(limits.SECTIONS)]


def _kind_of_plan(document: Any) -> str:
    sections = isinstance(document, MusicPrompt) or (
        isinstance(document, dict)
        and "chunks" not in document
        and any(key in document for key in MusicPrompt.model_fields)
    )
    return "MusicPrompt" if sections else "CompositionPlan"


WirePlan = Annotated[
    Annotated[CompositionPlan, Tag("CompositionPlan")]
    | Annotated[MusicPrompt, Tag("MusicPrompt")],
    Discriminator(_kind_of_plan),
]

#: What a validation error names besides keys and positions.
TAGS: Final = ("CompositionPlan", "MusicPrompt", "GenerationChunk", "AudioRefChunk")
