"""How bright lines will sound, and how to make them as bright as something heard.

An estimate of the spectral centroid from the score alone: over 38 instrumental pieces
it is 0.26 octaves above what librosa measures, give or take as much. Knows lines and
weights; does not know how anything sounds.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from partita.engine.composing.weights import NOTES, STROKES, VOICE
from partita.engine.hearing import BAND_BORDERS_HZ

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from partita.engine.score import Line, Note, Room, SungLine

#: Where a room's tilt turns, and over how many octaves; as in `playing.colour`.
_LOW_HZ, _OCTAVES = 200, 5.32
#: What is tried: centibels of tilt, and what of it each line of another register gets.
_TURNS: Final = tuple(range(-140, 150, 10))
_LEAST_TILT, _MOST_TILT = -90, 90
_BY_LINE, _MOST_BY_LINE = 4, 60
#: Lengths of the notes that were measured.
_SHORT_MS, _LONG_MS, _LONGEST_MS = 200, 800, 2_000


@dataclass(frozen=True)
class _Share:
    """What one line is of a mix: pairs of power and centroid."""

    parts: tuple[tuple[int, int], ...]

    @property
    def centroid_hz(self) -> int:
        return _centroid(self.parts)


def brightness_of(
    lines: Iterable[Line], sung: Iterable[SungLine], room: Room, rate_hz: int
) -> int:
    """Return the centroid in Hz that lines will have, 0 when nothing plays."""
    shares = [*(_share(each, rate_hz) for each in lines), _voices(sung, rate_hz)]
    return _toned(shares, [0] * len(shares), room)


def brightened(
    lines: Sequence[Line],
    sung: Iterable[SungLine],
    room: Room,
    wanted_hz: int,
    rate_hz: int,
) -> tuple[list[Line], int]:
    """Return lines and tilt that come nearest to a centroid, with the least change."""
    tilt_cb = room.tilt_cb
    shares = [*(_share(each, rate_hz) for each in lines), _voices(sung, rate_hz)]
    plain_hz = _toned(shares, [0] * len(shares), room)
    if not plain_hz or not wanted_hz:
        return list(lines), tilt_cb
    leans = [_lean(share, plain_hz) for share in shares]

    def miss(turn: int) -> tuple[int, int]:
        tilted = replace(room, tilt_cb=_turned(tilt_cb, turn))
        hertz = _toned(shares, _levels(leans, turn), tilted)
        return abs(_cents(hertz, wanted_hz)) // 50, abs(turn)

    turn = min(_TURNS, key=miss)
    levels = _levels(leans, turn)
    louder = [
        replace(line, level_cb=line.level_cb + level)
        for line, level in zip(lines, levels, strict=False)
    ]
    return louder, _turned(tilt_cb, turn)


def between_hz(own_hz: int, other_hz: int, share: int) -> int:
    """Return a centroid so many percent of the way to another, in octaves."""
    if not own_hz or not other_hz:
        return own_hz
    return _raised(own_hz, _cents(other_hz, own_hz) * share // 100)


def _turned(tilt_cb: int, turn: int) -> int:
    return max(_LEAST_TILT, min(_MOST_TILT, tilt_cb + turn))


def _levels(leans: Sequence[int], turn: int) -> list[int]:
    """Return by how much each line gets louder when the mix turns brighter."""
    return [
        max(-_MOST_BY_LINE, min(_MOST_BY_LINE, lean * turn // (100 * _BY_LINE)))
        for lean in leans
    ]


def _lean(share: _Share, mix_hz: int) -> int:
    """Return how far above the mix a line lies, in hundredths of an octave."""
    return _cents(share.centroid_hz, mix_hz) // 12 if share.parts else 0


def _toned(shares: Sequence[_Share], levels_cb: Sequence[int], room: Room) -> int:
    return _centroid(
        (power * _factor(level + _gain_cb(hertz, room)) // 1000, hertz)
        for share, level in zip(shares, levels_cb, strict=True)
        for power, hertz in share.parts
    )


def _centroid(parts: Iterable[tuple[int, int]]) -> int:
    total = weighed = 0
    for power, hertz in parts:
        total += power
        weighed += power * hertz
    return weighed // total if total else 0


def _share(line: Line, rate_hz: int) -> _Share:
    sums: dict[int, int] = {}
    for note in line.notes:
        decibels_10, hertz = _weight(line, note, rate_hz)
        level = decibels_10 + line.level_cb + _LOUDNESS_CB[note.velocity]
        sums[hertz] = sums.get(hertz, 0) + _factor(level)
    return _Share(tuple(sorted((power, hertz) for hertz, power in sums.items())))


def _weight(line: Line, note: Note, rate_hz: int) -> tuple[int, int]:
    """Return the energy of a note in centibels, and its centroid."""
    if note.piece or line.instrument not in NOTES:
        decibels, hertz = STROKES.get(note.piece, (0, 1_000))
        return 10 * decibels, hertz
    short, long, middle_hz, slope = NOTES[line.instrument]
    length_ms = min(_LONGEST_MS, note.length * 1000 // rate_hz)
    past = max(0, length_ms - _SHORT_MS)
    # Energy grows with time, not its level.
    more = (_factor(10 * long) - _factor(10 * short)) * past // (_LONG_MS - _SHORT_MS)
    return _level_cb(max(1, _factor(10 * short) + more)), _raised(
        middle_hz, (note.pitch - 60) * slope
    )


def _voices(sung: Iterable[SungLine], rate_hz: int) -> _Share:
    decibels, hertz = VOICE
    power = sum(
        _factor(10 * decibels + line.level_cb + _LOUDNESS_CB[each.velocity])
        * min(each.length, rate_hz)
        // rate_hz
        for line in sung
        for each in line.syllables
    )
    return _Share(((power, hertz),)) if power else _Share(())


#: Centibels of each velocity against the one that weights were measured at.
_LOUDNESS_CB: Final = tuple(
    round(200 * math.log10(max(1, velocity) / 90)) for velocity in range(128)
)


@lru_cache(maxsize=4096)
def _factor(level_cb: int) -> int:
    """Return a power ratio, in thousandths."""
    return round(1000 * 10 ** (level_cb / 100))


@lru_cache(maxsize=4096)
def _level_cb(power: int) -> int:
    return round(100 * math.log10(power / 1000))


@lru_cache(maxsize=4096)
def _raised(hertz: int, cents: int) -> int:
    return round(hertz * 2 ** (cents / 1200))


@lru_cache(maxsize=4096)
def _cents(hertz: int, other_hz: int) -> int:
    return round(1200 * math.log2(max(1, hertz) / max(1, other_hz)))


def _gain_cb(hertz: int, room: Room) -> int:
    """Return what a room's tone does to a frequency."""
    if not room.tone_cb:
        return _tilt_cb(hertz, room.tilt_cb)
    band = bisect_right(BAND_BORDERS_HZ, hertz)
    return _tilt_cb(hertz, room.tilt_cb) + room.tone_cb[band]


@lru_cache(maxsize=4096)
def _tilt_cb(hertz: int, tilt_cb: int) -> int:
    """Return what a tilt does to a frequency."""
    place = max(0.0, min(1.0, math.log2(max(1, hertz) / _LOW_HZ) / _OCTAVES))
    return round(tilt_cb * (place - 0.5))
