"""Languages that styles name for the voice: `sung in French`, `Spanish vocals`.

A language that is only a flavour (`Spanish guitar`, `in Japanese style`) is left alone.
Knows names; does not know which languages can be sung.
"""

from __future__ import annotations

import re
from typing import Final

from partita.engine.singing.languages import NAMES

_NAME: Final = rf"(?P<name>{'|'.join(NAMES)})(?:[\s-]language)?"
_VOICE: Final = (
    r"(?:sung|sings?|singing|singers?|vocals?|vocalists?|voices?|voiceover|lyrics?|"
    r"words|spoken|speech|rap|rapped|rapping|rapper|chant|chanting)"
)
_NAMED: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_VOICE}\s+in\s+{_NAME}\b",
        rf"\b{_NAME}(?=\s+(?:[\w'-]+\s+)?{_VOICE}\b)",
        rf"\bin\s+{_NAME}\s*(?=$|[,;.])",
    )
)


def named_language(style: str) -> tuple[str, str]:
    """Return the language of the voice, "" for none, and what else the style says."""
    for pattern in _NAMED:
        match = pattern.search(style)
        if match:
            start, end = match.span("name")
            said = re.sub(r"\bin\s*$", "", style[:start]).rstrip()
            left = re.sub(r"^[\s-]language\b", "", style[end:], flags=re.IGNORECASE)
            return NAMES[match["name"].lower()], (said + left).strip()
    return "", style
