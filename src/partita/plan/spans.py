"""Turn spans as written, by section or by time, into ranges of a source.

Knows the time lines of earlier targets; does not know what the range is taken for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from partita.manifest.resolved import SectionSpan, SourceSpec, Span, TimeSpan
from partita.plan.chunks import Source, TimeRange
from partita.plan.faults import fault, known_names_hint
from partita.plan.timeline import Timeline
from partita.units import format_duration

if TYPE_CHECKING:
    from collections.abc import Mapping

    from partita.errors import Diagnostic, Origin

_EXAMPLE_HINT = 'name a range by time instead, such as `"10s..20s"`'
_NO_SECTIONS = {
    "plan": ("names no sections in its text", _EXAMPLE_HINT),
    "file": ("is a recording and has no named sections", _EXAMPLE_HINT),
    "prompt": (
        "is asked for by prompt, and has no sections until its plan is drafted",
        f"`partita build {{name}}` drafts it first; or {_EXAMPLE_HINT}",
    ),
}
_NO_LENGTH = {
    "plan": "",
    "file": "the length of recording `{name}` is not known",
    "prompt": "the length of `{name}` is not known until its plan is drafted",
}


@dataclass(frozen=True)
class Known:
    """What is known while one piece is lowered, and what was found wrong so far.

    Args:
        timelines: of every target that was lowered before.
    """

    timelines: Mapping[str, Timeline]
    faults: list[Diagnostic] = field(default_factory=list)


@dataclass(frozen=True)
class _Place:
    """A source that is looked into, for messages."""

    name: str
    timeline: Timeline
    origin: Origin


def find_source(spec: SourceSpec, known: Known) -> Source | None:
    """Return the slice that a spec names; None when a fault was noted."""
    span = find_span(spec, known)
    if span is None:
        return None
    return Source(span, target=spec.target, song_id=spec.song_id)


def find_span(spec: SourceSpec, known: Known) -> TimeRange | None:
    """Return the range that a spec names; None when a fault was noted."""
    if spec.target is None:
        return _span_of_stored(spec, known)
    timeline = known.timelines.get(spec.target)
    if timeline is None:
        known.faults.append(_unknown_source(spec, known))
        return None
    found = _look(spec.span, _Place(spec.target, timeline, spec.origin))
    if isinstance(found, TimeRange):
        return found
    known.faults.append(found)
    return None


def _unknown_source(spec: SourceSpec, known: Known) -> Diagnostic:
    name = str(spec.target)
    return fault(
        "unknown-source",
        f"there is no song or edit `{name}`",
        spec.origin,
        hint=known_names_hint(name, known.timelines, "there are"),
    )


def _span_of_stored(spec: SourceSpec, known: Known) -> TimeRange | None:
    """Return the range of a stored song, of which nothing else is known."""
    span = spec.span
    if isinstance(span, TimeSpan) and span.end_ms is not None:
        whole = Timeline("file", None)
        found = _by_time(span, _Place(str(spec.song_id), whole, spec.origin))
        if isinstance(found, TimeRange):
            return found
        known.faults.append(found)
        return None
    known.faults.append(
        fault(
            "stored-song-range",
            f"stored song `{spec.song_id}` needs a range by time with both ends, "
            "its length and sections are not known here",
            spec.origin,
            hint='write `range = "0s..30s"`',
        )
    )
    return None


def _look(span: Span, place: _Place) -> TimeRange | Diagnostic:
    if isinstance(span, SectionSpan):
        return _by_section(span, place)
    return _by_time(span if isinstance(span, TimeSpan) else TimeSpan(0, None), place)


def _by_section(span: SectionSpan, place: _Place) -> TimeRange | Diagnostic:
    marks = place.timeline.marks
    if not marks:
        return _no_sections(span, place)
    found = [mark.range for mark in marks if mark.name == span.name]
    if not found:
        return fault(
            "unknown-section",
            f"`{place.name}` has no section `{span.name}`",
            place.origin,
            hint=known_names_hint(
                span.name, (mark.name for mark in marks), "its sections are"
            ),
        )
    if not 1 <= span.nth <= len(found):
        return _no_such_nth(span, len(found), place)
    return found[span.nth - 1]


def _no_sections(span: SectionSpan, place: _Place) -> Diagnostic:
    kind = place.timeline.kind
    reason, hint = _NO_SECTIONS[kind]
    return fault(
        "not-drafted" if kind == "prompt" else "no-sections",
        f"section `{span.name}` can't be found, `{place.name}` {reason}",
        place.origin,
        hint=hint.format(name=place.name),
    )


def _no_such_nth(span: SectionSpan, count: int, place: _Place) -> Diagnostic:
    times = "once" if count == 1 else f"{count} times"
    return fault(
        "unknown-section",
        f"`{place.name}` has section `{span.name}` {times}, there is no "
        f"`{span.name}#{span.nth}`",
        place.origin,
        hint=f"the first one is `{span.name}#1`",
    )


def _by_time(span: TimeSpan, place: _Place) -> TimeRange | Diagnostic:
    duration_ms = place.timeline.duration_ms
    end_ms = duration_ms if span.end_ms is None else span.end_ms
    if end_ms is None:
        return _no_length(place)
    if duration_ms is not None and max(end_ms, span.start_ms) > duration_ms:
        return _outside(span, duration_ms, place)
    if span.start_ms >= end_ms:
        return fault(
            "empty-range",
            f"range `{written(span)}` of `{place.name}` is empty",
            place.origin,
            hint="the end of a range comes after its start",
        )
    return TimeRange(span.start_ms, end_ms)


def _no_length(place: _Place) -> Diagnostic:
    kind = place.timeline.kind
    return fault(
        "not-drafted" if kind == "prompt" else "unknown-length",
        _NO_LENGTH[kind].format(name=place.name),
        place.origin,
        hint='give the range an end, such as `"0s..30s"`',
    )


def _outside(span: TimeSpan, duration_ms: int, place: _Place) -> Diagnostic:
    return fault(
        "range-outside",
        f"range `{written(span)}` reaches past the end of `{place.name}`, "
        f"which lasts {format_duration(duration_ms)}",
        place.origin,
        hint=f"end it at {format_duration(duration_ms)}, or leave its end open",
    )


def written(span: TimeSpan | TimeRange) -> str:
    """Write a range the way an author would, `10s..50s`."""
    end = "" if span.end_ms is None else format_duration(span.end_ms)
    return f"{format_duration(span.start_ms)}..{end}"
