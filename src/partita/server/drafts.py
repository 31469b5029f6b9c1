"""Plans from prompts, for either kind of model, and what a plan is about.

The embedded musician drafts chunks; for `music_v1` they are written as sections. Knows
plans; does not know the wire.
"""

from __future__ import annotations

from dataclasses import replace

from partita.limits import SECTION_MODELS, STYLES
from partita.plan.chunks import (
    ChunkPlan,
    CompositionPlan,
    GenerationChunk,
    Prompt,
    ReferenceChunk,
    Section,
    SectionPlan,
    SectionSource,
)
from partita.plan.sections import as_chunks
from partita.plan.text import lyric_lines, parse
from partita.units import Milliseconds


def asked_plan(
    prompt: Prompt, model_id: str, basis: CompositionPlan | None = None
) -> CompositionPlan:
    """Draft a plan of the kind that a model takes.

    Args:
        basis: a plan to go by: its sections and words stay, the prompt sets the tone.
    """
    from partita.providers import local

    if basis is not None and prompt.length_ms is None:
        prompt = replace(prompt, length_ms=basis.duration_ms)
    plan = local.draft(prompt, None)
    if basis is not None:
        plan = _toned(basis, plan)
    return as_sections(plan) if model_id in SECTION_MODELS else plan


def _toned(basis: CompositionPlan, drafted: ChunkPlan) -> ChunkPlan:
    plan = as_chunks(basis) if isinstance(basis, SectionPlan) else basis
    tone, made = _generated(drafted)[0], _generated(plan)
    if not made:
        return plan
    styles = dict.fromkeys((*tone.positive_styles, *made[0].positive_styles))
    toned = replace(made[0], positive_styles=tuple(styles)[: STYLES.maximum])
    return ChunkPlan(
        tuple(toned if chunk is made[0] else chunk for chunk in plan.chunks)
    )


def _generated(plan: ChunkPlan) -> list[GenerationChunk]:
    return [chunk for chunk in plan.chunks if isinstance(chunk, GenerationChunk)]


def as_sections(plan: ChunkPlan) -> SectionPlan:
    """Write chunks as a v1 plan: what the first one asks for is asked of all."""
    made = _generated(plan)
    tone = made[0] if made else GenerationChunk("", 0)
    unwanted = tuple(
        style
        for style in tone.negative_styles
        if all(style in chunk.negative_styles for chunk in made)
    )
    sections = []
    for number, chunk in enumerate(plan.chunks, start=1):
        name = f"Section {number}"
        if isinstance(chunk, ReferenceChunk):
            source = SectionSource(chunk.source)
            sections.append(Section(name, chunk.duration_ms, source_from=source))
        else:
            asked = () if chunk is tone else chunk.positive_styles
            sections.append(_section(name, chunk, asked, unwanted))
    return SectionPlan(tone.positive_styles, unwanted, tuple(sections))


def _section(
    name: str,
    chunk: GenerationChunk,
    asked: tuple[str, ...],
    unwanted: tuple[str, ...],
) -> Section:
    text = parse(chunk.text)
    return Section(
        text.section or name,
        chunk.duration_ms,
        asked,
        tuple(style for style in chunk.negative_styles if style not in unwanted),
        text.lines,
    )


def styles_of(plan: CompositionPlan) -> tuple[str, ...]:
    """Return everything that a plan asks for, each once."""
    if isinstance(plan, SectionPlan):
        styles = list(plan.positive_global_styles)
        styles += [
            s for section in plan.sections for s in section.positive_local_styles
        ]
    else:
        styles = [s for chunk in _generated(plan) for s in chunk.positive_styles]
    return tuple(dict.fromkeys(styles))


def genres_of(plan: CompositionPlan) -> tuple[str, ...]:
    """Return the genres that a plan's styles name, the most wanted first."""
    from partita.engine.vocabulary.reading import read_styles

    wishes = read_styles(styles_of(plan))
    ranked = sorted(wishes.genres, key=lambda genre: -genre[1])
    return tuple(dict.fromkeys(name.replace("_", " ") for name, _ in ranked))


def made_ms(plan: CompositionPlan) -> Milliseconds:
    """Return how much of a plan has to be generated."""
    if isinstance(plan, SectionPlan):
        plan = as_chunks(plan)
    return sum(chunk.duration_ms for chunk in _generated(plan))


def lines_of(plan: CompositionPlan) -> tuple[str, ...]:
    """Return the lines that are sung."""
    if isinstance(plan, SectionPlan):
        plan = as_chunks(plan)
    return tuple(line for chunk in _generated(plan) for line in lyric_lines(chunk.text))
