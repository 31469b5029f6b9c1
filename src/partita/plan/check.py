"""Hold lowered plans and prompts against every limit of the Music API.

Knows where each number of a plan is found, and what the API refuses; does not know
what is merely unwise (see `advice`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from partita import limits
from partita.plan import rules
from partita.plan.chunks import (
    CompositionPlan,
    GenerationChunk,
    LoweredTarget,
    Section,
    SectionPlan,
)
from partita.plan.faults import fault, known_names_hint
from partita.plan.labels import chunk_labels
from partita.plan.rules import Subject
from partita.plan.text import ChunkText, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partita.errors import Diagnostic, Origin
    from partita.manifest.resolved import Manifest
    from partita.plan.chunks import Chunk, Source
    from partita.plan.lower import Lowering


def check(lowering: Lowering, manifest: Manifest) -> tuple[Diagnostic, ...]:
    """Return everything in the lowered plans that the API would refuse."""
    pieces = manifest.pieces
    return tuple(
        found
        for name, target in lowering.targets.items()
        for found in _of_target(target, pieces[name].origin, lowering)
    )


def _of_target(
    target: LoweredTarget, origin: Origin, lowering: Lowering
) -> Iterator[Diagnostic]:
    subject = Subject(f"`{target.name}`", origin)
    if target.seed is not None:
        yield from rules.judge(rules.SEED, target.seed, subject.at("seed"))
    yield from _of_model(target, subject)
    yield from _of_prompt(target, subject)
    if target.plan is None:
        return
    yield from _of_whole(target.plan, subject)
    places = zip(
        chunk_labels(target.plan),
        lowering.origins[target.name],
        lowering.workings[target.name],
        strict=True,
    )
    for place, part in zip(places, parts_of(target.plan), strict=True):
        yield from _of_part(part, Subject(*place))


def parts_of(plan: CompositionPlan) -> tuple[Chunk, ...] | tuple[Section, ...]:
    """Return the chunks or sections of a plan."""
    return plan.sections if isinstance(plan, SectionPlan) else plan.chunks


def _of_model(target: LoweredTarget, subject: Subject) -> Iterator[Diagnostic]:
    """Check that the model takes plans of this type; a file is for no model."""
    model = target.model_id
    if model not in limits.MODELS:
        yield fault(
            "unknown-model",
            f"{subject.label} asks for model `{model}`, which is not known",
            subject.origin.at("model"),
            hint=known_names_hint(model, limits.MODELS, "the models are"),
        )
        return
    takes_sections = isinstance(target.plan, SectionPlan)
    fitting = limits.SECTION_MODELS if takes_sections else limits.CHUNK_MODELS
    if target.plan is None or model in fitting:
        return
    what, other = ("sections", "chunks") if takes_sections else ("chunks", "sections")
    names = " or ".join(f"`{name}`" for name in fitting)
    yield fault(
        "model-plan",
        f"{subject.label} is a plan of {what}, model `{model}` takes plans of {other}",
        subject.origin.at("model"),
        hint=f"give it the model {names}",
    )


def _of_prompt(target: LoweredTarget, subject: Subject) -> Iterator[Diagnostic]:
    if target.prompt is None:
        return
    prompt = target.prompt
    yield from rules.judge(rules.PROMPT, len(prompt.text), subject.at("prompt"))
    if prompt.length_ms is not None:
        yield from rules.judge(
            rules.PROMPT_LENGTH, prompt.length_ms, subject.at("length")
        )


def _of_whole(plan: CompositionPlan, subject: Subject) -> Iterator[Diagnostic]:
    parts = parts_of(plan)
    rule = rules.SECTIONS if isinstance(plan, SectionPlan) else rules.CHUNKS
    yield from rules.judge(rule, len(parts), subject)
    if parts:
        yield from rules.judge(rules.LENGTH, plan.duration_ms, subject)
    if isinstance(plan, SectionPlan):
        asked, forbidden = plan.positive_global_styles, plan.negative_global_styles
        yield from rules.judge(rules.STYLES, len(asked), subject)
        yield from rules.judge(rules.FORBIDDEN, len(forbidden), subject)


def _of_part(part: Chunk | Section, subject: Subject) -> Iterator[Diagnostic]:
    if isinstance(part, Section):
        yield from _of_section(part, subject)
    elif isinstance(part, GenerationChunk):
        yield from _of_generation(part, subject)
    else:
        yield from _of_source(rules.KEPT, part.source, subject)


def _of_generation(chunk: GenerationChunk, subject: Subject) -> Iterator[Diagnostic]:
    yield from _of_duration(chunk.duration_ms, subject)
    subject = subject.explained(None)
    yield from rules.judge(rules.TEXT, len(chunk.text), subject.at("text"))
    yield from _of_text(parse(chunk.text), subject.at("text"))
    yield from rules.judge(rules.STYLES, len(chunk.positive_styles), subject)
    yield from rules.judge(rules.FORBIDDEN, len(chunk.negative_styles), subject)
    if chunk.conditioning:
        place = subject.at("conditioning")
        yield from _of_source(rules.CONDITIONED, chunk.conditioning, place)


def _of_duration(duration_ms: int, subject: Subject) -> Iterator[Diagnostic]:
    place = subject.at("bars") if subject.working else subject
    yield from rules.judge(rules.DURATION, duration_ms, place)


def _of_text(text: ChunkText, subject: Subject) -> Iterator[Diagnostic]:
    if text.section is not None:
        yield from rules.judge(rules.SECTION_NAME, len(text.section), subject)
    yield from _of_lines(text.lines, subject)


def _of_lines(lines: tuple[str, ...], subject: Subject) -> Iterator[Diagnostic]:
    yield from rules.judge(rules.LINES, len(lines), subject)
    for line in lines:
        quoted = subject.explained(f"`{line[:50]}…`")
        yield from rules.judge(rules.LINE, len(line), quoted)


def _of_section(section: Section, subject: Subject) -> Iterator[Diagnostic]:
    yield from _of_duration(section.duration_ms, subject)
    subject = subject.explained(None)
    name_place = subject.at("section_name")
    yield from rules.judge(rules.SECTION_NAME, len(section.section_name), name_place)
    yield from _of_lines(section.lines, subject.at("lines"))
    yield from rules.judge(rules.STYLES, len(section.positive_local_styles), subject)
    yield from rules.judge(rules.FORBIDDEN, len(section.negative_local_styles), subject)
    if section.source_from:
        place = subject.at("source_from")
        yield from _of_source(rules.KEPT, section.source_from.source, place)
        yield from rules.judge(
            rules.LEFT_OUT, len(section.source_from.negative_ranges), place
        )


def _of_source(
    rule: rules.Rule, source: Source, subject: Subject
) -> Iterator[Diagnostic]:
    yield from rules.judge(rule, source.range.duration_ms, subject)
    if source.song_id is not None:
        yield from rules.judge(rules.SONG_ID, len(source.song_id), subject)
