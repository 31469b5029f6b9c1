"""One zone of a soundfont at one pitch: its sample, read faster or slower, looped.

Cubic interpolation; loops run without a seam. Pitch may wobble, sweep and glide. Knows
zones; does not know loudness over time, filters or instruments.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from partita.engine.fonts.font_shapes import sweep, triangle
from partita.engine.fonts.sf2 import Bank
from partita.engine.fonts.sf2_zones import Zone
from partita.engine.playing.curves import Floats, decay, ratio, stretch

#: Frames that are interpolated at a time: few enough for the processor's cache.
_BLOCK: Final = 1 << 13
#: Frames between the points of a pitch that moves.
_STEP: Final = 64
#: Cents beyond which no sample is bent: eight octaves.
_MOST_CENTS: Final = 9600
#: What a glide takes, as instruments of the engine do.
_GLIDE_T60_S: Final = 0.14
#: Coarse offsets count in these (SoundFont 2.04, section 8.1.2).
_COARSE: Final = 32768
#: The shortest loop that is a tone and no fault of the file.
_LEAST_LOOP: Final = 4
#: Interpolation reads one frame before a place, and two after it.
_BEFORE, _AFTER = 1, 2


class Pitched(NamedTuple):
    """One tone that is wanted; a tuple, since tones are looked up by it for each note.

    Args:
        cents: added to the pitch.
    """

    pitch: int
    frames: int
    rate_hz: int
    bright: int = 0
    cents: float = 0.0
    glide_cents: int = 0


@dataclass(frozen=True)
class _Span:
    """What of a sample is heard, in its own frames; no loop when `loop` is None."""

    start: int
    end: int
    loop: tuple[int, int] | None


def resampled(bank: Bank, zone: Zone, wanted: Pitched) -> Floats:
    """Return the zone's sample at a pitch; shorter than asked where it ends."""
    span = _span(bank, zone)
    step = _step(zone, wanted)
    if span.loop is None:
        # Slowed down by an octave at most, if the pitch moves.
        most = int(2 * (span.end - span.start) / step) + 1
        wanted = wanted._replace(frames=min(wanted.frames, most))
    places = _places(zone, wanted, step)
    if span.loop is None:
        places = places[: int(np.searchsorted(places, span.end - span.start))]
    if len(places) == 0:
        return places
    table = _table(bank, zone, span, int(places[-1]) + 1)
    return _read(table, _turned(places, span) + _BEFORE)


def _places(zone: Zone, wanted: Pitched, step: float) -> Floats:
    """Return the place in the sample of each frame of the tone, from its start."""
    moves = _moves(zone, wanted)
    if moves is None:
        return np.arange(wanted.frames) * step
    speed = stretch(moves, _STEP, wanted.frames) * step
    places: Floats = np.cumsum(speed) - speed[:1]
    return places


def _span(bank: Bank, zone: Zone) -> _Span:
    length = bank.length(zone.sample)
    start = zone.start_offset + _COARSE * zone.start_coarse
    end = length + zone.end_offset + _COARSE * zone.end_coarse
    end = min(max(end, 1), length)
    start = min(max(start, 0), end - 1)
    if not zone.modes & 1:
        return _Span(start, end, None)
    first = zone.loop_start_offset + _COARSE * zone.loop_start_coarse
    last = zone.loop_end_offset + _COARSE * zone.loop_end_coarse
    first, last = zone.sample.loop_start + first, zone.sample.loop_end + last
    whole = first >= 0 and first + _LEAST_LOOP <= last <= length and start < last
    return _Span(start, end, (first, last) if whole else None)


def _step(zone: Zone, wanted: Pitched) -> float:
    """Return how many frames of the sample pass in one of the tone."""
    key = zone.key if zone.key >= 0 else wanted.pitch
    root = zone.root if zone.root >= 0 else zone.sample.root
    cents = (key - root) * zone.cents_a_key + zone.sample.cents + wanted.cents
    cents += 100 * zone.coarse_tune + zone.fine_tune
    cents = min(max(cents, -_MOST_CENTS), _MOST_CENTS)
    return ratio(cents) * zone.sample.rate_hz / wanted.rate_hz


def _moves(zone: Zone, wanted: Pitched) -> Floats | None:
    """Return the factors on a pitch that moves, one every few frames."""
    count, rate_hz = wanted.frames // _STEP + 2, wanted.rate_hz / _STEP
    cents = np.zeros(count)
    if zone.vibrato_to_pitch:
        shape = (zone.vibrato_delay, zone.vibrato_rate)
        cents += zone.vibrato_to_pitch * triangle(shape, count, rate_hz)
    if zone.wobble_to_pitch:
        shape = (zone.wobble_delay, zone.wobble_rate)
        cents += zone.wobble_to_pitch * triangle(shape, count, rate_hz)
    if zone.sweep_to_pitch:
        cents += zone.sweep_to_pitch * sweep(zone, count, rate_hz)
    if wanted.glide_cents:
        cents += wanted.glide_cents * decay(count, _GLIDE_T60_S, rate_hz)
    if not cents.any():
        return None
    # One by one: numpy's own powers differ between processors.
    return np.array([ratio(each) for each in cents.tolist()])


def _table(bank: Bank, zone: Zone, span: _Span, needed: int) -> Floats:
    """Return what will be read, from one frame before the start; loops once more."""
    before: Floats = np.zeros(_BEFORE)
    if span.start:
        before = bank.read(zone.sample, span.start - _BEFORE, span.start)
    if span.loop is None or span.start + needed + _AFTER < span.loop[1]:
        stop = min(span.start + needed + _AFTER, bank.length(zone.sample))
        body = bank.read(zone.sample, span.start, stop)
        return np.concatenate([before, body, np.zeros(_AFTER + 1)])
    first, last = span.loop
    body = bank.read(zone.sample, span.start, last)
    again = bank.read(zone.sample, first, last)
    return np.concatenate([before, body, again, again[: _AFTER + 1]])


def _turned(places: Floats, span: _Span) -> Floats:
    """Send places beyond the loop's end round it, in the copy that follows."""
    if span.loop is None:
        return places
    end, length = span.loop[1] - span.start, span.loop[1] - span.loop[0]
    inside = int(np.searchsorted(places, end))
    beyond = places[inside:] - end
    places[inside:] = end + (beyond - length * np.floor(beyond / length))
    return places


def _read(table: Floats, places: Floats) -> Floats:
    """Read a table between its frames along cubic curves (Catmull-Rom)."""
    wave = np.empty(len(places))
    for start in range(0, len(places), _BLOCK):
        here = slice(start, start + _BLOCK)
        index = places[here].astype(np.int64)
        wave[here] = _cubic(table, index, places[here] - index)
    return wave


def _cubic(table: Floats, index: NDArray[np.int64], part: Floats) -> Floats:
    # "clip" spares numpy a copy; places are inside anyway. In place throughout: most of
    # the time would go into fresh memory otherwise.
    back, here, after, last = (
        np.take(table, index + shift, mode="clip") for shift in (-1, 0, 1, 2)
    )
    bend = here - after
    bend *= 3
    bend += last
    bend -= back
    curve = 4 * after
    curve -= last
    last = 2 * back
    curve += last
    np.multiply(here, 5, out=last)
    curve -= last
    bend *= part
    bend += curve
    bend *= part
    after -= back
    bend += after
    bend *= part
    bend *= 0.5
    bend += here
    return bend
