"""Put a file into the output folder: whole or not at all, and never over hand work.

Knows folders, links and digests; does not know what is in a file or who asked for it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from partita import digest
from partita.errors import OutputChanged, PartitaError


@dataclass(frozen=True)
class Placed:
    """Say how a file lies there now.

    Args:
        written: False when it held the right bytes already.
    """

    path: Path
    digest: str
    size: int
    mtime_ns: int
    inode: int
    written: bool


def place(
    root: Path,
    relative: str,
    content: bytes,
    *,
    is_ours: Callable[[str], bool],
    force: bool,
) -> Placed:
    """Make a file of the output folder hold some bytes.

    Args:
        root: the output folder; made when it is not there.
        relative: path inside it, with `/`.
        is_ours: tells by its digest whether a file is none that anybody would miss.
        force: write over what somebody edited by hand.

    Raises:
        OutputChanged: when the file holds neither what is ours nor `content`.
        PartitaError: when the path leaves the folder, or can't be written.
    """
    path = _path_inside(root, relative)
    wanted = digest.of_bytes(content)
    try:
        found = _digest_at(path)
        if found == wanted:
            return _placed(path, wanted, written=False)
        if found is not None and not force and not is_ours(found):
            raise _changed(relative)
        _write(path, content)
        return _placed(path, wanted, written=True)
    except OSError as error:
        message = f"`{relative}` can't be written: {error.strerror}"
        raise PartitaError(message) from error


def _path_inside(root: Path, relative: str) -> Path:
    """Return the path, after links, that a file will lie at."""
    parts = PurePosixPath(relative).parts
    plain = parts and not PurePosixPath(relative).is_absolute() and ".." not in parts
    if not plain or "\0" in relative:
        raise _outside(relative)
    folder = root.joinpath(*parts[:-1])
    # A link inside the folder may lead out of it; the file itself may be a link too,
    # but it is replaced, not followed.
    if not folder.resolve().is_relative_to(root.resolve()):
        raise _outside(relative)
    return folder.resolve() / parts[-1]


def _outside(relative: str) -> PartitaError:
    message = f"`{relative}` leaves the output folder"
    return PartitaError(message, hint="write only inside `output_dir`")


def _changed(relative: str) -> OutputChanged:
    message = f"`{relative}` was changed by hand"
    return OutputChanged(message, hint="move it away, or replace it with `--force`")


def _digest_at(path: Path) -> str | None:
    """Return the digest of what lies there; a link or a folder is somebody's own."""
    if path.is_symlink() or path.is_dir():
        return ""
    return digest.of_file(path) if path.exists() else None


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Always the same name, so that what a killed build left is written over.
    scratch = path.with_name(f".{digest.of_bytes(path.name.encode())[:16]}.partita")
    try:
        _write_synced(scratch, content)
        scratch.replace(path)
    except BaseException:
        scratch.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _write_synced(path: Path, content: bytes) -> None:
    path.unlink(missing_ok=True)  # a link must not be followed
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Make the new name survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _placed(path: Path, content_digest: str, *, written: bool) -> Placed:
    state = path.stat()
    return Placed(
        path, content_digest, state.st_size, state.st_mtime_ns, state.st_ino, written
    )
