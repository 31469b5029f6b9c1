"""Lower songs and edits to composition plans.

Pure: takes the resolved manifest, returns a plan for each song and edit, originals
first, and everything that is wrong at once. Does not know takes, song ids or money.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from partita.manifest.resolved import (
    ChunksContent,
    FileContent,
    PromptContent,
    SectionsContent,
)
from partita.plan.assemble import Placed, assemble
from partita.plan.chunks import (
    ChunkPlan,
    CompositionPlan,
    LoweredTarget,
    Prompt,
    SectionPlan,
    TimeRange,
)
from partita.plan.edits import Draft, draft_chunks, draft_edit
from partita.plan.faults import fault
from partita.plan.order import cycle_sentence, in_order, source_names
from partita.plan.spans import Known
from partita.plan.timeline import Timeline, of_plan
from partita.plan.v1 import lower_sections

if TYPE_CHECKING:
    from collections.abc import Mapping

    from partita.errors import Diagnostic, Origin
    from partita.manifest.resolved import Manifest, PieceSpec


@dataclass(frozen=True)
class Lowering:
    """Every song and edit, lowered.

    Args:
        targets: originals first; those with errors are missing.
        diagnostics: what is wrong, in the order of the targets.
        origins: for each target, where each chunk or section was written.
        workings: for each target, the sum behind each length, where there was one.
    """

    targets: dict[str, LoweredTarget]
    diagnostics: tuple[Diagnostic, ...]
    origins: dict[str, tuple[Origin, ...]]
    workings: dict[str, tuple[str | None, ...]]


@dataclass(frozen=True)
class _Lowered:
    """One piece, lowered, and what others need to know of it."""

    target: LoweredTarget
    timeline: Timeline
    origins: tuple[Origin, ...]
    workings: tuple[str | None, ...]


def lower(
    manifest: Manifest,
    *,
    lengths: Mapping[str, int],
    drafts: Mapping[str, CompositionPlan],
) -> Lowering:
    """Turn every song and edit of a manifest into a composition plan.

    Args:
        lengths: milliseconds of the songs by file that could be read.
        drafts: plans of the songs by prompt that are drafted already.
    """
    pieces = manifest.pieces
    order = in_order(pieces)
    diagnostics = [_cycle_fault(cycle, pieces) for cycle in order.cycles]
    done: dict[str, _Lowered] = {}
    timelines: dict[str, Timeline] = {}
    for name in order.names:
        piece = pieces[name]
        if any(
            source in pieces and source not in done
            for source in source_names(piece.content)
        ):
            continue  # its source has errors of its own, which were told
        known = Known(timelines)
        lowered = _lower_piece(piece, known, lengths, drafts)
        diagnostics += known.faults
        if not known.faults:
            done[name] = lowered
            timelines[name] = lowered.timeline
    return Lowering(
        {name: each.target for name, each in done.items()},
        tuple(diagnostics),
        {name: each.origins for name, each in done.items()},
        {name: each.workings for name, each in done.items()},
    )


def _cycle_fault(cycle: tuple[str, ...], pieces: Mapping[str, PieceSpec]) -> Diagnostic:
    return fault(
        "cycle",
        cycle_sentence(cycle, pieces),
        pieces[cycle[0]].origin,
        hint="make one of them from something else",
    )


def _lower_piece(
    piece: PieceSpec,
    known: Known,
    lengths: Mapping[str, int],
    drafts: Mapping[str, CompositionPlan],
) -> _Lowered:
    match piece.content:
        case FileContent(file=file):
            return _lower_file(piece, file, lengths.get(piece.name))
        case PromptContent() as content:
            return _lower_prompt(piece, content, drafts.get(piece.name))
        case SectionsContent() as content:
            return _lower_sections(piece, content, known)
        case ChunksContent(chunks=chunks):
            return _lower_draft(piece, draft_chunks(chunks, known), known)
        case content:
            draft = draft_edit(content, piece.origin, known)
            return _lower_draft(piece, draft, known)


def _target(piece: PieceSpec) -> LoweredTarget:
    return LoweredTarget(piece.name, piece.model_id, seed=piece.seed, tags=piece.tags)


def _lower_file(piece: PieceSpec, file: str, length_ms: int | None) -> _Lowered:
    target = replace(_target(piece), file=file, duration_ms=length_ms)
    timeline = Timeline("file", length_ms)
    return _Lowered(target, timeline, (piece.origin.at("file"),), (None,))


def _lower_prompt(
    piece: PieceSpec, content: PromptContent, plan: CompositionPlan | None
) -> _Lowered:
    prompt = Prompt(content.prompt, content.length, content.instrumental)
    target = replace(_target(piece), prompt=prompt)
    origin = piece.origin.at("prompt")
    if plan is None:
        timeline = Timeline("prompt", content.length)
        target = replace(target, duration_ms=content.length)
        return _Lowered(target, timeline, (origin,), (None,))
    count = len(plan.sections if isinstance(plan, SectionPlan) else plan.chunks)
    timeline = of_plan(plan, {})
    target = _with_plan(target, plan, timeline)
    return _Lowered(target, timeline, (origin,) * count, (None,) * count)


def _lower_sections(
    piece: PieceSpec, content: SectionsContent, known: Known
) -> _Lowered:
    plan, workings = lower_sections(content, known)
    timeline = of_plan(plan, known.timelines)
    target = _with_plan(_target(piece), plan, timeline)
    origins = tuple(section.origin for section in content.sections)
    return _Lowered(target, timeline, origins, workings)


def _lower_draft(piece: PieceSpec, draft: Draft, known: Known) -> _Lowered:
    placed = assemble(draft.entries, draft.opening, known)
    plan = ChunkPlan(tuple(each.chunk for each in placed))
    timeline = of_plan(plan, known.timelines, draft.opening)
    target = _with_plan(_target(piece), plan, timeline)
    if draft.loops:
        target = replace(target, loop=_loop_of(placed))
    return _Lowered(
        target,
        timeline,
        tuple(each.origin for each in placed),
        tuple(each.laid.working for each in placed),
    )


def _loop_of(placed: tuple[Placed, ...]) -> TimeRange:
    """Return the slice and its glue: after them the slice comes again."""
    return TimeRange(0, sum(each.chunk.duration_ms for each in placed[:2]))


def _with_plan(
    target: LoweredTarget, plan: CompositionPlan, timeline: Timeline
) -> LoweredTarget:
    return replace(
        target, plan=plan, duration_ms=plan.duration_ms, marks=timeline.marks
    )
