"""Find the line of a place in a TOML or JSON file, and where its value begins and ends.

A place that does not exist, as a missing key, has the line of the nearest table or list
element around it. Reads files again, so it runs only when there is something to say.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from tree_sitter import Node

    from partita.errors import Diagnostic, ValuePath

#: The 1-based line of every place in a file.
Lines = dict["ValuePath", int]

#: From which character to which a value is written.
Span = tuple[int, int]

_DECODER = json.JSONDecoder()
_BLANK = re.compile(r"[ \t\r\n]*")


@dataclass(frozen=True)
class Places:
    """Where everything stands in a text.

    Args:
        lines: of every key and list element.
        spans: of every value that stands in one piece, so of no table with a header.
    """

    lines: Lines
    spans: dict[ValuePath, Span] = field(default_factory=dict)


def places_in(text: str, file: str) -> Places:
    """Return where everything stands in a file's text; its name says what it is."""
    return places_of_json(text) if file.endswith(".json") else places_of_toml(text)


def with_lines(diagnostics: Iterable[Diagnostic], root: Path) -> tuple[Diagnostic, ...]:
    """Fill in the line of each diagnostic that has a place, in the order of files."""
    lines: dict[str, Lines] = {}
    found = []
    for each in diagnostics:
        if each.origin is None or each.line is not None:
            found.append(each)
            continue
        file = each.origin.file
        if file not in lines:
            lines[file] = _lines_of_file(root, file)
        found.append(replace(each, line=line_of(each.origin.path, lines[file])))
    return tuple(found)


def line_of(path: ValuePath, lines: Mapping[ValuePath, int]) -> int | None:
    """Return the line of a place, or of the nearest one around it."""
    for length in range(len(path), -1, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return None


def _lines_of_file(root: Path, file: str) -> Lines:
    try:
        text = (root / file).read_bytes().decode("utf-8-sig")
    except (OSError, ValueError):
        return {}
    return places_in(text, file).lines


def places_of_toml(text: str) -> Places:
    """Return where everything stands in a TOML text."""
    import tree_sitter_toml
    from tree_sitter import Language, Parser

    content = text.encode()
    tree = Parser(Language(tree_sitter_toml.language())).parse(content)
    found = Places({(): 1})
    lists: dict[ValuePath, int] = {}
    for node in tree.root_node.named_children:
        if node.type == "pair":
            _pair(node, (), found)
        elif node.type in {"table", "table_array_element"}:
            _table(node, lists, found)
    return found if text.isascii() else _in_characters(found, content)


def _in_characters(found: Places, content: bytes) -> Places:
    """Count spans in characters; the parser counts bytes."""
    # A byte that goes on with a character begins with the bits 10.
    before = list(accumulate((each & 0xC0 != 0x80 for each in content), initial=0))
    spans = {path: (before[a], before[b]) for path, (a, b) in found.spans.items()}
    return Places(found.lines, spans)


def _table(node: Node, lists: dict[ValuePath, int], found: Places) -> None:
    head, *pairs = node.named_children
    keys = _keys(head)
    path: ValuePath = ()
    for key in keys[:-1]:
        path = (*path, key)
        _note(path, node, found)
        if path in lists:
            path = (*path, lists[path])
    path = (*path, keys[-1])
    _note(path, node, found)
    if node.type == "table_array_element":
        lists[path] = lists.get(path, -1) + 1
        path = (*path, lists[path])
        _note(path, node, found)
    for pair in pairs:
        if pair.type == "pair":
            _pair(pair, path, found)


def _pair(node: Node, path: ValuePath, found: Places) -> None:
    children = [child for child in node.named_children if child.type != "comment"]
    if not children:
        return
    for key in _keys(children[0]):
        path = (*path, key)
        _note(path, node, found)
    if len(children) > 1:
        _value(children[-1], path, found)


def _value(node: Node, path: ValuePath, found: Places) -> None:
    found.spans[path] = (node.start_byte, node.end_byte)
    if node.type == "inline_table":
        for child in node.named_children:
            if child.type == "pair":
                _pair(child, path, found)
    elif node.type == "array":
        elements = [child for child in node.named_children if child.type != "comment"]
        for index, element in enumerate(elements):
            _note((*path, index), element, found)
            _value(element, (*path, index), found)


def _note(path: ValuePath, node: Node, found: Places) -> None:
    found.lines.setdefault(path, node.start_point[0] + 1)


def _keys(node: Node) -> list[str]:
    if node.type == "dotted_key":
        return [key for child in node.named_children for key in _keys(child)]
    text = (node.text or b"").decode("utf-8", "replace")
    return [_unquoted(text)]


def _unquoted(text: str) -> str:
    if text.startswith("'"):
        return text[1:-1]
    if not text.startswith('"'):
        return text
    import tomllib

    try:
        return next(iter(tomllib.loads(f"{text} = 0")))
    except ValueError:
        return text[1:-1]


def places_of_json(text: str) -> Places:
    """Return where everything stands in a JSON text."""
    breaks = [at for at, character in enumerate(text) if character == "\n"]
    starts: dict[ValuePath, int] = {(): 0}
    spans: dict[ValuePath, Span] = {}
    # Broken JSON is told with its own line; what was found before the break is kept.
    with suppress(ValueError, IndexError, RecursionError):
        _json_value(text, _skipped(text, 0), (), (starts, spans))
    lines = {path: bisect_left(breaks, at) + 1 for path, at in starts.items()}
    return Places(lines, spans)


def _json_value(
    text: str,
    at: int,
    path: ValuePath,
    found: tuple[dict[ValuePath, int], dict[ValuePath, Span]],
) -> int:
    """Note the places inside the value that begins here; return where it ends."""
    starts, spans = found
    starts.setdefault(path, at)
    begin = at
    if text[at] not in "{[":
        end = _DECODER.raw_decode(text, at)[1]
        spans[path] = (begin, end)
        return end
    closing = "}" if text[at] == "{" else "]"
    at, index = _skipped(text, at + 1), 0
    while text[at] != closing:
        part: str | int = index
        if closing == "}":
            part, end = _DECODER.raw_decode(text, at)
            starts[(*path, part)] = at
            at = _skipped(text, end) + 1  # the colon
        at = _skipped(text, _json_value(text, _skipped(text, at), (*path, part), found))
        at = _skipped(text, at + 1) if text[at] == "," else at
        index += 1
    spans[path] = (begin, at + 1)
    return at + 1


def _skipped(text: str, at: int) -> int:
    blank = _BLANK.match(text, at)
    return blank.end() if blank else at
