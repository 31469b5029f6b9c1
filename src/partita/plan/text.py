"""Read a chunk's text: section name, lyric lines, `(sounds)` and `{directions}`.

The grammar is the API's: an optional `[section name]` first, then lines. Knows where
each piece stands; does not know limits, or how anything is sung.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

PartKind = Literal["lyric", "sound", "direction", "heading"]

_SECTION = re.compile(r"\s*\[([^\]\n]*)\][ \t]*\n?")
#: A later `[name]` alone on its line is nothing that anybody sings.
_HEADING = re.compile(r"\s*\[([^\]\n]*)\]\s*")
_MARKED = re.compile(r"\((?P<sound>[^()\n]*)\)|\{(?P<direction>[^{}\n]*)\}")


@dataclass(frozen=True)
class TextPart:
    """A run of a chunk's text of one kind.

    Args:
        text: without brackets and outer spaces.
        line: counted from 0 after the section name.
        start, end: offsets in the chunk's text, brackets included.
    """

    kind: PartKind
    text: str
    line: int
    start: int
    end: int


@dataclass(frozen=True)
class ChunkText:
    """A chunk's text, taken apart.

    Args:
        section: None when the text names none; may be empty, as in `[]`.
        lines: as written, brackets included, without the section name.
    """

    section: str | None
    lines: tuple[str, ...]
    parts: tuple[TextPart, ...]


def tidy(text: str) -> str:
    """Drop what nobody hears: outer blank lines and spaces at line ends."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def parse(text: str) -> ChunkText:
    """Take a chunk's text apart."""
    head = _SECTION.match(text)
    section = head.group(1).strip() if head else None
    offset = head.end() if head else 0
    body = text[offset:].rstrip()
    lines = tuple(body.split("\n")) if body else ()
    parts: list[TextPart] = []
    for number, line in enumerate(lines):
        parts += _parts_of_line(line, number, offset)
        offset += len(line) + 1
    return ChunkText(section, lines, tuple(parts))


def _parts_of_line(line: str, number: int, offset: int) -> list[TextPart]:
    if heading := _HEADING.fullmatch(line):
        return _part("heading", line, heading.group(1), (number, offset))
    parts: list[TextPart] = []
    done = 0
    for match in _MARKED.finditer(line):
        kind: PartKind = "direction" if match["sound"] is None else "sound"
        before, marked = line[done : match.start()], match.group()
        parts += _part("lyric", before, before, (number, offset + done))
        parts += _part(kind, marked, marked[1:-1], (number, offset + match.start()))
        done = match.end()
    rest = line[done:]
    return [*parts, *_part("lyric", rest, rest, (number, offset + done))]


def _part(
    kind: PartKind, run: str, inner: str, place: tuple[int, int]
) -> list[TextPart]:
    """Return one part, or none for a lyric of spaces, with outer spaces cut off."""
    stripped = run.strip()
    if kind == "lyric" and not stripped:
        return []
    line, offset = place
    start = offset + len(run) - len(run.lstrip())
    return [TextPart(kind, inner.strip(), line, start, start + len(stripped))]


def section_name(text: str) -> str | None:
    """Return the section that a text names, None for none."""
    head = _SECTION.match(text)
    return (head.group(1).strip() or None) if head else None


def lyric_lines(text: str) -> tuple[str, ...]:
    """Return the lines that are sung: sounds stay, directions and headings go."""
    sung: dict[int, list[str]] = {}
    for part in parse(text).parts:
        if part.kind in ("lyric", "sound"):
            words = part.text if part.kind == "lyric" else f"({part.text})"
            sung.setdefault(part.line, []).append(words)
    return tuple(" ".join(words) for words in sung.values())


def is_instrumental(text: str) -> bool:
    """Tell whether a text leaves nothing to sing."""
    return not any(letter.isalpha() for line in lyric_lines(text) for letter in line)


def from_lines(section: str | None, lines: tuple[str, ...]) -> str:
    """Write a section name and lines as a chunk's text."""
    head = () if section is None else (f"[{section}]",)
    return "\n".join((*head, *lines))
