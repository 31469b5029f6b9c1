"""Folders for requests, cleared away when they are over.

What a killed server left is swept when the next one starts.
"""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Workshops:
    """Folders below one folder, which nobody else uses."""

    def __init__(self, root: Path) -> None:
        """Sweep it."""
        self.root = root
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir(parents=True)

    @contextmanager
    def opened(self) -> Iterator[Path]:
        """Give out a folder for one request."""
        folder = self.root / uuid.uuid4().hex
        folder.mkdir()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
