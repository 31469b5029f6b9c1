"""Which language each chunk is sung in, and what to tell of words that are guessed.

A chunk's styles say it, or the first chunk's, or its words do. Knows the texts of all
chunks; does not know how words sound.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from partita.engine.composing.text import read_text
from partita.engine.singing import languages
from partita.engine.singing.lyrics import syllabify
from partita.engine.vocabulary.tongues import named_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from partita.engine.brief import Make

#: Code of this advice, as in `[advice]`.
GUESSED_WORDS: Final = "guessed-words"
#: A few invented names are no news: so many words, and such a share of all, are.
_MANY: Final = 4
_ONE_IN: Final = 5
_SHOWN: Final = 3


def languages_of(makes: Sequence[Make | None]) -> tuple[str, ...]:
    """Return each chunk's language: `en`, a code of espeak-ng's, or "" for unknown."""
    own = [(_named(make), _guessed(make)) if make else ("", "") for make in makes]
    first = next((pair for pair, make in zip(own, makes, strict=True) if make), None)
    named, guessed = first or ("", "")
    return tuple(mine or named or heard or guessed for mine, heard in own)


def read_as(language: str, *, pronounces: bool) -> str:
    """Return what lyrics of a language are read as: "" for as English as they look.

    Args:
        pronounces: espeak-ng reads what is not English.
    """
    if language in ("", languages.ENGLISH):
        return ""
    return language if pronounces else languages.UNREAD


def advice_on_words(
    makes: Sequence[Make | None], *, pronounces: bool
) -> tuple[str, ...]:
    """Return a sentence on words whose sound is a guess, where it is worth one.

    Args:
        pronounces: espeak-ng reads what is not English.
    """
    foreign: dict[str, None] = {}
    unlisted: dict[str, None] = {}
    unread: dict[str, None] = {}
    count = 0
    for make, language in zip(makes, languages_of(makes), strict=True):
        for line in read_text(make.text).lines if make else ():
            words = syllabify(line, read_as(language, pronounces=pronounces))
            count += len(words)
            spelt = [word.text for word in words if word.how == "spelling"]
            unlisted |= dict.fromkeys(w.text for w in words if w.how == "rules")
            is_long = len(words) > 1 or not line.isascii()
            if pronounces and language not in ("", languages.ENGLISH):
                unread |= dict.fromkeys(spelt)
            elif is_long and 2 * len(spelt) >= len(words):
                foreign["" if language == languages.ENGLISH else language] = None
    if unread:
        return (_on_unread(list(unread)),)
    if foreign:
        return (_on_languages(foreign),)
    if len(unlisted) >= _MANY and _ONE_IN * len(unlisted) >= count:
        return (_on_unlisted(list(unlisted)),)
    return ()


def _named(make: Make) -> str:
    named = [named_language(style)[0] for style in make.positive_styles]
    return next(filter(None, named), "")


def _guessed(make: Make) -> str:
    lines = read_text(make.text).lines
    return languages.guess(word.strip(".,;:!?…") for word in " ".join(lines).split())


def _on_languages(found: Iterable[str]) -> str:
    names = [languages.name_of(each) for each in found if each]
    way = '`pronunciation = "espeak-ng"` under `[project]` pronounces them'
    if names:
        return f"lyrics look {' and '.join(names)}, and are sung by their vowels; {way}"
    return (
        "some lyrics are in no language that is known here, and are sung by their "
        f"vowels; with a style like `sung in French`, {way}"
    )


def _on_unread(words: list[str]) -> str:
    return (
        f"the espeak-ng that is here can't read {_shown(words)}, sung by their vowels, "
        "signs as `la`; that of `partita[languages]` reads Chinese, kanji want kana"
    )


def _on_unlisted(words: list[str]) -> str:
    shown = _shown(words)
    return f"{shown} are in no dictionary, and are sung as English spells them"


def _shown(words: list[str]) -> str:
    more = f" and {len(words) - _SHOWN} more" if len(words) > _SHOWN else ""
    return ", ".join(f"`{word}`" for word in words[:_SHOWN]) + more
