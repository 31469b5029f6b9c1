"""Tables of songs and edits: one class for each way to declare one.

A song is told by the field that holds its content, an edit by its `kind`. Shapes only.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator

from partita.limits import (
    CHUNK_MODELS,
    CHUNKS,
    PROMPT,
    PROMPT_LENGTH,
    SECTION_MODELS,
)
from partita.manifest.chunks import (
    Chunks,
    GenerationChunk,
    GenerationFields,
    NewChunks,
    Sections,
    SpanFields,
    StyleFields,
    Styles,
    Table,
)
from partita.manifest.expect import Expect
from partita.manifest.refusals import refusal, shown
from partita.manifest.times import Duration, Keep
from partita.manifest.values import (
    AnyModel,
    ChunkModel,
    FinetuneId,
    Format,
    InnerPath,
    OnChange,
    SectionModel,
    Seed,
    Strength,
    Tag,
    Takes,
    Text,
    inner_path,
)
from partita.units import format_duration

_MODEL = (
    "The music model; unsaid, the one of `[defaults]` if it plays such content, "
    f"else `{CHUNK_MODELS[0]}` (`{SECTION_MODELS[0]}` for sections)."
)
_FIRST_CHUNK = " Merged into the first chunk only: it sets the tone of all that follow."
_PROMPT_BOUNDS = " to ".join(
    format_duration(bound) for bound in (PROMPT_LENGTH.minimum, PROMPT_LENGTH.maximum)
)


class PieceFields(Table):
    """What every song and edit may say."""

    tags: list[Tag] = Field(
        default_factory=list, description="Words to select it by, as in `tag:bgm`."
    )
    output_format: Format | None = Field(
        None, description="Format of its audio file; unsaid, the project's."
    )


class SeededFields(PieceFields):
    """What every generated piece may say."""

    seed: Seed | None = Field(None, description="Another seed is another piece.")
    takes: Takes | None = Field(
        None,
        description="How many takes a paid provider makes, to choose from; unsaid, 1.",
    )
    on_change: OnChange | None = Field(
        None,
        description="Whether a paid take whose plan changed is revised, which makes "
        "only what changed, or composed anew; unsaid, revised.",
    )
    finetune_id: FinetuneId | None = Field(
        None, description="A finetune of the provider that plays it."
    )
    expect: Expect | None = Field(None, description="What every take must measure.")


class SongStyleFields(StyleFields):
    """Styles of a whole song."""

    styles: list[Text] = Field(
        default_factory=list, description="Named sets from `[styles]`." + _FIRST_CHUNK
    )
    positive_styles: Styles = Field(
        default_factory=list, description="What to include." + _FIRST_CHUNK
    )
    negative_styles: Styles = Field(
        default_factory=list, description="What to avoid." + _FIRST_CHUNK
    )


class SectionLengthFields(Table):
    """How the lengths of `music_v1` sections are taken."""

    respect_sections_durations: bool = Field(
        default=True,
        description="Whether the lengths of `music_v1` sections are kept to exactly; "
        "if not, a provider may choose better ones.",
    )


class PromptSong(SeededFields):
    """A song from a description in words."""

    prompt: Annotated[
        str, Field(min_length=PROMPT.minimum, max_length=PROMPT.maximum)
    ] = Field(description="What to play, in plain words.")
    model: AnyModel | None = Field(None, description=_MODEL)
    length: Duration | None = Field(
        None, description=f"Length, {_PROMPT_BOUNDS}; unsaid, the model chooses."
    )
    instrumental: bool = Field(default=False, description="Without vocals.")


class ChunksSong(SeededFields, SongStyleFields):
    """A song chunk by chunk, each with its own text, styles and length."""

    chunks: Chunks = Field(description="Chunks in the order in which they sound.")
    model: ChunkModel | None = Field(None, description=_MODEL)


class SectionsSong(SeededFields, SongStyleFields, SectionLengthFields):
    """A song by the sections of `music_v1`."""

    sections: Sections = Field(description="Sections in the order in which they sound.")
    positive_global_styles: Styles = Field(
        default_factory=list, description="What the whole song has."
    )
    negative_global_styles: Styles = Field(
        default_factory=list, description="What it must not have."
    )
    model: SectionModel | None = Field(None, description=_MODEL)


def _plan(value: object) -> str | dict[str, Any]:
    if isinstance(value, str):
        return inner_path(value)
    if isinstance(value, dict):
        return value
    message = f"a plan is the path of a file or a table, not {shown(value)}"
    raise refusal("wrong-type", message, 'write `plan = "plans/boss.json"`')


class PlanSong(SeededFields, SongStyleFields, SectionLengthFields):
    """A song by a composition plan of the API."""

    plan: Annotated[str | dict[str, Any], PlainValidator(_plan)] = Field(
        description="A JSON file with a composition plan of the API, or such a plan."
    )
    model: AnyModel | None = Field(None, description=_MODEL)


class FileSong(PieceFields):
    """A recording that exists already."""

    file: InnerPath = Field(description="The recording, relative to `music.toml`.")


class EditFields(SeededFields):
    """What every edit may say."""

    model: ChunkModel | None = Field(None, description=_MODEL)


class SourcedEdit(EditFields):
    """An edit of one source."""

    source: Text = Field(description="The song or edit that it is derived from.")


class Replace(SpanFields, GenerationFields):
    """One stretch of the source, and the chunk that takes its place."""


class ReplaceEdit(SourcedEdit):
    """Regenerate sections of a source and keep the rest."""

    kind: Literal["replace"] = Field(description="What is done with the source.")
    replace: Annotated[
        list[Replace], Field(min_length=1, max_length=CHUNKS.maximum)
    ] = Field(
        description="Stretches to regenerate; unsaid, each lasts as long as before."
    )


class ExtendEdit(SourcedEdit):
    """Put new chunks before and after a kept slice."""

    kind: Literal["extend"] = Field(description="What is done with the source.")
    keep: Keep | None = Field(
        None,
        description="The slice to keep, as a range or a section; unsaid, all of it.",
    )
    before: NewChunks = Field(
        default_factory=list, description="New chunks before the kept slice."
    )
    after: NewChunks = Field(
        default_factory=list, description="New chunks after the kept slice."
    )


class LoopEdit(SourcedEdit, SpanFields):
    """Play a slice twice with a new glue chunk between, and mark the loop."""

    kind: Literal["loop"] = Field(description="What is done with the source.")
    glue: GenerationChunk = Field(description="The chunk that leads back to the start.")


class SimilarEdit(SourcedEdit, SpanFields):
    """Make a new song that resembles a slice of the source."""

    kind: Literal["similar"] = Field(description="What is done with the source.")
    strength: Strength | None = Field(
        None, description="How strongly the first chunk follows the slice."
    )
    chunks: Annotated[
        list[GenerationChunk], Field(min_length=1, max_length=CHUNKS.maximum)
    ] = Field(description="Chunks of the new song; the first follows the slice.")


class SpliceEdit(EditFields):
    """Join slices of songs with new chunks, in any order."""

    kind: Literal["splice"] = Field(description="What is done with the sources.")
    chunks: Chunks = Field(description="Chunks in the order in which they sound.")


Song = PromptSong | ChunksSong | SectionsSong | PlanSong | FileSong
Edit = ReplaceEdit | ExtendEdit | LoopEdit | SimilarEdit | SpliceEdit

#: The field that holds a song's content, and the song that it makes.
SONGS: dict[str, type[Song]] = {
    "prompt": PromptSong,
    "chunks": ChunksSong,
    "sections": SectionsSong,
    "plan": PlanSong,
    "file": FileSong,
}

#: The kinds of edits.
EDITS: dict[str, type[Edit]] = {
    "replace": ReplaceEdit,
    "extend": ExtendEdit,
    "loop": LoopEdit,
    "similar": SimilarEdit,
    "splice": SpliceEdit,
}
