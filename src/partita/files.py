"""Files that appear whole or not at all.

Knows temp files, fsync and rename; does not know what is written, or why.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

#: How the names of temp files begin; a killed process may leave some.
STRAY = ".partita-new-"


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it appears whole or not at all, and survives a crash."""
    stray = write_stray(path.parent, lambda file: file.write(content))
    try:
        stray.replace(path)
    except BaseException:
        stray.unlink(missing_ok=True)
        raise


def write_stray(folder: Path, write: Callable[[BinaryIO], object]) -> Path:
    """Write a temp file that survives a crash; its name is for the caller to change."""
    try:
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=STRAY)
    except OSError as error:
        error.filename = str(folder)  # nobody knows the temp file's name
        raise
    try:
        with os.fdopen(handle, "w+b") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes private files; a build's files follow the user's umask.
        Path(temporary).chmod(0o666 & ~_umask())
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return Path(temporary)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
