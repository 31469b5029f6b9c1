"""What a prompt wants sung about: a subject, a theme, a title.

Knows English phrases and the table of themes; does not know genres or music.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from partita.engine.vocabulary.kin import GENERIC
from partita.engine.vocabulary.lexicon import hits_in, tokens_of
from partita.engine.wording.metre import syllables
from partita.engine.wording.themes import THEMES, Theme

_ABOUT: Final = re.compile(
    r"\b(?:about|dedicated to|in honou?r of|ode to|hymn to|"
    r"(?:for|to)(?= (?:my|our|his|her|their|everyone|all|"
    r"grandma|grandpa|granny|mum|mom|mother|dad|father|auntie?|uncle)\b))\s+(.+)",
    re.IGNORECASE | re.DOTALL,
)
_TITLED: Final = re.compile(
    r"\b(?:called|named|(?:en)?titled)\s+[\"\u201c]?(.+)", re.IGNORECASE
)
#: Where the name of a subject ends, and the wishes for the music begin again.
_ENDS: Final = re.compile(
    r"[,.;:!?\n\"“”([{]|\s(?:with|who|that|which|when|where|while|because|sung|featuring|"
    r"using|lasting|and (?:then|make|use|add|keep)|in (?:the style|a \w+ style|\d|"
    r"[a-g][#b]? (?:major|minor))|at \d|for \d|by an?)\b|\s[\u2013\u2014-]\s",
    re.IGNORECASE,
)
_CLAUSES: Final = frozenset(("how", "what", "why", "whether", "if"))
_ARTICLES: Final = frozenset(
    ("a", "an", "the", "my", "our", "your", "his", "her", "their", "some", "all")
)
_MOST_SYLLABLES: Final = 5


@dataclass(frozen=True)
class About:
    """What a song is about.

    Args:
        subject: as the prompt names it, "" when it names none, or only the theme.
        theme: a name of `THEMES`, "" when none of them is called.
        title: what the song is to be called, "" when nobody said.
    """

    subject: str
    theme: str
    title: str = ""


def about(prompt: str) -> About:
    """Find what a prompt wants its song to be about."""
    phrase = _phrase(prompt)
    theme = _theme(tokens_of(" ".join(phrase))) or _theme(plain_words(prompt))
    named = {word.lower() for word in phrase} - _ARTICLES
    is_theme = named <= {theme, f"{theme}s"}
    title = " ".join(_words_after(_TITLED, prompt))
    return About("" if is_theme else _subject(phrase), theme, title)


def _phrase(prompt: str) -> list[str]:
    """Return the words that name the subject, none when there is no such name."""
    words = _words_after(_ABOUT, prompt)
    return [] if words and words[0].lower() in _CLAUSES else words


def _words_after(pattern: re.Pattern[str], prompt: str) -> list[str]:
    found = pattern.search(prompt)
    return _ENDS.split(found[1].strip(), maxsplit=1)[0].split() if found else []


def _subject(words: list[str]) -> str:
    """Return a subject as a line can hold it: "a dog" is "the dog", long ones cut."""
    if len(words) > 1 and words[0].endswith("ing") and words[1].lower() in _ARTICLES:
        words = words[1:]
    has_article = words[0].lower() in _ARTICLES
    article, noun = words[:has_article], words[has_article:]
    while len(noun) > 1 and syllables(" ".join(noun)) > _MOST_SYLLABLES:
        noun = noun[1:]
    article = ["the" if word in ("a", "an", "some") else word for word in article]
    return " ".join([*article, *noun])


def _theme(words: tuple[str, ...]) -> str:
    """Return the theme that most words call, the first of equals in the text."""
    calls = [
        name for word in words for name, theme in THEMES.items() if _calls(theme, word)
    ]
    return max(calls, key=calls.count) if calls else ""


def _calls(theme: Theme, word: str) -> bool:
    forms = {word, word.removesuffix("s"), word.removesuffix("es"), word[:-1] + "y"}
    return any(form in theme.calls for form in (*forms, word.removesuffix("'s")))


def plain_words(prompt: str) -> tuple[str, ...]:
    """Return the words of a prompt that do not speak of music."""
    tokens = tokens_of(prompt)
    musical = {
        at
        for hit in hits_in(tokens)
        if hit.phrase not in GENERIC
        for at in range(hit.start, hit.end)
    }
    return tuple(word for at, word in enumerate(tokens) if at not in musical)
