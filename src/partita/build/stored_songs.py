"""Find the stored song of a provider that holds some audio."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partita.build.answers import master_of

if TYPE_CHECKING:
    from partita.build.yard import Yard


def song_holding(yard: Yard, provider: str, audio: str) -> str | None:
    """Return a stored song whose audio has a digest: uploaded, or a take's own."""
    known = yard.stored.song_of(provider, audio)
    if known is not None:
        return known
    for _, take in yard.takes.all():
        if take.song_id is not None and not yard.stored.is_gone(take.song_id):
            master = master_of(yard.traces, take)
            if master is not None and master.value == audio:
                return take.song_id
    return None
