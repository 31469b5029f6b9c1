"""Tile a source with what is kept of it and what takes the place of the rest.

Knows ranges of one source; does not know where they came from.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from partita import limits
from partita.plan.assemble import Kept, Made
from partita.plan.chunks import Source, TimeRange
from partita.plan.faults import fault
from partita.plan.spans import Known, written
from partita.units import Milliseconds, format_duration

if TYPE_CHECKING:
    from partita.errors import Diagnostic
    from partita.manifest.resolved import ReplaceContent, Replacement


@dataclass(frozen=True)
class Stretch:
    """A replacement and the range that it takes the place of."""

    range: TimeRange
    replacement: Replacement


def replaced(
    content: ReplaceContent,
    found: tuple[TimeRange, ...],
    whole: Kept,
    known: Known,
) -> tuple[Kept | Made, ...]:
    """Return kept and made entries that follow the source from end to end.

    Args:
        found: the ranges of the replacements, in their order.
        whole: all of the source.
    """
    stretches = sorted(
        map(Stretch, found, content.replacements),
        key=lambda each: (each.range.start_ms, each.range.end_ms),
    )
    known.faults.extend(_overlaps(stretches))
    known.faults.extend(
        wrong for each in stretches if (wrong := _inherited_fault(each))
    )
    entries: list[Kept | Made] = []
    done_ms: Milliseconds = 0
    for each in stretches:
        entries += _kept(whole, done_ms, each.range.start_ms)
        entries.append(_made(each))
        done_ms = each.range.end_ms
    entries += _kept(whole, done_ms, whole.source.range.end_ms)
    return tuple(entries)


def _kept(whole: Kept, start_ms: Milliseconds, end_ms: Milliseconds) -> list[Kept]:
    """Return the slice between two borders, or none when they meet."""
    if start_ms >= end_ms:
        return []
    span = TimeRange(start_ms, end_ms)
    return [Kept(whole.origin, Source(span, whole.source.target))]


def _made(stretch: Stretch) -> Made:
    spec = stretch.replacement.chunk
    return Made(spec, stretch.range.duration_ms if spec.length is None else None)


def _overlaps(stretches: list[Stretch]) -> list[Diagnostic]:
    return [
        fault(
            "ranges-overlap",
            f"replaced ranges `{written(one.range)}` and `{written(other.range)}` "
            "overlap",
            other.replacement.origin,
            hint="end the one where the other begins, or replace both as one",
        )
        for one, other in pairwise(stretches)
        if other.range.start_ms < one.range.end_ms
    ]


def _inherited_fault(stretch: Stretch) -> Diagnostic | None:
    """Judge a length that nobody wrote: it is that of the replaced range."""
    length_ms, limit = stretch.range.duration_ms, limits.CHUNK_DURATION
    if stretch.replacement.chunk.length is not None or limit.allows(length_ms):
        return None
    short = length_ms < limit.minimum
    bound = "at least" if short else "at most"
    bound_ms = limit.minimum if short else limit.maximum
    return fault(
        "chunk-duration",
        f"replaced range `{written(stretch.range)}` lasts "
        f"{format_duration(length_ms)}, the API generates {bound} "
        f"{format_duration(bound_ms)}",
        stretch.replacement.origin,
        hint="widen the range, or give the new chunk a `duration` of its own"
        if short
        else "replace it as several ranges",
    )
