"""Who sings what, as lyrics are marked: `(Female)`, `Both:`, `[Verse 2: Male]`.

Tells a mark from what is sung, and whom it names. Knows no voices and no music: who
stands for "both" is in `duets`.
"""

from __future__ import annotations

import re
from typing import Final

#: Whom a mark names, or how they do it, by the words that people write.
_NAMES: Final = {
    "male": "male man men he him guy boy boys m mann homme lui hombre él uomo homem",
    "female": "female woman women she her girl girls lady f w frau sie femme elle mujer"
    " ella donna lei mulher",
    "child": "child kid kids children",
    "choir": "choir group gang crowd audience response backing",
    "both": "both together duet duo unison beide beides ambos deux insieme",
    "all": "all everyone everybody ensemble alle tous todos tutti",
    "first": "first 1 a one lead call",
    "second": "second 2 b two",
    "spoken": "spoken speaking speaks talking talk narrator narration voiceover",
    "whisper": "whispered whispering whispers whisper",
    "rapped": "rap rapped rapping raps rapper",
    "sung": "sung singing",
}
_WHOM: Final = {word: name for name, words in _NAMES.items() for word in words.split()}
#: What may stand beside a name, and says nothing more.
_BESIDE: Final = frozenset(
    ("vocal", "vocals", "voice", "voices", "singer", "singers", "vocalist", "sings",
     "solo", "part", "line", "lines", "only", "and", "the")
)  # fmt: skip
#: Numbers and letters name a singer only after one of these: "Singer 2".
_NUMBERED: Final = frozenset(("singer", "voice", "vocalist", "vocal"))
_NUMBERS: Final = frozenset(("first", "1", "a", "one", "second", "2", "b", "two"))
#: Words that name somebody wherever they stand in a section's name.
_IN_NAMES: Final = frozenset(
    ("male", "female", "duet", "choir", "spoken", "whispered", "rap", "rapped")
)
_WORD: Final = re.compile(r"[^\W_]+")
_PREFIX: Final = re.compile(r"\s*(?:\(([^()]*)\)|\[([^\[\]]*)\]|([^:()\[\]{}]{1,32}):)")
_AFTER: Final = re.compile(r"[:(,/|]|\s[-\u2013\u2014]\s")


def split_mark(line: str) -> tuple[tuple[str, ...], str]:
    """Return whom a line's own mark names, () for nobody, and the line without it."""
    match = _PREFIX.match(line)
    if match is None:
        return (), line
    named = named_in(next(group for group in match.groups() if group is not None))
    if not named:
        return (), line
    return named, line[match.end() :].removeprefix(":")


def named_in(mark: str) -> tuple[str, ...]:
    """Return whom a mark names; () when anything in it is no such word."""
    words = _WORD.findall(mark.lower())
    if not words or not all(word in _WHOM or word in _BESIDE for word in words):
        return ()
    if set(words) & _NUMBERS and not set(words) & _NUMBERED:
        return ()
    return tuple(dict.fromkeys(_WHOM[word] for word in words if word in _WHOM))


def named_in_section(name: str) -> tuple[str, ...]:
    """Return whom a section's name names: after a colon or a dash, or as a word."""
    for tail in _AFTER.split(name)[1:]:
        if named := named_in(tail):
            return named
    words = _WORD.findall(name.lower())
    found = (_WHOM[word] for word in words if word in _IN_NAMES and word in _WHOM)
    return tuple(dict.fromkeys(found))
