"""Figures and signs as the words that a singer would sing.

Knows how English reads numbers; does not know how words sound.
"""

# ruff: noqa: SIM905  # word lists read better as text

from __future__ import annotations

import re
from typing import Final

_ONES: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen "
    "fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS: Final = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
_SCALES: Final = (
    (10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"),
    (100, "hundred"),
)  # fmt: skip
_ORDINALS: Final = {
    "one": "first", "two": "second", "three": "third", "five": "fifth",
    "eight": "eighth", "nine": "ninth", "twelve": "twelfth",
}  # fmt: skip
_SIGNS: Final = {
    "&": "and", "+": "plus", "@": "at", "%": "percent", "=": "equals", "#": "number",
}  # fmt: skip
_MONEY: Final = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen"}
_FIGURES: Final = re.compile(
    r"(?P<money>[$€£¥])?(?P<whole>\d[\d,]*)(?:(?P<mark>[.:])(?P<rest>\d+))?"
    r"(?P<ending>st|nd|rd|th|s|'s|am|pm|%|k)?"
)
#: Past this, figures are read one by one.
_LARGEST: Final = 10**15
_YEARS: Final = range(1100, 2100)


def words_of(token: str) -> tuple[str, ...]:
    """Return the words of a token that has figures or is a sign; else nothing."""
    if token in _SIGNS:
        return (_SIGNS[token],)
    match = _FIGURES.fullmatch(token.lower())
    if match:
        return tuple(_reading(match))
    if not any(each.isdecimal() for each in token):
        return ()
    # `R2D2`, `7/8`, `4x4`: figures and letters take turns.
    pieces = re.findall(r"\d+|[^\W\d_]+", token)
    return tuple(
        word
        for piece in pieces
        for word in (cardinal(int(piece)) if piece.isdecimal() else [piece])
    )


def _reading(match: re.Match[str]) -> list[str]:
    figures = match["whole"].replace(",", "")
    number, ending = int(figures), match["ending"] or ""
    words = _number_words(figures, match)
    if match["rest"]:
        words += _after_mark(match["mark"], match["rest"])
    if match["money"]:
        unit = _MONEY[match["money"]]
        words.append(unit if number == 1 or unit == "yen" else f"{unit}s")
    if ending in {"st", "nd", "rd", "th"}:
        words[-1] = _ordinal(words[-1])
    elif ending in {"s", "'s"}:
        words[-1] = _plural(words[-1])
    elif ending:
        words += {"%": ["percent"], "k": ["thousand"]}.get(ending, list(ending))
    return words


def _number_words(figures: str, match: re.Match[str]) -> list[str]:
    number = int(figures)
    is_year = len(figures) == 4 and number in _YEARS and number % 1000 > 9
    if "," not in match["whole"] and not match["money"] and is_year:
        return _year(number)
    if number >= _LARGEST or (figures.startswith("0") and len(figures) > 1):
        return [_ONES[int(each)] for each in figures]
    return cardinal(number)


def _after_mark(mark: str, rest: str) -> list[str]:
    if mark == ".":
        return ["point", *(_ONES[int(each)] for each in rest)]
    return cardinal(int(rest)) if int(rest) else ["o'clock"]


def cardinal(number: int) -> list[str]:
    """Return the words of a whole number, 0 or more."""
    if number >= _LARGEST:
        return [_ONES[int(each)] for each in str(number)]
    for size, name in _SCALES:
        if number >= size:
            count, rest = divmod(number, size)
            return [*cardinal(count), name, *(cardinal(rest) if rest else ())]
    if number < 20:
        return [_ONES[number]]
    tens, ones = divmod(number, 10)
    return [_TENS[tens], *([_ONES[ones]] if ones else ())]


def _year(number: int) -> list[str]:
    century, rest = divmod(number, 100)
    if rest == 0:
        return [*cardinal(century), "hundred"]
    return [*cardinal(century), *(["oh"] if rest < 10 else ()), *cardinal(rest)]


def _ordinal(word: str) -> str:
    if word in _ORDINALS:
        return _ORDINALS[word]
    return f"{word[:-1]}ieth" if word.endswith("y") else f"{word}th"


def _plural(word: str) -> str:
    if word.endswith("y"):
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith("x") else f"{word}s"
