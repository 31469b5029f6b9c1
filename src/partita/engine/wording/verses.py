"""Verses, choruses and what stands between, for a song about something.

The same seed gives the same words; a chorus that comes back brings the same. Knows
themes and metre; does not know sections' lengths or music.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from partita.engine.composing.chance import Chance
from partita.engine.wording.metre import syllables
from partita.engine.wording.themes import (
    COMMON,
    HOOKS,
    LIFTS,
    NAMING,
    THEMES,
    Couplet,
    Theme,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partita.engine.wording.about import About

#: Themes for songs about nothing in particular.
_ANY: Final = ("night", "road", "home", "dream", "friend", "summer", "city")
#: What a line has, give or take one.
_SYLLABLES: Final = 8
_COUPLETS_A_VERSE: Final = 2
#: Common couplets among the theme's own.
_COMMON: Final = 2


def verse(about: About, seed: int, nth: int, lines: int) -> tuple[str, ...]:
    """Return the nth verse, in couplets that come back when there are no others.

    Args:
        nth: from 1; the first one says what the song is about.
    """
    couplets = _couplets(about, seed)
    start = (nth - 1) * _COUPLETS_A_VERSE
    count = -(-lines // 2)
    chosen = [couplets[(start + at) % len(couplets)] for at in range(count)]
    return _flat(chosen)[:lines]


def bridge(about: About, seed: int, lines: int) -> tuple[str, ...]:
    """Return the lines of a bridge: couplets that verses come to last."""
    couplets = _couplets(about, seed)[::-1]
    return _flat(couplets[: -(-lines // 2)])[:lines]


def chorus(about: About, seed: int, lines: int) -> tuple[str, ...]:
    """Return a chorus: a hook that comes back, and answers that rhyme."""
    chance = Chance(seed, "chorus")
    if about.subject and not _is_of(about):
        choices = _fitting(HOOKS, about.subject, at=0)
        hook, *answers = (_filled(line, about.subject) for line in chance.pick(choices))
    else:
        hook, *answers = chance.pick(_theme(about, seed).choruses)
    hook = about.title or hook
    whole = (hook, answers[0], hook, answers[1])
    last = 4 if lines >= len(whole) else 2
    return tuple(whole[at % last] for at in range(lines))


def lift(seed: int, lines: int) -> tuple[str, ...]:
    """Return the lines that lift a song into its chorus."""
    return _flat(_shuffled(LIFTS, Chance(seed, "lift")))[:lines]


def _is_of(about: About) -> bool:
    """Tell whether the theme's own choruses speak of the subject anyway."""
    calls = THEMES[about.theme].calls if about.theme else ()
    return about.subject.split()[-1].rstrip("s") in calls


def _couplets(about: About, seed: int) -> list[Couplet]:
    """Return all couplets of a song, in the order in which verses take them."""
    theme = _theme(about, seed)
    chance = Chance(seed, "couplets")
    common = [
        (_filled(one, chance.pick(theme.things)), other)
        for one, other in _shuffled(COMMON, chance)[:_COMMON]
    ]
    ordered = _shuffled(theme.verses, chance)
    for at, couplet in enumerate(common, start=1):
        ordered.insert(3 * at, couplet)
    if about.subject:
        one, other = chance.pick(_fitting(NAMING, about.subject, at=0))
        ordered.insert(1, (_filled(one, about.subject), other))
    return ordered


def _theme(about: About, seed: int) -> Theme:
    return THEMES[about.theme or Chance(seed, "theme").pick(_ANY)]


def _fitting(
    rows: Sequence[tuple[str, ...]], subject: str, at: int
) -> list[tuple[str, ...]]:
    """Return the rows whose line is nearest to a line's length with the subject in."""
    over = [abs(syllables(_filled(row[at], subject)) - _SYLLABLES) for row in rows]
    least = max(min(over), 1)
    return [row for row, by in zip(rows, over, strict=True) if by <= least]


def _filled(line: str, name: str) -> str:
    filled = line.replace("{subject}", name).replace("{thing}", name)
    return filled[:1].upper() + filled[1:]


def _shuffled(couplets: Sequence[Couplet], chance: Chance) -> list[Couplet]:
    left = list(couplets)
    return [left.pop(chance.below(len(left))) for _ in couplets]


def _flat(couplets: Sequence[Couplet]) -> tuple[str, ...]:
    return tuple(line for couplet in couplets for line in couplet)
