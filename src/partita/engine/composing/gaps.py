"""Fill gaps in what a band strikes: who strikes there, and what.

The drums do, else whoever strikes chords most clearly. Knows lines and steps; does not
know which steps are wanted.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from partita.engine.composing.strikes import clearness
from partita.engine.score import Line, Note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partita.units import Frames

#: Strokes that fill a groove, the likeliest first.
_LIGHT: Final = ("hat_closed", "ride", "shaker", "tambourine", "conga_high", "rim",
                 "bongo_high", "palmas", "snare")  # fmt: skip
#: A step that is struck as hard as this has a kick.
_HEAVY: Final = 60
#: Velocities of what is added: least, and what the hardest step has more.
_SOFT, _HARDER = 62, 38
#: Notes of one stroke of a chord lie within this many frames.
TOGETHER: Final = 4_000


def filled(
    before: tuple[Line, ...],
    lines: tuple[Line, ...],
    missing: Sequence[int],
    wishes: Sequence[int],
    places: Sequence[Frames],
) -> tuple[Line, ...]:
    """Have one line strike where nobody does.

    Args:
        before: the same lines before anything was left out.
    """
    carrier = _carrier(before)
    if carrier is None or not missing:
        return lines
    number = before.index(carrier)
    notes = list(lines[number].notes)
    for step in missing:
        clear = wishes[step % len(wishes)]
        velocity = _SOFT + _HARDER * clear // 100
        if carrier.stem == "drums":
            stroke = _stroke(carrier, is_heavy=clear >= _HEAVY)
            notes.append(replace(stroke, start=places[step], velocity=velocity))
        else:
            span = places[step], places[step + 1]
            notes = _struck_again(notes, carrier.notes, span, velocity)
    notes.sort(key=lambda note: (note.start, note.pitch, note.piece))
    filled = replace(carrier, notes=tuple(notes))
    return (*lines[:number], filled, *lines[number + 1 :])


def _carrier(lines: Sequence[Line]) -> Line | None:
    """Return who fills gaps: the drums, else who strikes chords most clearly."""
    drums = [line for line in lines if line.stem == "drums" and line.notes]
    struck = [line for line in lines if line.stem == "harmony" and line.notes]
    others = [line for line in lines if line.stem == "bass" and line.notes]
    struck.sort(key=lambda line: -clearness(line, line.notes[0]))
    return next(iter((*drums, *struck, *others)), None)


def _stroke(drums: Line, *, is_heavy: bool) -> Note:
    """Return a stroke of a kit like those that it plays."""
    played = {note.piece: note for note in drums.notes}
    order = ("kick", "taiko", *_LIGHT) if is_heavy else _LIGHT
    piece = next((each for each in order if each in played), drums.notes[0].piece)
    return played[piece]


def _struck_again(
    notes: list[Note],
    usual: Sequence[Note],
    span: tuple[Frames, Frames],
    velocity: int,
) -> list[Note]:
    """Strike the notes anew that sound at a frame, or those that were struck last.

    Args:
        usual: what the line plays when nothing is left out.
    """
    frame, until = span
    sounding = [note for note in notes if note.start < frame < note.start + note.length]
    latest = max((note.start for note in usual if note.start <= frame), default=0)
    again = sounding or [note for note in usual if 0 <= latest - note.start <= TOGETHER]
    shorter = [
        replace(note, length=frame - note.start) if note in sounding else note
        for note in notes
    ]
    return shorter + [
        replace(
            note,
            start=frame,
            length=max(until - frame, note.start + note.length - frame),
            velocity=min(velocity, note.velocity),
        )
        for note in again
    ]
