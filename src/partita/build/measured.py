"""What takes measure, remembered: a take never changes, and ears take their time.

Named by the key of the action that makes a take's master, so that it is the same before
the take is pinned and after. What can't be read as music measures nothing at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from partita import __version__
from partita.store.lines import Lines

if TYPE_CHECKING:
    from pathlib import Path

    from partita.build.measures import Measures

#: File of the store in which measures are kept.
FILE = "measures.jsonl"


class Measured:
    """The measures of one project's takes, in memory and on disk."""

    def __init__(self, file: Path) -> None:
        """Read the file. What other ears heard counts as not measured."""
        self._lines = Lines(file)
        self._of: dict[str, Measures] = {
            record["master"]: record["measures"]
            for record in self._lines.records
            if record.get("by") == __version__ and "master" in record
        }

    def find(self, master_key: str) -> Measures | None:
        """Return what a take measures, if that is known."""
        return self._of.get(master_key)

    def add(self, master_key: str, found: Measures) -> None:
        """Remember what a take measures, on disk first."""
        self._lines.append({"master": master_key, "by": __version__, "measures": found})
        self._of[master_key] = found
