"""Bring what a band strikes nearer to a rhythm that was heard: as often, and where.

What is struck too often is held on instead, what is missing is struck by who plays
there anyway, and accents move to where they were heard. Knows lines, steps of a bar
and how clearly each is struck; does not know who wrote the lines.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from partita.engine.composing.gaps import TOGETHER, filled
from partita.engine.composing.strikes import (
    LEAST,
    begun,
    clearness,
    density_of,
    groove_of,
    heard_of,
    step_at,
    step_frames,
    steps_of,
)
from partita.engine.score import Line, Note, SungLine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from partita.engine.composing.bars import Ticks
    from partita.engine.composing.clock import Clock
    from partita.units import Frames

#: How likely each weakness of a step is struck where nothing else is known.
_BY_WEAKNESS: Final = (100, 80, 70, 40, 10)
#: What that counts for where something is known, of 100.
_PLAIN: Final = 20
#: What an accent may change of a velocity, in percent.
_ACCENT: Final = 30
#: What a strike that is played anyway is dearer for when all is to be as heard, of 100.
_STAYS: Final = 25
#: In what order bars are served where not all can be: far from each other.
_SPREAD: Final = (5, 8)
#: As often as a band is corrected before it plays.
_PASSES: Final = 2


@dataclass(frozen=True)
class Rhythm:
    """A rhythm to come nearer to.

    Args:
        groove: how clearly each step of a bar is struck, 0..100; () when not known.
        density: strikes a second, times 100.
        share: percent of the way towards it.
        busier: how often to strike in percent of what is written, before any density.
    """

    groove: tuple[int, ...]
    density: int
    share: int
    busier: int = 0


def in_step(
    lines: Sequence[Line],
    rhythm: Rhythm,
    clock: Clock,
    end: Ticks,
    sung: Sequence[SungLine] = (),
) -> list[Line]:
    """Return lines that strike more as a rhythm does, until a tick.

    Args:
        sung: what is sung over them, which counts, and stays.
    """
    own = _density(lines, sung, clock, end)
    theirs = own * rhythm.busier // 100 if rhythm.busier else rhythm.density
    wanted = own + (theirs - own) * rhythm.share // 100
    for _ in range(_PASSES):
        lines = _Band(tuple(lines), tuple(sung), rhythm, clock, end, wanted).corrected()
    return list(lines)


def _density(
    lines: Sequence[Line], sung: Sequence[SungLine], clock: Clock, end: Ticks
) -> int:
    ends = clock.at(end)
    heard = heard_of(begun(lines, sung), clock.rate_hz)
    inside = [strike for strike in heard if strike.frame < ends]
    return max(1, density_of(inside, ends, clock.rate_hz))


def kicks_in(lines: Sequence[Line]) -> tuple[Frames, ...]:
    """Return when a kick is struck."""
    kicks = {
        max(0, note.start)
        for line in lines
        for note in line.notes
        if note.piece == "kick"
    }
    return tuple(sorted(kicks))


@dataclass(frozen=True)
class _Band:
    """Lines that are to strike so often a second, times 100, until a tick."""

    lines: tuple[Line, ...]
    sung: tuple[SungLine, ...]
    rhythm: Rhythm
    clock: Clock
    end: Ticks
    wanted: int

    def corrected(self) -> tuple[Line, ...]:
        places = step_frames(self.clock)
        steps = self.end // self.clock.metre.step_ticks
        # A chunk may go on with a bar that began before it.
        playable = [step for step in range(steps) if places[step] >= 0]
        clear = steps_of(begun(self.lines, self.sung), self.clock)
        struck = {step for step in clear if step < steps}
        own = groove_of(clear, self.clock)
        wishes = _wishes(own, self.rhythm, self.clock)
        # At a fast pace not each step that is struck is heard by itself.
        heard = _density(self.lines, self.sung, self.clock, self.end)
        count = (len(struck) * self.wanted + heard // 2) // heard
        stays = 100 - (100 - _STAYS) * self.rhythm.share // 100
        dear = dict.fromkeys(struck, stays)
        wished = _chosen(wishes, dear, count, playable)
        gone = struck - wished
        lines = tuple(_held(line, gone, places) for line in self.lines)
        full = filled(self.lines, lines, sorted(wished - struck), wishes, places)
        # Where no accents were heard its own are the right ones.
        if not _over(self.rhythm.groove, len(wishes)):
            return full
        return _accented(full, own, wishes, places)


def _wishes(own: Sequence[int], rhythm: Rhythm, clock: Clock) -> tuple[int, ...]:
    """Return how much each step of a bar is wished for, 0..100: as played, as heard."""
    usual = tuple(_BY_WEAKNESS[each] for each in clock.metre.accents)
    heard = _over(rhythm.groove, len(usual)) or tuple(own) or usual
    share = rhythm.share
    return tuple(
        (mine * (100 - share) + (theirs + plain * _PLAIN // 100) * share) // 100
        for mine, theirs, plain in zip(own or usual, heard, usual, strict=True)
    )


def _over(groove: tuple[int, ...], steps: int) -> tuple[int, ...]:
    """Return a groove over a bar of so many steps; () where it does not go into it."""
    if not any(groove) or steps % len(groove):
        return ()
    return groove * (steps // len(groove))


def _chosen(
    wishes: Sequence[int],
    dearer: Mapping[int, int],
    wanted: int,
    steps: Sequence[int],
) -> set[int]:
    """Return the steps that are to be struck: the dearest, spread over the bars.

    Args:
        dearer: what is added to a step's wish.
    """
    bar = len(wishes)

    def rank(step: int) -> tuple[int, int, int]:
        number, inside = divmod(step, bar)
        dear = wishes[inside] + dearer.get(step, 0)
        return -dear, number * _SPREAD[0] % _SPREAD[1], inside

    return set(sorted(steps, key=rank)[: max(1, wanted)])


def _held(line: Line, gone: set[int], places: Sequence[Frames]) -> Line:
    """Leave strikes out; what was struck before them is held on."""
    if line.stem == "effects" or not gone:
        return line
    kept: list[Note] = []
    for note in line.notes:
        silent = step_at(places, note.start) in gone and clearness(line, note) >= LEAST
        if not silent:
            kept.append(note)
        elif line.stem != "drums":
            kept = _held_to(kept, note.start + note.length)
    return replace(line, notes=tuple(kept))


def _held_to(notes: list[Note], end: Frames) -> list[Note]:
    """Hold the latest notes until a frame, if they were to sound until now."""
    if not notes:
        return notes
    latest = notes[-1].start
    return [
        replace(note, length=max(note.length, end - note.start))
        if latest - note.start <= TOGETHER
        else note
        for note in notes
    ]


def _accented(
    lines: tuple[Line, ...],
    own: Sequence[int],
    wishes: Sequence[int],
    places: Sequence[Frames],
) -> tuple[Line, ...]:
    """Strike harder where the rhythm is, softer where it is not."""
    if not own:
        return lines
    turns = [
        100 + _ACCENT * max(-100, min(100, wish - mine)) // 100
        for wish, mine in zip(wishes, own, strict=True)
    ]
    return tuple(
        replace(
            line,
            notes=tuple(
                replace(note, velocity=_turned(note.velocity, turns, note, places))
                for note in line.notes
            ),
        )
        if line.stem != "effects"
        else line
        for line in lines
    )


def _turned(
    velocity: int, turns: Sequence[int], note: Note, places: Sequence[Frames]
) -> int:
    turn = turns[step_at(places, note.start) % len(turns)]
    # In steps, so that equal notes stay equal and are rendered once.
    return max(12, min(124, velocity * turn // 100)) // 4 * 4
