"""Takes by target and number; a number that was used is never another take's.

Knows neither pins nor files.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from partita.errors import StoreError
from partita.store.take import Take


@dataclass(frozen=True)
class Found:
    """A take, and the target that it belongs to."""

    target: str
    take: Take


class Numbered:
    """Takes of several targets, each under its number."""

    def __init__(self) -> None:
        """Begin with none."""
        self._of: dict[str, dict[int, Take]] = {}

    def all(self) -> Iterator[tuple[str, Take]]:
        """Yield every take with its target, by name and number."""
        for target in sorted(self._of):
            for take in self.of(target):
                yield target, take

    def with_details(self, details: str) -> Iterator[Take]:
        """Yield the takes with these details, in no order."""
        every = (take for held in self._of.values() for take in held.values())
        return (take for take in every if take.details == details)

    def of(self, target: str) -> tuple[Take, ...]:
        """Return every take of a target, by number, unwanted ones too."""
        held = self._of.get(target, {})
        return tuple(held[number] for number in sorted(held))

    def of_request(self, target: str, request: str) -> tuple[Take, ...]:
        """Return a target's takes of one request, but for forgotten ones."""
        takes = self.of(target)
        return tuple(t for t in takes if t.answers(request) and not t.forgotten)

    def find(self, target: str, number: int) -> Take:
        """Return a take by its number.

        Raises:
            StoreError: when there is none.
        """
        held = self._of.get(target, {})
        if number in held:
            return held[number]
        numbers = ", ".join(str(each) for each in sorted(held))
        message = f"there is no take {number} of `{target}`"
        none = "nothing was paid for under this name; `partita takes` lists what was"
        hint = f"it has {numbers}" if held else none
        raise StoreError(message, hint=hint)

    def hear(self, target: str, number: int, request: str, audio: str) -> None:
        """Note what a take's master goes by, as `Take.heard_as`."""
        held = self._of.get(target, {})
        if number in held:
            held[number] = held[number].heard_as(audio, request)

    def next_number(self, target: str) -> int:
        """Return the number of a target's next take."""
        return max(self._of.get(target, {}), default=0) + 1
