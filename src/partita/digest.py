"""Digests of bytes and of values, written one way only.

Knows canonical JSON and sha256; does not know what is digested, or why.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

#: Bytes read at a time when a file is digested.
_BLOCK_BYTES = 1 << 20


def canonical(value: object) -> bytes:
    """Write a value as JSON that is the same bytes for the same value.

    Args:
        value: dicts with string keys, lists, tuples, strings, ints, bools, None.
            Floats are refused: their text is not the same everywhere.

    Raises:
        TypeError: for anything else.
    """
    _refuse_floats(value)
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()


def _refuse_floats(value: object) -> None:
    if isinstance(value, float):
        message = f"a float can't be part of a digest: {value!r}"
        raise TypeError(message)
    if isinstance(value, dict):
        for each in value.values():
            _refuse_floats(each)
    elif isinstance(value, list | tuple):
        for each in value:
            _refuse_floats(each)


def of_bytes(content: bytes | memoryview) -> str:
    """Return the lower-case hex sha256 of bytes."""
    return hashlib.sha256(content).hexdigest()


def of_value(value: object) -> str:
    """Return the digest of a value's canonical JSON."""
    return of_bytes(canonical(value))


def of_file(path: Path) -> str:
    """Return the digest of a file's content, reading it in blocks.

    Raises:
        OSError: when the file can't be read.
    """
    content = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            content.update(block)
    return content.hexdigest()
