"""Parse TOML group by group, so that a group whose text is known is not parsed again.

The text is cut at table headers, by the first two parts of their keys. Every piece must
be valid by itself, which proves the cut: no string or array can be open at a border.
Anything odd is left to `tomllib` as a whole. Does not know what a table means.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from partita.digest import of_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_STRING = (
    r'"""(?:[^"\\]++|\\[\s\S]|"{1,2}(?!"))*+"{3,5}'
    r"|'''(?:[^']++|'{1,2}(?!'))*+'{3,5}"
    r'|"(?!"")(?:[^"\\\n]++|\\[^\n])*+"'
    r"|'(?!'')[^'\n]*+'"
)
#: Everything up to the next bracket that counts: strings, comments and flat arrays
#: of values are stepped over without leaving the regular expression.
_STEP = re.compile(
    rf"""(?:[^][{{}}"'\#=]++
          |=[ \t]*+(?:\[(?:[^][{{}}"'\#]++|{_STRING}|\#[^\n]*+)*+\])?+
          |{_STRING}
          |\#[^\n]*+
         )*+""",
    re.VERBOSE,
)
_HEADER = re.compile(
    r"\[(?P<array>\[)?[ \t]*+"
    r"(?P<key>[A-Za-z0-9_-]++(?:[ \t]*+\.[ \t]*+[A-Za-z0-9_-]++)*+)"
    r"[ \t]*+\](?(array)\])[ \t]*+(?:\#[^\n]*+)?(?=\r?\n|\Z)"
)

#: A group: the first two parts of its headers' key, and its text.
_Group = tuple[tuple[str, ...], str]


def parse(
    text: str, known: Mapping[str, dict[str, Any]]
) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """Parse a TOML text, taking what is known from before.

    Args:
        known: parsed groups by the digest of their text. Must not be changed in place.

    Returns:
        exactly what `tomllib.loads` gives, and the groups that it was made of.

    Raises:
        tomllib.TOMLDecodeError: as `tomllib.loads` does.
    """
    groups = _groups(text)
    if groups is None:
        return tomllib.loads(text), {}
    parsed: dict[str, dict[str, Any]] = {}
    value: dict[str, Any] = {}
    for key, group in groups:
        digest = of_bytes(group.encode("utf-8", "surrogatepass"))
        try:
            piece = known[digest] if digest in known else tomllib.loads(group)
        except tomllib.TOMLDecodeError:
            return tomllib.loads(text), {}
        parsed[digest] = piece
        if not _merge(value, key, piece):
            return tomllib.loads(text), {}
    return value, parsed


def _merge(value: dict[str, Any], key: tuple[str, ...], piece: dict[str, Any]) -> bool:
    """Put a group's value in its place; False when the place is taken."""
    if len(key) < 2:
        if piece.keys() & value.keys():
            return False
        value.update(piece)
        return True
    first, second = key
    inner = piece.get(first)
    if (
        piece.keys() != {first}
        or not isinstance(inner, dict)
        or inner.keys() != {second}
    ):
        return False
    table = value.setdefault(first, {})
    if second in table:
        return False
    table[second] = inner[second]
    return True


def _groups(text: str) -> list[_Group] | None:
    """Cut at headers; None when the text is not plain enough for it."""
    headers = _headers(text)
    if headers is None:
        return None
    groups: list[_Group] = []
    borders = [*(at for at, _ in headers), len(text)]
    if text[: borders[0]].strip():
        groups.append(((), text[: borders[0]]))
    start = 0
    for index, (at, key) in enumerate(headers):
        if index + 1 < len(headers) and headers[index + 1][1] == key:
            continue
        begin = headers[start][0]
        groups.append((key, text[begin : borders[index + 1]]))
        start = index + 1
        del at
    return groups if _apart(groups) else None


def _apart(groups: list[_Group]) -> bool:
    """Tell whether no two groups can write to the same table."""
    keys = [key for key, _ in groups]
    alone = {key[0] for key in keys if len(key) == 1}
    shared = {key[0] for key in keys if len(key) > 1}
    return len(set(keys)) == len(keys) and not alone & shared


def _headers(text: str) -> list[tuple[int, tuple[str, ...]]] | None:
    headers = []
    for at in _outer_brackets(text):
        match = _HEADER.match(text, at)
        if match is None:
            return None
        parts = tuple(part.strip(" \t") for part in match["key"].split("."))
        headers.append((text.rfind("\n", 0, at) + 1, parts[:2]))
    return headers


def _outer_brackets(text: str) -> Iterator[int]:
    """Find brackets that open a line while no array or table is open."""
    at, depth = 0, 0
    while True:
        step = _STEP.match(text, at)
        at = step.end() if step else at
        if at >= len(text):
            return
        opens = text[at] in "[{"
        header = depth == 0 and text[at] == "[" and _first_in_line(text, at)
        if header:
            yield at
            # Step over the header itself, which `_HEADER` checks.
            end = text.find("\n", at)
            at = len(text) if end < 0 else end
            continue
        depth += 1 if opens else -1
        at += 1


def _first_in_line(text: str, at: int) -> bool:
    return not text[text.rfind("\n", 0, at) + 1 : at].strip(" \t")
