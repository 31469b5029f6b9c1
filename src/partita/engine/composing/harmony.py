"""Chords: progressions by genre and mode, cadences, voice leading.

Pure functions on pitch classes and ticks. Knows no instruments and no frames; the
progressions themselves are in `progressions`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from partita.engine.composing.bars import bars_in
from partita.engine.composing.chance import Chance
from partita.engine.composing.progressions import BRIDGES, LIFTS, MODAL, PROGRESSIONS

if TYPE_CHECKING:
    from partita.engine.composing.bars import Metre, Ticks
    from partita.engine.composing.progressions import Rows

SCALES: Final[dict[str, tuple[int, ...]]] = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "phrygian": (0, 1, 3, 5, 7, 8, 10),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
    "locrian": (0, 1, 3, 5, 6, 8, 10),
    "harmonic_minor": (0, 2, 3, 5, 7, 8, 11),
    "melodic_minor": (0, 2, 3, 5, 7, 9, 11),
    "phrygian_dominant": (0, 1, 4, 5, 7, 8, 10),
    "pentatonic_major": (0, 2, 4, 7, 9),
    "pentatonic_minor": (0, 3, 5, 7, 10),
    "blues": (0, 3, 5, 6, 7, 10),
    "whole_tone": (0, 2, 4, 6, 8, 10),
}

QUALITIES: Final[dict[str, tuple[int, ...]]] = {
    "maj": (0, 4, 7), "min": (0, 3, 7), "dim": (0, 3, 6), "aug": (0, 4, 8),
    "5": (0, 7), "sus2": (0, 2, 7), "sus4": (0, 5, 7), "dom7": (0, 4, 7, 10),
    "maj7": (0, 4, 7, 11), "min7": (0, 3, 7, 10), "dim7": (0, 3, 6, 9),
    "min7b5": (0, 3, 6, 10), "7sus4": (0, 5, 7, 10), "6": (0, 4, 7, 9),
    "min6": (0, 3, 7, 9), "dom9": (0, 4, 10, 14), "maj9": (0, 4, 11, 14),
    "min9": (0, 3, 10, 14), "add9": (0, 4, 7, 14), "minadd9": (0, 3, 7, 14),
}  # fmt: skip

#: What stands after the numeral -> (after upper case, after lower case).
_SUFFIXES: Final[dict[str, tuple[str, str]]] = {
    "": ("maj", "min"), "7": ("dom7", "min7"), "maj7": ("maj7", "maj7"),
    "6": ("6", "min6"), "9": ("dom9", "min9"), "maj9": ("maj9", "maj9"),
    "5": ("5", "5"), "sus2": ("sus2", "sus2"), "sus4": ("sus4", "sus4"),
    "7sus": ("7sus4", "7sus4"), "add9": ("add9", "minadd9"), "°": ("dim", "dim"),
    "ø": ("min7b5", "min7b5"), "dim7": ("dim7", "dim7"), "+": ("aug", "aug"),
}  # fmt: skip

_NUMERALS: Final = {"I": 0, "II": 2, "III": 4, "IV": 5, "V": 7, "VI": 9, "VII": 11}
_NUMERAL: Final = re.compile(r"([b#]?)(VII|VI|V|IV|III|II|I)(.*)", re.IGNORECASE)

#: Families that stand still: no lifts, no departures, no cadences of their own.
STILL: Final = frozenset(("techno", "drone", "blues", "funk", "ambient", "flamenco",
                           "horror", "afro"))  # fmt: skip
#: Kinds of section that take the chorus-like rows.
_PEAKS: Final = frozenset(("chorus", "drop", "climax", "postchorus"))
_LIFTING: Final = frozenset(("prechorus",))


@dataclass(frozen=True)
class Chord:
    """A chord and when it sounds. `root` is a pitch class, 0 is C."""

    start: Ticks
    end: Ticks
    root: int
    quality: str

    @property
    def classes(self) -> tuple[int, ...]:
        """Return its pitch classes, root first."""
        return tuple((self.root + each) % 12 for each in QUALITIES[self.quality])


#: A chord before it has a time: semitones above the tonic, and its quality.
Degree = tuple[int, str]


def is_minor(mode: str) -> bool:
    """Tell whether the mode's third is minor."""
    return 3 in SCALES[mode] and 4 not in SCALES[mode]


