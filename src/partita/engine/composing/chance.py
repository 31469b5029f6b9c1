"""Chance for composers: seeded, the same on every machine, cheap to fork.

A stream is named by what it decides about ("bass of the second chorus"), so that a
change somewhere else never moves it. Knows no clock and no global generator.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, TypeVar

from partita.digest import canonical

if TYPE_CHECKING:
    from collections.abc import Sequence

Some = TypeVar("Some")

_MASK = (1 << 64) - 1
_SEED_BITS = 31


def seed_of(*parts: str | int) -> int:
    """Return a 31-bit seed for something that the parts name."""
    content = canonical(["partita.chance", *parts])
    return int.from_bytes(hashlib.sha256(content).digest()[:8], "big") >> (
        64 - _SEED_BITS
    )


class Chance:
    """A stream of choices, named by its parts (splitmix64 from a sha256 seed)."""

    __slots__ = ("_state",)

    def __init__(self, *parts: str | int) -> None:
        content = canonical(["partita.chance", *parts])
        self._state = int.from_bytes(hashlib.sha256(content).digest()[:8], "big")

    def bits(self) -> int:
        """Return 64 fresh bits."""
        self._state = state = (self._state + 0x9E3779B97F4A7C15) & _MASK
        state = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        state = ((state ^ (state >> 27)) * 0x94D049BB133111EB) & _MASK
        return state ^ (state >> 31)

    def below(self, bound: int) -> int:
        """Return an int of 0 … bound - 1."""
        return (self.bits() * bound) >> 64

    def happens(self, percent: int) -> bool:
        """Tell whether something with this probability happens."""
        return self.below(100) < percent

    def pick(self, some: Sequence[Some]) -> Some:
        """Return one of them."""
        return some[self.below(len(some))]

    def spread(self, width: int) -> int:
        """Return an int of -width … width, the middle likelier than the ends."""
        if width <= 0:
            return 0
        return self.below(width + 1) + self.below(width + 1) - width
