"""Phonetic signs to the phones that the singer has: nearest where it has none.

Reads the IPA that espeak-ng writes, sounds parted by `_`. Knows no language, but for
which ones breathe out after P, T and K; does not know words or syllables.
"""

# ruff: noqa: RUF001  # phonetic signs look like letters

from __future__ import annotations

import unicodedata
from itertools import pairwise
from typing import Final

from partita.engine.singing.formants import VOWELS

_NASAL: Final = "\u0303"
_SOFT: Final = "ʲ"
#: Signs, without their marks, and phones.
_VOWELS: Final = {
    "a": "A", "ɐ": "AH", "ɑ": "AA", "æ": "AE", "ʌ": "AH", "ɒ": "AO", "ɔ": "AO",
    "o": "O", "ɤ": "AH", "e": "E", "ɛ": "EH", "ə": "AX", "ɜ": "AH", "ɘ": "AX",
    "i": "IY", "ɪ": "IH", "ɨ": "IX", "ɯ": "IX", "u": "U", "ʊ": "UH", "ʉ": "UE",
    "y": "UE", "ʏ": "UE", "ø": "OE", "œ": "OEH", "ɵ": "OEH", "ɚ": "ER", "ɝ": "ER",
}  # fmt: skip
#: Vowels that the nose sounds with; the others get an N after them.
_NASALS: Final = {
    "ɑ": "AAN", "a": "AHN", "ɐ": "AHN", "ɔ": "ON", "o": "ON", "ɛ": "AEN", "œ": "AEN",
    "e": "EN", "i": "IYN", "ɪ": "IYN", "u": "UN", "ʊ": "UN",
}  # fmt: skip
_WHOLE: Final = {
    "aɪ": "AY", "aʊ": "AW", "eɪ": "EY", "oʊ": "OW", "əʊ": "OW", "ɔɪ": "OY", "ɔʏ": "OY",
    "ɔø": "OY", "ai": "AY", "au": "AW", "ei": "EY", "ou": "OW", "ɑu": "AW", "oi": "OY",
    "tʃ": "CH", "tɕ": "CH", "tʂ": "CH", "dʒ": "JH", "dʑ": "JH", "dʐ": "JH",
}  # fmt: skip
_CONSONANTS: Final = {
    "p": "P", "b": "B", "t": "T", "d": "D", "k": "K", "ɡ": "G", "g": "G", "q": "K",
    "c": "K", "ɟ": "G", "ʈ": "T", "ɖ": "D", "f": "F", "v": "V", "s": "S", "z": "Z",
    "ʃ": "SH", "ʒ": "ZH", "ɕ": "SH", "ʑ": "ZH", "ʂ": "SH", "ʐ": "ZH", "θ": "TH",
    "ð": "DH", "ɸ": "F", "β": "BH", "ʋ": "V", "x": "X", "χ": "X", "ɣ": "GH", "ç": "C",
    "h": "HH", "ɦ": "HH", "ħ": "HH", "m": "M", "ɱ": "M", "n": "N", "ɳ": "N", "ɴ": "NG",
    "ŋ": "NG", "ɲ": "N Y", "l": "L", "ɫ": "L", "ɭ": "L", "ʎ": "L Y", "r": "RR",
    "ɾ": "RT", "ɽ": "RT", "ɹ": "R", "ɻ": "R", "ʁ": "RU", "ʀ": "RU", "j": "Y", "w": "W",
    "ɥ": "WY",
}  # fmt: skip
#: What a second vowel becomes that shares a syllable with the first.
_OFFGLIDES: Final = {"IY": "Y", "IH": "Y", "UE": "Y", "U": "W", "UH": "W", "O": "W"}
#: Stops without the breath that English gives them; languages that breathe are few.
_DRY: Final = {"P": "PP", "T": "TT", "K": "KK"}
_BREATHING: Final = frozenset({"en", "de", "sv", "nb", "da", "ga", "cmn"})

#: Sounds that are two phones here, and are not said twice where they are long.
_LONG: Final = frozenset("ɲʎ")
#: Languages that say a short high vowel before another one as a glide: `nuit`.
_GLIDING: Final = frozenset({"fr"})
_GLIDES: Final = {"IY0": "Y", "U0": "W", "UE0": "WY"}
#: What espeak-ng's signs mean in one language only.
_OWNS: Final = {
    "pt-br": {"UE": "IY"}, "ru": {"UE": "IX"}, "uk": {"UE": "IX"}, "pl": {"UE": "IX"},
    "sw": {"RR": "RT"},
}  # fmt: skip


def phones_of(spoken: str, language: str) -> tuple[str, ...]:
    """Return the phones of a word, stress marked on its vowels."""
    # In the decomposed form the cedilla stands apart, as accents do.
    plain = unicodedata.normalize("NFD", spoken).replace("c\u0327", "ç")
    sounds = plain.replace(" ", "_").split("_")
    phones: list[str] = []
    for sound, following in pairwise([*sounds, ""]):
        if sound.startswith("(") or (sound == following and sound in _LONG):
            continue
        phones += _phones(sound)
        if _SOFT in sound and _is_open(following):
            phones.append("Y")
    return tuple(_in(language, phones))


def _is_open(sound: str) -> bool:
    signs = sound.lstrip("ˈˌ")[:1]
    return signs in _VOWELS and signs not in "iɪ"


def _in(language: str, phones: list[str]) -> list[str]:
    """Return phones as one language has them."""
    owns = _OWNS.get(language, {})
    dry = {} if language in _BREATHING else _DRY
    said = []
    for phone, following in pairwise([*phones, ""]):
        glides = language in _GLIDING and following[:-1] in VOWELS
        glide = _GLIDES.get(phone) if glides else None
        other = glide or dry.get(phone, phone)
        bare = other.rstrip("012")
        said.append(owns.get(bare, bare) + other[len(bare) :])
    return said


def is_read(spoken: str, word: str) -> bool:
    """Tell whether a word was read, and its signs not only named in English."""
    is_named = "(en)" in spoken and not word.isascii()
    return bool(spoken.strip("_ ")) and not is_named


def _phones(sound: str) -> list[str]:
    """Return the phones of one sound: an affricate or a diphthong may be two."""
    stress = "1" if "ˈ" in sound else "2" if "ˌ" in sound else "0"
    bare = "".join(each for each in sound if each in _SIGNS)
    if bare in _WHOLE:
        found = _WHOLE[bare]
        return [found + stress if found in VOWELS else found]
    phones: list[str] = []
    for at, sign in enumerate(bare):
        if sign in _CONSONANTS:
            phones += _CONSONANTS[sign].split()
        elif sign in _VOWELS:
            is_nasal = bare[at + 1 : at + 2] == _NASAL
            phones += _vowel(sign, stress, phones, is_nasal=is_nasal)
    return phones


def _vowel(
    sign: str, stress: str, before: list[str], *, is_nasal: bool
) -> tuple[str, ...]:
    plain = _VOWELS[sign]
    if plain in _OFFGLIDES and before and before[-1][:-1] in VOWELS:
        return (_OFFGLIDES[plain],)
    if not is_nasal:
        return (plain + stress,)
    return (_NASALS[sign] + stress,) if sign in _NASALS else (plain + stress, "N")


_SIGNS: Final = frozenset((*_VOWELS, *_CONSONANTS, _NASAL))
