"""Plans from prompts, for either kind of model, and what a plan is about.

The embedded musician drafts chunks; for `music_v1` they are written as sections. Knows
plans; does not know the wire.
"""

from __future__ import annotations

from partita.limits import SECTION_MODELS
from partita.plan.chunks import (
    ChunkPlan,
    CompositionPlan,
    GenerationChunk,
    Prompt,
    SectionPlan,
)
from partita.plan.sections import as_chunks
from partita.plan.text import lyric_lines
from partita.providers import local
from partita.providers.local_extract import sections_of
from partita.providers.local_redraft import redraft
from partita.units import Milliseconds


def asked_plan(
    prompt: Prompt, model_id: str, basis: CompositionPlan | None = None
) -> CompositionPlan:
    """Draft a plan of the kind that a model takes.

    Args:
        basis: a plan of this kind to go by: only what the prompt names is changed.
    """
    if basis is not None:
        return redraft(prompt, basis, None)
    plan = local.draft(prompt, None)
    return sections_of(plan) if model_id in SECTION_MODELS else plan


def _generated(plan: ChunkPlan) -> list[GenerationChunk]:
    return [chunk for chunk in plan.chunks if isinstance(chunk, GenerationChunk)]


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
