"""Name chunks in messages: by their section when that is clear, else by number."""

from __future__ import annotations

from collections import Counter

from partita.plan.chunks import CompositionPlan, GenerationChunk, SectionPlan
from partita.plan.text import section_name


def chunk_labels(plan: CompositionPlan) -> tuple[str, ...]:
    """Return one label for each chunk or section of a plan."""
    if isinstance(plan, SectionPlan):
        return _labels("section", [each.section_name for each in plan.sections])
    names = [
        section_name(each.text) if isinstance(each, GenerationChunk) else None
        for each in plan.chunks
    ]
    return _labels("chunk", names)


def _labels(what: str, names: list[str | None] | list[str]) -> tuple[str, ...]:
    counts = Counter(names)
    return tuple(
        f"{what} {number}"
        if not name
        else f"{what} `{name}`"
        if counts[name] == 1
        else f"{what} {number} `{name}`"
        for number, name in enumerate(names, start=1)
    )
