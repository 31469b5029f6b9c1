"""The formats that an account was refused, remembered from build to build.

For a month: by then an account may be allowed more. Knows no provider.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from partita.files import write_whole

_FILE: Final = "refused-formats.json"


def remembered(store: Path, provider: str, month: str) -> frozenset[str]:
    """Return what a provider refused this month."""
    try:
        known = json.loads((store / _FILE).read_bytes())
        return frozenset(map(str, known[month][provider]))
    except (OSError, ValueError, KeyError, TypeError):
        return frozenset()


def remember(store: Path, provider: str, month: str, formats: frozenset[str]) -> None:
    """Keep what a provider refused, if it is news."""
    if formats != remembered(store, provider, month):
        content = json.dumps({month: {provider: sorted(formats)}})
        write_whole(store / _FILE, content.encode())
