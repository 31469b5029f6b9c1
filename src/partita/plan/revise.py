"""Revise a take: keep its chunks that the new plan did not change, make the rest.

Two plans in, one plan out, in which every unchanged generation chunk is an audio
reference to the old take's own timeline. Pure. Knows neither takes nor prices; which
sources are the same audio is said by their names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING

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
)
from partita.plan.sources import with_sources
from partita.units import Milliseconds

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What both types of plan are made of.
Piece = Chunk | Section


@dataclass(frozen=True)
class Kept:
    """A piece of the new plan whose audio the old take has.

    Args:
        chunk: number of the chunk or section in the new plan, from 1.
        start_ms: where it stands in the old take.
        at_ms: where it stands in the new one.
    """

    chunk: int
    start_ms: Milliseconds
    at_ms: Milliseconds
    duration_ms: Milliseconds


@dataclass(frozen=True)
class Revision:
    """A plan that makes only what changed, as long as the new plan.

    Args:
        kept: what stays of the old take, in the order of the new plan.
        made_ms: how much is generated; 0 when chunks only went or moved, so that all
            of the audio is there already.
        kept_ms: all the rest, the new plan's own references included.
    """

    plan: CompositionPlan
    kept: tuple[Kept, ...]
    made_ms: Milliseconds
    kept_ms: Milliseconds


def revise(
    old: CompositionPlan, new: CompositionPlan, *, own: str = "own"
) -> Revision | None:
    """Return how to bring the take of an old plan up to a new one.

    None when that would not help: nothing changed, or nothing can be kept, or the
    result would break a limit. Nor when the first chunk changed, which sets the tone of
    all, unless chunks only went or moved.

    A shortened chunk is made anew, since its music would break off instead of ending.
    So is the second copy of a chunk: another performance was asked for, not an echo.

    Args:
        old, new: equal names of sources mean equal audio, see `named_alike`.
        own: what the old take is called in the result.
    """
    if old == new or not _of_one_kind(old, new):
        return None
    kept = _kept(_pieces(old), _pieces(new))
    plan = _revised(new, kept, own)
    if not kept or not _allowed(plan):
        return None
    anew_ms = sum(map(made_ms, _pieces(plan)))
    only_moved = not anew_ms and all(each in _pieces(old) for each in _pieces(new))
    if _pieces(old)[0] != _pieces(new)[0] and not only_moved:
        return None
    return Revision(plan, kept, anew_ms, new.duration_ms - anew_ms)


def has_kept(old: CompositionPlan, new: CompositionPlan) -> bool:
    """Tell whether an old take has anything that a new plan asks for as it was."""
    return _of_one_kind(old, new) and bool(_kept(_pieces(old), _pieces(new)))


def named_alike(
    old: CompositionPlan, was: Mapping[str, str], now: Mapping[str, str]
) -> CompositionPlan:
    """Rename an old plan's sources to what the new plan calls the same audio.

    Args:
        was, now: digests of audio by the name of the source, then and now.
    """
    names = {digest: name for name, digest in sorted(now.items(), reverse=True)}
    alike = {name: names.get(digest, f"was {name}") for name, digest in was.items()}

    def renamed(source: Source) -> Source:
        if source.target is None:
            return source
        return replace(source, target=alike.get(source.target, f"was {source.target}"))

    return with_sources(old, renamed)


def _pieces(plan: CompositionPlan) -> Sequence[Piece]:
    return plan.sections if isinstance(plan, SectionPlan) else plan.chunks


def _of_one_kind(old: CompositionPlan, new: CompositionPlan) -> bool:
    """Tell whether both plans are of the same type, and say the same of the whole."""
    return type(old) is type(new) and _globals(old) == _globals(new)


def _globals(plan: CompositionPlan) -> tuple[tuple[str, ...], ...]:
    if isinstance(plan, ChunkPlan):
        return ()
    return plan.positive_global_styles, plan.negative_global_styles


def _kept(old: Sequence[Piece], new: Sequence[Piece]) -> tuple[Kept, ...]:
    """Return the generated pieces of the new plan that the old take has."""
    found = _aligned(old, new)
    unused = [i for i in range(len(old)) if i not in found.values()]
    for number, piece in enumerate(new):
        moved = [i for i in unused if old[i] == piece]
        if number not in found and moved:
            found[number] = moved[0]
            unused.remove(moved[0])
    starts_ms, at_ms = _starts(old), _starts(new)
    return tuple(
        Kept(number + 1, starts_ms[found[number]], at_ms[number], piece.duration_ms)
        for number, piece in enumerate(new)
        if number in found and made_ms(piece)
    )


def _starts(pieces: Sequence[Piece]) -> list[Milliseconds]:
    return list(accumulate((each.duration_ms for each in pieces), initial=0))


def _aligned(old: Sequence[Piece], new: Sequence[Piece]) -> dict[int, int]:
    """Return which old piece each new one is, by a longest common subsequence.

    The longest in time, not in number; of equal ones the earliest, which leaves the
    fewest seams.
    """
    common_ms = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            common_ms[i][j] = (
                old[i].duration_ms + common_ms[i + 1][j + 1]
                if old[i] == new[j]
                else max(common_ms[i + 1][j], common_ms[i][j + 1])
            )
    found, i, j = {}, 0, 0
    while i < len(old) and j < len(new):
        if old[i] == new[j]:
            found[j] = i
            i, j = i + 1, j + 1
        elif common_ms[i + 1][j] >= common_ms[i][j + 1]:
            i += 1
        else:
            j += 1
    return found


def made_ms(piece: Piece) -> Milliseconds:
    """Return how much of a chunk or section is generated."""
    if isinstance(piece, ReferenceChunk):
        return 0
    if not isinstance(piece, Section) or piece.source_from is None:
        return piece.duration_ms
    left_out = sum(each.duration_ms for each in piece.source_from.negative_ranges)
    taken_ms = piece.source_from.source.range.duration_ms - left_out
    return max(0, piece.duration_ms - taken_ms)


def _revised(new: CompositionPlan, kept: tuple[Kept, ...], own: str) -> CompositionPlan:
    taken = {
        each.chunk: Source(
            TimeRange(each.start_ms, each.start_ms + each.duration_ms), own
        )
        for each in kept
    }
    if isinstance(new, ChunkPlan):
        return ChunkPlan(tuple(_joined(new.chunks, taken)))
    sections = (
        replace(section, source_from=SectionSource(taken[number]))
        if number in taken
        else section
        for number, section in enumerate(new.sections, start=1)
    )
    return replace(new, sections=tuple(sections))


def _joined(chunks: Sequence[Chunk], taken: Mapping[int, Source]) -> Iterator[Chunk]:
    """Yield chunks; those taken that follow each other in both takes become one."""
    held: Source | None = None
    for number, chunk in enumerate(chunks, start=1):
        source = taken.get(number)
        if held and source and held.range.end_ms == source.range.start_ms:
            held = replace(
                held, range=TimeRange(held.range.start_ms, source.range.end_ms)
            )
            continue
        if held:
            yield ReferenceChunk(held)
        held = source
        if not source:
            yield chunk
    if held:
        yield ReferenceChunk(held)


def _allowed(plan: CompositionPlan) -> bool:
    pieces = _pieces(plan)
    return (
        CHUNKS.allows(len(pieces))
        and PLAN_LENGTH.allows(plan.duration_ms)
        and all(
            REFERENCE_RANGE.allows(each.duration_ms)
            for each in pieces
            if not made_ms(each)
        )
    )
