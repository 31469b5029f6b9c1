"""Put pieces in order: originals before what is made from them, and name the cycles.

Knows which names a piece mentions; does not know what it takes from them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from partita.manifest.resolved import (
    ChunksContent,
    ExtendContent,
    GenerationSpec,
    LoopContent,
    ReplaceContent,
    SectionsContent,
    SimilarContent,
    SpliceContent,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from partita.manifest.resolved import (
        ChunkSpec,
        EditContent,
        Manifest,
        PieceSpec,
        SongContent,
        SourceSpec,
    )


@dataclass(frozen=True)
class Order:
    """Names, originals first.

    Args:
        names: without the members of cycles.
        cycles: each as the names that are made from the next one, the last from
            the first.
    """

    names: tuple[str, ...]
    cycles: tuple[tuple[str, ...], ...]


def in_order(pieces: Mapping[str, PieceSpec]) -> Order:
    """Return the names of pieces, each after everything that it is made from."""
    needs = {
        name: [source for source in source_names(piece.content) if source in pieces]
        for name, piece in pieces.items()
    }
    cycles: list[tuple[str, ...]] = []
    while True:
        try:
            names = tuple(TopologicalSorter(needs).static_order())
        except CycleError as error:
            cycle = _from_first(error.args[1], needs)
            cycles.append(cycle)
            needs.update((name, []) for name in cycle)
        else:
            tangled = {name for cycle in cycles for name in cycle}
            kept = tuple(name for name in names if name not in tangled)
            return Order(kept, tuple(cycles))


def _from_first(cycle: list[str], needs: Mapping[str, object]) -> tuple[str, ...]:
    """Turn graphlib's cycle round: it names what is needed first, and closes it."""
    members = cycle[:0:-1]
    order = list(needs)
    first = members.index(min(members, key=order.index))
    return (*members[first:], *members[:first])


def cycle_sentence(cycle: tuple[str, ...], pieces: Mapping[str, PieceSpec]) -> str:
    """Tell a cycle: edit `a` is made from `b`, `b` from `a`."""
    head, *rest = zip(cycle, (*cycle[1:], cycle[0]), strict=True)
    is_song = isinstance(pieces[head[0]].content, ChunksContent | SectionsContent)
    what = "song" if is_song else "edit"
    if not rest:
        return f"{what} `{head[0]}` is made from itself"
    first = f"{what} `{head[0]}` is made from `{head[1]}`"
    return ", ".join((first, *(f"`{one}` from `{other}`" for one, other in rest)))


def source_names(content: SongContent | EditContent) -> tuple[str, ...]:
    """Return the targets that a piece is made from, each once."""
    named = (spec.target for spec in _sources(content) if spec.target)
    own = (content.source,) if isinstance(content, _OF_ONE_SOURCE) else ()
    return tuple(dict.fromkeys((*own, *named)))


_OF_ONE_SOURCE = (ReplaceContent, ExtendContent, LoopContent, SimilarContent)


def _sources(content: SongContent | EditContent) -> Iterator[SourceSpec]:
    if isinstance(content, SectionsContent):
        yield from (each.source_from for each in content.sections if each.source_from)
        return
    for chunk in _chunks(content):
        source = (
            chunk.conditioning if isinstance(chunk, GenerationSpec) else chunk.source
        )
        if source:
            yield source


def _chunks(content: SongContent | EditContent) -> Iterable[ChunkSpec]:
    """Return every chunk that a piece writes, in order."""
    match content:
        case ChunksContent() | SpliceContent() | SimilarContent():
            return content.chunks
        case ExtendContent():
            return (*content.before, *content.after)
        case LoopContent():
            return (content.glue,)
        case ReplaceContent():
            return tuple(each.chunk for each in content.replacements)
        case _:
            return ()


def without_missing_sources(manifest: Manifest) -> Manifest:
    """Leave out edits whose sources are missing, and what is made from them."""
    edits = dict(manifest.edits)
    while missing := {
        name
        for name, edit in edits.items()
        if not {*source_names(edit.content)} <= {*manifest.songs, *edits}
    }:
        edits = {name: edits[name] for name in edits if name not in missing}
    return replace(manifest, edits=edits)
