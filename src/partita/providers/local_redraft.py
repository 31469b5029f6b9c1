"""Plans changed by a prompt, of either kind: `source_composition_plan` of the API.

Knows the API's plans; what a prompt changes is `engine.redraft`'s affair.
"""

from __future__ import annotations

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
    first = next((each for each in made if isinstance(each, Make)), Make("", 0))
    sections = zip(source.sections, made, strict=True)
    return SectionPlan(
        first.positive_styles,
        first.negative_styles,
        tuple(
            _section(section, each, is_first=each is first)
            for section, each in sections
        ),
    )


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


def _section(old: Section, made: Make | Keep, *, is_first: bool) -> Section:
    if isinstance(made, Keep):
        return old
    _, _, body = made.text.partition("\n")
    return replace(
        old,
        duration_ms=made.duration_ms,
        positive_local_styles=() if is_first else made.positive_styles,
        negative_local_styles=() if is_first else made.negative_styles,
        lines=tuple(line for line in body.splitlines() if line.strip()),
    )