def plain_mode(mode: str) -> str:
    """Return `major` or `minor`, whichever a mode is a colour of."""
    return "minor" if is_minor(mode) else "major"


@lru_cache(maxsize=512)
def read_row(row: str) -> tuple[tuple[Degree, ...], ...]:
    """Read a progression: for each bar, its chords."""
    return tuple(
        tuple(_read_numeral(numeral) for numeral in bar.split())
        for bar in row.split("|")
    )


def _read_numeral(text: str) -> Degree:
    match = _NUMERAL.fullmatch(text)
    if match is None:
        message = f"no numeral: {text}"
        raise ValueError(message)
    shift, numeral, suffix = match.groups()
    semitones = _NUMERALS[numeral.upper()] + {"b": -1, "#": 1}.get(shift, 0)
    return semitones % 12, _SUFFIXES[suffix][numeral.islower()]


def choose_row(
    seed: int,
    family: str,
    mode: str,
    kind: str,
    wanted: tuple[int, ...] = (),
) -> str:
    """Return the progression of a kind of section; the same for the same seed.

    Args:
        wanted: how much each pitch class should sound, 0 for the tonic; () for any.
    """
    group = _group_of(family, kind)
    plain = plain_mode(mode)
    if group in ("bridge", "lift"):
        rows = (BRIDGES if group == "bridge" else LIFTS)[plain]
    else:
        rows = _rows(family, mode)[group == "peak"]
    if wanted:
        return max(rows, key=lambda row: _sounding(row, wanted))
    return Chance(seed, "chords", group).pick(rows)


def _rows(family: str, mode: str) -> tuple[Rows, Rows]:
    if family == "blues":
        # Its form is the same in all modes, and its scale stands on major chords.
        return PROGRESSIONS[family]["major" if mode == "blues" else plain_mode(mode)]
    return MODAL[mode] if mode in MODAL else PROGRESSIONS[family][plain_mode(mode)]


def departs(family: str, kind: str) -> bool:
    """Tell whether a kind of section has chords of its own, whatever its family's."""
    return _group_of(family, kind) in ("bridge", "lift")


def _sounding(row: str, wanted: tuple[int, ...]) -> int:
    """Return how much of what should sound does, in thousandths of a row's tones."""
    degrees = [degree for bar in read_row(row) for degree in bar]
    tones = [
        wanted[(root + step) % 12] for root, each in degrees for step in QUALITIES[each]
    ]
    return 1000 * sum(tones) // len(tones)


def _group_of(family: str, kind: str) -> str:
    if kind in _PEAKS:
        return "peak"
    if family not in STILL:
        if kind == "bridge":
            return "bridge"
        if kind in _LIFTING:
            return "lift"
    return "rest"


def lay_out(
    bars: tuple[tuple[Degree, ...], ...], tonic: int, metre: Metre, end: Ticks
) -> tuple[Chord, ...]:
    """Repeat a progression until a section's end; its last bar may be longer."""
    chords: list[Chord] = []
    for number in range(bars_in(end, metre.bar_ticks)):
        start = number * metre.bar_ticks
        chords += _in_bar(bars[number % len(bars)], tonic, start, metre)
    inside = [each for each in chords if each.start < end]
    return (*inside[:-1], replace(inside[-1], end=end))


