"""Read a chunk's text: section name, lyric lines, (sounds) and {directions}.

Keeps the order in which things stand, since that is when they happen, and whom lyrics
name as their singers. Knows nothing of music; what a section's name means is in
`sections`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from partita.engine.composing.marks import (
    named_in,
    named_in_section,
    roles_in,
    split_mark,
)
from partita.engine.composing.sections import kind_of
from partita.engine.singing.numerals import words_of

CueKind = Literal["line", "sound", "direction"]

_SECTION = re.compile(r"\s*\[([^\]]*)\]")
#: "x2", "2x" or "repeat 2 times" behind a line.
_REPEAT = re.compile(
    r"\s*(?:repeat\s*)?(?:[x\u00d7]\s*(\d)|(\d)\s*(?:[x\u00d7]|times))\s*",
    re.IGNORECASE,
)
_MOST_TIMES = 8
_HEADING = re.compile(r"\s*\[([^\[\]]*)\]\s*")
#: Sections that have words.
_LYRICAL = ("verse", "prechorus", "chorus", "postchorus", "bridge", "outro")
_CUE = re.compile(r"\{([^}]*)\}|\(([^)]*)\)|\[([^\]]*)\]")


@dataclass(frozen=True)
class Cue:
    """Something that happens: a lyric line, a vocal sound, or a direction.

    Args:
        who: whom the lyrics name to sing it, as `marks` has them.
    """

    kind: CueKind
    text: str
    who: tuple[str, ...] = ()


@dataclass(frozen=True)
class ChunkText:
    """What a chunk's text says, in its order."""

    section: str
    cues: tuple[Cue, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """Return the lyric lines alone."""
        return tuple(cue.text for cue in self.cues if cue.kind == "line")


def read_text(text: str) -> ChunkText:
    """Split a chunk's text; the first bracketed name is its section."""
    head = _SECTION.match(text)
    section = " ".join(head.group(1).split()) if head else ""
    body = text[head.end() :] if head else text
    cues: list[Cue] = []
    # Whoever is named sings until somebody else is.
    who = named_in_section(section)
    roles = roles_in(section, body.splitlines())
    for line in body.splitlines():
        named, sung = split_mark(line, roles)
        heading = _HEADING.fullmatch(line)
        if heading and not named and kind_of(heading[1]).name in _LYRICAL:
            # Another section's name: whoever sang before it has finished.
            who, sung = (), ""
        who = _line_cues(sung, named or who, cues)
    return ChunkText(section, tuple(cues))


def _line_cues(line: str, who: tuple[str, ...], cues: list[Cue]) -> tuple[str, ...]:
    """Add the cues of a line, and return who sings at its end."""
    end = 0
    for match in _CUE.finditer(line):
        _add(cues, "line", line[end : match.start()], who)
        direction, sound, bracket = match.groups()
        spoken_of = direction if direction is not None else bracket or ""
        if sound is not None and (times := _REPEAT.fullmatch(sound)):
            _repeat(cues, int(times[1] or times[2]))
        elif sound is not None:
            _add(cues, "sound", sound, who)
        elif named := named_in(spoken_of):
            who = named
        else:
            _add(cues, "direction", spoken_of)
        end = match.end()
    _add(cues, "line", line[end:], who)
    return who


def _add(cues: list[Cue], kind: CueKind, text: str, who: tuple[str, ...] = ()) -> None:
    words = text.split()
    if kind == "line":
        words = [word for word in words if _can_be_said(word)]
        if not any(letter.isalnum() for word in words for letter in word):
            return
    if words:
        cues.append(Cue(kind, " ".join(words), who))


def _can_be_said(word: str) -> bool:
    return any(letter.isalnum() for letter in word) or bool(words_of(word))


def _repeat(cues: list[Cue], times: int) -> None:
    """Sing the last line so many times in all."""
    if cues and cues[-1].kind == "line":
        cues += cues[-1:] * (min(times, _MOST_TIMES) - 1)
