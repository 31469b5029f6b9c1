"""Time lines: how long a piece is, and which section and pulse stand where.

A time line follows from a plan and from the time lines of its sources. Knows ranges;
does not know how they were asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from partita.plan.chunks import (
    Chunk,
    CompositionPlan,
    GenerationChunk,
    ReferenceChunk,
    Section,
    SectionMark,
    SectionPlan,
    Source,
    TimeRange,
)
from partita.plan.tempo import Pulse
from partita.plan.text import section_name
from partita.units import Milliseconds


@dataclass(frozen=True)
class PulseChange:
    """A pulse, and where it begins to hold."""

    start_ms: Milliseconds
    pulse: Pulse


@dataclass(frozen=True)
class Timeline:
    """What is known of a piece's time.

    Args:
        kind: `prompt` while nobody has drafted it; a `file` has no sections.
        duration_ms: None when it is not known yet.
    """

    kind: Literal["plan", "prompt", "file"]
    duration_ms: Milliseconds | None
    marks: tuple[SectionMark, ...] = ()
    pulses: tuple[PulseChange, ...] = ()

    def pulse_at(self, time_ms: Milliseconds) -> Pulse:
        """Return the pulse that holds at a time."""
        held = [each.pulse for each in self.pulses if each.start_ms <= time_ms]
        return held[-1] if held else Pulse()

    def cut(self, piece: TimeRange) -> Timeline:
        """Return the time line of a slice, from 0."""
        return Timeline(
            "plan",
            piece.duration_ms,
            tuple(_cut_marks(self.marks, piece)),
            tuple(_cut_pulses(self, piece)),
        )


#: Time lines by the name of their target.
Timelines = Mapping[str, Timeline]


def _cut_marks(marks: tuple[SectionMark, ...], piece: TimeRange) -> list[SectionMark]:
    cut = []
    for mark in marks:
        start_ms = max(mark.range.start_ms, piece.start_ms)
        end_ms = min(mark.range.end_ms, piece.end_ms)
        if start_ms < end_ms:
            cut.append(_moved(mark.name, TimeRange(start_ms, end_ms), -piece.start_ms))
    return cut


def _moved(name: str, span: TimeRange, by_ms: Milliseconds) -> SectionMark:
    return SectionMark(name, TimeRange(span.start_ms + by_ms, span.end_ms + by_ms))


def _cut_pulses(timeline: Timeline, piece: TimeRange) -> list[PulseChange]:
    if not timeline.pulses:
        return []
    later = [
        PulseChange(change.start_ms - piece.start_ms, change.pulse)
        for change in timeline.pulses
        if piece.start_ms < change.start_ms < piece.end_ms
    ]
    return [PulseChange(0, timeline.pulse_at(piece.start_ms)), *later]


def of_plan(
    plan: CompositionPlan, known: Timelines, opening: Pulse | None = None
) -> Timeline:
    """Return the time line of a plan.

    Args:
        known: the time lines of its sources; others are taken for nameless audio.
        opening: the pulse before any chunk names one.
    """
    if isinstance(plan, SectionPlan):
        return _joined(_of_sections(plan))
    return _joined(_of_chunks(plan.chunks, known, opening or Pulse()))


def _joined(pieces: tuple[Timeline, ...]) -> Timeline:
    start_ms = 0
    marks: list[SectionMark] = []
    pulses: list[PulseChange] = []
    for piece in pieces:
        marks += [_moved(mark.name, mark.range, start_ms) for mark in piece.marks]
        pulses += [PulseChange(start_ms + p.start_ms, p.pulse) for p in piece.pulses]
        start_ms += piece.duration_ms or 0
    return Timeline("plan", start_ms, tuple(marks), tuple(pulses))


def _of_chunks(
    chunks: tuple[Chunk, ...], known: Timelines, pulse: Pulse
) -> tuple[Timeline, ...]:
    pieces = []
    for chunk in chunks:
        piece = of_chunk(chunk, pulse, known)
        pulse = piece.pulse_at(chunk.duration_ms) if piece.pulses else pulse
        pieces.append(piece)
    return tuple(pieces)


def of_chunk(chunk: Chunk, before: Pulse, known: Timelines) -> Timeline:
    """Return the time line of one chunk, from 0.

    Args:
        before: the pulse that the chunk before it left.
    """
    if isinstance(chunk, ReferenceChunk):
        source = known.get(chunk.source.target or "")
        return (source or Timeline("file", None)).cut(chunk.source.range)
    return _of_generation(chunk, before, known)


def _of_generation(chunk: GenerationChunk, before: Pulse, known: Timelines) -> Timeline:
    pulse = pulse_of(chunk.positive_styles, chunk.conditioning, before, known)
    return _named(section_name(chunk.text), chunk.duration_ms, pulse)


def pulse_of(
    styles: tuple[str, ...],
    conditioning: Source | None,
    before: Pulse,
    known: Timelines,
) -> Pulse:
    """Return the pulse of a chunk: its own, else the last one, else its reference's."""
    reference = known.get(conditioning.target or "") if conditioning else None
    if before.tempo_bpm is None and conditioning and reference:
        before = reference.pulse_at(conditioning.range.start_ms)
    return before.after(styles)


def _of_sections(plan: SectionPlan) -> tuple[Timeline, ...]:
    pulse = Pulse().after(plan.positive_global_styles)
    pieces = []
    for section in plan.sections:
        pulse = pulse.after(section.positive_local_styles)
        pieces.append(_of_section(section, pulse))
    return tuple(pieces)


def _of_section(section: Section, pulse: Pulse) -> Timeline:
    return _named(section.section_name, section.duration_ms, pulse)


def _named(name: str | None, duration_ms: Milliseconds, pulse: Pulse) -> Timeline:
    whole = TimeRange(0, duration_ms)
    marks = (SectionMark(name, whole),) if name else ()
    return Timeline("plan", duration_ms, marks, (PulseChange(0, pulse),))
