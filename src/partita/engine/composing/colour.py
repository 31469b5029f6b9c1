"""The colour of a chunk: brightness, room and drive by words, its width as heard too.

Knows dials, wishes and what was heard; does not know sections or notes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from partita.engine.score import Room

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from partita.engine.composing.heard import Heard
    from partita.engine.score import Line, SungLine

#: The driest and the wettest room, in percent of the usual one.
_WET: Final = (10, 320)


def bright_of(energy: int, dial: Callable[[str], int]) -> int:
    """Return how bright the lines of a chunk are.

    Args:
        dial: how far a dial is turned, by its name.
    """
    turned = dial("bright") - dial("warm") // 4 + (energy - 60) // 3
    return _clamp(turned, -80, 80)


def room_of(room: Room, dial: Callable[[str], int], heard: Heard) -> Room:
    """Return the room of a chunk, from the one that its genre has."""
    tilt = room.tilt_cb + dial("bright") - dial("warm") // 3
    width = room.width + dial("width")
    if heard.width is not None:
        width = (width + 2 * _clamp(60 + heard.width, 0, 140)) // 3
    return Room(
        size=_clamp(room.size + dial("size")),
        wet=_clamp(room.wet + dial("wet"), *_WET),
        tilt_cb=_clamp(tilt, -90, 70),
        width=_clamp(width, 0, 150),
        drive=_clamp(room.drive + dial("drive")),
        lofi=_clamp(room.lofi + dial("lofi"), 0, 90),
        tone_cb=heard.tone_cb,
    )


def driven(
    lines: Iterable[Line], sung: Iterable[SungLine], drives: Mapping[str, int]
) -> tuple[tuple[Line, ...], tuple[SungLine, ...]]:
    """Return lines and voices, those driven that are to be distorted.

    Args:
        drives: by instrument; by `drums` for kits, and `vocals` for all who sing.
    """
    played = tuple(
        replace(line, drive=_clamp(drives.get(_name_of(line), 0))) for line in lines
    )
    voices = _clamp(drives.get("vocals", 0))
    return played, tuple(replace(line, drive=voices) for line in sung)


def _name_of(line: Line) -> str:
    return "drums" if line.stem == "drums" else line.instrument


def _clamp(number: int, low: int = 0, high: int = 100) -> int:
    return max(low, min(high, number))
