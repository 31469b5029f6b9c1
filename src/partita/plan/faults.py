"""Words for what is wrong with a plan: nearest names, lists, and the diagnostic.

Knows how a message is put together; the rules know when.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Final

from partita.errors import Diagnostic, Origin

#: Names that a hint lists; a reader skips longer lists.
_LISTED: Final = 20


def fault(
    code: str,
    message: str,
    origin: Origin | None,
    *,
    detail: str | None = None,
    hint: str | None = None,
) -> Diagnostic:
    """Return a diagnostic that stops a build."""
    return Diagnostic("error", code, message, origin, detail=detail, hint=hint)


def warning(
    code: str,
    message: str,
    origin: Origin | None,
    *,
    detail: str | None = None,
    hint: str | None = None,
) -> Diagnostic:
    """Return a diagnostic that stops nothing."""
    return Diagnostic("warning", code, message, origin, detail=detail, hint=hint)


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that a wrong one was most likely meant to be."""
    by_folded = {each.casefold(): each for each in known}
    folded = name.strip("[] ").casefold()
    close = difflib.get_close_matches(folded, by_folded, n=1)
    return by_folded[close[0]] if close else None


def in_backticks(names: Iterable[str]) -> str:
    """Write names as `a`, `b`, `c`, each once, in their order, not too many."""
    different = tuple(dict.fromkeys(names))
    listed = ", ".join(f"`{name}`" for name in different[:_LISTED])
    more = len(different) - _LISTED
    return f"{listed} and {more} more" if more > 0 else listed


def known_names_hint(name: str, known: Iterable[str], what: str) -> str:
    """Say which name was meant, and which there are.

    Args:
        what: the words before the list, `its sections are`.
    """
    known = tuple(known)
    meant = nearest(name, known)
    listed = f"{what} {in_backticks(known)}"
    return f"did you mean `{meant}`? {listed}" if meant else listed
