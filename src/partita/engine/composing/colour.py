"""The colour of a chunk: its brightness and room by words, its width as heard too.

Knows dials, wishes and what was heard; does not know sections or notes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from partita.engine.score import Room

if TYPE_CHECKING:
    from collections.abc import Callable

    from partita.engine.composing.heard import Heard


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
        wet=_clamp(room.wet + dial("wet")),
        tilt_cb=_clamp(tilt, -90, 70),
        width=_clamp(width, 0, 140),
        drive=_clamp(room.drive + dial("drive"), 0, 80),
        lofi=_clamp(room.lofi + dial("lofi"), 0, 90),
        tone_cb=heard.tone_cb,
    )


def _clamp(number: int, low: int = 0, high: int = 100) -> int:
    return max(low, min(high, number))
