"""What a direction in a text asks for: `{guitar solo}`, `{drum fill}`, `{thunder}`.

Knows words; when it happens is in `form`, what is played for it is elsewhere.
"""

from __future__ import annotations

import re
from typing import Final, Literal, cast

from partita.engine.roster import PIECES
from partita.engine.vocabulary.lexicon import hits_in, tokens_of
from partita.engine.vocabulary.scenes import CUES

EventKind = Literal[
    "line", "sound", "solo", "break", "fill", "riser", "impact", "stop", "drums",
    "scene",
]  # fmt: skip

#: Words in a direction -> what happens, and its share of the time (a line has 4).
_DIRECTIONS: Final[tuple[tuple[str, EventKind, int], ...]] = (
    (r"drum (?:break|solo)|breakbeat|percussion break", "drums", 6),
    (r"solo|improvis|riff|lick|melody|hook|theme|cadenza|ad[- ]?lib", "solo", 8),
    (r"instrumental|\bbreak\b|interlude|bridge|dance", "break", 6),
    (r"fill|\broll|drum", "fill", 0),
    (r"ris(?:er|e|ing)|build|\bsweep\b|uplift|crescendo|tension", "riser", 0),
    (r"stop|silence|pause|rest|breath|tacet", "stop", 2),
    (r"drop|impact|hit|boom|crash|stab|bang|explosion|sting", "impact", 0),
)
#: What gives way to a sound that is named beside it.
_WEAK: Final = ("impact", "riser")
_LONGEST: Final = 5
_INSTRUMENT_SHARE: Final = 4


def read_cue(text: str) -> tuple[EventKind, int] | None:
    """Return what a direction asks for and its share of the time; None for nothing."""
    plain = text.lower()
    for pattern, kind, share in _DIRECTIONS:
        if re.search(pattern, plain):
            return ("scene", 0) if kind in _WEAK and sounds_in(text) else (kind, share)
    if sounds_in(text):
        return "scene", 0
    if any("noun" in hit.meanings for hit in hits_in(tokens_of(text))):
        return "solo", _INSTRUMENT_SHARE
    return None


def sounds_in(text: str) -> tuple[str, ...]:
    """Return the sounds and single strokes that a direction names."""
    tokens = tokens_of(text)
    found: list[str] = []
    at = 0
    while at < len(tokens):
        for length in range(min(_LONGEST, len(tokens) - at), 0, -1):
            named = CUES.get(" ".join(tokens[at : at + length]))
            if named:
                found += named
                at += length
                break
        else:
            at += 1
    return tuple(dict.fromkeys(found)) or _strokes_in(tokens)


def _strokes_in(tokens: tuple[str, ...]) -> tuple[str, ...]:
    for hit in hits_in(tokens):
        if "strokes" in hit.meanings:
            first = cast("tuple[str, ...]", hit.meanings["strokes"])[0]
            return (first,) if first in PIECES else ()
    return ()
