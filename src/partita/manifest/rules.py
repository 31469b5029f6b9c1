"""Rules between fields: which exclude each other, which need each other.

The first half looks at values as written, so that one mistake does not hide the next;
the second at resolved pieces, where defaults are already in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partita.errors import Diagnostic, Origin
from partita.limits import CHUNK_MODELS, SECTION_MODELS
from partita.manifest.references import tables_in
from partita.manifest.resolved import (
    ChunksContent,
    ExtendContent,
    FileContent,
    GenerationSpec,
    LoopContent,
    PieceSpec,
    PromptContent,
    ReferenceSpec,
    ReplaceContent,
    SectionsContent,
    SectionSpec,
    SimilarContent,
    SourceSpec,
    SpliceContent,
    TimeSpan,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partita.errors import ValuePath

#: Fields that say the same thing; a table has at most one of each row.
_EXCLUSIVE = (
    ("duration", "duration_ms", "bars"),
    ("range", "section"),
    ("song", "song_id"),
    ("conditioning", "conditioning_ref"),
    ("strength", "condition_strength"),
)

#: Tables that take audio from somewhere, by the field that holds them.
_SOURCED = frozenset({"conditioning", "conditioning_ref", "source_from"})


def check_fields(value: object, origin: Origin) -> Iterator[Diagnostic]:
    """Find fields that exclude or lack each other, anywhere inside a table.

    Args:
        value: one song, edit or plan; names of several would be taken for fields.
    """
    for path, table in tables_in(value):
        for row in _EXCLUSIVE:
            both = [key for key in row if key in table]
            if len(both) > 1:
                yield _conflict(both, origin.at(*path))
        lack = _lack(path, table)
        if lack is not None:
            message, hint = lack
            place = origin.at(*path)
            yield Diagnostic("error", "missing-field", message, place, hint=hint)


def _conflict(keys: list[str], place: Origin) -> Diagnostic:
    named = " and ".join(f"`{key}`" for key in keys)
    message = f"{named} exclude each other"
    hint = "keep the one that you mean"
    return Diagnostic("error", "conflict", message, place.at(keys[1]), hint=hint)


def _lack(path: ValuePath, table: dict[str, Any]) -> tuple[str, str] | None:
    """Say what a table needs beside what it has, and a hint."""
    holder = path[-1] if path else None
    if holder in _SOURCED and "song" not in table and "song_id" not in table:
        message = f"`{holder}` does not say whose audio"
        return message, 'add `song = "…"` with the name of a song or edit'
    if "nth" in table and "section" not in table:
        message = "`nth` counts sections of one name, and none is named"
        return message, 'add `section = "…"`'
    replaces = isinstance(holder, int) and path[-2:-1] == ("replace",)
    if replaces and "range" not in table and "section" not in table:
        message = "this replacement does not say what it replaces"
        return message, 'add `section = "…"` or `range = "10s..20s"`'
    return None


def check_piece(piece: PieceSpec) -> Iterator[Diagnostic]:
    """Find what a resolved piece still lacks."""
    yield from _model(piece)
    content = piece.content
    if isinstance(content, ExtendContent) and not (content.before or content.after):
        message = f"edit `{piece.name}` adds nothing"
        hint = "give it chunks `before` or `after` the kept slice"
        yield Diagnostic("error", "missing-field", message, piece.origin, hint=hint)
    for chunk in timed_chunks(piece):
        if chunk.length is None:
            message = "this chunk has no length"
            hint = 'add `duration = "16s"` or `bars = 8`'
            yield Diagnostic("error", "no-length", message, chunk.origin, hint=hint)
    for source in sources(piece):
        yield from _stored(source)


def _model(piece: PieceSpec) -> Iterator[Diagnostic]:
    content = piece.content
    if isinstance(content, PromptContent | FileContent):
        return
    by_sections = isinstance(content, SectionsContent)
    models = SECTION_MODELS if by_sections else CHUNK_MODELS
    if piece.model_id not in models:
        made_of = "sections" if by_sections else "chunks"
        message = f"`{piece.model_id}` can't play {made_of}, as `{piece.name}` has them"
        hint = f"{made_of} are played by " + ", ".join(f"`{each}`" for each in models)
        place = piece.origin.at("model")
        yield Diagnostic("error", "unfit-model", message, place, hint=hint)


def _stored(source: SourceSpec) -> Iterator[Diagnostic]:
    if source.song_id is None:
        return
    if not isinstance(source.span, TimeSpan) or source.span.end_ms is None:
        message = f"the stored song `{source.song_id}` needs a range with both ends"
        hint = 'add `range = "0s..10s"`; what else it holds is not known here'
        yield Diagnostic("error", "missing-field", message, source.origin, hint=hint)


def timed_chunks(piece: PieceSpec) -> list[GenerationSpec | SectionSpec]:
    """Return everything in a piece that must have a length of its own."""
    content = piece.content
    if isinstance(content, ChunksContent | SpliceContent | SimilarContent):
        return [each for each in content.chunks if isinstance(each, GenerationSpec)]
    if isinstance(content, SectionsContent):
        # One that is taken from somewhere lasts as long as what it takes.
        return [each for each in content.sections if each.source_from is None]
    if isinstance(content, ExtendContent):
        return [*content.before, *content.after]
    return [content.glue] if isinstance(content, LoopContent) else []


def sources(piece: PieceSpec) -> list[SourceSpec]:
    """Return everything in a piece that takes audio by its own words."""
    content = piece.content
    if isinstance(content, SectionsContent):
        return [each.source_from for each in content.sections if each.source_from]
    chunks: list[GenerationSpec | SectionSpec] = timed_chunks(piece)
    if isinstance(content, ReplaceContent):
        chunks = [each.chunk for each in content.replacements]
    found = [
        chunk.conditioning
        for chunk in chunks
        if isinstance(chunk, GenerationSpec) and chunk.conditioning
    ]
    if isinstance(content, ChunksContent | SpliceContent):
        found += [c.source for c in content.chunks if isinstance(c, ReferenceSpec)]
    return found
