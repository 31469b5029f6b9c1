"""The paths on which music can be asked for, and what each of them takes.

The service has all of them; others that speak its protocol may have but one. Knows no
connection.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from partita.providers.wire import names
from partita.providers.wire.requests import compose_document

if TYPE_CHECKING:
    from partita.errors import ProviderError
    from partita.providers.base import Composition

#: By path, best first: keys that are not taken there. The first tells words and
#: sections besides; the others give nothing but the audio.
ROADS: Final[dict[str, frozenset[str]]] = {
    names.DETAILED: frozenset(),
    names.COMPOSE: frozenset({"with_timestamps"}),
    names.STREAM: frozenset({"with_timestamps", "respect_sections_durations"}),
}

#: What web frameworks say of a path that they don't have; the service names a code.
_NO_ROAD: Final = ("Not Found", "Method Not Allowed")


def document_for(road: str, composition: Composition) -> dict[str, Any]:
    """Write the body of a request for music, as a path takes it."""
    document = compose_document(composition)
    return {k: v for k, v in document.items() if k not in ROADS[road]}


def is_no_road(error: ProviderError) -> bool:
    """Tell whether a server says that it has no such path."""
    return error.code is None and error.message.endswith(_NO_ROAD)
