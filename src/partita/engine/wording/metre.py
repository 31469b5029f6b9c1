"""How long a line is to sing, and what it rhymes with, by the pronouncing dictionary.

Knows phones; does not know what lines mean.
"""

from __future__ import annotations

import re
from typing import Final

from partita.engine.singing.dictionary import VOWELS
from partita.engine.singing.pronounce import pronounce

#: Vowels that the dictionary tells apart and most singers don't, before R or not.
_ALIKE: Final = {("AO", False): "AA", ("IY", True): "IH"}
_WORDS: Final = re.compile(r"[\w'\u2019-]+")


def syllables(line: str) -> int:
    """Return how many syllables a line has."""
    return sum(_is_vowel(phone) for word in _words(line) for phone in _phones(word))


def rhyme(line: str) -> tuple[str, ...]:
    """Return the phones that a line rhymes by: from its last stressed vowel on."""
    words = _words(line)
    phones = _phones(words[-1]) if words else ()
    vowels = [at for at, phone in enumerate(phones) if _is_vowel(phone)]
    stressed = [at for at in vowels if phones[at][-1] in "12"] or vowels
    start = stressed[-1] if stressed else 0
    bare = [phone.rstrip("012") for phone in phones[start:]]
    return tuple(
        _ALIKE.get((one, other == "R"), one)
        for one, other in zip(bare, [*bare[1:], ""], strict=True)
    )


def _words(line: str) -> list[str]:
    return [part for word in _WORDS.findall(line) for part in word.split("-") if part]


def _phones(word: str) -> tuple[str, ...]:
    return pronounce(word.replace("\u2019", "'")).phones


def _is_vowel(phone: str) -> bool:
    return phone.rstrip("012") in VOWELS
