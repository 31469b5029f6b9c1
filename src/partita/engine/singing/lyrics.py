"""Lyric lines to words and syllables that can be put on notes.

Knows blanks, hyphens, apostrophes, figures and syllable borders; does not know notes,
time, or how a voice makes a sound. `{directions}` and `[names]` are not sung.
"""

# ruff: noqa: SIM905  # word lists read better as text

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, zip_longest
from typing import Final

from partita.engine.singing import espeak, ipa, languages, numerals
from partita.engine.singing.formants import VOWELS
from partita.engine.singing.pronounce import How, is_listed, pronounce

#: The phones of one syllable without stress marks, and its stress: 0, 1 or 2.
SyllablePhones = tuple[tuple[str, ...], int]


@dataclass(frozen=True)
class Word:
    """One word of a lyric.

    Args:
        text: as written, without the punctuation around it.
        syllables: each has one vowel, or a consonant that can be held (`M` of "hmm").
        how: whether the sound was `listed`, or guessed from English spelling
            (`rules`) or from the vowels of another language (`spelling`).
    """

    text: str
    syllables: tuple[SyllablePhones, ...]
    how: How = "listed"


_NOT_SUNG: Final = re.compile(r"\{[^}]*\}?|\[[^\]]*\]?")
_STRAIGHT: Final = str.maketrans(
    {"\u2019": "'", "\u2018": "'", "\u02bc": "'", "`": "'", "\u00ad": None}
)
_BREAK: Final = re.compile(
    r"[\s/\\|_~*()<>\"\u201c\u201d]+|--+|[\u2013\u2014\u2026]|\.{2,}"
)
_OUTER: Final = ".,;:!?\u00a1\u00bf\u00ab\u00bb\u3001\u3002"
#: Fewer words than this are more likely names than another language.
_ENOUGH_WORDS: Final = 4
#: What reads Latin letters of languages that have signs of their own.
_IN_LATIN: Final = {"ja": "sw", "cmn": "cmn-latn-pinyin"}
_HYPHENS: Final = re.compile("[-\u2010\u2011]+")

#: Clusters that may begin an English syllable; single consonants all may, but NG.
_ONSETS: Final = frozenset(
    tuple(cluster.split())
    for cluster in (
        "P L|P R|P Y|B L|B R|B Y|T R|T W|D R|D W|K L|K R|K W|K Y|G L|G R|G W|F L|F R|"
        "F Y|V Y|TH R|TH W|SH R|S P|S T|S K|S M|S N|S L|S W|S F|HH Y|M Y|HH W|"
        "S P L|S P R|S P Y|S T R|S K R|S K W|S K Y"
    ).split("|")
)
#: Phones of other languages that stand in clusters as English ones do.
_LIKE: Final = {"PP": "P", "TT": "T", "KK": "K", "RT": "R", "RR": "R", "RU": "R",
                "BH": "B", "GH": "G", "WY": "Y"}  # fmt: skip
#: Words of one syllable that songs pass over lightly.
_LIGHT: Final = frozenset(
    "a an the and or but of to in on at by for from with as is are was were be been am "
    "it its it's my your his her our their this that i you he she we they me him us "
    "them can will would could should do does did has have had so if than then i'm "
    "i'll i've you're we're they're there when what while till til 'til just em "
    "'em".split()
)


def syllabify(line: str, language: str = "") -> tuple[Word, ...]:
    """Return the words of a lyric line with their syllables, in singing order.

    Args:
        language: what espeak-ng is to read the line as, where it is not English; ""
            to read it without espeak-ng, `UNREAD` where words around are foreign.
    """
    tokens = _tokens(line)
    is_abroad = language and not _is_english(tokens, language)
    if is_abroad and language != languages.UNREAD:
        return _abroad(tokens, language)
    is_foreign = bool(is_abroad) or _is_foreign(tokens)
    words = [_word(token, is_foreign=is_foreign) for token in tokens]
    sung = [word for word in words if word.syllables]
    return tuple(
        _before(word, following) for word, following in zip_longest(sung, sung[1:])
    )


def _is_english(tokens: list[str], language: str) -> bool:
    """Tell whether a line among lines of another language is English all the same."""
    if language == languages.UNREAD:
        return languages.guess(tokens) == languages.ENGLISH
    return languages.score(tokens, languages.ENGLISH) > languages.score(
        tokens, language
    )


