"""Files that appear whole or not at all.

Knows temp files, fsync and rename; does not know what is written, or why.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

#: How the names of temp files begin; a killed process may leave some.
STRAY = ".partita-new-"


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it appears whole or not at all, and survives a crash."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=STRAY)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes private files; a build's files follow the user's umask.
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
