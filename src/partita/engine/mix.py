"""Lines become buses: notes are placed, balanced, panned, ducked and sent.

Works on any stretch of a chunk, so that long chunks stay small in memory. Knows levels
and sends; does not know rooms, colour or masters.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from partita.engine import drums, instruments
from partita.engine.curves import Floats, gain, line
from partita.engine.held import SHORT_S
from partita.engine.roster import INSTRUMENTS, KITS
from partita.engine.score import Line, Note, Part
from partita.engine.struck import Request

#: What a line of each stem has before its own level, in decibels.
STEM_DB: Final[dict[str, float]] = {
    "drums": -9.0,
    "bass": -13.5,
    "harmony": -20.0,
    "lead": -16.0,
    "backing": -20.0,
    "effects": -19.0,
}

#: How far a full duck pushes down, and how it comes back, in (seconds, share) points.
_DUCK_DEPTH: Final = 0.88
_DUCK: Final = ((0.0, 0.0), (0.006, 1.0), (0.05, 0.95), (0.14, 0.5), (0.3, 0.0))
#: The longest that a duck lasts.
_DUCK_S: Final = 0.3


@dataclass(frozen=True)
class Placed:
    """A tone and where it goes.

    Args:
        end: the frame at which it is silent again.
        held: frames until its release.
        ears: factors for left and right; one factor for a line that is mono.
    """

    start: int
    end: int
    held: int
    release: int
    ears: tuple[float, ...]
    note: Note
    take: int


@dataclass(frozen=True)
class Voice:
    """One line, ready to be played from anywhere.

    Args:
        rows: 2 when its tones differ between the ears.
    """

    line: Line
    rows: int
    placed: tuple[Placed, ...]
    longest: int
    starts: tuple[int, ...]


def voice(line: Line, rate_hz: int) -> Voice:
    """Place the notes of a line."""
    notes = sorted(line.notes, key=lambda each: (each.start, each.pitch, each.piece))
    drum = line.instrument in KITS
    placed = tuple(
        _struck(line, each, number, rate_hz)
        if drum
        else _played(line, each, number, rate_hz)
        for number, each in enumerate(notes)
    )
    rows = 2 if drum or _is_wide(line.instrument) else 1
    longest = max((each.end - each.start for each in placed), default=0)
    return Voice(line, rows, placed, longest, tuple(each.start for each in placed))


def _is_wide(name: str) -> bool:
    recipe = instruments.RECIPES[name]
    return recipe.spread > 0 or getattr(recipe, "width", 0.0) > 0


def _played(line: Line, note: Note, number: int, rate_hz: int) -> Placed:
    name = line.instrument
    release = instruments.release_frames(name, rate_hz)
    level = instruments.loudness(name, note.velocity)
    ears: tuple[float, ...] = (level,)
    if _is_wide(name):
        span = INSTRUMENTS[name]
        place = (note.pitch - span.low) / max(span.high - span.low, 1)
        side = instruments.RECIPES[name].spread * (2 * min(max(place, 0.0), 1.0) - 1)
        ears = (level * (1 - side) ** 0.5, level * (1 + side) ** 0.5)
        ears = (ears[0] * 2**-0.5, ears[1] * 2**-0.5)
    end = note.start + note.length + release
    take = line.seed + number
    return Placed(note.start, end, note.length, release, ears, note, take)


def _struck(line: Line, note: Note, number: int, rate_hz: int) -> Placed:
    level = drums.loudness(line.instrument, note.velocity)
    # The stroke's own length is known once it is made; this is the most there is.
    most = note.length + 8 * rate_hz
    end = note.start + most
    take = line.seed + number
    return Placed(note.start, end, most, 0, (level, level), note, take)


def play(voice: Voice, start: int, end: int, rate_hz: int) -> Floats:
    """Return one row, or two, of what a line plays between two frames."""
    bus = np.zeros((voice.rows, end - start))
    first = bisect_left(voice.starts, start - voice.longest)
    for placed in voice.placed[first:]:
        if placed.start >= end:
            break
        if placed.end > start:
            _add(bus, _tone(voice.line, placed, rate_hz), placed, start)
    return bus


def _tone(line: Line, placed: Placed, rate_hz: int) -> instruments.Tone:
    note = placed.note
    if line.instrument in KITS:
        shape = (note.length, rate_hz)
        return drums.stroke(
            line.instrument, note.piece, note.velocity, shape, placed.take
        )
    request = Request(
        note.pitch,
        placed.held + placed.release,
        note.velocity,
        rate_hz,
        line.bright,
        placed.take,
        note.glide_cents,
        note.length < SHORT_S * rate_hz,
    )
    return instruments.tone(line.instrument, request)


def _add(bus: Floats, tone: instruments.Tone, placed: Placed, start: int) -> None:
    for low, high, released in (
        (0, placed.held, False),
        (placed.held, placed.held + placed.release, True),
    ):
        begin = max(low, start - placed.start)
        stop = min(high, start - placed.start + bus.shape[1], tone.shape[-1])
        if begin >= stop:
            continue
        piece = tone[..., begin:stop]
        if released:
            piece = (
                piece * instruments.release(placed.release)[begin - low : stop - low]
            )
        at = placed.start + begin - start
        for row, level in enumerate(placed.ears):
            source = piece if piece.ndim == 1 else piece[row]
            bus[row, at : at + stop - begin] += source * level


def ears(line: Line) -> tuple[float, float]:
    """Return the factors for left and right: its stem, its level and its pan."""
    level = gain(STEM_DB[line.stem] + line.level_cb / 10)
    side = line.pan / 100
    return level * (1 - side) ** 0.5, level * (1 + side) ** 0.5


def ducking(kicks: Sequence[int], start: int, end: int, rate_hz: int) -> Floats:
    """Return how far kicks push down between two frames, 0..1."""
    shape = _duck(rate_hz)
    pressed = np.zeros(end - start)
    for kick in kicks:
        low, high = max(kick, start), min(kick + len(shape), end)
        if low < high:
            here = pressed[low - start : high - start]
            np.maximum(here, shape[low - kick : high - kick], out=here)
    return pressed


@lru_cache(maxsize=2)
def _duck(rate_hz: int) -> Floats:
    return line(_DUCK, int(_DUCK_S * rate_hz), rate_hz)


def ducked(wave: Floats, each: Line, pressed: Floats) -> Floats:
    """Push a line down by its share of the kicks."""
    return wave * (1 - (_DUCK_DEPTH * each.duck / 100) * pressed) if each.duck else wave


def span(part: Part, voices: Sequence[Voice]) -> tuple[int, int]:
    """Return the first frame that any line plays, and the last that it rings."""
    first = min((each.starts[0] for each in voices if each.starts), default=0)
    last = max(
        (placed.end for each in voices for placed in each.placed), default=part.frames
    )
    return min(first, 0), max(last, part.frames)
