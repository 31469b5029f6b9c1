"""Manifests that a shop refuses, what it suggests, and how that is told."""

from __future__ import annotations

from typing import Any

from partita.build.events import ActionFinished
from partita.cli.console import written_path
from partita.errors import ProviderError, Spot
from tests.build.paid import Paid

#: Chunks with styles of their own, of the song, and of a named set.
STYLED = """
[styles.house]
positive = ["like Nobody", "tape"]   # for all
[songs.theme]
positive_styles = ["warm", "Someone's drums"]  # of the song
[[songs.theme.chunks]]
text = \"\"\"
[Verse]
by Someone, softly
to the end
\"\"\"
duration = "4s"
styles = ["house"]
positive_styles = [
  "slow",          # kept
  "Someone guitar", # goes
]
[[songs.theme.chunks]]
text = "[Chorus]"
duration = "5s"
"""

#: A song by prompt.
MENU = """
[songs.menu]   # by prompt
prompt = "glass bells like Someone's"  # said so
length = "6s"
instrumental = true
"""

#: Sections of the first model.
SECTIONS = """
[songs.old]
model = "music_v1"
positive_global_styles = ["folk", "by Someone"]
negative_global_styles = []
sections = [
  { section_name = "Verse", duration = "4s", lines = ["one", "like Someone"] },
  { section_name = "Chorus", bars = 4, positive_local_styles = ["240 BPM"] },
]
"""


def chunk(text: str, seconds: int, *styles: str) -> dict[str, Any]:
    """Return a chunk as the wire has it."""
    return {"text": text, "duration_ms": seconds * 1000, "positive_styles": [*styles]}


def refusal(*chunks: dict[str, Any]) -> ProviderError:
    """Return what is raised when a plan is refused and another suggested."""
    return ProviderError(
        "the composition plan was refused",
        code="bad_composition_plan",
        suggestion={"chunks": [*chunks]},
    )


def broken(*path: str | int) -> ProviderError:
    """Return what is raised when one field of a request is not as it should be."""
    return ProviderError("refused", code="validation_error", fields=((path, "no"),))


#: What is suggested in place of `STYLED`.
BETTER = (
    chunk(
        "[Verse]\nsoftly\nto the end",
        4,
        "warm",
        "soft drums",
        "like Nobody",
        "tape",
        "slow",
    ),
    chunk("[Chorus]", 5),
)


def failure(paid: Paid) -> ActionFinished:
    """Build, and return the failure that this comes to."""
    assert not paid.build()
    return next(
        e
        for e in paid.events
        if isinstance(e, ActionFinished) and e.outcome == "failed"
    )


def where(spots: tuple[Spot, ...]) -> list[str]:
    """Return places as they are printed."""
    return [
        f"{each.origin.file}:{each.line} {written_path(each.origin.path)}"
        for each in spots
    ]


def section(name: str, lines: list[str], styles: list[str]) -> dict[str, Any]:
    """Return a section as the wire has it."""
    return {
        "section_name": name,
        "positive_local_styles": styles,
        "negative_local_styles": [],
        "duration_ms": 4_000,
        "lines": lines,
    }
