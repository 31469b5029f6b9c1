"""Who sings what, as lyrics are marked: `(Female)`, `Both:`, `[Verse 2: Male]`.

Tells a mark from what is sung, and whom it names. Knows no voices and no music: who
stands for "both" is in `duets`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Whom a mark names, or how they do it, by the words that people write.
_NAMES: Final = {
    "male": "male man men he him guy boy boys m mann homme lui hombre él uomo homem"
    " captain king prince father brother husband groom hero knight wizard soldier"
    " sailor lord son grandfather",
    "female": "female woman women she her girl girls lady f w frau sie femme elle mujer"
    " ella donna lei mulher queen princess mother sister wife bride heroine witch"
    " daughter grandmother",
    "child": "child kid kids children",
    "choir": "choir group gang crowd audience response backing crew villagers people"
    " townsfolk congregation",
    "both": "both together duet duo unison beide beides ambos deux insieme",
    "all": "all everyone everybody ensemble alle tous todos tutti",
    "first": "first 1 a one lead call",
    "second": "second 2 b two",
    "spoken": "spoken speaking speaks talking talk narrator narration voiceover",
    "whisper": "whispered whispering whispers whisper",
    "rapped": "rap rapped rapping raps rapper",
    "sung": "sung singing softly quietly gently loudly shouted shouting screamed"
    " screaming belted belting",
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
_NAME: Final = re.compile(r"\s*([A-Z][\w'.]*(?: [A-Z][\w'.]*){0,2})\s*:")
#: Names of women that do not end as most do.
_WOMEN: Final = re.compile(
    "alice|amy|anne|beth|carmen|chloe|claire|daisy|elizabeth|ellen|emily|eve|faith|"
    "grace|hannah|helen|hope|irene|ivy|jane|jean|jill|joan|joy|judy|juliet|june|karen|"
    "kate|kim|lily|liz|lucy|mary|may|meg|molly|pam|penelope|rachel|rose|ruby|ruth|"
    "sally|sarah|sue|susan|zoe"
)
_AFTER: Final = re.compile(r"[:(,/|]|\s[-\u2013\u2014]\s")


def split_mark(
    line: str, roles: Mapping[str, str] | None = None
) -> tuple[tuple[str, ...], str]:
    """Return whom a line's own mark names, () for nobody, and the line without it.

    Args:
        roles: who is called how in this text, from `roles_in`.
    """
    match = _PREFIX.match(line)
    if match is None:
        return (), line
    _, bracket, _ = match.groups()
    mark = next(group for group in match.groups() if group is not None)
    role = (roles or {}).get(mark.strip(" :").lower())
    named = (role,) if role else named_in(mark)
    if not named and bracket is not None:
        named = named_in_section(bracket)
    if not named:
        return (), line
    return named, line[match.end() :].removeprefix(":")


def roles_in(section: str, lines: Sequence[str]) -> dict[str, str]:
    """Return the proper names of singers, and whether they are a man's or a woman's.

    A name stands after the section's, as in `[Verse 2: Anna]`, or before two lines at
    least: one alone may be what somebody sings.
    """
    tails = [tail.strip(" )") for tail in section.split(":")[1:]]
    before = [match[1] for line in lines if (match := _NAME.match(line))]
    names = [tail for tail in tails if _NAME.match(f"{tail}:")]
    if len(before) > 1:
        names += before
    return {
        name.lower(): "female" if _is_womans(name.lower()) else "male"
        for name in names
        if not named_in(name)
    }


def _is_womans(name: str) -> bool:
    first = name.split(maxsplit=1)[0]
    return first.endswith(("a", "ie", "elle", "ine")) or bool(_WOMEN.fullmatch(first))


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
    if roles := roles_in(name, ()):
        return tuple(dict.fromkeys(roles.values()))
    words = _WORD.findall(name.lower())
    found = (_WHOM[word] for word in words if word in _IN_NAMES and word in _WHOM)
    return tuple(dict.fromkeys(found))
