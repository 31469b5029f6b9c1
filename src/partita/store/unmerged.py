"""Read the sides of a merge that git could not finish, from its index.

Where `.gitattributes` does not ask for a union, git leaves conflict marks at changes
that touch; target by target they can be merged. Knows git; does not know what a file
says.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

#: What git calls them: what both sides began from, ours, theirs.
_STAGES = (1, 2, 3)


def is_unmerged(text: str) -> bool:
    """Tell whether there are conflict marks in a text."""
    return any(line.startswith("<<<<<<< ") for line in text.split("\n"))


def sides(path: Path) -> tuple[str, str, str]:
    """Return a file as both sides began, as it is on ours, and on theirs.

    A side that does not have the file is empty.

    Raises:
        ValueError: when git knows of no merge.
    """
    base, ours, theirs = (_stage(path, number) for number in _STAGES)
    if not ours and not theirs:
        message = "it has conflict marks, and git knows of no merge"
        raise ValueError(message)
    return base, ours, theirs


def _stage(path: Path, number: int) -> str:
    return _git(path.parent, "show", f":{number}:./{path.name}") or ""


def is_union(path: Path) -> bool | None:
    """Tell whether git keeps the lines of both sides of a file; None outside of git."""
    said = _git(path.parent, "check-attr", "merge", "--", path.name)
    return None if said is None else said.rstrip().endswith(": union")


def _git(folder: Path, *words: str) -> str | None:
    """Return what git says, or None if it has nothing to say here."""
    try:
        command = ["git", *words]
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    except FileNotFoundError:
        return None
    return done.stdout.decode() if done.returncode == 0 else None
