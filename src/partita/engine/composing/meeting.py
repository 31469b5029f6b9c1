"""Clocks that keep step with kept audio on either side.

Between two kept slices the tempo is bent, or led from one to the other, so that whole
beats fit. Knows hearings and clocks; does not know styles or notes.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from partita.engine.composing.bars import TICKS
from partita.engine.composing.clock import (
    ASKED,
    CLOSE,
    FREE,
    Clock,
    fitted,
    ramped,
    steady,
)
from partita.engine.hearing import beat_after

if TYPE_CHECKING:
    from partita.engine.composing.bars import Metre
    from partita.engine.composing.direction import Direction
    from partita.engine.composing.neighbours import Beside
    from partita.engine.hearing import Hearing
    from partita.units import Frames

#: Under this confidence a beat is not one to keep step with.
_SURE: Final = 25
#: Between two kept slices, how far the tempo is bent for bars, beats or half beats,
#: and how far for whole beats when that does not do.
_BEND_LITTLE: Final = Fraction(2, 100)
_BEND_MUCH: Final = Fraction(1, 4)


@dataclass(frozen=True)
class _Pulse:
    """A pulse at a border: how many after a bar line it is, and its frame."""

    number: Fraction
    frame: Fraction


def clock_for(
    direction: Direction, near: Beside, frames: Frames, rate_hz: int
) -> Clock:
    """Return a chunk's clock, in step with what is kept beside it."""
    goal_mbpm = direction.goal[0] if direction.goal else direction.tempo_mbpm
    metre = direction.metre
    starts = ends = None
    if near.before and near.touches_before and "after_kept" in direction.flags:
        starts = _first_pulse(near.before, metre, rate_hz)
    if near.after and near.touches_after and direction.heard.insists:
        ends = _next_pulse(near.after, metre, frames, rate_hz)
    first = Fraction(rate_hz * 60_000, direction.tempo_mbpm)
    last = Fraction(rate_hz * 60_000, goal_mbpm)
    if starts is None and ends is None and first == last:
        bend = FREE if direction.tempo_is_free else ASKED
        stops = direction.is_last and "loop" not in direction.flags
        return steady(
            frames, rate_hz, direction.tempo_mbpm, metre, None if stops else bend
        )
    span = _Span(
        frames,
        rate_hz,
        metre,
        first,
        last,
        is_first=direction.is_first,
        is_last=direction.is_last,
        may_halve=direction.kind.name != "glue" and "loop" not in direction.flags,
    )
    return span.clock(starts, ends)


