"""Lower edits to the entries of a plan: what is kept of a source, what is made.

Knows the five kinds of edit and the time lines of their sources; does not know how
the entries get their lengths (see `assemble`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from partita.manifest.resolved import (
    ChunkSpec,
    ExtendContent,
    GenerationSpec,
    LoopContent,
    ReferenceSpec,
    ReplaceContent,
    SectionSpan,
    SimilarContent,
    SourceSpec,
    SpliceContent,
    TimeSpan,
    WholeSpan,
)
from partita.plan.assemble import Kept, Made
from partita.plan.chunks import Source
from partita.plan.faults import fault
from partita.plan.replace import replaced
from partita.plan.spans import Known, find_source
from partita.plan.tempo import UNNAMED, Pulse

if TYPE_CHECKING:
    from partita.errors import Diagnostic, Origin
    from partita.manifest.resolved import EditContent, Span

Entries = tuple[Kept | Made, ...]


@dataclass(frozen=True)
class Draft:
    """The entries of a plan.

    Args:
        opening: the pulse for bars before any chunk names a tempo: the source's.
        loops: the plan is a slice, glue, and the same slice.
    """

    entries: Entries
    opening: Pulse = UNNAMED
    loops: bool = False


def draft_chunks(chunks: tuple[ChunkSpec, ...], known: Known) -> Draft:
    """Draft a song by chunks, or a splice."""
    entries = (_of_spec(spec, known) for spec in chunks)
    return Draft(tuple(entry for entry in entries if entry))


def _of_spec(spec: ChunkSpec, known: Known) -> Kept | Made | None:
    if isinstance(spec, GenerationSpec):
        return Made(spec)
    return _kept(spec, known)


def _kept(spec: ReferenceSpec, known: Known) -> Kept | None:
    source = find_source(spec.source, known)
    return Kept(spec.origin, source) if source else None


def draft_replace(content: ReplaceContent, origin: Origin, known: Known) -> Draft:
    """Draft the source with some stretches made anew."""
    spans = [
        find_source(_slice(content.source, each.span, each.origin), known)
        for each in content.replacements
    ]
    whole = find_source(_slice(content.source, WholeSpan(), origin), known)
    if whole is None or None in spans:
        return Draft(())
    found = tuple(source.range for source in spans if source)
    return Draft(
        replaced(content, found, Kept(origin, whole), known),
        _opening(whole, known),
    )


def draft_extend(content: ExtendContent, origin: Origin, known: Known) -> Draft:
    """Draft new chunks around a kept slice."""
    spec = SourceSpec(origin.at("keep"), content.keep, content.source)
    kept = find_source(spec, known)
    if kept is None:
        return Draft(())
    before = map(Made, content.before)
    after = map(Made, content.after)
    return Draft((*before, Kept(spec.origin, kept), *after), _opening(kept, known))


def draft_loop(content: LoopContent, origin: Origin, known: Known) -> Draft:
    """Draft a slice, glue, and the same slice again."""
    spec = _slice(content.source, content.range, origin)
    source = find_source(spec, known)
    if source is None:
        return Draft(())
    kept = Kept(spec.origin, source)
    return Draft((kept, Made(content.glue), kept), loops=True)


def draft_similar(content: SimilarContent, origin: Origin, known: Known) -> Draft:
    """Draft a new song whose first chunk is conditioned on a slice."""
    if not content.chunks:
        return Draft(())
    first, *rest = content.chunks
    if first.conditioning is not None:
        known.faults.append(_conditioned_twice(first))
    conditioned = replace(
        first,
        conditioning=_slice(content.source, content.range, origin),
        condition_strength=content.strength or first.condition_strength,
    )
    return Draft(tuple(Made(chunk) for chunk in (conditioned, *rest)))


def _conditioned_twice(first: GenerationSpec) -> Diagnostic:
    return fault(
        "conditioned-twice",
        "the first chunk of a `similar` edit is conditioned on the edit's own source",
        first.origin.at("conditioning"),
        hint="drop its `conditioning`, or make the edit a `splice`",
    )


def _slice(source: str, span: Span, origin: Origin) -> SourceSpec:
    """Return a spec that points at the word that names the span."""
    key = _SPAN_KEYS.get(type(span))
    return SourceSpec(origin.at(key) if key else origin, span, source)


def _opening(source: Source, known: Known) -> Pulse:
    return known.timelines[str(source.target)].pulse_at(source.range.start_ms)


def draft_edit(content: EditContent, origin: Origin, known: Known) -> Draft:
    """Draft an edit of any kind."""
    if isinstance(content, SpliceContent):
        return draft_chunks(content.chunks, known)
    return _DRAFTS[type(content)](content, origin, known)


_SPAN_KEYS: Final = {SectionSpan: "section", TimeSpan: "range"}
#: Edits of one source. Each function takes the content type that it stands under.
_DRAFTS: Final[dict[type, Callable[[Any, Origin, Known], Draft]]] = {
    ReplaceContent: draft_replace,
    ExtendContent: draft_extend,
    LoopContent: draft_loop,
    SimilarContent: draft_similar,
}
