"""Where ticks fall in frames: tempo, phase, swing and tempo changes of one chunk.

A chunk begins a bar of its own, or goes on with a bar that a kept neighbour began. The
tempo is bent too little to be heard, so that beats fill the chunk. Knows no notes.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from partita.engine.composing.bars import TICKS, Metre, Ticks, bars_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partita.units import Frames

_MS_PER_MINUTE: Final = 60_000


@dataclass(frozen=True)
class Bend:
    """How far a tempo may be bent so that a chunk ends with a bar, else with a beat.

    A change of two percent from section to section is not heard as one; a bar that is
    a beat too long is heard, but less than a beat that is cut.
    """

    bars: Fraction
    beats: Fraction


#: For a tempo that was asked for: others who measure it have errors of their own.
ASKED: Final = Bend(Fraction(2, 100), Fraction(25, 1000))
#: For one that nobody named.
FREE: Final = Bend(Fraction(3, 100), Fraction(4, 100))
#: For one that goes on from kept audio.
CLOSE: Final = Bend(Fraction(1, 100), Fraction(2, 100))
#: Where nothing follows that would need a beat.
_LAST: Final = Fraction(1, 100)


@dataclass(frozen=True)
class Clock:
    """Map ticks to frames.

    Args:
        pulses: the frame of each pulse; tick 0 is the first one and begins a bar. It is
            negative when the chunk begins inside a bar.
        end: the tick where the chunk ends.
        swing: as in `vocabulary.genres`; `pair` is the ticks of the pair that swings.
    """

    frames: Frames
    rate_hz: int
    metre: Metre
    pulses: tuple[Frames, ...]
    end: Ticks
    swing: int = 50
    pair: Ticks = TICKS

    def at(self, tick: Ticks) -> Frames:
        """Return the frame of a tick, swung."""
        if self.swing == 50:
            return self.even(tick)
        whole, inside = divmod(tick, self.pair)
        half = self.pair // 2
        long = self.pair * self.swing // 100
        if inside < half:
            swung = inside * long // half
        else:
            swung = long + (inside - half) * (self.pair - long) // half
        return self.even(whole * self.pair + swung)

    def even(self, tick: Ticks) -> Frames:
        """Return the frame of a tick without swing."""
        pulse, inside = divmod(tick, TICKS)
        last = len(self.pulses) - 2
        index = min(max(pulse, 0), last)
        start, after = self.pulses[index], self.pulses[index + 1]
        inside += (pulse - index) * TICKS
        return start + (after - start) * inside // TICKS

    @property
    def start(self) -> Ticks:
        """Return the first step at or after the chunk's start."""
        tick = 0
        while self.even(tick) < 0:
            tick += self.metre.step_ticks
        return tick

    @property
    def bars(self) -> int:
        """Return how many bars the chunk has; the last may be longer or shorter."""
        return bars_in(self.end, self.metre.bar_ticks)

    @property
    def pulse_frames(self) -> Frames:
        """Return the usual length of a pulse."""
        return max(1, (self.pulses[-1] - self.pulses[0]) // (len(self.pulses) - 1))


def pulses_in(frames: Frames, rate_hz: int, tempo_mbpm: int) -> Fraction:
    """Return how many pulses of a tempo last so many frames."""
    return Fraction(frames * tempo_mbpm, _MS_PER_MINUTE * rate_hz)


def fitted(pulses: Fraction, metre: Metre, bend: Bend | None) -> Fraction:
    """Return the nearest length that ends on a bar, a beat, or a part of one.

    Args:
        bend: None when nothing follows: then the tempo stays nearly exact.
    """
    bar, beat = Fraction(metre.bar_ticks, TICKS), Fraction(1)
    part = Fraction(metre.beat_ticks, TICKS) if metre.unit > 4 else beat / 2
    bars, beats = (bend.bars, bend.beats) if bend else (_LAST, _LAST)
    parts = ((part, beats), (beat / 4, beats)) if bend else ()
    for unit, most in ((bar, bars), (beat, beats), *parts):
        whole: Fraction = max(1, round(pulses / unit)) * unit
        if abs(whole / pulses - 1) <= most:
            return whole
    return pulses


def steady(
    frames: Frames, rate_hz: int, tempo_mbpm: int, metre: Metre, bend: Bend | None
) -> Clock:
    """Return the clock of a chunk that begins with a bar and keeps its tempo."""
    exact = pulses_in(frames, rate_hz, tempo_mbpm)
    pulses = fitted(exact, metre, bend) if exact else Fraction(1)
    length = Fraction(max(1, frames)) / pulses
    places = _places(Fraction(0), [length] * (int(pulses) + 2))
    return Clock(frames, rate_hz, metre, places, int(pulses * TICKS))


def ramped(
    frames: Frames,
    rate_hz: int,
    metre: Metre,
    *,
    phase: Fraction,
    lengths: Sequence[Fraction],
) -> Clock:
    """Return a clock whose pulses have lengths of their own.

    Args:
        phase: the frame of tick 0, at or before the chunk's start.
        lengths: of each pulse from there, until the chunk is over.
    """
    places = _places(phase, lengths)
    inside = sum(place < frames for place in places) - 1
    start, after = places[inside], places[inside + 1]
    end = inside * TICKS + (frames - start) * TICKS // max(1, after - start)
    return Clock(frames, rate_hz, metre, places, max(1, end))


def _places(start: Fraction, lengths: Sequence[Fraction]) -> tuple[Frames, ...]:
    places = [start]
    for length in lengths:
        places.append(places[-1] + length)
    return tuple(round(place) for place in places)
