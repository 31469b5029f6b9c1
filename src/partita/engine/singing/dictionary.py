"""The CMU Pronouncing Dictionary's data, packed, read on the first sung word.

Knows words as the dictionary spells them and their ARPAbet phones with stress marks;
does not know spelling rules. The notice is `data/cmudict.NOTICE`; the packing is
`tools/pack_cmudict.py`.
"""

from __future__ import annotations

import lzma
from functools import cache
from importlib.resources import files
from typing import Final

VOWELS: Final = (
    "AA", "AE", "AH", "AO", "AW", "AY", "EH", "ER", "EY", "IH", "IY", "OW", "OY", "UH",
    "UW",
)  # fmt: skip
CONSONANTS: Final = (
    "B", "CH", "D", "DH", "F", "G", "HH", "JH", "K", "L", "M", "N", "NG", "P", "R", "S",
    "SH", "T", "TH", "V", "W", "Y", "Z", "ZH",
)  # fmt: skip
#: Every phone with its stress mark, in the order of its byte in the packed data.
MARKED: Final = (
    *CONSONANTS,
    *(f"{vowel}{stress}" for vowel in VOWELS for stress in "012"),
)
#: Bytes from here on are phones; below it is ASCII.
FIRST_PHONE_BYTE: Final = 0x80


@cache
def _packed() -> bytes:
    file = files("partita.engine.singing") / "data" / "cmudict.xz"
    return lzma.decompress(file.read_bytes())


def lookup(word: str) -> tuple[str, ...] | None:
    """Return a word's phones with stress marks, or None when it is not listed.

    Args:
        word: lower case, apostrophes straight.
    """
    if not word.isascii() or not word:
        return None
    wanted, packed = word.encode(), _packed()
    low, high = 0, len(packed)
    while low < high:
        middle = (low + high) // 2
        start = packed.rfind(b"\n", low, middle) + 1 or low
        end = packed.index(b"\n", start)
        space = packed.index(b" ", start)
        found = packed[start:space]
        if found == wanted:
            return _phones(packed[space + 1 : end])
        low, high = (end + 1, high) if found < wanted else (low, start)
    return None


def _phones(codes: bytes) -> tuple[str, ...]:
    return tuple(MARKED[code - FIRST_PHONE_BYTE] for code in codes)