def _in_bar(
    degrees: tuple[Degree, ...], tonic: int, start: Ticks, metre: Metre
) -> list[Chord]:
    """Share a bar among chords, as its metre parts it: 2+1 of 3/4, 2+2+3 of 7/8."""
    bar, count = metre.bar_ticks, len(degrees)
    places = [metre.border_near(bar * number // count) for number in range(count)]
    return [
        Chord(start + begin, start + after, (tonic + semitones) % 12, quality)
        for (begin, after), (semitones, quality) in zip(
            pairwise([*places, bar]), degrees, strict=True
        )
    ]


def with_cadence(
    bars: tuple[tuple[Degree, ...], ...], count: int, mode: str, family: str
) -> tuple[tuple[Degree, ...], ...]:
    """Return so many bars of a progression that come home at the end."""
    long = [bars[number % len(bars)] for number in range(count)]
    home = next(
        (degree for bar in bars for degree in bar if degree[0] == 0),
        (0, "min" if is_minor(mode) else "maj"),
    )
    if home[1] == "dom7" and family != "blues":
        home = (0, "maj")
    dominant = (7, "dom7" if len(QUALITIES[home[1]]) > 3 else "maj")
    if count >= 3 and family not in STILL and mode not in MODAL:
        before = long[-2][0]
        long[-2] = (before,) if before[0] == dominant[0] else (before, dominant)
    long[-1] = (home,)
    return tuple(long)


def chord_at(chords: tuple[Chord, ...], tick: Ticks) -> Chord:
    """Return the chord that sounds at a tick."""
    for chord in reversed(chords):
        if chord.start <= tick:
            return chord
    return chords[0]


def scale_over(chord: Chord, tonic: int, mode: str) -> tuple[int, ...]:
    """Return the pitch classes to play on a chord: the scale, bent to hold its tones.

    The leading note over V in minor, say, replaces the seventh.
    """
    return _scale_over(chord.root, chord.quality, tonic, mode)


@lru_cache(maxsize=4096)
def _scale_over(root: int, quality: str, tonic: int, mode: str) -> tuple[int, ...]:
    scale = [(tonic + step) % 12 for step in SCALES[mode]]
    for interval in QUALITIES[quality]:
        tone = (root + interval) % 12
        if tone in scale:
            continue
        # The tonic stays: what gives way is the other neighbour, if there is one.
        beside = [each for each in ((tone - 1) % 12, (tone + 1) % 12) if each in scale]
        gives_way = next((each for each in beside if each != tonic), None)
        if gives_way is None:
            scale.append(tone)
        else:
            scale[scale.index(gives_way)] = tone
    return tuple(sorted(set(scale)))


def voice(
    chord: Chord, before: tuple[int, ...], low: int, high: int, size: int = 0
) -> tuple[int, ...]:
    """Return the chord's pitches, moving as little as possible from those before.

    Args:
        low, high: where its lowest and highest pitch may lie.
        size: how many pitches, 0 for one of each class.
    """
    classes = chord.classes
    count = size or len(classes)
    best: tuple[int, tuple[int, ...]] | None = None
    middle = (low + high) // 2
    for bottom in range(low, max(low + 1, high - 6)):
        if bottom % 12 not in classes:
            continue
        pitches = _stack(bottom, classes, count)
        if pitches[-1] > high and best is not None:
            continue
        cost = _movement(pitches, before) if before else 0
        cost = cost * 4 + abs(sum(pitches) // count - middle) * 2
        cost += 40 * max(0, pitches[-1] - high)
        if best is None or cost < best[0]:
            best = (cost, pitches)
    return best[1] if best else (low + (chord.root - low) % 12,)


def _stack(bottom: int, classes: tuple[int, ...], count: int) -> tuple[int, ...]:
    order = sorted({(each - bottom) % 12 for each in classes})
    return tuple(
        bottom + order[number % len(order)] + 12 * (number // len(order))
        for number in range(count)
    )


def _movement(pitches: tuple[int, ...], before: tuple[int, ...]) -> int:
    return sum(min(abs(pitch - old) for old in before) for pitch in pitches)


def nearest_pitch(pitch: int, classes: tuple[int, ...]) -> int:
    """Return the pitch of one of the classes that is nearest, the lower of equals."""
    return min(
        (each for each in range(pitch - 6, pitch + 7) if each % 12 in classes),
        key=lambda each: (abs(each - pitch), each),
        default=pitch,
    )