def _first_pulse(hearing: Hearing, metre: Metre, rate_hz: int) -> _Pulse | None:
    """Return the first pulse after a slice, from the slice's end."""
    if hearing.tempo_confidence < _SURE:
        return None
    offset, beat_in_bar = beat_after(hearing)
    beat = _beat(hearing.last.tempo_mbpm, rate_hz)
    pulse = beat * TICKS / metre.beat_ticks
    downbeat = Fraction(offset * rate_hz, hearing.rate_hz) - beat_in_bar * beat
    number = Fraction(max(0, -((downbeat + Fraction(1, 2)) // pulse)))
    return _Pulse(number, downbeat + number * pulse)


def _next_pulse(
    hearing: Hearing, metre: Metre, frames: Frames, rate_hz: int
) -> _Pulse | None:
    """Return the first pulse of a slice that follows, from the chunk's start."""
    if hearing.tempo_confidence < _SURE:
        return None
    chart = hearing.first
    beat = _beat(chart.tempo_mbpm, rate_hz)
    pulse = beat * TICKS / metre.beat_ticks
    offset = Fraction(chart.beat_offset * rate_hz, hearing.rate_hz)
    downbeat = offset - chart.beat_in_bar * beat
    number = Fraction(max(0, -((downbeat + Fraction(1, 2)) // pulse)))
    return _Pulse(number, frames + downbeat + number * pulse)


def _beat(tempo_mbpm: int, rate_hz: int) -> Fraction:
    return Fraction(rate_hz * 60_000, max(1, tempo_mbpm))


@dataclass(frozen=True)
class _Span:
    """The time that a clock has to fill, and its pulses' lengths at both ends.

    Args:
        may_halve: half a beat too many may stay; a loop has to come round whole.
    """

    frames: Frames
    rate_hz: int
    metre: Metre
    first: Fraction
    last: Fraction
    is_first: bool
    is_last: bool
    may_halve: bool

    def clock(self, starts: _Pulse | None, ends: _Pulse | None) -> Clock:
        """Return a clock between two pulses, either of which may be free."""
        begin = starts or _Pulse(Fraction(0), Fraction(0))
        finish = ends or _Pulse(Fraction(0), Fraction(self.frames))
        exact = (finish.frame - begin.frame) / self._mean
        if exact <= Fraction(1, 4):
            return self._flowing(begin, max(exact, Fraction(1)), Fraction(1))
        pulses = self._pulses(exact, begin, finish, starts, ends)
        if starts is None and ends is not None:
            # What is not a whole bar comes first, as an upbeat.
            bars = -(-(pulses - finish.number) // self._bar)
            begin = _Pulse(bars * self._bar + finish.number - pulses, Fraction(0))
        return self._flowing(begin, pulses, exact / pulses)

    @property
    def _bar(self) -> Fraction:
        return Fraction(self.metre.bar_ticks, TICKS)

    @property
    def _mean(self) -> Fraction:
        return (self.first + self.last) / 2

    def _pulses(
        self,
        exact: Fraction,
        begin: _Pulse,
        finish: _Pulse,
        starts: _Pulse | None,
        ends: _Pulse | None,
    ) -> Fraction:
        """Return how many pulses there are between the two borders."""
        if ends is None:
            if self.is_last:
                return exact
            total = exact + begin.number
            whole = fitted(total, self.metre, CLOSE) - begin.number
            return whole if whole > 0 else exact
        if starts is None:
            # Where nothing comes before, what does not fit is an upbeat.
            return fitted(exact, self.metre, None if self.is_first else ASKED)
        # From bar line to bar line: whole bars if they are near, else whole beats. Two
        # grids half a beat apart stay so: a cut bar is less strange than a rush.
        total = exact + begin.number - finish.number
        least = self._beat / 2 if self.may_halve else self._beat
        for unit, bend in (
            (self._bar, _BEND_LITTLE),
            (self._beat, _BEND_LITTLE),
            (least, _BEND_LITTLE),
            (self._beat, _BEND_MUCH),
        ):
            pulses = round(total / unit) * unit - begin.number + finish.number
            if pulses > 0 and abs(pulses / exact - 1) <= bend:
                return pulses
        return exact

    @property
    def _beat(self) -> Fraction:
        ticks = self.metre.beat_ticks
        return Fraction(1) if self.metre.is_compound else Fraction(ticks, TICKS)

    def _flowing(self, begin: _Pulse, pulses: Fraction, scale: Fraction) -> Clock:
        """Return a clock that goes from the first tempo to the last.

        Args:
            begin: where the bending begins; before it the first tempo holds.
            pulses: how many are led from the first tempo to the last.
            scale: what all of their lengths are multiplied by.
        """
        before = -(-begin.number // 1)
        lengths = [self.first] * int(before)
        phase = begin.frame - begin.number * self.first
        while phase > 0:
            # What comes before the first bar line is the end of a bar.
            earlier = 2 * self.metre.bar_ticks // TICKS
            lengths = [self.first] * earlier + lengths
            phase -= earlier * self.first
        reached = phase + sum(lengths)
        number = Fraction(0)
        while reached < self.frames + 2 * self.last or len(lengths) < 2:
            way = min(Fraction(1), (2 * number + 1) / (2 * pulses))
            length = self.first + (self.last - self.first) * way
            lengths.append(length * scale if number < pulses else self.last)
            reached += lengths[-1]
            number += 1
        return ramped(
            self.frames, self.rate_hz, self.metre, phase=phase, lengths=lengths
        )
