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
    from collections.abc import Mapping

_STRING = (
    r'"""(?:[^"\\]++|\\[\s\S]|"{1,2}(?!"))*+"{3,5}'
    r"|'''(?:[^']++|'{1,2}(?!'))*+'{3,5}"
    r'|"(?!"")(?:[^"\\\n]++|\\[^\n])*+"'
    r"|'(?!'')[^'\n]*+'"
)
#: Everything up to the next bracket that counts: strings, comments and flat arrays
#: of values are stepped over without leaving the regular expression.
_STEP = rf"""(?:[^][{{}}"'\#=]++
             |=[ \t]*+(?:\[(?:[^][{{}}"'\#]++|{_STRING}|\#[^\n]*+)*+\])?+
             |{_STRING}
             |\#[^\n]*+
            )*+"""
_BARE_KEY = "[A-Za-z0-9_-]++"
_DOT = r"[ \t]*+\.[ \t]*+"
_NEXT = re.compile(_STEP, re.VERBOSE)
_HEADER = re.compile(
    rf"""\[(?P<array>\[)?[ \t]*+
         (?P<first>{_BARE_KEY})(?:{_DOT}(?P<second>{_BARE_KEY})(?:{_DOT}{_BARE_KEY})*+)?+
         [ \t]*+\](?(array)\])[ \t]*+(?:\#[^\n]*+)?(?=\r?\n|\Z)
         {_STEP}""",
    re.VERBOSE,
)

#: A group: the first two parts of its headers' key, and its text.
_Group = tuple[tuple[str, ...], str]

#: The group of what precedes all headers.
_BEFORE: tuple[str, ...] = ()


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
    begin, group = 0, _BEFORE
    for at, key in headers:
        if key != group:
            groups.append((group, text[begin:at]))
            begin, group = at, key
    groups.append((group, text[begin:]))
    if not groups[0][1].strip():
        del groups[0]
    return groups if _apart(groups) else None


def _apart(groups: list[_Group]) -> bool:
    """Tell whether no two groups can write to the same table."""
    keys = [key for key, _ in groups]
    alone = {key[0] for key in keys if len(key) == 1}
    shared = {key[0] for key in keys if len(key) > 1}
    return len(set(keys)) == len(keys) and not alone & shared


def _headers(text: str) -> list[tuple[int, tuple[str, ...]]] | None:
    """Find the headers: where each one's line begins, and the parts that count."""
    headers: list[tuple[int, tuple[str, ...]]] = []
    at, depth = _end(_NEXT.match(text)), 0
    while at < len(text):
        begin = text.rfind("\n", 0, at) + 1
        if depth == 0 and text[at] == "[" and not text[begin:at].strip(" \t"):
            match = _HEADER.match(text, at)
            if match is None:
                return None
            first, second = match.group("first", "second")
            headers.append((begin, (first, second) if second else (first,)))
            at = match.end()
        else:
            depth += 1 if text[at] in "[{" else -1
            at = _end(_NEXT.match(text, at + 1))
    return headers


def _end(match: re.Match[str] | None) -> int:
    assert match is not None, "a step may be empty"
    return match.end()
