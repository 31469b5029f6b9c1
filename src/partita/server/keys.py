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


def accepted_keys(environ: Mapping[str, str], file: Path | None) -> tuple[str, ...]:
    """Return the keys of a file, else those of the environment; none where none are.

    Raises:
        PartitaError: when the file holds no key.
    """
    if file is None:
        return _split(environ.get(VARIABLE, ""))
    found = _split(file.read_text("utf-8").replace("\n", ","))
    if not found:
        message = f"`{file}` holds no API key"
        raise PartitaError(message, hint="write one a line, without spaces")
    return found


def _split(written: str) -> tuple[str, ...]:
    return tuple(key for each in written.split(",") if (key := each.strip()))


def new_key() -> str:
    """Return a key that nobody can guess."""
    return f"local-{secrets.token_urlsafe(24)}"
