"""Have a refusal point at the manifest: what was refused, where, and what instead.

Words for people only. Knows where things are written from `authored`, what a suggestion
comes to from `mending`.
"""

from __future__ import annotations

import json
import re
from itertools import takewhile
from typing import TYPE_CHECKING, Any, Final

from partita.build.authored import Authored, authored
from partita.build.mending import Mend, mends
from partita.errors import Origin, PartitaError, Spot, ValuePath
from partita.manifest.amend import value_at
from partita.units import format_duration

if TYPE_CHECKING:
    from partita.build.refusals import Refusal
    from partita.build.yard import Yard
    from partita.errors import ProviderError

#: What is shown of a text around what differs, and at most in all.
_AROUND_CHARACTERS: Final = 24
_MOST_CHARACTERS: Final = 160


def point(yard: Yard, refusal: Refusal, error: ProviderError) -> None:
    """Have an error show what was refused, where it is written, and what instead.

    Raises:
        PartitaError: when the manifest can't be read.
    """
    wrote = authored(yard, refusal.target, refusal.provider)
    if refusal.suggestion is None:
        places = (_of_field(wrote, refusal, *each) for each in error.fields)
        error.spots = tuple(places)
        return
    try:
        found = mends(wrote, refusal)
    except PartitaError as unlike:
        error.hint = f"{unlike.message}; {unlike.hint}"
        return
    error.spots = tuple(spot_of(wrote, each) for each in found)
    files = dict.fromkeys(each.origin.file for each in found if each.words is not None)
    if files:
        where = " and ".join(f"`{file}`" for file in files)
        what = f"`partita fix {refusal.target}` writes the suggestion into"
        error.hint = f"{what} {where} for you to review"


def spot_of(wrote: Authored, mend: Mend) -> Spot:
    """Return a place with what was refused above what is suggested."""
    refused, suggested = side_by_side(mend.refused, mend.suggested)
    why = () if mend.why_not is None else (f"by hand:   {mend.why_not}",)
    origin = _first(wrote, mend)
    return _spot(
        wrote, origin, f"refused:   {refused}", f"suggested: {suggested}", *why
    )


def _spot(wrote: Authored, origin: Origin, *said: str) -> Spot:
    """Return a place and what is said of it, which may be a stranger's words."""
    lines = ("".join(a if a.isprintable() else " " for a in each) for each in said)
    return Spot(origin, wrote.line(origin), tuple(lines))


def _first(wrote: Authored, mend: Mend) -> Origin:
    """Return a place, or of a list the first element that was refused."""
    held = wrote.at(mend.origin)
    if not isinstance(held, list) or not isinstance(mend.refused, tuple):
        return mend.origin
    found = (at for at, each in enumerate(held) if each in mend.refused)
    first = next(found, None)
    return mend.origin if first is None else mend.origin.at(first)


def side_by_side(refused: Any, suggested: Any) -> tuple[str, str]:
    """Return two values as lines, cut to what differs and a little around it."""
    if isinstance(refused, str) and isinstance(suggested, str):
        return _around(refused, suggested), _around(suggested, refused)
    return _listed(refused), _listed(suggested)


def _around(text: str, other: str) -> str:
    start = _alike(text, other)
    end = _alike(text[start:][::-1], other[start:][::-1])
    # Whole words are easier to read.
    words = [each.span() for each in re.finditer(r"\S+", text)]
    around = (start - _AROUND_CHARACTERS, len(text) - end + _AROUND_CHARACTERS)
    first = next((a for a, b in words if b > around[0]), 0)
    last = next((b for _, b in words if b >= around[1]), len(text))
    cut = text[first : min(last, first + _MOST_CHARACTERS)]
    before = "…" if first else ""
    after = "…" if first + len(cut) < len(text) else ""
    return before + " / ".join(cut.strip().splitlines()) + after or "nothing"


def _alike(text: str, other: str) -> int:
    """Count the characters with which both begin."""
    pairs = zip(text, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _listed(value: Any) -> str:
    words = value if isinstance(value, tuple) else (value,)
    return ", ".join(f"`{each}`" for each in words)[:_MOST_CHARACTERS] or "nothing"


def _of_field(wrote: Authored, refusal: Refusal, path: ValuePath, message: str) -> Spot:
    """Return the place behind a field that the schema refused, and what was sent."""
    origin = wrote.place(path, refusal.numbers)
    value = value_at(dict(refusal.sent), path)
    has_words = isinstance(value, str | int)
    sent = [_sent(wrote, refusal, path, value)] if has_words else []
    return _spot(wrote, origin, message[:_MOST_CHARACTERS], *sent)


def _sent(wrote: Authored, refusal: Refusal, path: ValuePath, value: str | int) -> str:
    if isinstance(value, str) or path[-1] != "duration_ms":
        return f"sent: {json.dumps(value, ensure_ascii=False)[:_MOST_CHARACTERS]}"
    working = wrote.working(path, refusal.numbers)
    return f"sent: {format_duration(value)}" + (f", {working}" if working else "")
