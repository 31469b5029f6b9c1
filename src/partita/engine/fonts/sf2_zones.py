"""Zones of a SoundFont preset: which sample sounds for which key, and how.

Puts the generators of presets and instruments together and keeps them within the
standard's bounds, in the standard's units. Does not know how a zone is played.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from partita.engine.fonts.sf2 import Bank, Sample

#: Generators by their number.
_Amounts: TypeAlias = dict[int, int]
_Range: TypeAlias = tuple[int, int]

#: SoundFont 2.04, section 8.1.2: field, number, default, bounds. Times are in
#: timecents, pitches in cents, levels in centibels, shares in tenths of a percent.
_TABLE: Final = (
    ("start_offset", 0, 0, -32768, 32767),
    ("end_offset", 1, 0, -32768, 32767),
    ("loop_start_offset", 2, 0, -32768, 32767),
    ("loop_end_offset", 3, 0, -32768, 32767),
    ("start_coarse", 4, 0, -32768, 32767),
    ("wobble_to_pitch", 5, 0, -12000, 12000),
    ("vibrato_to_pitch", 6, 0, -12000, 12000),
    ("sweep_to_pitch", 7, 0, -12000, 12000),
    ("cutoff", 8, 13500, 1500, 13500),
    ("resonance", 9, 0, 0, 960),
    ("sweep_to_cutoff", 11, 0, -12000, 12000),
    ("end_coarse", 12, 0, -32768, 32767),
    ("wobble_to_level", 13, 0, -960, 960),
    ("pan", 17, 0, -500, 500),
    ("wobble_delay", 21, -12000, -12000, 5000),
    ("wobble_rate", 22, 0, -16000, 4500),
    ("vibrato_delay", 23, -12000, -12000, 5000),
    ("vibrato_rate", 24, 0, -16000, 4500),
    ("sweep_delay", 25, -12000, -12000, 5000),
    ("sweep_attack", 26, -12000, -12000, 8000),
    ("sweep_hold", 27, -12000, -12000, 5000),
    ("sweep_decay", 28, -12000, -12000, 8000),
    ("sweep_sustain", 29, 0, 0, 1000),
    ("delay", 33, -12000, -12000, 5000),
    ("attack", 34, -12000, -12000, 8000),
    ("hold", 35, -12000, -12000, 5000),
    ("decay", 36, -12000, -12000, 8000),
    ("sustain", 37, 0, 0, 1440),
    ("release", 38, -12000, -12000, 8000),
    ("key_to_hold", 39, 0, -1200, 1200),
    ("key_to_decay", 40, 0, -1200, 1200),
    ("loop_start_coarse", 45, 0, -32768, 32767),
    ("key", 46, -1, -1, 127),
    ("attenuation", 48, 0, 0, 1440),
    ("loop_end_coarse", 50, 0, -32768, 32767),
    ("coarse_tune", 51, 0, -120, 120),
    ("fine_tune", 52, 0, -99, 99),
    ("modes", 54, 0, 0, 3),
    ("cents_a_key", 56, 100, 0, 1200),
    ("choke", 57, 0, 0, 127),
    ("root", 58, -1, -1, 127),
)
_INSTRUMENT, _KEYS, _VELOCITIES, _SAMPLE = 41, 43, 44, 53
#: Generators that a preset must not add to its instrument's (section 8.1.2).
_NOT_ADDED: Final = frozenset({0, 1, 2, 3, 4, 12, 45, 46, 50, 54, 57, 58})
_KNOWN: Final = frozenset(
    {_INSTRUMENT, _KEYS, _VELOCITIES, _SAMPLE, *(row[1] for row in _TABLE)}
)
_EVERY: Final = 127 << 8
#: A preset with more zones than this is not played.
_MOST_ZONES: Final = 8192


@dataclass(frozen=True, eq=False)
class Zone:
    """A sample and how it is played.

    `sweep` is the standard's modulation envelope, `wobble` its modulation LFO.
    """

    sample: Sample
    start_offset: int
    end_offset: int
    loop_start_offset: int
    loop_end_offset: int
    start_coarse: int
    wobble_to_pitch: int
    vibrato_to_pitch: int
    sweep_to_pitch: int
    cutoff: int
    resonance: int
    sweep_to_cutoff: int
    end_coarse: int
    wobble_to_level: int
    pan: int
    wobble_delay: int
    wobble_rate: int
    vibrato_delay: int
    vibrato_rate: int
    sweep_delay: int
    sweep_attack: int
    sweep_hold: int
    sweep_decay: int
    sweep_sustain: int
    delay: int
    attack: int
    hold: int
    decay: int
    sustain: int
    release: int
    key_to_hold: int
    key_to_decay: int
    loop_start_coarse: int
    key: int
    attenuation: int
    loop_end_coarse: int
    coarse_tune: int
    fine_tune: int
    modes: int
    cents_a_key: int
    choke: int
    root: int


assert [each.name for each in fields(Zone)][1:] == [row[0] for row in _TABLE]


def presets(bank: Bank) -> dict[tuple[int, int], int]:
    """Return the place of each preset by its bank and program."""
    heads = bank.records("phdr")[:-1]
    numbered = enumerate(
        zip(heads["bank"].tolist(), heads["number"].tolist(), strict=True)
    )
    found: dict[tuple[int, int], int] = {}
    for place, name in numbered:
        found.setdefault(name, place)
    return found


class Preset:
    """The zones of one preset, put together when they are first played.

    Args:
        place: where the preset stands in the file.

    Raises:
        AudioError: when it is damaged.
    """

    def __init__(self, bank: Bank, place: int) -> None:
        self._bank, self.place = bank, place
        self._ranges: list[tuple[int, _Range, _Range]] = []
        self._pairs: list[tuple[_Amounts, _Amounts]] = []
        self._zones: dict[int, Zone | None] = {}
        self._answers: dict[_Range, list[tuple[int, Zone]]] = {}
        instruments: dict[int, list[_Amounts]] = {}
        for outer in _bags(bank, "p", place):
            number = outer[_INSTRUMENT]
            if not 0 <= number < len(bank.records("inst")) - 1:
                raise bank.broken(f"its instrument {number} does not exist")
            if number not in instruments:
                instruments[number] = list(_bags(bank, "i", number))
            if len(self._pairs) + len(instruments[number]) > _MOST_ZONES:
                raise bank.broken("a preset has too many zones")
            self._pairs += [(outer, inner) for inner in instruments[number]]
        for pair, (outer, inner) in enumerate(self._pairs):
            keys = _overlap(outer, inner, _KEYS)
            velocities = _overlap(outer, inner, _VELOCITIES)
            self._ranges.append((pair, keys, velocities))

    def answering(self, key: int, velocity: int) -> list[tuple[int, Zone]]:
        """Return the zones, with their numbers, that sound for a key struck so hard."""
        if (key, velocity) not in self._answers:
            numbers = (
                number
                for number, keys, hits in self._ranges
                if keys[0] <= key <= keys[1] and hits[0] <= velocity <= hits[1]
            )
            found = ((number, self._zone(number)) for number in numbers)
            self._answers[key, velocity] = [
                (number, zone) for number, zone in found if zone is not None
            ]
        return self._answers[key, velocity]

    def _zone(self, number: int) -> Zone | None:
        if number not in self._zones:
            outer, inner = self._pairs[number]
            self._zones[number] = _zone(self._bank, outer, inner)
        return self._zones[number]


def _bags(bank: Bank, side: str, place: int) -> Iterator[_Amounts]:
    """Yield the generators of each zone of a preset or instrument, global ones in."""
    heads = bank.records("phdr" if side == "p" else "inst")["first"]
    bags = bank.records(f"{side}bag")["first"]
    generators = bank.records(f"{side}gen")
    last = _INSTRUMENT if side == "p" else _SAMPLE
    everywhere: _Amounts = {}
    first, end = int(heads[place]), int(heads[place + 1])
    for bag in range(first, min(end, len(bags) - 1)):
        rows = generators[int(bags[bag]) : int(bags[bag + 1])]
        pairs = zip(rows["generator"].tolist(), rows["amount"].tolist(), strict=True)
        own = {number: amount for number, amount in pairs if number in _KNOWN}
        if last in own:
            own[last] &= 0xFFFF
            yield {**everywhere, **own}
        elif bag == first:
            # Only the first zone may be one for all (section 7.3).
            everywhere = own


def _zone(bank: Bank, outer: _Amounts, inner: _Amounts) -> Zone | None:
    sample = bank.sample(inner[_SAMPLE])
    if sample is None:
        return None
    values = {field: _value(outer, inner, bounds) for field, *bounds in _TABLE}
    return Zone(sample, **values)


def _value(outer: _Amounts, inner: _Amounts, bounds: list[int]) -> int:
    number, default, low, high = bounds
    value = inner.get(number, default)
    if number not in _NOT_ADDED:
        value += outer.get(number, 0)
    return min(max(value, low), high)


def _overlap(outer: _Amounts, inner: _Amounts, number: int) -> _Range:
    low, high = 0, 127
    for amounts in (outer, inner):
        both = amounts.get(number, _EVERY) & 0xFFFF
        low, high = max(low, both & 0xFF), min(high, both >> 8)
    return low, high
