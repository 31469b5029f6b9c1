"""Every known phrase in one index, and the longest ones inside a text.

Built once, when first asked. Knows which table a phrase is from; what its meaning does
is in `reading`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from partita.engine.vocabulary import words
from partita.engine.vocabulary.genres import GENRES
from partita.engine.vocabulary.instruments import (
    DRUM_WORDS,
    KINDS,
    KIT_WORDS,
    NOUNS,
    STROKE_WORDS,
)
from partita.engine.vocabulary.scenes import SCENES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: kind of meaning -> what it means there.
Meanings = dict[str, object]

_TOKEN: Final = re.compile(r"[\w#&'+/-]+")
_JOINTS: Final = re.compile(r"[-/+]")
#: What makes another word of the one behind it, or says that it is not there.
_PREFIXES: Final = frozenset(
    ("non", "anti", "un", "pre", "post", "pseudo", "quasi", "ex", "re", "de", "semi")
)
_WANTING: Final = frozenset(("free", "less"))
_LONGEST: Final = 5
#: How like a known word a misspelt one is: `ukelele` is, `martian` is not `asian`.
_ALIKE: Final = 0.84
_PLAIN_QUOTES: Final = str.maketrans(
    {"\u2019": "'", "\u2018": "'", "\u2013": "-", "\u2014": " "}
)


@dataclass(frozen=True)
class Hit:
    """A known phrase inside a text: which tokens, and all that it can mean."""

    phrase: str
    start: int
    end: int
    meanings: Meanings


def tokens_of(text: str) -> tuple[str, ...]:
    """Split a text into lower-case words, as the index has them."""
    plain = _without_accents(text.lower().translate(_PLAIN_QUOTES))
    words = (word.strip("'-/+") or word for word in _TOKEN.findall(plain))
    return tuple(part for word in words for part in _parts_of(word))


def _without_accents(text: str) -> str:
    pieces = unicodedata.normalize("NFKD", text)
    return "".join(each for each in pieces if not unicodedata.combining(each))


def _parts_of(word: str) -> tuple[str, ...]:
    """Take a compound apart that is known by its parts alone: `mandolin-led`."""
    parts = tuple(part for part in _JOINTS.split(word) if part)
    if len(parts) < 2 or parts[0] in _PREFIXES or _is_known(word):
        return (word,)
    if len(parts) == 2 and parts[1] in _WANTING and _is_known(parts[0]):
        return "no", parts[0]
    return parts if any(map(_is_known, parts)) else (word,)


def _is_known(phrase: str) -> bool:
    return any(form in index() for form in forms_of(phrase))


def hits_in(tokens: tuple[str, ...]) -> tuple[Hit, ...]:
    """Return the longest known phrases, from left to right."""
    return tuple(_hits(tokens))


def _hits(tokens: tuple[str, ...]) -> Iterator[Hit]:
    at = 0
    while at < len(tokens):
        hit = _longest_at(tokens, at)
        if hit is not None:
            yield hit
        at = hit.end if hit else at + 1


def _longest_at(tokens: tuple[str, ...], at: int) -> Hit | None:
    known = index()
    for length in range(min(_LONGEST, len(tokens) - at), 0, -1):
        phrase = " ".join(tokens[at : at + length])
        for form in forms_of(phrase):
            if form in known:
                return Hit(form, at, at + length, known[form])
    return None


def forms_of(phrase: str) -> tuple[str, ...]:
    """Return the spellings of a phrase that the index may have, as written first."""
    bare = [phrase]
    if "-" in phrase:
        bare += [phrase.replace("-", " "), phrase.replace("-", "")]
    forms = list(bare)
    for each in bare:
        if each.endswith("es") and len(each) > 4:
            forms.append(each[:-2])
        if each.endswith("s") and not each.endswith("ss") and len(each) > 3:
            forms.append(each[:-1])
        if each.endswith("'s"):
            forms.append(each[:-2])
    return tuple(forms)


@cache
def index() -> dict[str, Meanings]:
    """Return every known phrase with its meanings."""
    found: dict[str, Meanings] = {}

    def add(kind: str, rows: Iterable[tuple[str, object]]) -> None:
        for phrase, meaning in rows:
            found.setdefault(phrase, {})[kind] = meaning

    add("genre", ((w, genre.name) for genre in GENRES.values() for w in genre.words))
    add("noun", NOUNS.items())
    add("kind", KINDS.items())
    add("kit", KIT_WORDS.items())
    add("drums", ((word, True) for word in DRUM_WORDS))
    add("strokes", STROKE_WORDS.items())
    add("dials", words.DIALS.items())
    add("tempo", words.TEMPO_WORDS.items())
    add("voice", words.VOICE_WORDS.items())
    add("mode", words.MODES.items())
    add("metre", words.METRE_WORDS.items())
    add("scene", SCENES.items())
    add("turn", words.TURNS.items())
    return found


@cache
def nearest(word: str) -> str | None:
    """Return the known word that is most like one that is not known."""
    from difflib import get_close_matches

    known = sorted(each for each, means in index().items() if "turn" not in means)
    alike = get_close_matches(word, known, n=1, cutoff=_ALIKE)
    return alike[0] if alike else None
