"""A TOML document of which every line stands for itself: `targets.theme.take = 1`.

Such lines can be merged as a set: git's `union` merge keeps those of both sides, and a
key that both gave a value comes back with both. Knows no lockfile.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

Table = dict[str, Any]

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_PART = re.compile(r'([A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*")(\.| = )')


class Disputed(tuple[Any, ...]):
    """Every value of a key that has more than one, in the order of the lines."""

    __slots__ = ()


def values_of(value: object) -> tuple[Any, ...]:
    """Return all values of a key, most often the only one."""
    return tuple(value) if isinstance(value, Disputed) else (value,)


def either(*values: object) -> object:
    """Return the value that all of these are, or every one of them as disputed."""
    found: list[object] = []
    for value in values:
        found += [each for each in values_of(value) if each not in found]
    return found[0] if len(found) == 1 else Disputed(found)


def key(name: str) -> str:
    """Write a name as a part of a key."""
    return name if _BARE.fullmatch(name) else _written(name)


def lines(table: Table, prefix: str = "") -> Iterator[str]:
    """Write a table, a line a value, in the table's own order."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from lines(value, f"{prefix}{key(name)}.")
        else:
            yield f"{prefix}{key(name)} = {_written(value)}\n"


def _written(value: object) -> str:
    # Strings, whole numbers, flags and lists are the same in JSON and TOML, but for
    # one character that only TOML wants escaped.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def read(text: str) -> Table:
    """Read what `lines` wrote, whatever the order of the lines and of comments.

    Raises:
        ValueError: when there is a line that needs another to be understood.
    """
    root: Table = {}
    for line in text.split("\n"):
        if line and not line.startswith("#"):
            parts, value = _parts(line)
            _put(root, parts, json.loads(value))
    return root


def _parts(line: str) -> tuple[list[str], str]:
    """Return the parts of a line's key, and its value as written."""
    path, _, value = line.partition(" = ")
    if '"' not in path:
        return path.split("."), value
    parts, at = [], 0
    while found := _PART.match(line, at):
        part, follows = found.groups()
        parts.append(json.loads(part) if part.startswith('"') else part)
        at = found.end()
        if follows == " = ":
            return parts, line[at:]
    message = f"there is no key in `{line}`"
    raise ValueError(message)


def _put(table: Table, parts: list[str], value: object) -> None:
    *path, last = parts
    for part in path:
        table = table.setdefault(part, {})
        if not isinstance(table, dict):
            message = f"`{part}` is no table"
            raise ValueError(message)
    if isinstance(table.get(last), dict):
        message = f"`{last}` is a table"
        raise ValueError(message)
    table[last] = either(table[last], value) if last in table else value
