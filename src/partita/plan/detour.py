"""Take from what a source was cut from, where that is stored and the source is not.

A plan goes in with sources by name and comes out with stored songs in their place, as
far as some hold the audio: a reference may become several, one after the other. What is
left has to be handed in, as little as can be. Pure. Knows no provider; what is stored,
and what was cut from what, a library tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from partita.limits import CHUNKS, PLAN_LENGTH, REFERENCE_RANGE
from partita.plan.chunks import (
    Chunk,
    ChunkPlan,
    CompositionPlan,
    ReferenceChunk,
    Section,
    SectionPlan,
    SectionSource,
    Source,
    TimeRange,
    sources_of,
)
from partita.plan.sources import with_sources
from partita.units import Milliseconds


@dataclass(frozen=True)
class Stretch:
    """A stretch of some audio that is another's, unchanged.

    Args:
        source: by the name that the library knows it under.
    """

    at_ms: Milliseconds
    source: Source

    @property
    def end_ms(self) -> Milliseconds:
        """Return where it ends."""
        return self.at_ms + self.source.range.duration_ms


class Library(Protocol):
    """Who knows where audio is, by the audio's name."""

    def song_of(self, audio: str) -> str | None:
        """Return a stored song that holds it."""

    def stretches_of(self, audio: str) -> Iterable[Stretch]:
        """Return what of it is known to be other audio's, in order."""

    def length_ms_of(self, audio: str) -> Milliseconds | None:
        """Return how much there would be to hand in; None when it is not here."""


@dataclass(frozen=True)
class Detour:
    """A plan as it can be sent.

    Args:
        plan: sources are stored songs; a name is left where none holds the audio.
        numbers: for each of its pieces, which of the plan that went in it is, from 0.
        is_longer: a source was replaced by what it was cut from.
    """

    plan: CompositionPlan
    numbers: tuple[int, ...]
    is_longer: bool = False

    @property
    def unstored(self) -> tuple[str, ...]:
        """Return the names that are left, each once."""
        return tuple(dict.fromkeys(s.target for s in sources_of(self.plan) if s.target))


def with_stored_songs(plan: CompositionPlan, library: Library) -> Detour:
    """Put stored songs in the place of all sources whose audio some hold.

    A source that a limit forbids to be taken piece by piece stays as it is, and one
    whose pieces would be more to hand in.
    """

    def named(source: Source) -> Source:
        song_id = None if source.target is None else library.song_of(source.target)
        return source if song_id is None else Source(source.range, song_id=song_id)

    def to_hand_in(way: Detour) -> Milliseconds:
        lengths_ms = (library.length_ms_of(name) for name in way.unstored)
        return sum(PLAN_LENGTH.maximum if ms is None else ms for ms in lengths_ms)

    whole = with_sources(plan, named)
    pieces = whole.sections if isinstance(whole, SectionPlan) else whole.chunks
    straight = Detour(whole, tuple(range(len(pieces))))
    around = best = straight
    for name in straight.unstored:
        around = _around(around, name, library) or around
        best = min(_around(best, name, library) or best, best, key=to_hand_in)
    # What two sources were cut from may be more than one of them, and less than both.
    return min(around, best, key=to_hand_in)


def _around(way: Detour, name: str, library: Library) -> Detour | None:
    """Replace one source everywhere; return None where that can't be, or is nothing."""
    if not any(library.stretches_of(name)):
        return None
    plan, numbers = way.plan, way.numbers
    if isinstance(plan, SectionPlan):
        found = (_section(each, name, library) for each in plan.sections)
        sections = tuple(each for each in found if each is not None)
        if len(sections) < len(plan.sections):
            return None
        return Detour(replace(plan, sections=sections), numbers, is_longer=True)
    chunks: list[Chunk] = []
    of: list[int] = []
    for number, chunk in zip(numbers, plan.chunks, strict=True):
        taken = _chunks(chunk, name, library)
        if not taken:
            return None
        chunks += taken
        of += [number] * len(taken)
    if not CHUNKS.allows(len(chunks)):
        return None
    return Detour(ChunkPlan(tuple(chunks)), tuple(of), is_longer=True)


def _chunks(chunk: Chunk, name: str, library: Library) -> list[Chunk]:
    """Return what takes a chunk's place; nothing if it can't be had."""
    source = chunk.source if isinstance(chunk, ReferenceChunk) else chunk.conditioning
    if source is None or source.target != name:
        return [chunk]
    parts = _parts(source, library)
    if isinstance(chunk, ReferenceChunk):
        allowed = all(REFERENCE_RANGE.allows(each.range.duration_ms) for each in parts)
        return [ReferenceChunk(each) for each in parts] if allowed else []
    # What a chunk is conditioned on is one range.
    return [replace(chunk, conditioning=parts[0])] if len(parts) == 1 else []


def _section(section: Section, name: str, library: Library) -> Section | None:
    taken = section.source_from
    if taken is None or taken.source.target != name:
        return section
    parts = _parts(taken.source, library)
    if len(parts) != 1:
        return None
    by_ms = parts[0].range.start_ms - taken.source.range.start_ms
    left_out = tuple(_moved(each, by_ms) for each in taken.negative_ranges)
    instead = SectionSource(parts[0], left_out)
    return replace(section, source_from=instead)


def _moved(span: TimeRange, by_ms: Milliseconds) -> TimeRange:
    return TimeRange(span.start_ms + by_ms, span.end_ms + by_ms)


def _parts(
    source: Source, library: Library, inside: frozenset[str] = frozenset()
) -> Sequence[Source]:
    """Return the ranges that a range is, of stored songs and of what is cut nowhere.

    Args:
        inside: names that are being looked into, since audio may be a cut of itself.
    """
    assert source.target is not None
    song_id = library.song_of(source.target)
    if song_id is not None:
        return [Source(source.range, song_id=song_id)]
    itself = [] if library.length_ms_of(source.target) is None else [source]
    if source.target in inside:
        return itself
    found: list[Source] = []
    at_ms = source.range.start_ms
    for stretch in library.stretches_of(source.target):
        if not stretch.at_ms <= at_ms < min(stretch.end_ms, source.range.end_ms):
            continue
        end_ms = min(stretch.end_ms, source.range.end_ms)
        by_ms = stretch.source.range.start_ms - stretch.at_ms
        below = replace(stretch.source, range=TimeRange(at_ms + by_ms, end_ms + by_ms))
        parts = _parts(below, library, inside | {source.target})
        if not parts:
            return itself
        found += parts
        at_ms = end_ms
    return _joined(found) if at_ms == source.range.end_ms else itself


def _joined(parts: Sequence[Source]) -> Sequence[Source]:
    """Make one of ranges that follow each other in the same stored song."""
    found: list[Source] = []
    for part in parts:
        last = found[-1] if found else None
        if last and _follows(last, part):
            found[-1] = replace(last, range=_span(last.range, part.range))
        else:
            found.append(part)
    return found


def _follows(last: Source, part: Source) -> bool:
    where = last.song_id, last.target, last.range.end_ms
    return where == (part.song_id, part.target, part.range.start_ms)


def _span(first: TimeRange, last: TimeRange) -> TimeRange:
    return TimeRange(first.start_ms, last.end_ms)
