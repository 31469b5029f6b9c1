"""What a take keeps of the take that it was revised from, as its details say.

Plain values. Knows no provider; `payer` writes these down, mastering and proof read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from partita.store.traces import Made

if TYPE_CHECKING:
    from partita.audio.stream import Sound
    from partita.store.blobs import Blobs

#: How a revision calls the take that it was made from.
OWN = "own"


def revised_keeps(
    details: bytes, blobs: Blobs
) -> tuple[list[Mapping[str, Any]], dict[str, Sound]]:
    """Return what is kept of an earlier take, and that take's audio.

    Both are empty for a take that is no revision.
    """
    from partita.audio.decode import stream

    revised = revised_note(details)
    if revised is None:
        return [], {}
    audio = stream(blobs.checked(revised["master"]), revised["frames"])
    return revised["keeps"], {OWN: audio}


def revised_note(details: bytes) -> dict[str, Any] | None:
    """Return what `note` wrote into a take's details, if it is a revision."""
    found: dict[str, Any] | None = json.loads(details).get("revised")
    return found


def note(
    parent: int, master: Made, keeps: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """Return what a take's details say of its revision.

    Args:
        parent: number of the take that it was made from.
        master: that take's master.
        keeps: chunk, start_ms in the parent, at_ms here, duration_ms.
    """
    return {
        "parent": parent,
        "audio": master.value,
        "master": master.blob,
        "frames": master.facts["frames"],
        "rate_hz": master.facts["rate_hz"],
        "keeps": [{**keep, "source": OWN} for keep in keeps],
    }
