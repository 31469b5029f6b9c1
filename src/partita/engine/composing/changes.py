"""The chord changes of one chunk: its own progression, or what was heard going on.

Modulates half-way where the chunk is to arrive in another key, through that key's
dominant, and leads back into kept audio. Knows directions and clocks; does not know
instruments.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from partita.engine.composing.chords_along import cut, laid_along
from partita.engine.composing.choruses import choruses, is_form
from partita.engine.composing.harmony import (
    STILL,
    Chord,
    Degree,
    choose_row,
    departs,
    is_minor,
    lay_out,
    read_row,
    with_cadence,
)

if TYPE_CHECKING:
    from partita.engine.composing.bars import Ticks
    from partita.engine.composing.clock import Clock
    from partita.engine.composing.direction import Direction
    from partita.engine.composing.layout import Stretch

Bars = tuple[tuple[Degree, ...], ...]

#: What styles say of a form, see `vocabulary.words`.
_TWELVE_BAR: Final = "twelve_bar"
_DOMINANT: Final[Degree] = (7, "maj")
_DOMINANT_SEVENTH: Final[Degree] = (7, "dom7")


@dataclass(frozen=True)
class Changes:
    """Chords, and from which tick on which key holds."""

    chords: tuple[Chord, ...]
    keys: tuple[tuple[Ticks, int, str], ...]


def changes_of(
    direction: Direction,
    clock: Clock,
    final: Ticks | None,
    stretches: tuple[Stretch, ...] = (),
) -> Changes:
    """Return the chords of a chunk.

    Args:
        final: the tick of the last chord where the piece ends; a cadence leads there.
        stretches: where lines have the chords of other bars.
    """
    metre, count = clock.metre, clock.bars
    bar = metre.bar_ticks
    closing = count if final is None else final // bar + 1
    bars = _bars(direction, clock, count, min(count, closing))
    if final is not None:
        bars = with_cadence(bars, closing, direction.mode, direction.genre.harmony)
        bars += (bars[-1],) * (count - closing)
    goal = direction.goal
    if goal is not None and goal[1:] != (direction.tonic, direction.mode):
        return _modulating(direction, clock, bars[:count])
    closes = final is not None or "before_kept" in direction.flags
    if "before_kept" in direction.flags and count >= 2:
        bars = (*bars[: count - 1], _leading(direction, bars[count - 1]))
    chords = lay_out(bars, direction.tonic, metre, clock.end)
    if stretches and not direction.heard.bars:
        own = max(0, count - 2) * bar if closes else clock.end
        far = max(each.home for each in stretches) // bar + 2 * count + 1
        row = lay_out(
            _bars(direction, clock, far, far), direction.tonic, metre, far * bar
        )
        moved = laid_along(row, stretches, clock)
        chords = cut(moved, 0, own) + cut(chords, own, clock.end)
    return Changes(chords, ((0, direction.tonic, direction.mode),))


def _bars(direction: Direction, clock: Clock, count: int, until_last: int) -> Bars:
    """Return a bar's chords for each bar of the chunk.

    Args:
        until_last: how many of them lead to the last chord, where a form comes round.
    """
    heard = direction.heard
    if heard.bars and (direction.tonic, direction.mode) == (heard.tonic, heard.mode):
        row = heard.bars
        begun = 2 * clock.pulses[0] < -_bar_frames(clock)
        start = heard.next_bar - begun if "after_kept" in direction.flags else 0
        if "after_kept" not in direction.flags and "before_kept" in direction.flags:
            start = -count
    else:
        classes = heard.classes[direction.tonic :] + heard.classes[: direction.tonic]
        row = _row(direction, direction.mode, classes)
        if is_form(row):
            return choruses(row, until_last)
        start = 0
    return tuple(row[(start + number) % len(row)] for number in range(count))


def _row(direction: Direction, mode: str, classes: tuple[int, ...] = ()) -> Bars:
    """Return the progression of a section; a named form is any genre's."""
    family, kind = direction.genre.harmony, direction.kind.name
    if _TWELVE_BAR in direction.flags and not departs(family, kind):
        family = "blues"
    return read_row(choose_row(direction.seed, family, mode, kind, classes))


def _bar_frames(clock: Clock) -> int:
    return clock.even(clock.metre.bar_ticks) - clock.even(0)


def _leading(direction: Direction, bar: tuple[Degree, ...]) -> tuple[Degree, ...]:
    """Let the last bar before kept audio want to go home."""
    if direction.genre.harmony in STILL or is_still(bar):
        return bar
    return (bar[0], _DOMINANT)


def is_still(bar: tuple[Degree, ...]) -> bool:
    """Tell whether a bar is on the dominant already."""
    return bar[-1][0] == _DOMINANT[0]


def _modulating(direction: Direction, clock: Clock, bars: Bars) -> Changes:
    """Go half-way in one key, and on in the other, by way of its dominant."""
    assert direction.goal is not None
    _, tonic, mode = direction.goal
    metre, count = clock.metre, len(bars)
    bar = metre.bar_ticks
    turn = (count + 1) // 2
    if count == 1:
        half = metre.border_near(clock.end // 2) or clock.end // 2
        home = _home(direction.mode)
        return Changes(
            (
                Chord(0, half, (direction.tonic + home[0]) % 12, home[1]),
                Chord(half, clock.end, (tonic + 7) % 12, "dom7"),
            ),
            ((0, direction.tonic, direction.mode), (half, tonic, mode)),
        )
    row = _row(direction, mode)
    new: list[tuple[Degree, ...]] = [row[at % len(row)] for at in range(count - turn)]
    new[-1] = (new[-1][0], _DOMINANT_SEVENTH)
    old: tuple[Chord, ...] = ()
    if turn > 1:
        old = lay_out(bars[: turn - 1], direction.tonic, metre, (turn - 1) * bar)
    pivot = (bars[turn - 1][0], ((tonic + 7 - direction.tonic) % 12, "dom7"))
    rest = lay_out(tuple(new), tonic, metre, clock.end - turn * bar)
    chords = (
        *old,
        *_moved(lay_out((pivot,), direction.tonic, metre, bar), (turn - 1) * bar),
        *_moved(rest, turn * bar),
    )
    turned = (turn - 1) * bar + metre.border_near(bar // 2)
    keys = ((0, direction.tonic, direction.mode), (turned, tonic, mode))
    return Changes(tuple(each for each in chords if each.start < clock.end), keys)


def _home(mode: str) -> Degree:
    return (0, "min" if is_minor(mode) else "maj")


def _moved(chords: tuple[Chord, ...], by: Ticks) -> tuple[Chord, ...]:
    return tuple(
        Chord(each.start + by, each.end + by, each.root, each.quality)
        for each in chords
    )
