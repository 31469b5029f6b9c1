"""One word to phones: the ways are tried in order, from known to guessed.

Knows the dictionary, the words that songs say their own way, endings, compounds and
foreign spelling; does not know lines or syllables.
"""

# ruff: noqa: SIM905  # word lists read better as text

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from partita.engine.singing import foreign, letters
from partita.engine.singing.dictionary import VOWELS, lookup

How = Literal["listed", "rules", "spelling"]


class Pronunciation(NamedTuple):
    """Phones with stress marks on the vowels, and how they were found.

    Args:
        how: `listed` (dictionary, or built from listed words), `rules` (English
            spelling), `spelling` (another language's vowels as they are written).
    """

    phones: tuple[str, ...]
    how: How


#: Words that songs say otherwise than the dictionary's first entry, and the readings
#: of words spelled alike that lyrics mostly mean.
_SUNG: Final = {
    word: tuple(phones.split())
    for word, phones in {
        "a": "AH0", "the": "DH AH0", "and": "AE0 N D", "an": "AE0 N", "to": "T UW0",
        "of": "AH0 V", "for": "F AO0 R", "from": "F R AH0 M", "your": "Y AO0 R",
        "our": "AW1 R", "hour": "AW1 R", "hours": "AW1 R Z", "fire": "F AY1 R",
        "fires": "F AY1 R Z", "desire": "D IH0 Z AY1 R", "wire": "W AY1 R",
        "wires": "W AY1 R Z", "every": "EH1 V R IY0", "evening": "IY1 V N IH0 NG",
        "everything": "EH1 V R IY0 TH IH2 NG", "everyone": "EH1 V R IY0 W AH2 N",
        "everybody": "EH1 V R IY0 B AA2 D IY0", "live": "L IH1 V", "lives": "L IH1 V Z",
        "wind": "W IH1 N D", "winds": "W IH1 N D Z", "tear": "T IH1 R",
        "tears": "T IH1 R Z", "read": "R IY1 D", "lead": "L IY1 D",
        "close": "K L OW1 S", "use": "Y UW1 Z", "wound": "W UW1 N D",
        "minute": "M IH1 N AH0 T", "it": "IH0 T", "is": "IH0 Z", "in": "IH0 N",
        "with": "W IH0 DH", "into": "IH1 N T UW0", "just": "JH AH1 S T",
        "or": "AO0 R", "are": "AA0 R", "as": "AE0 Z", "at": "AE0 T", "has": "HH AE0 Z",
        "because": "B IH0 K AH1 Z", "cause": "K AO1 Z", "cuz": "K AH1 Z",
        "'cause": "K AH1 Z", "'til": "T IH0 L", "til": "T IH0 L", "'em": "AH0 M",
        "o": "OW1", "n": "AH0 N", "'n'": "AH0 N", "n'": "AH0 N", "i": "AY0",
        "wanna": "W AA1 N AH0", "gonna": "G AH1 N AH0", "gotta": "G AA1 T AH0",
        "lemme": "L EH1 M IY0", "gimme": "G IH1 M IY0", "kinda": "K AY1 N D AH0",
        "outta": "AW1 T AH0", "ya": "Y AA0", "y'all": "Y AO1 L", "ain't": "EY1 N T",
        "lo-fi": "L OW1 F AY1", "hi-fi": "HH AY1 F AY1", "neon": "N IY1 AA2 N",
        "mr": "M IH1 S T ER0", "mrs": "M IH1 S IH0 Z", "dr": "D AA1 K T ER0",
        "ms": "M IH1 Z", "vs": "V ER1 S AH0 Z", "etc": "EH0 T S EH1 T ER0 AH0",
        "ok": "OW2 K EY1", "okay": "OW2 K EY1", "tv": "T IY2 V IY1",
        "dj": "D IY1 JH EY2",
    }.items()
}  # fmt: skip

