"""Turns: what the effects of a word do to the wishes of a style.

"energy+15 flag=echo": dials, flags and courses, wholly or, beside a thing, a little.
Knows how effects are written; does not know phrases.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from partita.engine.vocabulary.wishes import Wishes

_DIAL: Final = re.compile(r"(\w+)([+-]\d+)")


def turn(wishes: Wishes, effects: str, sign: int, names: set[str]) -> None:
    """Let effects turn what they name.

    Args:
        sign: -1 for the opposite.
        names: who the word stands with: instruments, `drums`, `vocals`.
    """
    for effect in effects.split():
        name, is_word, word = effect.partition("=")
        if not is_word:
            if match := _DIAL.fullmatch(effect):
                _turn_dial(wishes, match[1], sign * int(match[2]), names)
        elif name == "flag":
            wishes.flags.add(word if sign > 0 else f"no_{word}")
        elif sign < 0 and name in ("role", "figure"):
            wishes.flags.add("no_arp" if word.startswith("arp") else f"no_{word}")
        elif name == "course":
            _turn_course(wishes, word, sign)


def _turn_dial(wishes: Wishes, dial: str, by: int, names: set[str]) -> None:
    if dial == "drive" and by > 0 and names:
        # Who is said to be distorted is so alone.
        drives = wishes.drives
        drives |= {name: max(by, drives.get(name, 0)) for name in names}
        return
    # An adjective of one thing says less of the whole than one that stands alone.
    is_whole = dial == "mood" or (dial == "punch" and names == {"drums"})
    wishes.turn(dial, by if is_whole or not names else round(by / 3))


def _turn_course(wishes: Wishes, word: str, sign: int) -> None:
    if sign > 0:
        wishes.course = word
    else:
        wishes.flags.add(f"no_{word}")
