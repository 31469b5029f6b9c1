"""Chords that go along with lines: a line that moved has the chords of its first place.

Knows stretches and ticks; does not know which chords there are, or why.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import gcd
from typing import TYPE_CHECKING

from partita.engine.composing.bars import TICKS

if TYPE_CHECKING:
    from partita.engine.composing.bars import Ticks
    from partita.engine.composing.clock import Clock
    from partita.engine.composing.harmony import Chord
    from partita.engine.composing.layout import Stretch


def laid_along(
    row: tuple[Chord, ...], stretches: tuple[Stretch, ...], clock: Clock
) -> tuple[Chord, ...]:
    """Return the chords of a chunk, those of each stretch from where it was at home.

    Args:
        row: the chords in the order of their bars, for longer than the chunk.
    """
    half = clock.metre.bar_ticks // 2
    grid = half if half % TICKS == 0 else gcd(TICKS, clock.metre.bar_ticks)
    chords = cut(row, 0, stretches[0].start)
    ends = [each.start for each in stretches[1:]] + [clock.end]
    for stretch, end in zip(stretches, ends, strict=True):
        home_end = stretch.home_of(end - 1) + 1
        for each in cut(row, stretch.home, home_end):
            start = stretch.start + int((each.start - stretch.home) * stretch.scale)
            if stretch.scale != 1:
                # Faster lines change their chords on half bars or beats all the same.
                start = max((start + grid // 2) // grid * grid, stretch.start)
            chords += (replace(each, start=start, end=end),)
    return _joined(chords, clock.end)


def cut(chords: tuple[Chord, ...], start: Ticks, end: Ticks) -> tuple[Chord, ...]:
    """Return what sounds between two ticks."""
    return tuple(
        replace(each, start=max(each.start, start), end=min(each.end, end))
        for each in chords
        if each.start < end and each.end > start
    )


def _joined(chords: tuple[Chord, ...], end: Ticks) -> tuple[Chord, ...]:
    """Let each chord last until the next; of two that begin at once the later holds."""
    last = {each.start: each for each in chords if each.start < end}
    ordered = [last[start] for start in sorted(last)]
    starts = [each.start for each in ordered] + [end]
    return tuple(
        replace(each, start=one, end=two)
        for each, (one, two) in zip(ordered, pairwise(starts), strict=True)
    )
