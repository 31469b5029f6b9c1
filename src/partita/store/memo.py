"""What a compiled manifest was made from, so that it need not be made again.

A memo holds plain values (marshal, not pickle: reading one runs no code), the files
that they came from as they looked then, and the folders whose listing mattered. The
fast path in `start` reads the same layout with nothing imported but `marshal`.
"""

from __future__ import annotations

import _imp
import marshal
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from partita import __version__, digest
from partita.files import write_whole

#: Anything that changes what the bytes mean. Compared by `start` too.
MAGIC = f"partita {__version__} memo 1 python {sys.hexversion:x}"

#: mtime, size and inode of a file.
Look = tuple[int, int, int]


@dataclass(frozen=True)
class Seen:
    """A file as it was when it was read. An absent file has no digest."""

    path: str
    look: Look | None
    digest: str | None


@dataclass(frozen=True)
class Memo:
    """A value and what it depends on. Paths are relative to the project.

    Args:
        at_ns: clock of the file system when it was written; a file not clearly older
            is looked into again, since its mtime can't be trusted.
    """

    value: Any
    files: tuple[Seen, ...]
    folders: tuple[tuple[str, int | None], ...]
    at_ns: int


def look(path: Path) -> Look | None:
    """Return how a file looks, None when there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def see(root: Path, relative: str) -> Seen:
    """Look at a file and into it."""
    path = root / relative
    before = look(path)
    if not path.is_file():  # a pipe or a device may never end
        return Seen(relative, None, None)
    try:
        content = digest.of_file(path)
    except OSError:
        return Seen(relative, None, None)
    return Seen(relative, before, content)


def folder_look(path: Path) -> int | None:
    """Return a folder's mtime, which moves when files come or go."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return None


def write(path: Path, memo: Memo) -> None:
    """Write a memo, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    files = [(seen.path, seen.look, seen.digest) for seen in memo.files]
    write_whole(path, packed((MAGIC, memo.value, files, list(memo.folders))))


def packed(value: Any) -> bytes:
    """Return plain values as bytes that notice when they were spoilt.

    `marshal` may crash on spoilt bytes, so it must never see any. The sum is the one
    that Python keeps in its own `.pyc` files: `start` has it without an import.
    """
    content = marshal.dumps(value)
    return _imp.source_hash(0, content) + content


def _unpacked(content: bytes) -> Any:
    if _imp.source_hash(0, content[8:]) != content[:8]:
        raise ValueError
    return marshal.loads(content[8:])  # noqa: S302 - ours


def read(path: Path) -> Memo | None:
    """Read a memo, None when there is none that this partita can read."""
    try:
        at_ns = os.stat(path).st_mtime_ns  # noqa: PTH116 - no Path on a hot path
        magic, value, files, folders = _unpacked(path.read_bytes())
    except (OSError, ValueError, EOFError, TypeError):
        return None
    if magic != MAGIC:
        return None
    seen = tuple(Seen(name, look, content) for name, look, content in files)
    return Memo(value, seen, tuple(folders), at_ns)


def still_holds(root: Path, memo: Memo) -> bool:
    """Tell whether everything that a memo depends on is as it was.

    mtime is only a hint to skip: a file that looks different is read, and counts as
    changed when its bytes did.
    """
    return all(
        folder_look(root / folder) == mtime for folder, mtime in memo.folders
    ) and all(_unchanged(root, seen, memo.at_ns) for seen in memo.files)


def _unchanged(root: Path, seen: Seen, at_ns: int) -> bool:
    now = look(root / seen.path)
    if now is None or seen.digest is None:
        return now is None and seen.digest is None
    if now == seen.look and now[0] < at_ns:
        return True
    return see(root, seen.path).digest == seen.digest
