"""What comes with a piece: its plan, its words, what it is about.

Pure: told by workers, written for the wire.
"""

from __future__ import annotations

import re
from typing import Any, Final

from partita.plan.chunks import CompositionPlan
from partita.server.drafts import lines_of, styles_of
from partita.server.told import Planned, Word

#: A title is a line, not a verse.
_TITLE_LETTERS: Final = 60
#: The musician reads all lyrics as English unless they say otherwise.
_SUNG_LANGUAGES: Final = ["en"]


def metadata(planned: Planned, prompt: str | None) -> dict[str, Any]:
    """Write what a piece is about."""
    lines = lines_of(planned.plan)
    return {
        "title": title_of(planned.plan, prompt),
        "description": prompt or ", ".join(styles_of(planned.plan)),
        "genres": list(planned.genres),
        "languages": _SUNG_LANGUAGES if lines else [],
        "is_explicit": False,
    }


def title_of(plan: CompositionPlan, prompt: str | None) -> str:
    """Return a name for a piece: its first line, or the first of its words."""
    lines = [prompt] if prompt else [*lines_of(plan), *styles_of(plan), "Untitled"]
    title = " ".join(lines[0].split())
    if len(title) > _TITLE_LETTERS:
        title = title[:_TITLE_LETTERS].rsplit(" ", 1)[0]
    return title[:1].upper() + title[1:]


def filename_of(title: str, suffix: str) -> str:
    """Return a file's name that is safe everywhere."""
    plain = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
    return f"{plain or 'song'}{suffix}"


def words_document(words: tuple[Word, ...]) -> list[dict[str, Any]]:
    """Write when words are sung."""
    return [vars(word) for word in words]
