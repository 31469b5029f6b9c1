"""Write other words into a TOML or JSON text and leave every other character alone.

Changes strings, and lists of strings element by element, so that comments and layout
stay. Knows no field of a manifest.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from partita.manifest.locate import Places, places_in

if TYPE_CHECKING:
    from partita.errors import ValuePath
    from partita.manifest.locate import Span

#: What a string or a list of strings is to be.
Words = str | tuple[str, ...]

#: The byte order mark that some editors put in front.
_MARK = "\ufeff"

#: A run of characters and what takes its place.
_Splice = tuple[int, int, str]

_ALONE_BEFORE = re.compile(r"[ \t]*")
_ALONE_AFTER = re.compile(r"[ \t]*,?[ \t]*(#[^\n]*)?\r?(\n|$)")
_COMMA = re.compile(r"\s*,")

#: What TOML's basic strings can't hold as it is, and how it is written.
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def parsed(text: str, file: str) -> Any:
    """Read a file's text by the format that its name says.

    Raises:
        ValueError: when it can't be read.
    """
    return json.loads(text) if file.endswith(".json") else tomllib.loads(text)


def value_at(document: Any, path: ValuePath) -> Any:
    """Return what stands at a place, None where nothing does."""
    for part in path:
        if isinstance(document, dict) and isinstance(part, str):
            document = document.get(part)
        elif isinstance(document, list) and isinstance(part, int):
            document = document[part] if part < len(document) else None
        else:
            return None
    return document


def amended(text: str, file: str, changes: Mapping[ValuePath, Words]) -> str:
    """Return a text in which some values are others.

    Args:
        file: its name, which says whether it is JSON or TOML.
        changes: of strings and lists of strings that stand in the text.

    Raises:
        ValueError: when a value can't be changed in place.
    """
    mark = _MARK if text.startswith(_MARK) else ""
    new = text.removeprefix(mark)
    page = _Page(new, file, places_in(new, file))
    document = parsed(new, file)
    splices: list[_Splice] = []
    for path, words in changes.items():
        if path not in page.places.spans:
            raise ValueError(f"nothing is written at {path}")
        old = value_at(document, path)
        splices += page.changes(path, old, words)
    for start, end, written in sorted(splices, reverse=True):
        new = new[:start] + written + new[end:]
    _prove(new, document, file, changes)
    return mark + new


def _prove(
    text: str, document: Any, file: str, changes: Mapping[ValuePath, Words]
) -> None:
    """Make sure that a new text says what was meant, and all else as before."""
    for path, words in changes.items():
        wanted = words if isinstance(words, str) else list(words)
        value_at(document, path[:-1])[path[-1]] = wanted
    if parsed(text, file) != document:
        raise ValueError("the new text would not say what was meant")


@dataclass(frozen=True)
class _Page:
    """A text, and where everything stands in it."""

    text: str
    file: str
    places: Places

    @property
    def line_end(self) -> str:
        """Return how its lines end. In a string of TOML both ways mean the same."""
        return "\r\n" if "\r\n" in self.text else "\n"

    def changes(self, path: ValuePath, old: Any, new: Words) -> Iterator[_Splice]:
        """Yield what makes one value another."""
        if isinstance(new, str):
            yield self._string(path, new)
        elif not old:
            listed = ", ".join(map(self._quoted, new))
            yield (*self.places.spans[path], f"[{listed}]")
        else:
            yield from self._list(path, old, new)

    def _string(self, path: ValuePath, new: str) -> _Splice:
        start, end = self.places.spans[path]
        return start, end, self._written(self.text[start:end], new)

    def _written(self, old: str, new: str) -> str:
        """Write a string with the quotes that it had, as far as they can hold it."""
        for quotes in ('"""', "'''"):
            if old.startswith(quotes):
                return _in_blocks(quotes, old, new).replace("\n", self.line_end)
        plain = old.startswith("'") and new.isprintable() and "'" not in new
        return f"'{new}'" if plain else self._quoted(new)

    def _quoted(self, words: str) -> str:
        if not self.file.endswith(".json"):
            return '"' + "".join(map(_escaped, words)) + '"'
        plain = not self.text.isascii() and words.isprintable()
        return json.dumps(words, ensure_ascii=not plain)

    def _list(
        self, path: ValuePath, old: list[str], new: tuple[str, ...]
    ) -> Iterator[_Splice]:
        steps = SequenceMatcher(None, old, list(new), autojunk=False).get_opcodes()
        for step, i, i_end, j, j_end in steps:
            if step == "equal":
                continue
            both = min(i_end - i, j_end - j)
            for number in range(both):
                yield self._string((*path, i + number), new[j + number])
            if i + both < i_end:
                yield self._without(path, i + both, i_end, len(old))
            if j + both < j_end:
                yield self._with(path, i + both, new[j + both : j_end])

    def _without(self, path: ValuePath, first: int, end: int, count: int) -> _Splice:
        """Take elements out, with the comma between them and what stays."""
        spans = [self.places.spans[*path, number] for number in range(count)]
        run = (spans[first][0], spans[end - 1][1])
        lines = self._whole_lines(run)
        if lines is not None and (end < count or not self.file.endswith(".json")):
            return (*lines, "")
        if end < count:
            return run[0], spans[end][0], ""
        if first > 0 and "#" not in self.text[spans[first - 1][1] : run[0]]:
            return spans[first - 1][1], run[1], ""
        if first > 0:
            # The comment in between is about what stays.
            return run[0], _comma_after(self.text, run[1]), ""
        start, close = self.places.spans[path]
        return start, close, "[]"

    def _whole_lines(self, run: Span) -> Span | None:
        """Return the lines that a run has to itself, if it has."""
        start = self.text.rfind("\n", 0, run[0]) + 1
        before = _ALONE_BEFORE.fullmatch(self.text, start, run[0])
        after = _ALONE_AFTER.match(self.text, run[1])
        return (start, after.end()) if before and after else None

    def _with(self, path: ValuePath, at: int, new: tuple[str, ...]) -> _Splice:
        """Put elements in, laid out as the one beside them is."""
        listed = [self._quoted(each) for each in new]
        if at == 0:
            start = self.places.spans[*path, 0][0]
            return start, start, "".join(f"{each}, " for each in listed)
        start, end = self.places.spans[*path, at - 1]
        line = self.text.rfind("\n", 0, start) + 1
        indent = self.text[line:start]
        between = f",{self.line_end}{indent}" if indent.isspace() else ", "
        return end, end, "".join(f"{between}{each}" for each in listed)


def _comma_after(text: str, at: int) -> int:
    found = _COMMA.match(text, at)
    return found.end() if found else at


def _in_blocks(quotes: str, old: str, new: str) -> str:
    """Write a string of several lines."""
    # A newline right after the quotes is no part of the string.
    opens = re.match(rf"{quotes}\r?\n", old) or new.startswith("\n")
    first = "\n" if opens else ""
    plain = all(each in "\n\t" or each.isprintable() for each in new)
    if quotes == "'''" and plain and quotes not in new and not new.endswith("'"):
        return f"{quotes}{first}{new}{quotes}"
    escaped = "".join(
        each if each in '"\n\t' else _escaped(each) for each in new
    ).replace('"""', '""\\"')
    if escaped.endswith('"'):
        escaped = escaped[:-1] + '\\"'
    return f'"""{first}{escaped}"""'


def _escaped(character: str) -> str:
    """Write one character in a basic string; nothing invisible stays invisible."""
    if character in _ESCAPES or character.isprintable():
        return _ESCAPES.get(character, character)
    number = ord(character)
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"
