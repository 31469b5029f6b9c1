"""Forms of twelve bars: how many choruses of the blues a section has, and how it ends.

Knows bars of degrees; does not know keys, ticks or genres.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from partita.engine.composing.harmony import Degree

Bars = tuple[tuple["Degree", ...], ...]

_FORM: Final = 12
_CLOSE: Final = 4


def is_form(row: Bars) -> bool:
    """Tell whether a progression is a whole form, and no loop."""
    return len(row) == _FORM


def choruses(row: Bars, count: int) -> Bars:
    """Return so many bars of choruses; what is left over begins one, and turns round.

    More than eight bars have room for the last four of the form, fewer for its last.
    """
    whole, rest = divmod(count, _FORM)
    close = _CLOSE if rest > _FORM - _CLOSE else min(1, rest // 2)
    return row * whole + row[: rest - close] + row[_FORM - close :]
