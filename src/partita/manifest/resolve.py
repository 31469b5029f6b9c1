"""Resolve checked tables: defaults and named styles merged, every origin kept.

Pure. Takes what `written` gathered; names that nothing answers to are told by
`references` and skipped here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from partita.limits import CHUNK_MODELS, SECTION_MODELS
from partita.manifest.chunks import (
    ChunkPlan,
    GenerationChunk,
    GenerationFields,
    ReferenceChunk,
    Section,
    SectionPlan,
    SourceFields,
)
from partita.manifest.pieces import (
    ChunksSong,
    Edit,
    ExtendEdit,
    FileSong,
    LoopEdit,
    PlanSong,
    PromptSong,
    Replace,
    ReplaceEdit,
    SectionsSong,
    SimilarEdit,
    Song,
)
from partita.manifest.resolved import (
    ChunksContent,
    ChunkSpec,
    EditContent,
    ExportSpec,
    ExtendContent,
    FileContent,
    GenerationSpec,
    LoopContent,
    Manifest,
    PieceSpec,
    PromptContent,
    ReferenceSpec,
    ReplaceContent,
    Replacement,
    SectionsContent,
    SectionSpec,
    SimilarContent,
    SongContent,
    SourceSpec,
    SpliceContent,
    WholeSpan,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partita.errors import Origin
    from partita.manifest.chunks import Plan, StyleFields
    from partita.manifest.models import Defaults, Export, NamedStyles
    from partita.manifest.written import Placed, Written

#: Positive and negative styles.
_Styles = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True)
class _House:
    """What pieces are resolved against."""

    defaults: Defaults
    output_format: str
    styles: dict[str, NamedStyles]
    targets: frozenset[str]


def resolve(written: Written, folder: str, targets: frozenset[str]) -> Manifest:
    """Return the manifest with nothing left to look up.

    Args:
        folder: name of the project when it does not name itself.
        targets: names of all songs and edits.
    """
    project, defaults = written.project, written.defaults
    styles = {name: each.value for name, each in written.styles.items()}
    house = _House(
        defaults, defaults.output_format or project.output_format, styles, targets
    )
    advice = written.advice.model_dump(by_alias=True)
    return Manifest(
        name=project.name or folder,
        output_dir=project.output_dir,
        provider=project.provider,
        output_format=project.output_format,
        songs=_songs(written, house),
        edits={name: _edit(house, name, it) for name, it in written.edits.items()},
        exports={name: _export(name, it) for name, it in written.exports.items()},
        muted_advice=frozenset(code for code, wanted in advice.items() if not wanted),
        max_credits_per_build=written.budget.max_credits_per_build,
    )


def _export(name: str, placed: Placed[Export]) -> ExportSpec:
    table = placed.value
    return ExportSpec(
        name=name,
        origin=placed.origin,
        select=tuple(table.select),
        format=table.format,
        loudness_lufs=table.loudness,
        engine=table.engine,
    )


def _songs(written: Written, house: _House) -> dict[str, PieceSpec]:
    songs: dict[str, PieceSpec] = {}
    for name, placed in written.songs.items():
        content = _song_content(house, placed, written.plans.get(name))
        if content is not None:
            songs[name] = _piece(house, name, placed, content)
    return songs


def _edit(house: _House, name: str, placed: Placed[Edit]) -> PieceSpec:
    return _piece(house, name, placed, _edit_content(house, placed))


def _piece(
    house: _House,
    name: str,
    placed: Placed[Song] | Placed[Edit],
    content: SongContent | EditContent,
) -> PieceSpec:
    table, defaults = placed.value, house.defaults
    seed = None if isinstance(table, FileSong) else table.seed
    return PieceSpec(
        name=name,
        origin=placed.origin,
        content=content,
        model_id=_model_id(house, table, content),
        output_format=table.output_format or house.output_format,
        seed=defaults.seed if seed is None else seed,
        tags=tuple(dict.fromkeys(table.tags or defaults.tags)),
    )


def _model_id(
    house: _House, table: Song | Edit, content: SongContent | EditContent
) -> str:
    """Take the piece's model; else the default's, if it plays such content."""
    said = None if isinstance(table, FileSong) else table.model
    if said is not None:
        return said
    fit = SECTION_MODELS if isinstance(content, SectionsContent) else CHUNK_MODELS
    default = house.defaults.model
    if default is None:
        return fit[0]
    plays = default in fit or isinstance(content, PromptContent)
    return default if plays else fit[0]


def _song_content(
    house: _House, placed: Placed[Song], plan: Placed[Plan] | None
) -> SongContent | None:
    song, origin = placed.value, placed.origin
    if isinstance(song, PromptSong):
        return PromptContent(song.prompt, song.length, song.instrumental)
    if isinstance(song, FileSong):
        return FileContent(song.file)
    tone = _tone(house, song)
    if isinstance(song, PlanSong):
        # A plan that can't be read was told already; the song has no content then.
        return _plan_content(house, plan, tone) if plan else None
    if isinstance(song, ChunksSong):
        return _chunks_content(house, song.chunks, origin, tone)
    return _sections_content(house, song, origin, tone)


def _plan_content(house: _House, plan: Placed[Plan], tone: _Styles) -> SongContent:
    if isinstance(plan.value, ChunkPlan):
        return _chunks_content(house, plan.value.chunks, plan.origin, tone)
    return _sections_content(house, plan.value, plan.origin, tone)


def _chunks_content(
    house: _House,
    chunks: Sequence[GenerationChunk | ReferenceChunk],
    origin: Origin,
    tone: _Styles,
) -> ChunksContent:
    return ChunksContent(_toned(_chunks(house, chunks, origin), tone))


def _toned(chunks: tuple[ChunkSpec, ...], tone: _Styles) -> tuple[ChunkSpec, ...]:
    """Put a song's styles before those of its first new chunk, which sets the tone."""
    for index, chunk in enumerate(chunks):
        if isinstance(chunk, GenerationSpec):
            positive = _joined(tone[0], chunk.positive_styles)
            negative = _joined(tone[1], chunk.negative_styles)
            toned = replace(chunk, positive_styles=positive, negative_styles=negative)
            return (*chunks[:index], toned, *chunks[index + 1 :])
    return chunks


