"""How a value is refused: in words for people, with the nearest known name.

Knows nothing of manifests beyond their language.
"""

from __future__ import annotations

import json
from difflib import SequenceMatcher, get_close_matches
from posixpath import commonprefix
from typing import TYPE_CHECKING

from pydantic_core import PydanticCustomError

if TYPE_CHECKING:
    from collections.abc import Iterable

#: The type of every error that already speaks our words; its context holds them.
REFUSED = "partita"

_SHOWN_CHARACTERS = 60

#: Names are compared, and told, up to here.
_LONGEST_NAME = 100
_NAMES_LISTED = 12


def refusal(code: str, message: str, hint: str | None = None) -> PydanticCustomError:
    """Return an error that `diagnose` passes on word for word."""
    context = {"code": code, "message": message, "hint": hint}
    return PydanticCustomError(REFUSED, "{message}", context)


def shown(value: object) -> str:
    """Write a value as its author would recognise it, cut to a line."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    text = text.encode("utf-8", "replace").decode()  # lone surrogates from JSON
    if len(text) > _SHOWN_CHARACTERS:
        text = text[:_SHOWN_CHARACTERS] + "…"
    return f"`{text}`"


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that a mistyped one most likely meant."""
    name = name[:_LONGEST_NAME]
    found = get_close_matches(name, sorted(known), n=3, cutoff=0.6)
    # Equally near names differ in their ends: people seldom mistype a beginning.
    return max(found, key=lambda each: _likeness(name, each), default=None)


def _likeness(name: str, other: str) -> tuple[float, int]:
    return SequenceMatcher(None, other, name).ratio(), len(commonprefix([name, other]))


def guess(name: str, known: Iterable[str]) -> str:
    """Write the hint for an unknown name: the nearest one, or all there are."""
    names = sorted(known)
    meant = nearest(name, names)
    if meant is not None:
        return f"did you mean `{meant}`?"
    begun = [each for each in names if name and each.startswith(name)]
    names = begun or names
    if not names:
        return "there is none yet"
    return "known are " + ", ".join(f"`{each}`" for each in names[:_NAMES_LISTED])
