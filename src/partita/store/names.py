"""The names of all targets, one a line, where shell completion reads them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from partita.files import write_whole

if TYPE_CHECKING:
    from pathlib import Path

FILE = "names"


def write(folder: Path, names: Iterable[str]) -> None:
    """Keep the names for completion."""
    write_whole(folder / FILE, "".join(f"{name}\n" for name in names).encode())