def _abroad(tokens: list[str], language: str) -> tuple[Word, ...]:
    # Japanese in Latin letters is read as they are, which Swahili is too.
    latin = _IN_LATIN.get(language, language)
    voices = [latin if _is_latin(token) else language for token in tokens]
    said = dict[str, str]()
    for voice in dict.fromkeys(voices):
        asked = [t for t, its in zip(tokens, voices, strict=True) if its == voice]
        said |= zip(asked, espeak.spoken(voice, tuple(asked)) or (), strict=False)
    return tuple(
        Word(token, split(ipa.phones_of(said[token], voice)))
        if ipa.is_read(said.get(token, ""), token)
        else _word(token, is_foreign=True)
        for token, voice in zip(tokens, voices, strict=True)
    )


def _is_latin(token: str) -> bool:
    return all(
        each.isascii() or "LATIN" in unicodedata.name(each, "") for each in token
    )


def guessed(words: tuple[Word, ...]) -> tuple[str, ...]:
    """Return the words whose sound is a guess from another language's vowels."""
    return tuple(dict.fromkeys(each.text for each in words if each.how == "spelling"))


def _tokens(line: str) -> list[str]:
    plain = _NOT_SUNG.sub(" ", line).translate(_STRAIGHT)
    tokens = (each.strip(_OUTER) for each in _BREAK.split(plain))
    # A quoted 'word' loses its quotes; 'cause and runnin' keep their apostrophe.
    unquoted = (
        each[1:-1] if len(each) > 3 and each[0] == each[-1] == "'" else each
        for each in tokens
    )
    return [each for each in unquoted if each.strip("'-")]


def _is_foreign(tokens: list[str]) -> bool:
    """Tell whether a line is in another language than English, as far as one sees."""
    words = [each for each in tokens if any(letter.isalpha() for letter in each)]
    telltales = sum(map(languages.is_telltale, words))
    accented = sum(not each.isascii() for each in words)
    unlisted = sum(
        each.isascii() and not languages.is_telltale(each) and not is_listed(each)
        for each in words
    )
    if telltales + accented == 0:
        return len(words) >= _ENOUGH_WORDS and 3 * unlisted > 2 * len(words)
    return telltales > 1 or 2 * (telltales + accented + unlisted) >= len(words)


@lru_cache(maxsize=4096)
def _word(token: str, *, is_foreign: bool) -> Word:
    spoken = numerals.words_of(token) or _parts(token)
    readings = [pronounce(part, is_foreign=is_foreign) for part in spoken]
    syllables = [each for reading in readings for each in split(reading.phones)]
    if token.lower() in _LIGHT and len(syllables) == 1:
        syllables = [(syllables[0][0], 0)]
    hows = {reading.how for reading in readings}
    how: How = next((each for each in ("spelling", "rules") if each in hows), "listed")
    return Word(token, tuple(syllables), how)


def _parts(token: str) -> tuple[str, ...]:
    """Take a hyphened word as one where the dictionary does: `break-ing`."""
    pieces = [each for each in _HYPHENS.split(token) if each.strip("'.")]
    whole = "".join(pieces)
    if is_listed(whole) and not all(map(is_listed, pieces)):
        return (whole,)
    return tuple(pieces)


def _before(word: Word, following: Word | None) -> Word:
    """Say "the" as before a vowel where one follows."""
    if following is None or word.text.lower() != "the":
        return word
    first = following.syllables[0][0][0]
    return Word(word.text, ((("DH", "IY"), 0),)) if first in VOWELS else word


@lru_cache(maxsize=4096)
def split(phones: tuple[str, ...]) -> tuple[SyllablePhones, ...]:
    """Split phones with stress marks by maximal onset.

    A word without a vowel is one syllable as it is.
    """
    bare = tuple(phone.rstrip("012") for phone in phones)
    vowels = [place for place, phone in enumerate(bare) if phone in VOWELS]
    if not vowels:
        return ((bare, 1),) if bare else ()
    starts = [
        0,
        *(_onset(bare, *pair) for pair in pairwise(vowels)),
    ]
    ends = [*starts[1:], len(bare)]
    return tuple(
        (bare[start:end], _stress(phones[vowel]))
        for start, end, vowel in zip(starts, ends, vowels, strict=True)
    )


def _onset(bare: tuple[str, ...], vowel: int, following: int) -> int:
    """Return where the syllable of the following vowel begins."""
    for start in range(vowel + 1, following):
        cluster = tuple(_LIKE.get(phone, phone) for phone in bare[start:following])
        if cluster in _ONSETS or (len(cluster) == 1 and cluster != ("NG",)):
            return start
    return following


def _stress(phone: str) -> int:
    return int(phone[-1]) if phone[-1].isdecimal() else 0
