"""Lyrics that a prompt brings itself: in quotes, or on lines of their own.

Told from titles, and from descriptions of music. Knows text; does not know sections'
lengths.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from partita import limits
from partita.engine.vocabulary.lexicon import tokens_of
from partita.engine.wording.about import plain_words

_QUOTED: Final = re.compile(r"[\"“]([^\"“”]{8,})[\"”]", re.DOTALL)
_HEADING: Final = re.compile(r"\[([^\]\n]{1,100})\]")
#: Fewer words than these between quotes are a title, or so called.
_FEWEST_WORDS: Final = 4
#: As many are lyrics for certain; else something has to say so.
_LONG_WORDS: Final = 8
_LED: Final = re.compile(
    r"\b(?:lyrics?|words|text|sings?|sung|singing|goes|chorus|hook|verse|refrain)\b",
    re.IGNORECASE,
)
#: Of lines that are lyrics, this share of the words at least is not about music.
_PLAIN_SHARE: Final = 0.8
_GROUP: Final = 4


@dataclass(frozen=True)
class Given:
    """A prompt, and the lyrics that it brings.

    Args:
        prompt: what is left of it.
        groups: section names, "" for none, and lines.
    """

    prompt: str
    groups: tuple[tuple[str, tuple[str, ...]], ...]


def given_lyrics(prompt: str) -> Given:
    """Take the lyrics out of a prompt: what is in quotes, or on lines of its own."""
    quoted = [each for each in _QUOTED.finditer(prompt) if _is_sung(each[1], prompt)]
    if quoted:
        whole = [each[0] for each in quoted]
        rest = _QUOTED.sub(lambda each: "" if each[0] in whole else each[0], prompt)
        return Given(_tidy(rest), _groups("\n\n".join(each[1] for each in quoted)))
    head, _, body = prompt.strip().partition("\n")
    lines = [line for line in body.splitlines() if line.strip()]
    if len(lines) < 2 or not (_led_to(head, body) or _is_verse(lines)):
        return Given(prompt, ())
    return Given(_tidy(head), _groups(body))


def _is_sung(text: str, prompt: str) -> bool:
    """Tell whether quoted words are lyrics, and no title of something."""
    words = len(text.split())
    is_long = words >= _LONG_WORDS or re.search(r"[\n/,;]", text) is not None
    return words >= _FEWEST_WORDS and (is_long or _LED.search(prompt) is not None)


def _led_to(head: str, body: str) -> bool:
    return head.rstrip().endswith(":") or _HEADING.search(body) is not None


def _is_verse(lines: list[str]) -> bool:
    """Tell whether lines read as lyrics: few of their words speak of music."""
    tokens = [token for line in lines for token in tokens_of(line)]
    plain = [word for line in lines for word in plain_words(line)]
    return len(plain) >= len(tokens) * _PLAIN_SHARE


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
