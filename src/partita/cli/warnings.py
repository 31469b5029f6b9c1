"""What a manifest is warned of: once in full, then by a word until it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partita.cli import console

if TYPE_CHECKING:
    from partita.build.prepare import Prepared


def say_warnings(prepared: Prepared) -> None:
    """Write the warnings, or how many there are where a build has told them already."""
    count = len(prepared.warnings)
    if not prepared.is_known:
        for warning in prepared.warnings:
            console.say_diagnostic(warning)
    elif count:
        words = f"{count} warning{'s' * (count != 1)} as before"
        console.say(f"{words}; `partita doctor` shows what they are")
