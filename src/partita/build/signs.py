"""What somebody who looks after a project's health sees: signs, good and bad."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: `note` is worth knowing; `fails` keeps a build from what the manifest asks for.
Verdict = Literal["ok", "note", "fails"]


@dataclass(frozen=True)
class Sign:
    """One thing that was looked at.

    Args:
        name: what, in one or two words.
        said: how it is, for people.
        hint: what to do.
    """

    name: str
    verdict: Verdict
    said: str
    hint: str | None = None
