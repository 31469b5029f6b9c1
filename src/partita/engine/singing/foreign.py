"""Words of other languages, read by their letters with the vowels that Latin gives.

A guess that can be sung: every vowel group is a syllable. Other scripts are read by
the names that Unicode gives to their letters. Does not know any language's rules.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from partita.engine.singing.dictionary import VOWELS

#: Letter groups, the longest first where one begins another.
_GROUPS: Final = {
    "sch": "SH", "tsch": "CH", "tch": "CH", "ch": "CH", "sh": "SH", "zh": "ZH",
    "ph": "F", "th": "T", "ll": "L", "rr": "R", "ss": "S", "qu": "K", "gu": "G",
    "gn": "N Y", "nh": "N Y", "lh": "L Y", "ck": "K", "ts": "T S", "dz": "D Z",
    "ng": "NG", "kh": "HH", "gh": "G", "mm": "M", "nn": "N", "tt": "T", "pp": "P",
    "cc": "K", "ff": "F", "dd": "D", "bb": "B", "gg": "G", "zz": "T S",
    "aa": "AA", "ee": "EY", "oo": "OW", "uu": "UW", "ii": "IY", "ou": "UW",
    "ai": "AY", "ei": "EY", "oi": "OY", "au": "AW", "eu": "EH UW", "ie": "IY",
    "ä": "EH", "ö": "ER", "ø": "ER", "ü": "UW", "å": "AO", "æ": "EH", "œ": "ER",
    "é": "EY", "è": "EH", "ê": "EH", "ñ": "N Y", "ç": "S", "ß": "S", "š": "SH",
    "č": "CH", "ž": "ZH", "ł": "W", "þ": "TH", "ð": "DH", "ş": "SH", "ğ": "Y",
    "\u0131": "IH", "ã": "AA N", "õ": "OW N",
    "a": "AA", "b": "B", "c": "K", "d": "D", "e": "EH", "f": "F", "g": "G", "h": "HH",
    "i": "IY", "j": "Y", "k": "K", "l": "L", "m": "M", "n": "N", "o": "OW", "p": "P",
    "q": "K", "r": "R", "s": "S", "t": "T", "u": "UW", "v": "V", "w": "V", "x": "K S",
    "y": "IY", "z": "Z", "ā": "AA", "ī": "IY", "ū": "UW", "ē": "EY", "ō": "OW",
}  # fmt: skip
#: Greek and some Cyrillic letters, whose Unicode names are not their sounds.
_NAMED: Final = {
    "ALPHA": "a", "BETA": "v", "GAMMA": "g", "DELTA": "d", "EPSILON": "e", "ZETA": "z",
    "ETA": "i", "THETA": "th", "IOTA": "i", "KAPPA": "k", "LAMDA": "l", "MU": "m",
    "NU": "n", "XI": "ks", "OMICRON": "o", "PI": "p", "RHO": "r", "SIGMA": "s",
    "TAU": "t", "UPSILON": "i", "PHI": "f", "CHI": "kh", "PSI": "ps", "OMEGA": "o",
    "BE": "b", "VE": "v", "GHE": "g", "DE": "d", "IE": "e", "IO": "yo", "ZHE": "zh",
    "ZE": "z", "KA": "k", "EL": "l", "EM": "m", "EN": "n", "PE": "p", "ER": "r",
    "ES": "s", "TE": "t", "EF": "f", "HA": "kh", "TSE": "ts", "CHE": "ch", "SHA": "sh",
    "SHCHA": "sh", "YERU": "i", "YU": "yu", "YA": "ya",
}  # fmt: skip
_SYLLABARIES: Final = ("HIRAGANA", "KATAKANA", "HANGUL SYLLABLE")
#: What is sung for a sign that has no reading.
_UNREADABLE: Final = "la"


def spell(word: str) -> tuple[str, ...]:
    """Return phones, with stress marks, for a word in any script."""
    found = _groups().findall(_romanised(word.casefold()))
    phones = " ".join(_GROUPS[group] for group in found).split()
    return _stressed(_singable(phones))


@cache
def _groups() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_GROUPS, key=lambda each: (-len(each), each))))


def _romanised(word: str) -> str:
    composed = unicodedata.normalize("NFC", word)
    return "".join(_latin(each) for each in composed)


def _latin(letter: str) -> str:
    if letter in _GROUPS or not letter.isalpha():
        return letter if letter in _GROUPS else ""
    base = unicodedata.normalize("NFKD", letter)[0]
    if base in _GROUPS:
        return base
    name = unicodedata.name(letter, "")
    last = name.split(" ")[-1]
    if name.startswith(_SYLLABARIES):
        return last.lower()
    if last in _NAMED:
        return _NAMED[last]
    return last.lower() if len(last) == 1 else _unnamed(name)


def _unnamed(name: str) -> str:
    # Soft and hard signs have no sound of their own; ideographs have many.
    return "" if "SIGN" in name else _UNREADABLE


def _singable(phones: list[str]) -> list[str]:
    if any(phone in VOWELS for phone in phones):
        return phones
    return [*phones, "AH"] if phones else ["L", "AA"]


def _stressed(phones: list[str]) -> tuple[str, ...]:
    """Stress the last vowel but one, the likeliest in languages with open ends."""
    vowels = [place for place, phone in enumerate(phones) if phone in VOWELS]
    main = vowels[-2] if len(vowels) > 1 else vowels[0]
    return tuple(
        f"{phone}{int(place == main)}" if phone in VOWELS else phone
        for place, phone in enumerate(phones)
    )
