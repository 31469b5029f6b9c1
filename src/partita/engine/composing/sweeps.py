"""Filters that move: electronic chords and arpeggios open and close over a section.

A line is cut into stretches of whole bars, each a little brighter or duller than the
last. Knows bars and brightness; does not know how a filter sounds.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from partita.engine.composing.phrases import PERIOD, PHRASE

if TYPE_CHECKING:
    from partita.engine.composing.lines import Scene
    from partita.engine.score import Line, Note

#: Whose filter is heard to move. Pads and stacked saws cost too much: each of their
#: tones is made anew for each stretch.
_SWEPT: Final = ("pluck_synth", "acid_lead")
#: Brightness by stretch: of a section that builds, one that fades, and by eight bars.
_OPENING: Final = (-50, -24, 0)
_CLOSING: Final = (0, -20, -45)
_LEVEL: Final = (0, -20, 0, -20)
#: A section has to have so many bars.
_LEAST_BARS: Final = {"build": 2 * PHRASE, "fade": 2 * PHRASE, "": 2 * PERIOD}


def swept(line: Line, scene: Scene) -> list[Line]:
    """Return a line as it is, or in stretches with a filter that moves."""
    direction, clock = scene.direction, scene.clock
    is_swept = line.stem == "harmony" and line.instrument in _SWEPT
    if not (direction.genre.electronic and is_swept):
        return [line]
    if clock.bars < _LEAST_BARS[direction.course]:
        return [line]
    bar = clock.metre.bar_ticks
    if direction.course:
        turns: tuple[int, ...] = _CLOSING
        if direction.course == "build":
            turns = _OPENING
        borders = [clock.bars * at // len(turns) for at in range(1, len(turns))]
    else:
        turns, borders = _LEVEL, list(range(PERIOD, clock.bars, PERIOD))
    frames = [clock.even(each * bar) for each in borders]
    stretches: list[list[Note]] = [[] for _ in range(len(frames) + 1)]
    for note in line.notes:
        # What anticipates a bar line belongs behind it.
        near = note.start + clock.pulse_frames // 8
        stretches[sum(near >= each for each in frames)].append(note)
    return [
        replace(
            line,
            notes=tuple(notes),
            bright=max(-100, min(100, line.bright + turns[number % len(turns)])),
        )
        for number, notes in enumerate(stretches)
        if notes
    ]
