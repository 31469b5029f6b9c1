"""Tables that describe music: chunks, sections, and where their audio comes from.

Field names are the API's; partita adds the comforts (`duration`, `bars`, `styles`,
`song`, `section`). Shapes only: rules between fields live in `rules`.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Discriminator, Field
from pydantic import Tag as UnionTag

from partita.limits import (
    CHUNK_DURATION,
    CHUNK_TEXT,
    CHUNKS,
    CONDITIONING_RANGE,
    LYRIC_LINE,
    LYRIC_LINES,
    NEGATIVE_RANGES,
    SECTION_NAME,
    SECTIONS,
    STYLES,
)
from partita.manifest.resolved import Length, Span, WholeSpan
from partita.manifest.times import BarCount, Duration, DurationMs, Range, section_span
from partita.manifest.values import (
    Adherence,
    SongId,
    Strength,
    Text,
)
from partita.units import format_duration

#: Union tags stand in pydantic's paths; the bracket tells them from real keys.
GENERATION_TAG = "<generation chunk>"
REFERENCE_TAG = "<audio reference chunk>"

_CHUNK_BOUNDS = " to ".join(
    format_duration(bound) for bound in (CHUNK_DURATION.minimum, CHUNK_DURATION.maximum)
)

Styles = Annotated[list[Text], Field(max_length=STYLES.maximum)]
Line = Annotated[str, Field(max_length=LYRIC_LINE.maximum)]


class Table(BaseModel):
    """A table whose fields are all known."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class LengthFields(Table):
    """The three ways to write a length; at most one is used."""

    duration: Duration | None = Field(
        None,
        description=f"Length, as in `16s` or `1m30s`. A chunk has {_CHUNK_BOUNDS}.",
    )
    duration_ms: DurationMs | None = Field(
        None, description=f"Length in milliseconds. A chunk has {_CHUNK_BOUNDS}."
    )
    bars: BarCount | None = Field(
        None, description="Length in bars, at the tempo and metre that the styles name."
    )

    @property
    def length(self) -> Length | None:
        """Return the length, whichever way it was written."""
        return self.duration or self.duration_ms or self.bars


class StyleFields(Table):
    """Styles of one piece of music: named sets and its own words."""

    styles: list[Text] = Field(
        default_factory=list,
        description="Named sets from `[styles]`, merged before the styles below.",
    )
    positive_styles: Styles = Field(
        default_factory=list,
        description="What to include: genre, instruments, tempo, key, mood.",
    )
    negative_styles: Styles = Field(default_factory=list, description="What to avoid.")


class SpanFields(Table):
    """A stretch of a source: a range, or a section by name. Neither means all of it."""

    range: Range | None = Field(
        None, description="A stretch of time: `10s..50s`, `10s..` or `..50s`."
    )
    section: Text | None = Field(
        None, description="A section of the source by name; `Chorus#2` is the second."
    )
    nth: Annotated[int, Field(ge=1)] | None = Field(
        None, description="Which section of that name, counted from 1."
    )

    @property
    def span(self) -> Span:
        """Return the stretch, whichever way it was written."""
        if self.range is not None:
            return self.range
        if self.section is not None:
            return section_span(self.section, self.nth)
        return WholeSpan()


class SourceFields(SpanFields):
    """Audio of a song or edit, or of a stored song."""

    song: Text | None = Field(None, description="A song or edit of this manifest.")
    song_id: SongId | None = Field(
        None,
        description="A stored song of the provider, or a song or edit by its name.",
    )


class Conditioning(SourceFields):
    """Audio that a new chunk is to resemble."""


class GenerationFields(LengthFields, StyleFields):
    """What new audio is made from."""

    text: Annotated[str, Field(max_length=CHUNK_TEXT.maximum)] = Field(
        "",
        description="`[Section name]`, then lyrics, with `(sounds)` that are sung and "
        "`{directions}` that are not.",
    )
    context_adherence: Adherence | None = Field(
        None,
        description="How closely the chunk follows its neighbours; `high` if unsaid.",
    )
    conditioning: Conditioning | None = Field(
        None,
        description="Audio that the chunk is to resemble, at most "
        f"{format_duration(CONDITIONING_RANGE.maximum)} of it.",
    )
    conditioning_ref: Conditioning | None = Field(
        None, description="The API's name for `conditioning`."
    )
    strength: Strength | None = Field(
        None, description="How strongly the chunk follows its `conditioning`."
    )
    condition_strength: Strength | None = Field(
        None, description="The API's name for `strength`."
    )


class GenerationChunk(GenerationFields):
    """New audio from text and styles."""


class ReferenceChunk(SourceFields):
    """A slice of existing audio, kept unchanged."""


class SectionSource(SourceFields):
    """What a `music_v1` section is taken from."""

    negative_ranges: Annotated[
        list[Range], Field(max_length=NEGATIVE_RANGES.maximum)
    ] = Field(default_factory=list, description="Parts of the range to leave out.")


class Section(LengthFields):
    """One section of a `music_v1` plan."""

    section_name: Annotated[
        str, Field(min_length=SECTION_NAME.minimum, max_length=SECTION_NAME.maximum)
    ] = Field(description="Name of the section, as in `Chorus`.")
    styles: list[Text] = Field(
        default_factory=list,
        description="Named sets from `[styles]`, merged before the styles below.",
    )
    positive_local_styles: Styles = Field(
        default_factory=list, description="What to include here."
    )
    negative_local_styles: Styles = Field(
        default_factory=list, description="What to avoid here."
    )
    lines: Annotated[list[Line], Field(max_length=LYRIC_LINES.maximum)] = Field(
        default_factory=list, description="Lyrics, line by line."
    )
    source_from: SectionSource | None = Field(
        None, description="Existing audio that this section is taken from."
    )


def _chunk_tag(value: Any) -> str:
    keys = value if isinstance(value, dict) else {}
    takes_audio = "song" in keys or "song_id" in keys
    return REFERENCE_TAG if takes_audio and "text" not in keys else GENERATION_TAG


Chunk = Annotated[
    Annotated[GenerationChunk, UnionTag(GENERATION_TAG)]
    | Annotated[ReferenceChunk, UnionTag(REFERENCE_TAG)],
    Discriminator(_chunk_tag),
]
TAGGED: dict[str, type[Table]] = {
    GENERATION_TAG: GenerationChunk,
    REFERENCE_TAG: ReferenceChunk,
}

Chunks = Annotated[
    list[Chunk], Field(min_length=CHUNKS.minimum, max_length=CHUNKS.maximum)
]
NewChunks = Annotated[list[GenerationChunk], Field(max_length=CHUNKS.maximum)]
Sections = Annotated[
    list[Section], Field(min_length=SECTIONS.minimum, max_length=SECTIONS.maximum)
]


class ChunkPlan(Table):
    """The API's composition plan for `music_v2` and `music_v2_5`."""

    chunks: Chunks = Field(description="Chunks in the order in which they sound.")


class SectionPlan(Table):
    """The API's composition plan for `music_v1`."""

    positive_global_styles: Styles = Field(
        default_factory=list, description="What the whole song has."
    )
    negative_global_styles: Styles = Field(
        default_factory=list, description="What it must not have."
    )
    sections: Sections = Field(description="Sections in the order in which they sound.")


Plan = ChunkPlan | SectionPlan


def plan_model(value: object) -> type[Plan]:
    """Tell which of the API's plan types a value means to be."""
    keys: set[str] = set(value) if isinstance(value, dict) else set()
    return SectionPlan if keys & set(SectionPlan.model_fields) else ChunkPlan