#: What `(ooh)` and its kin sound like, repeated letters already told apart.
_SOUNDS: Final = tuple(
    (re.compile(pattern), tuple(phones.split()))
    for pattern, phones in (
        (r"o{2,}h*|u+h+|u{2,}", "UW1"), (r"o+h*", "OW1"), (r"a+h+|a{2,}", "AA1"),
        (r"e{2,}h*", "IY1"), (r"e+h+", "EH1"), (r"m{2,}|m+h*m+", "M"),
        (r"h+m+", "HH M"), (r"n{2,}", "N"), (r"n+g+", "NG"), (r"w+h*oa+h*", "W OW1"),
        (r"woo+h*|whoo+h*|wooh?oo+", "W UW1"), (r"ye+a+h*", "Y AE1"),
        (r"y+a+y+", "Y EY1"), (r"he+y+", "HH EY1"), (r"ho+", "HH OW1"),
        (r"ha+h*", "HH AA1"), (r"he{2,}", "HH IY1"), (r"hu+h+", "HH AH1"),
        (r"ay+", "AY1"), (r"la+h*", "L AA1"), (r"na+h*", "N AA1"), (r"da+h*", "D AA1"),
        (r"ba+h*", "B AA1"), (r"pa+h*", "P AA1"), (r"ra+h*", "R AA1"),
        (r"ta+h*", "T AA1"), (r"sha+h*", "SH AA1"), (r"ya+h+", "Y AA1"),
        (r"doo+h*", "D UW1"), (r"boo+", "B UW1"), (r"loo+", "L UW1"),
        (r"noo{2,}", "N OW1"), (r"du+h?", "D UW1"), (r"lu+", "L UW1"),
        (r"dum+", "D AH1 M"), (r"du+n+", "D AH1 N"), (r"bom+", "B AA1 M"),
        (r"sh+", "SH"), (r"s{2,}h*|ps+t+", "S"), (r"z{2,}", "Z"), (r"br{2,}", "B ER1"),
        (r"gr{2,}", "G ER1"), (r"a+w+", "AO1"), (r"o+w+", "AW1"), (r"u+g+h+", "AH1"),
        (r"uh", "AH1"), (r"hoo+", "HH UW1"), (r"a+i+", "AY1"), (r"e+y+", "EY1"),
    )
)  # fmt: skip

_VOICELESS: Final = frozenset("P T K F TH".split())
_SIBILANTS: Final = frozenset("S Z SH ZH CH JH".split())
_LETTER_NAMES: Final = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        "EY1|B IY1|S IY1|D IY1|IY1|EH1 F|JH IY1|EY1 CH|AY1|JH EY1|K EY1|EH1 L|EH1 M|"
        "EH1 N|OW1|P IY1|K Y UW1|AA1 R|EH1 S|T IY1|Y UW1|V IY1|"
        "D AH1 B AH0 L Y UW0|EH1 K S|W AY1|Z IY1".split("|"),
        strict=True,
    )
)
#: Endings put to a listed stem: letters, what the stem may have lost, phones.
_ENDINGS: Final = (
    ("n't", ("",), "AH0 N T"), ("'ll", ("",), "AH0 L"), ("'ve", ("",), "AH0 V"),
    ("'re", ("",), "ER0"), ("'d", ("",), "AH0 D"), ("'m", ("",), "M"),
    ("ing", ("", "e"), "IH0 NG"), ("in'", ("", "e"), "IH0 N"),
    ("ingly", ("", "e"), "IH0 NG L IY0"), ("ers", ("", "e"), "ER0 Z"),
    ("er", ("", "e"), "ER0"), ("est", ("", "e"), "AH0 S T"), ("ly", ("",), "L IY0"),
    ("less", ("",), "L AH0 S"), ("ness", ("",), "N AH0 S"), ("ful", ("",), "F AH0 L"),
    ("ish", ("",), "IH0 SH"), ("y", ("", "e"), "IY0"), ("like", ("",), "L AY2 K"),
    ("ward", ("",), "W ER0 D"), ("some", ("",), "S AH0 M"),
)  # fmt: skip
_BEGINNINGS: Final = (
    ("un", "AH0 N"), ("re", "R IY0"), ("over", "OW2 V ER0"), ("under", "AH2 N D ER0"),
    ("out", "AW1 T"), ("mis", "M IH0 S"), ("non", "N AA1 N"), ("anti", "AE2 N T IY0"),
    ("super", "S UW2 P ER0"), ("inter", "IH2 N T ER0"), ("micro", "M AY2 K R OW0"),
)  # fmt: skip
_SHORTEST_HALF: Final = 3


@lru_cache(maxsize=4096)
def pronounce(word: str, *, is_foreign: bool = False) -> Pronunciation:
    """Return how one word sounds.

    Args:
        word: one word without blanks, of any script.
        is_foreign: the line around it is not English: it is read by its vowels.
    """
    plain = _plain(word)
    known = _sound(plain) if is_foreign else _listed(plain, is_capital=word.isupper())
    if known:
        return Pronunciation(known, "listed")
    if is_foreign or not _reads_as_english(word):
        return Pronunciation(foreign.spell(word), "spelling")
    spelled = letters.spell(re.sub(r"[^a-z]", "", plain))
    return Pronunciation(spelled or ("AH0",), "rules")


@lru_cache(maxsize=4096)
def is_listed(word: str) -> bool:
    """Tell whether a word is known, not guessed."""
    return bool(_listed(_plain(word), is_capital=word.isupper()))


def _plain(word: str) -> str:
    """Return lower-case ASCII as far as accents allow: `café` is `cafe`."""
    pieces = unicodedata.normalize("NFKD", word.casefold())
    return "".join(each for each in pieces if not unicodedata.combining(each))


