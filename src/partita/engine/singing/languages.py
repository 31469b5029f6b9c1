"""Which language lyrics are in: by their script, their little words and their accents.

A small guess, always the same for the same words. Codes are the names of espeak-ng's
voices. Does not know how anything is pronounced.
"""

# ruff: noqa: SIM905  # word lists read better as text

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

ENGLISH: Final = "en"
#: Another language than English, that nothing here can read.
UNREAD: Final = "und"
#: Names in English, as styles use them: `sung in French`.
NAMES: Final = {
    "french": "fr", "spanish": "es-419", "castilian": "es", "german": "de",
    "italian": "it", "portuguese": "pt-br", "japanese": "ja", "korean": "ko",
    "chinese": "cmn", "mandarin": "cmn", "russian": "ru", "ukrainian": "uk",
    "polish": "pl", "czech": "cs", "dutch": "nl", "swedish": "sv", "norwegian": "nb",
    "danish": "da", "finnish": "fi", "hungarian": "hu", "romanian": "ro",
    "greek": "el", "turkish": "tr", "arabic": "ar", "hebrew": "he", "hindi": "hi",
    "latin": "la", "catalan": "ca", "irish": "ga", "welsh": "cy", "icelandic": "is",
    "vietnamese": "vi", "indonesian": "id", "swahili": "sw", "english": ENGLISH,
}  # fmt: skip
#: Little words and words of songs; those that two languages share count for both.
_WORDS: Final = {
    code: frozenset(words.split())
    for code, words in {
        ENGLISH: "the and of to my your i you me it is in on a we that this with for "
        "be are was not don't i'm it's all so when what no oh baby love like know just "
        "now never will can but up down out from one her his she he they",
        "fr": "je tu il elle nous vous ils ne pas et le les est une un dans des du "
        "de ce ça mon ma mes ton ta tes sur pour avec qui que c'est j'ai au aux toi "
        "moi comme sans si toujours amour coeur où en vie mais tout suis",
        "es-419": "el los las que mi te un una por en con yo tú tu de se me lo es "
        "como para pero más si amor corazón eres está soy del al quiero noche vida "
        "sin mis tus cuando y nada",
        "de": "und ich der die das ist nicht ein eine mein dein du mir mich dir dich "
        "wir auf mit von zu im so wie den dem bin bist was nur immer wenn liebe nacht "
        "herz für ohne auch sein sie es",
        "it": "il di che per sono ti lo mi un una non è e con del della nel "
        "io tu amore cuore mio mia tuo tua notte senza ma quando sei più ho gli questo "
        "vita solo sempre anche",
        "pt-br": "eu um uma meu minha não você seu sua o os as que de do da na "
        "em com por para se mas como é amor coração teu vai foi quando mais noite vida "
        "saudade só sem te",
        "nl": "het een niet ik je en de van is dat mijn jij wij zijn met voor op "
        "maar als hoe waar liefde altijd naar",
        "sv": "och det jag inte du är en ett som på min din vi har för med när om "
        "mig dig älskar hjärta kärlek alltid",
        "pl": "się nie na w z i że jak to jest mój moja mnie ty ja tylko gdy już "
        "serce miłość",
        "la": "et in est deus domine gloria dei sanctus requiem aeternam dona eis "
        "lux nobis qui tollis pacem ave nostra excelsis kyrie eleison",
        "ja": "wa ga wo ni mo boku kimi watashi anata kokoro sora yume koi hoshi "
        "kaze hana yoru asa sakura kara desu namida itsuka ashita",
    }.items()
}  # fmt: skip
#: Letters that one language has and its neighbours have not.
_LETTERS: Final = {
    "fr": "êèëïîûùœçà", "es-419": "ñ¿¡", "de": "ßäöü", "it": "ìò", "pt-br": "ãõâô",
    "pl": "ąęłśżźćń", "sv": "åäö", "tr": "ğış", "cs": "ěřůč", "ro": "ățș", "hu": "őű",
}  # fmt: skip
#: Beginnings of Unicode's names of letters, and the likeliest language of a script.
_SCRIPTS: Final = {
    "CYRILLIC SMALL LETTER UKRAINIAN": "uk", "CYRILLIC SMALL LETTER YI": "uk",
    "CYRILLIC": "ru", "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko", "CJK": "cmn",
    "GREEK": "el", "ARABIC": "ar", "HEBREW": "he", "DEVANAGARI": "hi",
}  # fmt: skip
#: So much must speak for a language before it is believed.
_ENOUGH: Final = 2
#: Little words that English has not, or only as names.
_NOT_ENGLISH: Final = frozenset(
    "de el que mi te un una por en con los las yo tu je ne pas et le les est une dans "
    "und ich der das ist nicht ein eine mein dein wir il di che per sono ti lo eu um "
    "uma meu não você seu och det jag inte van het een niet ik je w się nie na".split()
)


def name_of(language: str) -> str:
    """Return what a language is called."""
    return next(name for name, code in NAMES.items() if code == language).capitalize()


def is_telltale(word: str) -> bool:
    """Tell whether a word is one of the little words of another language."""
    return word.casefold() in _NOT_ENGLISH


def guess(words: Iterable[str]) -> str:
    """Return the language of some words, "" where they say too little of it."""
    folded = [word.casefold() for word in words]
    scripts = [script for word in folded if (script := _script(word))]
    if 2 * len(scripts) > len(folded):
        return _likeliest(scripts)
    scores = {code: score(folded, code) for code in _WORDS}
    best = max(scores, key=lambda code: scores[code])
    return best if scores[best] >= _ENOUGH else ""


def score(words: Iterable[str], language: str) -> int:
    """Return how much speaks for a language; words that come again say no more."""
    known, letters = _WORDS.get(language, frozenset()), _LETTERS.get(language, "")
    return sum(
        (word in known) + any(letter in letters for letter in word)
        for word in {each.casefold() for each in words}
    )


@lru_cache(maxsize=1024)
def _script(word: str) -> str:
    """Return the language of a word's script, "" for Latin letters and none."""
    names = [unicodedata.name(each, "") for each in word if each.isalpha()]
    found = [
        language
        for name in names
        for beginning, language in _SCRIPTS.items()
        if name.startswith(beginning)
    ]
    return _likeliest(found) if found else ""


def _likeliest(scripts: list[str]) -> str:
    # Chinese signs stand beside kana, Russian letters beside Ukrainian ones.
    rarer = [each for each in ("ja", "uk") if each in scripts]
    return rarer[0] if rarer else max(scripts, key=scripts.count)
