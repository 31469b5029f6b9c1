"""What a prompt wants sung: its subject, its theme, and lyrics that it brings itself.

Knows English phrases and the table of themes; does not know genres or music.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from partita import limits
from partita.engine.vocabulary.lexicon import hits_in, tokens_of
from partita.engine.vocabulary.reading import GENERIC
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
    r"[,.;:!?\n\"“”(]|\s(?:with|who|that|which|when|where|while|because|sung|featuring|"
    r"using|lasting|and (?:then|make|use|add|keep)|in (?:the style|a \w+ style|\d|"
    r"[a-g][#b]? (?:major|minor))|at \d|for \d|by an?)\b|\s[\u2013\u2014-]\s",
    re.IGNORECASE,
)
_CLAUSES: Final = frozenset(("how", "what", "why", "whether", "if"))
_ARTICLES: Final = frozenset(
    ("a", "an", "the", "my", "our", "your", "his", "her", "their", "some", "all")
)
_MOST_SYLLABLES: Final = 5

_QUOTED: Final = re.compile(r"[\"“]([^\"“”]{8,})[\"”]", re.DOTALL)
_HEADING: Final = re.compile(r"\[([^\]\n]{1,100})\]")
#: Fewer words than these between quotes are a title, or so called.
_FEWEST_WORDS: Final = 4
_GROUP: Final = 4


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


@dataclass(frozen=True)
class Given:
    """A prompt, and the lyrics that it brings.

    Args:
        prompt: what is left of it.
        groups: section names, "" for none, and lines.
    """

    prompt: str
    groups: tuple[tuple[str, tuple[str, ...]], ...]


def about(prompt: str) -> About:
    """Find what a prompt wants its song to be about."""
    phrase = _phrase(prompt)
    theme = _theme(tokens_of(" ".join(phrase))) or _theme(_plain_words(prompt))
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


def _plain_words(prompt: str) -> tuple[str, ...]:
    """Return the words of a prompt that do not speak of music."""
    tokens = tokens_of(prompt)
    musical = {
        at
        for hit in hits_in(tokens)
        if hit.phrase not in GENERIC
        for at in range(hit.start, hit.end)
    }
    return tuple(word for at, word in enumerate(tokens) if at not in musical)


def given_lyrics(prompt: str) -> Given:
    """Take the lyrics out of a prompt: what is in quotes, or on lines of its own."""
    quoted = [each for each in _QUOTED.finditer(prompt) if _is_sung(each[1])]
    if quoted:
        rest = _QUOTED.sub(lambda each: "" if _is_sung(each[1]) else each[0], prompt)
        return Given(_tidy(rest), _groups("\n\n".join(each[1] for each in quoted)))
    head, _, body = prompt.strip().partition("\n")
    lines = [line for line in body.splitlines() if line.strip()]
    if len(lines) < 2:
        return Given(prompt, ())
    return Given(_tidy(head), _groups(body))


def _is_sung(text: str) -> bool:
    return len(text.split()) >= _FEWEST_WORDS


def _tidy(text: str) -> str:
    """Drop what only led over to the lyrics."""
    text = re.sub(
        r"[\s,:]*\b(?:with )?(?:the )?(?:lyrics?|words|text)\s*:?\s*$", "", text
    )
    return " ".join(text.split()).strip(" ,:")


def _groups(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Split lyrics at headings, else at empty lines, else into groups of four."""
    pieces = _HEADING.split(text)
    named = list(zip(["", *pieces[1::2]], pieces[::2], strict=True))
    found = []
    for name, body in named:
        for paragraph in [body] if name else re.split(r"\n\s*\n", body):
            lines = _lines(paragraph)
            size = limits.LYRIC_LINES.maximum if name.strip() else _GROUP
            found += [
                (name.strip(), lines[at : at + size])
                for at in range(0, len(lines), size)
            ]
    return tuple(found)


def _lines(text: str) -> tuple[str, ...]:
    lines = (" ".join(line.split()) for line in re.split(r"\n|\s/\s", text))
    most = limits.LYRIC_LINE.maximum
    return tuple(line[:most] for line in lines if any(map(str.isalnum, line)))
