"""Plans changed by a prompt, of either kind: `source_composition_plan` of the API.

Knows the API's plans; what a prompt changes is `engine.redraft`'s affair.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from partita.engine.brief import Keep, Make, Slice
from partita.engine.redraft import redraft as redraft_chunks
from partita.plan.chunks import (
    Chunk,
    ChunkPlan,
    CompositionPlan,
    GenerationChunk,
    Prompt,
    ReferenceChunk,
    Section,
    SectionPlan,
)


def redraft(
    prompt: Prompt, source: CompositionPlan, seed: int | None
) -> CompositionPlan:
    """Return a plan of the source's kind and structure, with what the prompt changes.

    What the plan keeps of existing audio stays as it is.
    """
    old = source.chunks if isinstance(source, ChunkPlan) else source.sections
    asked = [_asked(each) for each in old]
    if isinstance(source, SectionPlan):
        asked = _with_globals(asked, source)
    made = redraft_chunks(
        prompt.text,
        asked,
        length_ms=prompt.length_ms,
        instrumental=prompt.instrumental,
        seed=seed,
    )
    if isinstance(source, ChunkPlan):
        pairs = zip(source.chunks, made, strict=True)
        return ChunkPlan(tuple(_chunk(chunk, each) for chunk, each in pairs))
    return _section_plan(source, made)


def _section_plan(source: SectionPlan, made: Sequence[Make | Keep]) -> SectionPlan:
    """Put what was changed into sections; the first one's own styles stay its own."""
    pairs = list(zip(source.sections, made, strict=True))
    positive = source.positive_global_styles
    negative = source.negative_global_styles
    for section, each in pairs:
        if isinstance(each, Make):
            positive = _without(each.positive_styles, section.positive_local_styles)
            negative = _without(each.negative_styles, section.negative_local_styles)
            break
    sections = (_section(section, each, positive, negative) for section, each in pairs)
    return SectionPlan(positive, negative, tuple(sections))


def _without(styles: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    return tuple(style for style in styles if style not in others)


def _asked(old: Chunk | Section) -> Make | Keep:
    if isinstance(old, ReferenceChunk):
        kept = old.source.range
        return Keep(Slice("kept", kept.start_ms, kept.end_ms))
    if isinstance(old, GenerationChunk):
        return Make(old.text, old.duration_ms, old.positive_styles, old.negative_styles)
    if old.source_from is not None:
        return Keep(Slice("kept", 0, old.duration_ms))
    text = "\n".join((f"[{old.section_name}]", *old.lines))
    return Make(
        text, old.duration_ms, old.positive_local_styles, old.negative_local_styles
    )


def _with_globals(asked: list[Make | Keep], source: SectionPlan) -> list[Make | Keep]:
    """Put the global styles before those of the first section that is made."""
    for number, each in enumerate(asked):
        if isinstance(each, Make):
            positive = (*source.positive_global_styles, *each.positive_styles)
            negative = (*source.negative_global_styles, *each.negative_styles)
            asked[number] = replace(
                each, positive_styles=positive, negative_styles=negative
            )
            break
    return asked


def _chunk(old: Chunk, made: Make | Keep) -> Chunk:
    if isinstance(old, ReferenceChunk) or isinstance(made, Keep):
        return old
    return replace(
        old,
        text=made.text,
        duration_ms=made.duration_ms,
        positive_styles=made.positive_styles,
        negative_styles=made.negative_styles,
    )


def _section(
    old: Section,
    made: Make | Keep,
    positive: tuple[str, ...],
    negative: tuple[str, ...],
) -> Section:
    """Return a changed section.

    Args:
        positive, negative: global styles, which no section repeats.
    """
    if isinstance(made, Keep):
        return old
    _, _, body = made.text.partition("\n")
    return replace(
        old,
        duration_ms=made.duration_ms,
        positive_local_styles=_without(made.positive_styles, positive),
        negative_local_styles=_without(made.negative_styles, negative),
        lines=tuple(line for line in body.splitlines() if line.strip()),
    )
