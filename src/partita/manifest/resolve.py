"""Resolve checked tables: defaults and named styles merged, every origin kept.

Pure. Takes what `written` gathered; names that nothing answers to are told by
`references` and skipped here.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from partita.limits import CHUNK_MODELS, SECTION_MODELS
from partita.manifest.chunk_specs import (
    House,
    StylePair,
    chunk_specs,
    generation_spec,
    generation_specs,
    joined,
    said,
    section_spec,
    tone_of,
)
from partita.manifest.chunks import (
    ChunkPlan,
    GenerationChunk,
    ReferenceChunk,
    SectionPlan,
)
from partita.manifest.expect import expectations
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
    SectionLengthFields,
    SectionsSong,
    SeededFields,
    SimilarEdit,
    Song,
)
from partita.manifest.resolved import (
    Caps,
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
    ReplaceContent,
    Replacement,
    SectionsContent,
    SimilarContent,
    SongContent,
    SpliceContent,
    WholeSpan,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partita.errors import Origin
    from partita.manifest.chunks import Plan
    from partita.manifest.models import Budget, Defaults, Export
    from partita.manifest.written import Placed, Written


def resolve(written: Written, folder: str, targets: frozenset[str]) -> Manifest:
    """Return the manifest with nothing left to look up.

    Args:
        folder: name of the project when it does not name itself.
        targets: names of all songs and edits.
    """
    project, defaults = written.project, written.defaults
    styles = {name: each.value for name, each in written.styles.items()}
    house = House(defaults, project.output_format, styles, targets)
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
        caps=_caps(written.budget),
        soundfont=project.soundfont,
        pronunciation=project.pronunciation,
    )


def _caps(budget: Budget) -> Caps:
    return Caps(
        budget.max_credits_per_build,
        budget.max_credits_per_target,
        budget.max_credits_per_month,
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


def _songs(written: Written, house: House) -> dict[str, PieceSpec]:
    songs: dict[str, PieceSpec] = {}
    for name, placed in written.songs.items():
        content = _song_content(house, placed, written.plans.get(name))
        if content is not None:
            songs[name] = _piece(house, name, placed, content)
    return songs


def _edit(house: House, name: str, placed: Placed[Edit]) -> PieceSpec:
    return _piece(house, name, placed, _edit_content(house, placed))


def _piece(
    house: House,
    name: str,
    placed: Placed[Song] | Placed[Edit],
    content: SongContent | EditContent,
) -> PieceSpec:
    table, defaults = placed.value, house.defaults
    piece = PieceSpec(
        name=name,
        origin=placed.origin,
        content=content,
        model_id=_model_id(house, table, content),
        output_format=table.output_format or house.output_format,
        seed=defaults.seed,
        tags=tuple(dict.fromkeys(said(table, "tags", defaults))),
    )
    return piece if isinstance(table, FileSong) else _made(piece, table, defaults)


def _made(piece: PieceSpec, table: SeededFields, defaults: Defaults) -> PieceSpec:
    """Add what only a piece that is generated may say."""
    return replace(
        piece,
        seed=defaults.seed if table.seed is None else table.seed,
        takes=table.takes or defaults.takes or 1,
        on_change=table.on_change or defaults.on_change or "revise",
        expect=expectations(table.expect),
        finetune_id=table.finetune_id,
        respect_sections_durations=not isinstance(table, SectionLengthFields)
        or table.respect_sections_durations,
    )


def _model_id(
    house: House, table: Song | Edit, content: SongContent | EditContent
) -> str:
    """Take the piece's model; else the default's, if it plays such content."""
    own = None if isinstance(table, FileSong) else table.model
    if own is not None:
        return own
    fit = SECTION_MODELS if isinstance(content, SectionsContent) else CHUNK_MODELS
    default = house.defaults.model
    if default is None:
        return fit[0]
    plays = default in fit or isinstance(content, PromptContent)
    return default if plays else fit[0]


def _song_content(
    house: House, placed: Placed[Song], plan: Placed[Plan] | None
) -> SongContent | None:
    song, origin = placed.value, placed.origin
    if isinstance(song, PromptSong):
        return PromptContent(song.prompt, song.length, song.instrumental)
    if isinstance(song, FileSong):
        return FileContent(song.file)
    tone = tone_of(house, song)
    if isinstance(song, PlanSong):
        # A plan that can't be read was told already; the song has no content then.
        return _plan_content(house, plan, tone) if plan else None
    if isinstance(song, ChunksSong):
        return _chunks_content(house, song.chunks, origin, tone)
    return _sections_content(house, song, origin, tone)


def _plan_content(house: House, plan: Placed[Plan], tone: StylePair) -> SongContent:
    if isinstance(plan.value, ChunkPlan):
        return _chunks_content(house, plan.value.chunks, plan.origin, tone)
    return _sections_content(house, plan.value, plan.origin, tone)


def _chunks_content(
    house: House,
    chunks: Sequence[GenerationChunk | ReferenceChunk],
    origin: Origin,
    tone: StylePair,
) -> ChunksContent:
    return ChunksContent(_toned(chunk_specs(house, chunks, origin), tone))


def _toned(chunks: tuple[ChunkSpec, ...], tone: StylePair) -> tuple[ChunkSpec, ...]:
    """Put a song's styles before those of its first new chunk, which sets the tone."""
    for index, chunk in enumerate(chunks):
        if isinstance(chunk, GenerationSpec):
            positive = joined(tone[0], chunk.positive_styles)
            negative = joined(tone[1], chunk.negative_styles)
            toned = replace(chunk, positive_styles=positive, negative_styles=negative)
            return (*chunks[:index], toned, *chunks[index + 1 :])
    return chunks


def _sections_content(
    house: House, table: SectionsSong | SectionPlan, origin: Origin, tone: StylePair
) -> SectionsContent:
    return SectionsContent(
        positive_global_styles=joined(tone[0], table.positive_global_styles),
        negative_global_styles=joined(tone[1], table.negative_global_styles),
        sections=tuple(
            section_spec(house, section, origin.at("sections", index))
            for index, section in enumerate(table.sections)
        ),
    )


def _edit_content(house: House, placed: Placed[Edit]) -> EditContent:
    edit, origin = placed.value, placed.origin
    if isinstance(edit, ReplaceEdit):
        spots = enumerate(edit.replace)
        replacements = (
            _replacement(house, spot, origin.at("replace", index))
            for index, spot in spots
        )
        return ReplaceContent(edit.source, tuple(replacements))
    if isinstance(edit, ExtendEdit):
        before = generation_specs(house, edit.before, origin.at("before"))
        after = generation_specs(house, edit.after, origin.at("after"))
        return ExtendContent(edit.source, edit.keep or WholeSpan(), before, after)
    if isinstance(edit, LoopEdit):
        glue = generation_spec(house, edit.glue, origin.at("glue"))
        return LoopContent(edit.source, edit.span, glue)
    if isinstance(edit, SimilarEdit):
        chunks = generation_specs(house, edit.chunks, origin.at("chunks"))
        return SimilarContent(edit.source, edit.span, edit.strength, chunks)
    return SpliceContent(chunk_specs(house, edit.chunks, origin))


def _replacement(house: House, spot: Replace, origin: Origin) -> Replacement:
    chunk = generation_spec(house, spot, origin)
    # Without a length of its own it lasts as long as what it replaces.
    return Replacement(origin, spot.span, replace(chunk, length=spot.length))
