"""The colour of a chunk: its brightness and its room, by words and by what was heard.

Knows dials, wishes and what was heard; does not know sections or notes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from partita.engine.score import Room

if TYPE_CHECKING:
    from collections.abc import Callable

    from partita.engine.composing.heard import Heard
    from partita.engine.vocabulary.wishes import Wishes

#: The spectral centroid that our own renders have about the middle of the dial.
_USUAL_HZ: Final = 550
_TURNS_AN_OCTAVE: Final = 45
_CYMBALS: Final = 80


def bright_of(
    energy: int, dial: Callable[[str], int], own: Wishes, heard: Heard
) -> int:
    """Return how bright the lines of a chunk are.

    Args:
        dial: how far a dial is turned, by its name.
        own: what the chunk itself wishes.
    """
    turned = dial("bright") - dial("warm") // 4 + (energy - 60) // 3
    return _clamp(turned + _heard_brightness(own, heard) // 2, -80, 80)


def room_of(room: Room, dial: Callable[[str], int], own: Wishes, heard: Heard) -> Room:
    """Return the room of a chunk, from the one that its genre has."""
    tilt = room.tilt_cb + dial("bright") - dial("warm") // 3
    width = room.width + dial("width")
    if heard.width is not None:
        width = (width + 2 * _clamp(60 + heard.width, 0, 140)) // 3
    return Room(
        size=_clamp(room.size + dial("size")),
        wet=_clamp(room.wet + dial("wet")),
        tilt_cb=_clamp(tilt + _heard_brightness(own, heard), -90, 70),
        width=_clamp(width, 0, 140),
        drive=_clamp(room.drive + dial("drive"), 0, 80),
        lofi=_clamp(room.lofi + dial("lofi"), 0, 90),
    )


def _heard_brightness(own: Wishes, heard: Heard) -> int:
    turn = 0
    if heard.brightness_hz is not None:
        turn = (heard.brightness_hz - _USUAL_HZ) * _TURNS_AN_OCTAVE // _USUAL_HZ
    turn = _clamp(turn, -40, 40)
    if heard.only_these and heard.drums and own.drums == "out":
        # The same players make up for the cymbals that may not play.
        turn += _CYMBALS
    return turn * heard.brightness_share // 100


def _clamp(number: int, low: int = 0, high: int = 100) -> int:
    return max(low, min(high, number))
