"""Styles in free English to wishes: what is asked for, and what must not be there.

Takes figures and the longest known phrases out of each clause, and notes words that
nobody knows. Knows no sections; what becomes of the wishes is in `direction`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from partita.engine.vocabulary.clauses import Clause
from partita.engine.vocabulary.figures import read_figures
from partita.engine.vocabulary.lexicon import Hit, hits_in, nearest, tokens_of
from partita.engine.vocabulary.tongues import named_language
from partita.engine.vocabulary.wishes import Wishes
from partita.engine.vocabulary.words import PLAIN

if TYPE_CHECKING:
    from collections.abc import Iterable

_CLAUSES: Final = re.compile(r"[,;.!]\s+|[,;]|\b(?:but|then|while)\b", re.IGNORECASE)
#: Genres in which an ensemble that is named is all that plays.
_CHAMBER: Final = frozenset(("classical", "orchestral", "baroque", "minimalism"))

#: What says that a clause is of a part of the music, and not of all of it.
_PARTS: Final = frozenset(
    ("intro", "outro", "ending", "opening", "beginning", "start", "end", "bridge",
     "interlude", "break", "breakdown", "section", "part", "verse", "chorus")
)  # fmt: skip
#: A style of more words is prose, and most of prose is not music.
_PHRASE: Final = 4


def read_styles(positive: Iterable[str], negative: Iterable[str] = ()) -> Wishes:
    """Read what some styles ask for, and what the negative ones forbid."""
    wishes = Wishes()
    for style in positive:
        _read_style(style, wishes, is_wanted=True)
    for style in negative:
        _read_style(style, wishes, is_wanted=False)
    named = {genre for genre, _ in wishes.genres}
    if "ensemble" in wishes.flags and len(wishes.asked) == 1 and named <= _CHAMBER:
        wishes.flags.add("alone")
    return wishes


def _read_style(style: str, wishes: Wishes, *, is_wanted: bool) -> None:
    language, unnamed = named_language(style)
    figures, rest = read_figures(unnamed)
    if is_wanted:
        wishes.tempo_mbpm = figures.tempo_mbpm or wishes.tempo_mbpm
        wishes.tonic = wishes.tonic if figures.tonic is None else figures.tonic
        wishes.mode = figures.mode or wishes.mode
        wishes.metre = figures.metre or wishes.metre
    elif figures.mode:
        wishes.modes_out.add(figures.mode)
    is_known = bool(language) or figures != type(figures)()
    strange: list[str] = []
    count = 0
    for phrase in _CLAUSES.split(rest):
        tokens = tokens_of(phrase)
        hits = hits_in(tokens)
        is_known = is_known or bool(hits)
        others = _strange(tokens, hits)
        strange += others
        count += len(tokens)
        is_part = not _PARTS.isdisjoint(tokens)
        clause = Clause(hits, wishes, has_others=bool(others), is_part=is_part)
        clause.read(is_wanted=is_wanted)
    misspelt = [word for word in strange if not _is_english(word) and nearest(word)]
    wishes.misspelt += misspelt
    if strange and not is_known and not misspelt:
        wishes.unknown.append(" ".join(style.split()))
    elif is_known and count <= _PHRASE:
        wishes.unknown += [word for word in strange if word not in misspelt]


def _strange(tokens: tuple[str, ...], hits: tuple[Hit, ...]) -> list[str]:
    known = {at for hit in hits for at in range(hit.start, hit.end)}
    return [
        token
        for at, token in enumerate(tokens)
        if at not in known
        and token not in PLAIN
        and token.rstrip("s") not in PLAIN
        and len(token) > 2
        and not token[0].isdigit()
    ]


def _is_english(word: str) -> bool:
    # Images are English, and no news; a word that is not may be mistyped.
    from partita.engine.singing.pronounce import is_listed

    return all(is_listed(part) for part in word.split("-") if part)
