"""Tunes: a motif that is stated, varied and brought back, over chords.

A `Tune` is a contour in scale steps by bar and step, so that the same tune can be
played by an instrument or take the syllables of a lyric. Same seed and section, same
tune. Knows ticks, scales and chords; does not know frames.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from partita.engine.composing.bars import bars_in
from partita.engine.composing.chance import Chance
from partita.engine.composing.harmony import chord_at, nearest_pitch, scale_over
from partita.engine.composing.phrases import PHRASE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partita.engine.composing.bars import Metre, Ticks
    from partita.engine.composing.harmony import Chord

#: Rhythms of one beat of four steps, calm ones first; `x` begins a note, `-` holds it.
_CELLS_FOUR: Final = ("x---", "x---", "x-x-", "x-x-", "--x-", "x--x", "x-xx", "xxx-")
_CELLS_SIX: Final = ("x-----", "x---x-", "x---x-", "x-x-x-", "--x-x-", "x-x---")
#: Shapes of a motif: scale steps against the bar's anchor, taken in turn.
_SHAPES: Final = (
    (0, 1, 2, 1, 0), (0, 2, 1, 0, -1), (0, -1, 0, 1, 2), (0, 0, 1, 2, 4),
    (2, 1, 0, 1, 0), (0, 4, 3, 2, 1), (0, 1, 0, -1, 0), (0, 2, 4, 2, 0),
    (0, 0, 0, 1, -1), (4, 2, 1, 0, 0), (0, 1, 2, 3, 2), (0, -2, 0, 2, 1),
)  # fmt: skip
#: Where the anchors of eight bars lie, in scale steps: an arch that comes home.
_ARCHES: Final = (
    (0, 0, 2, 1, 0, 2, 4, 0), (2, 2, 4, 1, 2, 4, 3, 0), (4, 2, 0, 1, 4, 2, 1, 0),
    (0, 2, 4, 4, 5, 4, 1, 0), (2, 4, 2, 1, 2, 5, 1, 0), (0, 1, 2, 1, 4, 2, 1, 0),
)  # fmt: skip
#: The time through, of four, in which a tune departs.
_DEPARTING: Final = 2
#: Wider leaps than a minor sixth are brought nearer by an octave.
_WIDEST_LEAP: Final = 8
#: Phrases by bar: which of the motif's two bars, or `c`, the close.
_FORMS: Final = ("abac", "aabc", "abab", "aaac", "abbc")


@dataclass(frozen=True)
class Tune:
    """A tune of eight bars, before it meets chords.

    Args:
        rhythm: for each bar, the steps at which notes begin.
        degrees: for each bar, the scale step at each of those.
    """

    rhythm: tuple[tuple[int, ...], ...]
    degrees: tuple[tuple[int, ...], ...]

    def degree_at(self, bar: int, step: int) -> int:
        """Return the scale step that the contour has at a place.

        Between two notes that are a leap apart it has begun to move by the middle.
        """
        bar %= len(self.rhythm)
        steps, degrees = self.rhythm[bar], self.degrees[bar]
        now = max((at for at in range(len(steps)) if steps[at] <= step), default=0)
        degree = degrees[now]
        if now + 1 < len(steps):
            leap = degrees[now + 1] - degree
            if abs(leap) >= 2 and 2 * step >= steps[now] + steps[now + 1]:
                degree += 1 if leap > 0 else -1
        return degree


@dataclass(frozen=True)
class TuneNote:
    """A note of a tune."""

    tick: Ticks
    length: Ticks
    pitch: int
    is_strong: bool


@dataclass(frozen=True)
class Ground:
    """What a tune stands on."""

    chords: tuple[Chord, ...]
    keys: tuple[tuple[Ticks, int, str], ...]
    metre: Metre

    def key_at(self, tick: Ticks) -> tuple[int, str]:
        """Return the tonic and mode that hold at a tick."""
        now = self.keys[0]
        for key in self.keys:
            if key[0] <= tick:
                now = key
        return now[1], now[2]


def make_tune(
    seed: int,
    identity: str,
    kind: str,
    metre: Metre,
    density: int,
    heard: tuple[int, ...] = (),
    *,
    is_minor: bool = False,
) -> Tune:
    """Return the tune of a section: the piece's motif, in this section's way.

    Args:
        heard: scale steps of a tune that this one is to resemble.
        is_minor: the third is what tells the mode, so phrases lean on it.
    """
    motif = Chance(seed, "motif", metre.name)
    shape: tuple[int, ...] = motif.pick(_SHAPES)
    other: tuple[int, ...] = motif.pick(_SHAPES)
    if len(heard) >= 4:
        shape, other = heard[: len(heard) // 2], heard[len(heard) // 2 :]
    own = Chance(seed, "tune", identity, metre.name)
    arch: tuple[int, ...] = own.pick(_ARCHES)
    form = own.pick(_FORMS)
    if kind in ("chorus", "drop", "climax"):
        arch = (*(each + 2 for each in arch[:-1]), arch[-1])
    elif is_minor:
        arch = tuple(
            2 if each == 0 and at % 2 else each for at, each in enumerate(arch)
        )
        arch = (*arch[:-1], 0)
    elif kind == "bridge":
        shape, other = tuple(-each for each in other), shape
    bars = {
        "a": _bar(motif if kind == "verse" else own, metre, density, shape),
        "b": _bar(own, metre, density, other),
        "c": _close(metre),
    }
    order = form + form[:3] + "c"
    return Tune(
        tuple(bars[letter][0] for letter in order),
        tuple(
            tuple(anchor + each for each in bars[letter][1])
            for letter, anchor in zip(order, arch, strict=True)
        ),
    )


def _bar(
    chance: Chance, metre: Metre, density: int, shape: tuple[int, ...]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return when notes begin in a bar of the motif, and their scale steps."""
    steps: list[int] = []
    start = 0
    for number, size in enumerate(metre.groups):
        cells = _CELLS_SIX if size == 6 else _CELLS_FOUR
        reach = max(2, len(cells) * (35 + density) // 135)
        cell = chance.pick(cells[:reach]) if number else cells[chance.below(3)]
        steps += [start + at for at, char in enumerate(cell) if char == "x"]
        start += size
    steps = steps or [0]
    return tuple(steps), tuple(shape[at % len(shape)] for at in range(len(steps)))


def _close(metre: Metre) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the last bar of a phrase: a step, and a long note home."""
    if len(metre.groups) < 2:
        return (0,), (0,)
    return (0, metre.groups[0]), (1, 0)


def pitch_for(
    degree: int, tick: Ticks, ground: Ground, centre: int, *, is_strong: bool
) -> int:
    """Return the pitch of a scale step near a centre; strong ones are chord tones."""
    chord = chord_at(ground.chords, tick)
    tonic, mode = ground.key_at(tick)
    scale = scale_over(chord, tonic, mode)
    home = centre + (tonic - centre + 6) % 12 - 6
    order = sorted((each - tonic) % 12 for each in scale)
    if len(order) < 6:
        # Five-note scales have fewer steps to the octave.
        degree = degree * len(order) // 7
    octave, step = divmod(degree, len(order))
    pitch = home + octave * 12 + order[step]
    return nearest_pitch(pitch, chord.classes[:4]) if is_strong else pitch


@dataclass(frozen=True)
class Step:
    """A note of a contour, before it has a pitch."""

    tick: Ticks
    length: Ticks
    degree: int
    is_strong: bool


def pitches_for(
    steps: Sequence[Step], ground: Ground, centre: int, low: int, high: int
) -> tuple[int, ...]:
    """Return pitches that follow a contour: chord tones on strong beats, no wild leaps.

    Where chord tones would flatten the contour it goes to the next one all the same.
    """
    pitches: list[int] = []
    for number, step in enumerate(steps):
        pitch = pitch_for(
            step.degree, step.tick, ground, centre, is_strong=step.is_strong
        )
        if pitches:
            before = pitches[-1]
            way = step.degree - steps[number - 1].degree
            if pitch == before and way:
                pitch = _next_pitch(before, 1 if way > 0 else -1, step, ground)
            while pitch - before > _WIDEST_LEAP and pitch - 12 >= low:
                pitch -= 12
            while before - pitch > _WIDEST_LEAP and pitch + 12 <= high:
                pitch += 12
        pitches.append(folded(pitch, low, high))
    return tuple(pitches)


def _next_pitch(before: int, way: int, step: Step, ground: Ground) -> int:
    chord = chord_at(ground.chords, step.tick)
    classes = chord.classes[:4]
    if not step.is_strong:
        classes = scale_over(chord, *ground.key_at(step.tick))
    near = (before + way * each for each in range(1, 8))
    return next((pitch for pitch in near if pitch % 12 in classes), before)


def folded(pitch: int, low: int, high: int) -> int:
    """Move a pitch by octaves into a range."""
    while pitch > high:
        pitch -= 12
    while pitch < low:
        pitch += 12
    return min(pitch, max(high, low))


def lay_tune(
    tune: Tune, ground: Ground, *, start: Ticks, end: Ticks, reach: tuple[int, int, int]
) -> tuple[TuneNote, ...]:
    """Play a tune over chords between two ticks; the third time it departs by a third.

    Args:
        reach: the lowest, the middle and the highest pitch.
    """
    metre, first = ground.metre, start // ground.metre.bar_ticks
    onsets: list[tuple[Ticks, int]] = []
    for bar in range(first, max(first + 1, bars_in(end, metre.bar_ticks))):
        time, which = divmod(bar, len(tune.rhythm))
        departs = time % 4 == _DEPARTING and which % PHRASE < PHRASE - 1
        onsets += [
            (bar * metre.bar_ticks + step * metre.step_ticks, degree + 2 * departs)
            for step, degree in zip(
                tune.rhythm[which], tune.degrees[which], strict=True
            )
        ]
    inside = _varied([each for each in onsets if start <= each[0] < end], tune, metre)
    steps = [_step(inside, number, end, metre) for number in range(len(inside))]
    low, centre, high = reach
    return tuple(
        TuneNote(step.tick, step.length, pitch, step.is_strong)
        for step, pitch in zip(
            steps, pitches_for(steps, ground, centre, low, high), strict=True
        )
    )


def _varied(
    onsets: list[tuple[Ticks, int]], tune: Tune, metre: Metre
) -> list[tuple[Ticks, int]]:
    """Vary every second time through: long notes get a turn above themselves."""
    whole = len(tune.rhythm) * metre.bar_ticks
    turn = metre.groups[0] * metre.step_ticks
    found: list[tuple[Ticks, int]] = []
    for (tick, degree), after in zip_longest(onsets, onsets[1:]):
        found.append((tick, degree))
        is_long = after is not None and after[0] - tick >= 2 * turn
        if (tick // whole) % 2 and is_long:
            found.append((tick + turn // 2, degree + 1))
            found.append((tick + turn, degree))
    return found


def _step(
    onsets: list[tuple[Ticks, int]], number: int, end: Ticks, metre: Metre
) -> Step:
    tick, degree = onsets[number]
    after = onsets[number + 1][0] if number + 1 < len(onsets) else end
    length = min(after - tick, metre.bar_ticks * 3 // 2)
    return Step(tick, length, degree, is_strong(tick, length, metre))


def is_strong(tick: Ticks, length: Ticks, metre: Metre) -> bool:
    """Tell whether a note is one that the ear takes as harmony."""
    return metre.weakness_at(tick) <= 1 or length >= 7 * metre.step_ticks
