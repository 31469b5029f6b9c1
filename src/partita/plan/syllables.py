"""Estimate syllables from spelling, well enough to say that a chunk is too full.

Errs on the low side: silent letters are dropped as in English, whatever the language.
Does not know pronunciation; the engine does.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from partita.plan.text import parse

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*|\d")
#: Latin, Cyrillic and Greek; accents are taken off first.
_VOWELS = re.compile(r"[aeiouyаеиоуыэюяєії]+|[αεηιουω]+")  # noqa: RUF001 - Cyrillic
_SILENT_END = re.compile(r"(?<=[^aeiouyl\d])e$|(?<=[aeiouy]l)e$|(?<=[^aeiouytd])ed$")
_SILENT_ES = re.compile(r"(?<=[^aeiouyscxzgh])es$")
#: Scripts in which a letter is a syllable, by the first word of its Unicode name.
_SYLLABIC: Final = frozenset(("CJK", "HANGUL", "HIRAGANA", "KATAKANA"))
#: Scripts that are neither have about two letters to a syllable.
_VOWELED: Final = frozenset(("LATIN", "CYRILLIC", "GREEK"))


def count_syllables(line: str) -> int:
    """Return about how many syllables a line has."""
    return sum(_of_word(word) for word in _WORD.findall(line))


def sung_syllables(text: str) -> int:
    """Count what a chunk's text leaves to sing, one voice at a time.

    A sound beside lyrics is a backing voice and takes no time of its own.
    """
    parts = parse(text).parts
    with_lyrics = {part.line for part in parts if part.kind == "lyric"}
    return sum(
        count_syllables(part.text)
        for part in parts
        if part.kind == "lyric"
        or (part.kind == "sound" and part.line not in with_lyrics)
    )


def _of_word(word: str) -> int:
    if word.isascii():
        return _of_letters(word.lower())
    script = unicodedata.name(word[0], "").partition(" ")[0]
    if script in _SYLLABIC:
        return sum(not _is_small(letter) for letter in word)
    if script not in _VOWELED:
        return max(1, len(word) // 2)
    letters = unicodedata.normalize("NFD", word.lower())
    return _of_letters("".join(x for x in letters if not unicodedata.combining(x)))


def _of_letters(word: str) -> int:
    return max(1, len(_VOWELS.findall(_without_silent(word))))


def _without_silent(word: str) -> str:
    return _SILENT_ES.sub("s", _SILENT_END.sub("", word))


def _is_small(letter: str) -> bool:
    """Tell whether a kana only colours the one before it."""
    return "SMALL" in unicodedata.name(letter, "") or letter == "\u30fc"
