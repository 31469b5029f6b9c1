"""Drums: a groove for the genre and metre, thinned or driven by energy, with fills.

Also turns any sixteenth-note figure to another metre. Knows ticks and strokes; does not
know frames or how a kit sounds.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from partita.engine.composing.grooves import (
    ADDED,
    FILLS,
    GROOVES,
    OTHER_METRES,
    ROLLS,
)
from partita.engine.composing.patterns import METRED_BASSES, METRED_COMPS
from partita.engine.composing.phrases import eight_of, groove_in

if TYPE_CHECKING:
    from partita.engine.composing.bars import Metre, Ticks
    from partita.engine.composing.chance import Chance

_VELOCITIES: Final = {"X": 112, "x": 92, "o": 66, "g": 40}
#: Which of four sixteenths each of six steps takes, so that the pair stays a pair.
_TO_SIX: Final = (0, 1, 2, -1, 2, 3)
_BAR: Final = 16
#: What goes on under a fill.
_FEET: Final = ("kick", "hat_pedal", "shaker")
#: Eights of bars until a groove comes again.
_EIGHTS: Final = 4
#: Below this level a kit is only hinted at.
_HINTED: Final = 26

#: Strokes in the order in which they leave when drums get lighter.
_LEAVE: Final = (
    "ghost_snare", "crash", "ride_bell", "clap", "tambourine", "cowbell", "hat_open",
    "tom_low", "tom_mid", "woodblock",
)  # fmt: skip
#: What is left of a kit that is only hinted at.
_HINT: Final = frozenset(
    ("hat_closed", "hat_pedal", "ride", "shaker", "rim", "conga_high", "palmas",
     "finger_snap", "bongo_high", "triangle", "tambourine")
)  # fmt: skip


@dataclass(frozen=True)
class Stroke:
    """One stroke of a kit."""

    tick: Ticks
    piece: str
    velocity: int


@dataclass(frozen=True)
class Drumming:
    """What the drums of one section are to do.

    Args:
        weight: -1 lighter, 1 heavier than the energy says.
        ends: ticks before which a fill stands, with how big it is, 0..3.
        crashes: ticks that a crash marks.
        rising: whether the section builds to its end.
        start: from where the kit plays.
        added: strokes that are asked for, whatever the groove.
        first_eight: the eight bars that the section begins with, see `phrases`.
    """

    groove: str
    metre: Metre
    energy: int
    end: Ticks
    weight: int = 0
    electronic: bool = False
    ends: tuple[tuple[Ticks, int], ...] = ()
    crashes: tuple[Ticks, ...] = ()
    rising: bool = False
    start: Ticks = 0
    half_time: bool = False
    double_time: bool = False
    added: tuple[str, ...] = ()
    first_eight: int = 0


@lru_cache(maxsize=2048)
def refit(row: str, metre: Metre) -> str:
    """Turn a figure of 4/4 to another metre, a step a character."""
    if metre.steps == _BAR and not metre.is_compound:
        return row
    bars = [row[at : at + _BAR] for at in range(0, len(row), _BAR)]
    return "".join(_refit_bar(bar.ljust(_BAR, "."), metre) for bar in bars)


def _refit_bar(bar: str, metre: Metre) -> str:
    cells = [bar[at : at + 4] for at in range(0, _BAR, 4)]
    count = len(metre.groups)
    fitted = []
    for number, size in enumerate(metre.groups):
        # First group first cell, last group last cell, the middle from the middle.
        # Three are one strong and two weak; of more, none begins the bar twice.
        nearest = (count - 1) // 2 if count > 4 else 0
        which = (number * 3 + nearest) // max(1, count - 1)
        fitted.append(_refit_cell(cells[which], size))
    return "".join(fitted)


def _refit_cell(cell: str, size: int) -> str:
    if size == 6:
        return "".join(cell[at] if at >= 0 else _quiet(cell) for at in _TO_SIX)
    return (cell * 3)[:size] if size > 4 else cell[:size]


def _quiet(cell: str) -> str:
    return "-" if "-" in cell else "."


@lru_cache(maxsize=2048)
def comp_row(name: str, row: str, metre: Metre) -> str:
    """Return an accompaniment figure in a metre."""
    return METRED_COMPS.get((metre.name, name)) or refit(row, metre)


@lru_cache(maxsize=2048)
def bass_row(name: str, row: str, metre: Metre) -> str:
    """Return a bass figure in a metre."""
    return METRED_BASSES.get((metre.name, name)) or refit(row, metre)


@lru_cache(maxsize=512)
def groove_rows(name: str, metre: Metre) -> tuple[tuple[str, str], ...]:
    """Return a groove in a metre: piece and row."""
    rows = OTHER_METRES.get((metre.name, name))
    if rows is None:
        rows = {
            piece: refit(row, metre).replace("-", ".")
            for piece, row in GROOVES[name].items()
        }
    return tuple(rows.items())


def play(drumming: Drumming, chance: Chance) -> tuple[Stroke, ...]:
    """Return the strokes of a section, in time order."""
    strokes: list[Stroke] = []
    fills = _fills(drumming, chance)
    bar = drumming.metre.bar_ticks
    bars = -(-drumming.end // bar)
    for number, rows in enumerate(_eights(drumming, chance)):
        strokes += [
            each
            for piece, row in rows.items()
            for each in _row_strokes(piece, row, drumming, fills)
            if eight_of(each.tick // bar, bars, drumming.first_eight) == number
        ]
    for _start, filled in fills:
        strokes += filled
    loud = 60 + drumming.energy // 2
    strokes += [
        Stroke(tick, "crash", min(118, loud))
        for tick in drumming.crashes
        if drumming.start <= tick < drumming.end
    ]
    # Nobody strikes a drum twice at once: a fill's kick is the groove's.
    loudest: dict[tuple[Ticks, str], Stroke] = {}
    for each in sorted(strokes, key=lambda each: each.velocity):
        loudest[each.tick, each.piece] = each
    return tuple(loudest[place] for place in sorted(loudest))


def _eights(drumming: Drumming, chance: Chance) -> list[dict[str, str]]:
    """Return the groove of each eight bars; one that is only hinted at stays."""
    rows = dict(_rows(drumming))
    if drumming.energy + 22 * drumming.weight < _HINTED:
        return [rows] * _EIGHTS
    return [
        groove_in(
            number,
            rows,
            drumming.metre.steps,
            chance,
            electronic=drumming.electronic,
        )
        for number in range(_EIGHTS)
    ]


def _rows(drumming: Drumming) -> list[tuple[str, str]]:
    """Return the groove's rows that this energy leaves."""
    level = drumming.energy + 22 * drumming.weight
    rows = list(groove_rows(drumming.groove, drumming.metre))
    played = {piece for piece, _ in rows}
    added = [
        (piece, refit(ADDED[piece], drumming.metre))
        for piece in drumming.added
        if piece in ADDED and piece not in played
    ]
    if drumming.half_time:
        rows = [(piece, _halved(piece, row, drumming.metre)) for piece, row in rows]
    if drumming.double_time:
        rows = [(piece, _doubled(row)) for piece, row in rows]
    if level < _HINTED:
        kept = [(piece, row) for piece, row in rows if piece in _HINT]
        return [*(kept or rows[:1]), *added]
    if level < 58:
        gone = set(_LEAVE[: 2 + (58 - level) // 4]) - set(drumming.added)
        rows = [(piece, row) for piece, row in rows if piece not in gone] or rows
    return [*rows, *added]


def _halved(piece: str, row: str, metre: Metre) -> str:
    """Put the backbeat on the third beat alone."""
    if piece not in ("snare", "clap"):
        return row
    middle = sum(metre.groups[: len(metre.groups) // 2])
    return "." * middle + "X" + "." * (metre.steps - middle - 1)


def _doubled(row: str) -> str:
    """Play a row twice in its time."""
    return (row + row)[::2]


def _row_strokes(
    piece: str,
    row: str,
    drumming: Drumming,
    fills: list[tuple[Ticks, list[Stroke]]],
) -> list[Stroke]:
    step = drumming.metre.step_ticks
    steps = max(1, drumming.end // step)
    level = 72 + drumming.energy * 32 // 100 + 14 * drumming.weight
    hits = [
        (at, _VELOCITIES[char]) for at, char in enumerate(row) if char in _VELOCITIES
    ]
    # A machine's kick drops out before it drops in.
    lasting = _FEET[1:] if drumming.electronic else _FEET
    strokes: list[Stroke] = []
    for base in range(0, steps, len(row)):
        for at, velocity in hits:
            tick = (base + at) * step
            if tick < drumming.start or tick >= drumming.end:
                continue
            if piece not in lasting and _in_fill(tick, fills):
                continue
            grown = _grown(tick, drumming)
            strokes.append(
                Stroke(
                    tick, piece, max(12, min(122, velocity * level * grown // 10000))
                )
            )
    return strokes


def _grown(tick: Ticks, drumming: Drumming) -> int:
    """Return percent of the usual force: a building section starts at seven tenths."""
    if not drumming.rising:
        return 100
    return 72 + 32 * tick // max(1, drumming.end)


def _in_fill(tick: Ticks, fills: list[tuple[Ticks, list[Stroke]]]) -> bool:
    """Tell whether a fill is played at a tick; most of a groove makes room for it."""
    return any(
        strokes and start <= tick <= strokes[-1].tick for start, strokes in fills
    )


def _fills(drumming: Drumming, chance: Chance) -> list[tuple[Ticks, list[Stroke]]]:
    step = drumming.metre.step_ticks
    found: list[tuple[Ticks, list[Stroke]]] = []
    for end, size in drumming.ends:
        rows = chance.pick(_fitting(drumming, size))
        length = max(len(row) for row in rows.values())
        start = end - length * step
        if start < drumming.start:
            continue
        strokes = [
            Stroke(
                start + (length - len(row) + at) * step,
                piece,
                min(120, _VELOCITIES[char] * (70 + drumming.energy // 3) // 100),
            )
            for piece, row in rows.items()
            for at, char in enumerate(row)
            if char in _VELOCITIES
        ]
        found.append((start, sorted(strokes, key=lambda each: (each.tick, each.piece))))
    return found


def _fitting(drumming: Drumming, size: int) -> tuple[dict[str, str], ...]:
    if drumming.electronic:
        return ROLLS[max(0, size - 1) : size + 1] or ROLLS[:1]
    third = len(FILLS) // 3
    return FILLS[size * 2 : size * 2 + third] or FILLS[-2:]