def _sections_content(
    house: _House, table: SectionsSong | SectionPlan, origin: Origin, tone: _Styles
) -> SectionsContent:
    return SectionsContent(
        positive_global_styles=_joined(tone[0], table.positive_global_styles),
        negative_global_styles=_joined(tone[1], table.negative_global_styles),
        sections=tuple(
            _section(house, section, origin.at("sections", index))
            for index, section in enumerate(table.sections)
        ),
    )


def _section(house: _House, section: Section, origin: Origin) -> SectionSpec:
    positive, negative = _named(house, section.styles)
    taken = section.source_from
    return SectionSpec(
        origin=origin,
        section_name=section.section_name,
        length=section.length or house.defaults.length,
        positive_local_styles=_joined(positive, section.positive_local_styles),
        negative_local_styles=_joined(negative, section.negative_local_styles),
        lines=tuple(section.lines),
        source_from=_source(house, taken, origin.at("source_from")) if taken else None,
        negative_ranges=tuple(taken.negative_ranges) if taken else (),
    )


def _edit_content(house: _House, placed: Placed[Edit]) -> EditContent:
    edit, origin = placed.value, placed.origin
    if isinstance(edit, ReplaceEdit):
        spots = enumerate(edit.replace)
        replacements = (
            _replacement(house, spot, origin.at("replace", index))
            for index, spot in spots
        )
        return ReplaceContent(edit.source, tuple(replacements))
    if isinstance(edit, ExtendEdit):
        before = _generations(house, edit.before, origin.at("before"))
        after = _generations(house, edit.after, origin.at("after"))
        return ExtendContent(edit.source, edit.keep or WholeSpan(), before, after)
    if isinstance(edit, LoopEdit):
        glue = _generation(house, edit.glue, origin.at("glue"))
        return LoopContent(edit.source, edit.span, glue)
    if isinstance(edit, SimilarEdit):
        chunks = _generations(house, edit.chunks, origin.at("chunks"))
        return SimilarContent(edit.source, edit.span, edit.strength, chunks)
    return SpliceContent(_chunks(house, edit.chunks, origin))


def _replacement(house: _House, spot: Replace, origin: Origin) -> Replacement:
    chunk = _generation(house, spot, origin)
    # Without a length of its own it lasts as long as what it replaces.
    return Replacement(origin, spot.span, replace(chunk, length=spot.length))


def _chunks(
    house: _House, chunks: Sequence[GenerationChunk | ReferenceChunk], origin: Origin
) -> tuple[ChunkSpec, ...]:
    return tuple(
        _chunk(house, chunk, origin.at("chunks", index))
        for index, chunk in enumerate(chunks)
    )


def _chunk(
    house: _House, chunk: GenerationChunk | ReferenceChunk, origin: Origin
) -> ChunkSpec:
    if isinstance(chunk, ReferenceChunk):
        return ReferenceSpec(origin, _source(house, chunk, origin))
    return _generation(house, chunk, origin)


def _generations(
    house: _House, chunks: Sequence[GenerationChunk], origin: Origin
) -> tuple[GenerationSpec, ...]:
    return tuple(
        _generation(house, chunk, origin.at(index))
        for index, chunk in enumerate(chunks)
    )


def _generation(
    house: _House, chunk: GenerationFields, origin: Origin
) -> GenerationSpec:
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
    house: _House, chunk: GenerationFields, origin: Origin
) -> SourceSpec | None:
    if chunk.conditioning is not None:
        return _source(house, chunk.conditioning, origin.at("conditioning"))
    if chunk.conditioning_ref is not None:
        return _source(house, chunk.conditioning_ref, origin.at("conditioning_ref"))
    return None


def _source(house: _House, source: SourceFields, origin: Origin) -> SourceSpec:
    name = source.song or source.song_id
    # A plan pasted from the API says `song_id` where the manifest has a name.
    if source.song is not None or name in house.targets:
        return SourceSpec(origin, source.span, target=name)
    return SourceSpec(origin, source.span, song_id=name)


def _tone(house: _House, song: PlanSong | ChunksSong | SectionsSong) -> _Styles:
    defaults = house.defaults
    named = _named(house, song.styles or defaults.styles)
    return (
        _joined(named[0], song.positive_styles or defaults.positive_styles),
        _joined(named[1], song.negative_styles or defaults.negative_styles),
    )


def _merged(house: _House, fields: StyleFields) -> _Styles:
    positive, negative = _named(house, fields.styles)
    return (
        _joined(positive, fields.positive_styles),
        _joined(negative, fields.negative_styles),
    )


def _named(house: _House, names: Sequence[str]) -> _Styles:
    sets = [house.styles[name] for name in names if name in house.styles]
    positive = [style for each in sets for style in each.positive]
    negative = [style for each in sets for style in each.negative]
    return tuple(positive), tuple(negative)


def _joined(first: Sequence[str], second: Sequence[str]) -> tuple[str, ...]:
    """Join styles in order, each once."""
    return tuple(dict.fromkeys((*first, *second)))
