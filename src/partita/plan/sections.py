"""Say how a v1 section plan is played by a musician who plays chunks.

The API does not document whether `negative_ranges` are closed up or made anew; here
they are made anew in place, so that what is kept stays where it was in its phrase.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partita.plan.chunks import (
    Chunk,
    ChunkPlan,
    GenerationChunk,
    ReferenceChunk,
    Section,
    SectionPlan,
    Source,
    TimeRange,
)
from partita.plan.text import from_lines
from partita.units import Milliseconds

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class _Gap:
    """A stretch of a section that is made anew."""

    duration_ms: Milliseconds


def as_chunks(plan: SectionPlan) -> ChunkPlan:
    """Return the chunks that play a section plan, exactly as long as its sections.

    The first generated chunk takes the global positive styles, since it sets the tone;
    every one takes the global negative styles that its section does not ask for.
    """
    chunks: list[Chunk] = []
    tone = plan.positive_global_styles
    for section in plan.sections:
        pieces = tuple(_fitted(section))
        longest = _longest_gap(pieces)
        for piece in pieces:
            if isinstance(piece, Source):
                chunks.append(ReferenceChunk(piece))
                continue
            lines = section.lines if piece is longest else ()
            chunks.append(_generated(section, piece, lines, tone, plan))
            tone = ()
    return ChunkPlan(tuple(chunks))


def _longest_gap(pieces: tuple[Source | _Gap, ...]) -> _Gap | None:
    """Return the gap that has room for the lyrics, the first of equals."""
    gaps = [piece for piece in pieces if isinstance(piece, _Gap)]
    return max(gaps, key=lambda gap: gap.duration_ms, default=None)


def _generated(
    section: Section,
    gap: _Gap,
    lines: tuple[str, ...],
    tone: tuple[str, ...],
    plan: SectionPlan,
) -> GenerationChunk:
    wanted = section.positive_local_styles
    unwanted = (s for s in plan.negative_global_styles if s not in wanted)
    return GenerationChunk(
        from_lines(section.section_name, lines),
        gap.duration_ms,
        (*tone, *wanted),
        (*unwanted, *section.negative_local_styles),
    )


def _fitted(section: Section) -> Iterator[Source | _Gap]:
    """Cut a section's pieces where it ends, or fill it up; gaps that meet are one."""
    left_ms, gap_ms = section.duration_ms, 0
    for piece in (*_pieces(section), _Gap(section.duration_ms)):
        length_ms = max(0, min(_length(piece), left_ms))
        left_ms -= length_ms
        if isinstance(piece, _Gap):
            gap_ms += length_ms
        elif length_ms:
            yield from _gap(gap_ms)
            gap_ms = 0
            yield _slice(piece, piece.range.start_ms, piece.range.start_ms + length_ms)
    yield from _gap(gap_ms)


def _gap(length_ms: Milliseconds) -> tuple[_Gap, ...]:
    return (_Gap(length_ms),) if length_ms else ()


def _length(piece: Source | _Gap) -> Milliseconds:
    return piece.duration_ms if isinstance(piece, _Gap) else piece.range.duration_ms


def _pieces(section: Section) -> Iterator[Source | _Gap]:
    """Return what is kept of a section's source, and gaps for what is left out."""
    if section.source_from is None:
        return
    source = section.source_from.source
    done_ms = source.range.start_ms
    for hole in sorted(section.source_from.negative_ranges, key=_start):
        start_ms = max(done_ms, hole.start_ms)
        end_ms = min(hole.end_ms, source.range.end_ms)
        if start_ms < end_ms:
            yield _slice(source, done_ms, start_ms)
            yield _Gap(end_ms - start_ms)
            done_ms = end_ms
    yield _slice(source, done_ms, source.range.end_ms)


def _start(span: TimeRange) -> Milliseconds:
    return span.start_ms


def _slice(source: Source, start_ms: Milliseconds, end_ms: Milliseconds) -> Source:
    return Source(TimeRange(start_ms, end_ms), source.target, source.song_id)
