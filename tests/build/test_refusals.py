"""What a shop refuses, shown where the manifest says it, and mended there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from partita.build.events import ActionFinished
from partita.build.fixing import fix_of, write_fix
from partita.build.refusals import find_refusal
from partita.cli.console import written_path
from partita.errors import PartitaError, ProviderError, Spot
from tests.build.paid import FINALE, THEME, Paid

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

MENU = """
[songs.menu]   # by prompt
prompt = "glass bells like Someone's"  # said so
length = "6s"
instrumental = true
"""


@pytest.fixture
def paid(tmp_path: Path) -> Paid:
    return Paid(tmp_path)


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


def fixed(paid: Paid, target: str) -> list[tuple[str, str]]:
    """Write what is suggested, and return each line that changed, old and new."""
    before = (paid.folder / "music.toml").read_text().splitlines()
    write_fix(paid.folder, fix_of(paid.yard(), target))
    after = (paid.folder / "music.toml").read_text().splitlines()
    gone = [line for line in before if line not in after]
    new = [line for line in after if line not in before]
    return [("\n".join(gone), "\n".join(new))]


def test_a_refused_plan_is_shown_beside_what_is_suggested(paid: Paid) -> None:
    paid.write(STYLED)
    paid.shop.faults.append(refusal(*BETTER))
    failed = failure(paid)

    assert where(failed.spots) == [
        "music.toml:13 songs.theme.chunks[0].text",
        "music.toml:22 songs.theme.chunks[0].positive_styles[1]",
        "music.toml:11 songs.theme.positive_styles[1]",
    ]
    assert failed.spots[0].said == (
        "refused:   [Verse] / by Someone, softly / to the end",
        "suggested: [Verse] / softly / to the end",
    )
    assert failed.hint is not None
    assert "`partita fix theme` writes the suggestion into `music.toml`" in failed.hint
