"""Read a chunk's text: section name, lyric lines, (sounds) and {directions}.

Keeps the order in which things stand, since that is when they happen. Knows nothing of
music; which section kind a name means is in `direction`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

CueKind = Literal["line", "sound", "direction"]

_SECTION = re.compile(r"\s*\[([^\]]*)\]")
_CUE = re.compile(r"\{([^}]*)\}|\(([^)]*)\)|\[([^\]]*)\]")


@dataclass(frozen=True)
class Cue:
    """Something that happens: a lyric line, a vocal sound, or a direction."""

    kind: CueKind
    text: str


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
    cues = [cue for line in body.splitlines() for cue in _line_cues(line)]
    return ChunkText(section, tuple(cues))


def _line_cues(line: str) -> list[Cue]:
    cues: list[Cue] = []
    end = 0
    for match in _CUE.finditer(line):
        _add(cues, "line", line[end : match.start()])
        direction, sound, bracket = match.groups()
        if sound is not None:
            _add(cues, "sound", sound)
        else:
            _add(cues, "direction", direction if direction is not None else bracket)
        end = match.end()
    _add(cues, "line", line[end:])
    return cues


def _add(cues: list[Cue], kind: CueKind, text: str) -> None:
    clean = " ".join(text.split())
    if kind == "line" and not any(letter.isalnum() for letter in clean):
        return
    if clean:
        cues.append(Cue(kind, clean))
