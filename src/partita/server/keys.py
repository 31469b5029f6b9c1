"""Which API keys a server accepts: given, or made for this run.

Reads what it is handed. Knows no requests.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from partita.errors import PartitaError

VARIABLE: Final = "PARTITA_SERVE_API_KEYS"

_HOW: Final = "write one a line, in plain letters and digits"


def accepted_keys(environ: Mapping[str, str], file: Path | None) -> tuple[str, ...]:
    """Return the keys of a file, else those of the environment; none where none are.

    Raises:
        PartitaError: when the file holds no key, or one can't be sent.
    """
    if file is None:
        return _checked(_split(environ.get(VARIABLE, "")), VARIABLE)
    # Bytes that are no text become characters that no key has.
    written = file.read_text("utf-8-sig", errors="replace")
    found = _split(written.replace("\n", ","))
    if not found:
        message = f"`{file}` holds no API key"
        raise PartitaError(message, hint=_HOW)
    return _checked(found, str(file))


def _checked(keys: tuple[str, ...], where: str) -> tuple[str, ...]:
    # The key itself is not shown.
    for number, key in enumerate(keys, start=1):
        if not (key.isascii() and key.isprintable()):
            message = f"API key {number} of `{where}` holds characters that no key has"
            raise PartitaError(message, hint=_HOW)
    return keys


def _split(written: str) -> tuple[str, ...]:
    return tuple(key for each in written.split(",") if (key := each.strip()))


def new_key() -> str:
    """Return a key that nobody can guess."""
    return f"local-{secrets.token_urlsafe(24)}"