def _reads_as_english(word: str) -> bool:
    return word.isascii() and any(each in "aeiouy" for each in word.lower())


def _listed(plain: str, *, is_capital: bool) -> tuple[str, ...] | None:
    bare = plain.strip("'.")
    dotless = bare.replace(".", "")
    ways = (_sound(bare), _known(plain), _with_dropped_g(plain), _known(bare))
    for phones in (*ways, _known(dotless)):
        if phones:
            return phones
    if "." in bare or (is_capital and 1 < len(bare) <= 4) or len(bare) == 1:
        return _spelled_out(bare)
    return _built(plain) or _built(bare)


def _known(word: str) -> tuple[str, ...] | None:
    return _SUNG.get(word) or lookup(word)


def _sound(word: str) -> tuple[str, ...] | None:
    for pattern, phones in _SOUNDS:
        if pattern.fullmatch(word):
            return phones
    return None


def _spelled_out(word: str) -> tuple[str, ...] | None:
    named = [_LETTER_NAMES.get(letter) for letter in word if letter.isalpha()]
    if not named or None in named:
        return None
    return tuple(" ".join(name for name in named if name).split())


def _built(word: str) -> tuple[str, ...] | None:
    """Build a word from listed ones: its ending, its beginning, or two halves."""
    return (
        _with_s(word)
        or _with_ed(word)
        or _with_ending(word)
        or _with_beginning(word)
        or _drawn_out(word)
        or _compound(word)
    )


def _with_s(word: str) -> tuple[str, ...] | None:
    stems = {"s": ("",), "'s": ("",), "s'": ("", "s"), "es": ("",), "ies": ("y",)}
    for ending, lost in stems.items():
        for letter in lost if word.endswith(ending) else ():
            stem = _known(word[: -len(ending)] + letter)
            if stem and len(word) > len(ending) + 1:
                return stem if letter == "s" else (*stem, *_s_after(stem[-1]))
    return None


def _s_after(phone: str) -> tuple[str, ...]:
    if phone in _SIBILANTS:
        return ("IH0", "Z")
    return ("S",) if phone in _VOICELESS else ("Z",)


def _with_ed(word: str) -> tuple[str, ...] | None:
    if not word.endswith("ed"):
        return None
    for stem in _stems(word[:-2], ("", "e")):
        last = stem[-1]
        if last in {"T", "D"}:
            return (*stem, "IH0", "D")
        return (*stem, "T" if last in _VOICELESS | {"S", "SH", "CH"} else "D")
    return None


def _with_dropped_g(word: str) -> tuple[str, ...] | None:
    whole = _known(f"{word[:-1]}g") if word.endswith("in'") else None
    return (*whole[:-1], "N") if whole and whole[-1] == "NG" else None


def _with_ending(word: str) -> tuple[str, ...] | None:
    for ending, lost, phones in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            for stem in _stems(word[: -len(ending)], lost):
                return (*stem, *phones.split())
    return None


def _stems(start: str, lost: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return the listed stems that `start` may stand for: `runn` is `run`."""
    spellings = [start + letters for letters in lost]
    if len(start) > 3 and start[-1] == start[-2]:
        spellings.append(start[:-1])
    if start.endswith("i"):
        spellings.append(f"{start[:-1]}y")
    return [phones for each in spellings if (phones := _known(each))]


def _with_beginning(word: str) -> tuple[str, ...] | None:
    for beginning, phones in _BEGINNINGS:
        rest = word[len(beginning) :]
        if word.startswith(beginning) and len(rest) >= _SHORTEST_HALF:
            stem = _known(rest) or _with_s(rest) or _with_ed(rest) or _with_ending(rest)
            if stem:
                return (*phones.split(), *stem)
    return None


def _drawn_out(word: str) -> tuple[str, ...] | None:
    """Take back letters that are drawn out on paper: `nooo`, `loooove`, `baaaby`."""
    if not re.search(r"(.)\1\1", word):
        return None
    for kept in (r"\1\1", r"\1"):
        shorter = re.sub(r"(.)\1{2,}", kept, word)
        if phones := _known(shorter):
            return phones
    return None


def _compound(word: str) -> tuple[str, ...] | None:
    """Split a word into two listed halves, the longer first half preferred."""
    for cut in range(len(word) - _SHORTEST_HALF, _SHORTEST_HALF - 1, -1):
        first, second = _known(word[:cut]), _known(word[cut:])
        if first and second and _has_vowel(first) and _has_vowel(second):
            return (*first, *(phone.replace("1", "2") for phone in second))
    return None


def _has_vowel(phones: tuple[str, ...]) -> bool:
    return any(phone.rstrip("012") in VOWELS for phone in phones)
