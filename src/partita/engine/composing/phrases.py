"""How a part goes on in a long section: what changes every four and every eight bars.

Nobody plays one bar thirty times. Phrases end with a turn, the second eight bars are
answered by the third, layers come in and rest. Works on rows of figures, as `patterns`
has them, and on bars; knows no notes and no sound.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from partita.engine.composing.chance import Chance

#: Bars of a phrase, and of what a section is built of.
PHRASE: Final = 4
PERIOD: Final = 8
#: In the rows of accompaniments: the chord of the next bar, struck before its time.
EARLY: Final = ">"
#: How a phrase ends: what the last quarter of its last bar becomes.
_CHORD_TURNS: Final = ("..>-", "....", "x.x.", "x.>-")
_BASS_TURNS: Final = ("5.a.", "8.5a", "R.5a", "5.8a")
#: Basses of machines leap an octave instead.
_MACHINE_TURNS: Final = ("R.8.", "8.8.", "RR8.")
#: Basses that are one long note have no turns.
_HELD: Final = frozenset("R5-.")
_QUARTER: Final = 4
#: The eight that makes room.
_THIN: Final = 2


def eight_of(bar: int, bars: int, first: int = 0) -> int:
    """Return in which of four eights a bar lies.

    Less than half of one at a section's end still belongs to the one before.

    Args:
        first: the eight that a section begins with, which goes on from its like.
    """
    return (first + min(bar // PERIOD, max(0, (bars - PHRASE) // PERIOD))) % 4


def comp_course(
    row: str, steps: int, bars: int, chance: Chance, *, first: int = 0
) -> str:
    """Return the row of an accompaniment for all bars of a section.

    Args:
        row: of one bar or more; `steps`: of one bar.
    """
    if set(row) <= {"x", "o", "-"} and row.count("x") + row.count("o") <= 1:
        return row
    turns = [chance.pick(_CHORD_TURNS) for _ in range(4)]
    return "".join(
        _comp_bar(
            _bar_of(row, steps, bar),
            bar,
            eight_of(bar, bars, first),
            turns[bar // PHRASE % 4],
        )
        for bar in range(bars)
    )


def _comp_bar(plain: str, bar: int, eight: int, turn: str) -> str:
    ends = bar % PHRASE == PHRASE - 1
    if any(char.isdigit() for char in plain):
        moved = _mirrored(plain) if ends else plain
        return _raised(moved) if eight % 2 and "x" not in plain else moved
    if ends:
        return _turned(plain, turn)
    if eight == _THIN and bar % 2 and "x" in plain:
        return plain.replace("o", ".")
    if eight % 2 and bar % 2 and plain[-2:] == "..":
        return plain[:-2] + "o."
    return plain


def bass_course(
    row: str, steps: int, bars: int, chance: Chance, *, is_machine: bool
) -> str:
    """Return the row of a bass for all bars: it leads from phrase to phrase.

    Args:
        is_machine: an electronic bass keeps to roots and octaves.
    """
    if set(row) <= _HELD and len(row) - row.count("-") - row.count(".") <= 2:
        return row
    turns = [chance.pick(_MACHINE_TURNS if is_machine else _BASS_TURNS) for _ in "1234"]
    every = PERIOD if is_machine else PHRASE
    return "".join(
        _turned(plain, turns[bar // every % 4]) if bar % every == every - 1 else plain
        for bar, plain in ((bar, _bar_of(row, steps, bar)) for bar in range(bars))
    )


def _bar_of(row: str, steps: int, bar: int) -> str:
    start = bar * steps % len(row)
    return (row + row)[start : start + steps]


def _turned(plain: str, turn: str) -> str:
    return plain[:-_QUARTER] + turn if len(plain) >= 2 * _QUARTER else plain


def _mirrored(plain: str) -> str:
    """Turn the contour of a broken chord over."""
    digits = [int(char) for char in plain if char.isdigit()]
    around = min(digits) + max(digits)
    return "".join(str(around - int(c)) if c.isdigit() else c for c in plain)


def _raised(plain: str) -> str:
    """Move a broken chord up by a chord tone."""
    return "".join(str(int(c) + 1) if c.isdigit() else c for c in plain)


def groove_in(
    eight: int, rows: dict[str, str], steps: int, chance: Chance, *, electronic: bool
) -> dict[str, str]:
    """Return a groove as it is in one of four eights: plain, open, moved, full."""
    groove = {
        piece: row * 2 if len(row) == steps else row for piece, row in rows.items()
    }
    _syncopate(groove, steps, chance)
    if eight % 2:
        _open(groove, steps)
    if eight >= _THIN:
        _move(groove, electronic=electronic)
    return groove


def _syncopate(groove: dict[str, str], steps: int, chance: Chance) -> None:
    """Let the kick's second bar have a soft stroke more, if it does not mark beats."""
    kick = groove.get("kick", "")
    if len(kick) != 2 * steps or kick[:steps] != kick[steps:]:
        return
    free = [at for at in range(steps + 2, 2 * steps) if kick[at - 1 : at + 2] == "..."]
    marks = kick[:steps].count("X") + kick[:steps].count("x")
    if free and 1 < marks < steps // _QUARTER:
        at = chance.pick(free)
        groove["kick"] = kick[:at] + "o" + kick[at + 1 :]


def _open(groove: dict[str, str], steps: int) -> None:
    """Open the hat before every second bar line."""
    closed = groove.get("hat_closed", "")
    if "hat_open" in groove or len(closed) != 2 * steps:
        return
    groove["hat_closed"] = closed[:-2] + ".."
    groove["hat_open"] = "." * (2 * steps - 2) + "x."


def _move(groove: dict[str, str], *, electronic: bool) -> None:
    """Move the time from the hat to the ride, or let a shaker in."""
    if electronic:
        if "shaker" not in groove and "hat_closed" in groove:
            groove["shaker"] = "o.go" * (len(groove["hat_closed"]) // _QUARTER)
    elif "ride" not in groove and "hat_closed" in groove:
        groove["ride"] = groove.pop("hat_closed")
