"""Notes in ticks, as the writers of lines make them, before they have frames."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from partita.engine.composing.bars import Ticks


@dataclass(frozen=True)
class Played:
    """A note in musical time.

    Args:
        late: frames after its tick, for the strings of a strum.
    """

    tick: Ticks
    length: Ticks
    pitch: int
    velocity: int
    late: int = 0
    glide_cents: int = 0
