"""Metres, and musical time in ticks.

A pulse, the beat that a foot taps, has 48 ticks, so that halves, thirds, quarters and
sixths are whole numbers and musical time stays exact. Knows no tempo and no frames.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Final

#: Exact musical time: 48 to the pulse.
Ticks = int

TICKS: Final = 48
_LARGEST_BEATS: Final = 16


@dataclass(frozen=True)
class Metre:
    """A metre, as in 6/8. In compound ones three beats make a pulse."""

    beats: int
    unit: int

    @property
    def is_compound(self) -> bool:
        """Tell whether pulses divide in three."""
        return self.unit == 8 and self.beats % 3 == 0

    @cached_property
    def beat_ticks(self) -> Ticks:
        """Return the length of what the metre's lower number counts."""
        return TICKS // 3 if self.is_compound else TICKS * 4 // self.unit

    @cached_property
    def bar_ticks(self) -> Ticks:
        """Return the length of a bar."""
        return self.beats * self.beat_ticks

    @cached_property
    def step_ticks(self) -> Ticks:
        """Return the length of a step: a sixteenth note."""
        return TICKS // 6 if self.is_compound else TICKS // 4

    @cached_property
    def steps(self) -> int:
        """Return the steps of a bar."""
        return self.bar_ticks // self.step_ticks

    @cached_property
    def groups(self) -> tuple[int, ...]:
        """Return the accented groups of a bar, in steps."""
        size = 6 if self.is_compound else 4
        whole, rest = divmod(self.steps, size)
        if rest == 0:
            return (size,) * whole
        # What is left over lengthens the last group: 2+2+3 for 7/8.
        return (*(size,) * (whole - 1), size + rest) if whole else (rest,)

    @cached_property
    def accents(self) -> tuple[int, ...]:
        """Return how weak each step is: 0 downbeat, 1 strong, 2 pulse, 3 half, 4."""
        weak = [4] * self.steps
        for step in range(0, self.steps, 2):
            weak[step] = 3
        start = 0
        for number, size in enumerate(self.groups):
            weak[start] = 1 if number * 2 == len(self.groups) else 2
            start += size
        weak[0] = 0
        return tuple(weak)

    def weakness_at(self, tick: Ticks) -> int:
        """Return how weak the step at a tick is."""
        return self.accents[(tick % self.bar_ticks) // self.step_ticks]

    @cached_property
    def borders(self) -> tuple[Ticks, ...]:
        """Return where a bar's groups begin; beats, where it has but one group."""
        if len(self.groups) == 1:
            return tuple(range(0, self.bar_ticks, self.beat_ticks))
        sizes = (size * self.step_ticks for size in self.groups[:-1])
        return tuple(accumulate(sizes, initial=0))

    def border_near(self, tick: Ticks) -> Ticks:
        """Return the border inside a bar that is nearest, the later of two."""
        return min(self.borders, key=lambda each: (abs(each - tick), -each))

    @cached_property
    def is_uneven(self) -> bool:
        """Tell whether no group begins in the middle of a bar."""
        return 2 * self.border_near(self.bar_ticks // 2) != self.bar_ticks

    @property
    def name(self) -> str:
        """Return it as written."""
        return f"{self.beats}/{self.unit}"


def metre_of(beats: int, unit: int) -> Metre:
    """Return a metre that can be played; strange ones become their nearest."""
    if unit not in (2, 4, 8, 16):
        unit = 4
    if unit == 2:
        beats, unit = beats * 2, 4
    if unit == 16 and beats % 2 == 0:
        beats, unit = beats // 2, 8
    return Metre(min(max(beats, 2 if unit == 4 else 3), _LARGEST_BEATS), unit)


def bars_in(ticks: Ticks, bar_ticks: Ticks) -> int:
    """Return how many bars some ticks have.

    What is left over is a short bar; less than half a bar lengthens the last one.
    """
    return max(1, (2 * ticks + bar_ticks) // (2 * bar_ticks))
