"""Lower the sections of a v1 plan.

Knows section plans as written; does not know how they are played (see `sections`).
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from partita.plan.assemble import Laid, lay
from partita.plan.chunks import Section, SectionPlan, SectionSource, TimeRange
from partita.plan.faults import fault
from partita.plan.spans import Known, find_source, written
from partita.plan.tempo import Position, Pulse

if TYPE_CHECKING:
    from partita.errors import Diagnostic
    from partita.manifest.resolved import (
        Length,
        SectionsContent,
        SectionSpec,
        TimeSpan,
    )
    from partita.plan.chunks import Source
    from partita.units import Milliseconds


def lower_sections(
    content: SectionsContent, known: Known
) -> tuple[SectionPlan, tuple[str | None, ...]]:
    """Return a v1 plan and the sum behind each length; faults are noted."""
    position = Position()
    pulse = Pulse().after(content.positive_global_styles)
    sections: list[Section] = []
    workings: list[str | None] = []
    for spec in content.sections:
        source = _section_source(spec, known)
        pulse = pulse.after(spec.positive_local_styles)
        laid = lay(_length(spec, source), position, pulse, spec.origin)
        if not isinstance(laid, Laid):
            known.faults.append(laid)
            continue
        sections.append(_section(spec, laid.end.ms - position.ms, source))
        workings.append(laid.working)
        position = laid.end
    plan = SectionPlan(
        content.positive_global_styles,
        content.negative_global_styles,
        tuple(sections),
    )
    return plan, tuple(workings)


def _length(spec: SectionSpec, source: SectionSource | None) -> Length | None:
    """Return the written length; a section from a source lasts as long as its range."""
    if spec.length is None and source:
        return source.source.range.duration_ms
    return spec.length


def _section(
    spec: SectionSpec, duration_ms: Milliseconds, source: SectionSource | None
) -> Section:
    return Section(
        spec.section_name,
        duration_ms,
        spec.positive_local_styles,
        spec.negative_local_styles,
        spec.lines,
        source,
    )


def _section_source(spec: SectionSpec, known: Known) -> SectionSource | None:
    if spec.source_from is None:
        return None
    source = find_source(spec.source_from, known)
    if source is None:
        return None
    left_out = [_left_out(each, source, spec, known) for each in spec.negative_ranges]
    ranges = sorted((each for each in left_out if each), key=lambda each: each.start_ms)
    for one, other in pairwise(ranges):
        if other.start_ms < one.end_ms:
            known.faults.append(_overlap(one, other, spec))
    return SectionSource(source, tuple(ranges))


def _left_out(
    span: TimeSpan, source: Source, spec: SectionSpec, known: Known
) -> TimeRange | None:
    """Return a negative range, which counts time as the source does."""
    whole = source.range
    end_ms = whole.end_ms if span.end_ms is None else span.end_ms
    if whole.start_ms <= span.start_ms < end_ms <= whole.end_ms:
        return TimeRange(span.start_ms, end_ms)
    known.faults.append(
        fault(
            "negative-range",
            f"negative range `{written(span)}` does not lie inside the section's "
            f"range `{written(whole)}`",
            spec.origin.at("source_from", "negative_ranges"),
            hint="count it from the start of the source, as `range` does",
        )
    )
    return None


def _overlap(one: TimeRange, other: TimeRange, spec: SectionSpec) -> Diagnostic:
    return fault(
        "negative-range",
        f"negative ranges `{written(one)}` and `{written(other)}` overlap",
        spec.origin.at("source_from", "negative_ranges"),
        hint="join them into one",
    )
