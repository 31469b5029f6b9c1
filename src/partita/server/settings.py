"""How a server is run: where it keeps things, and what it allows.

Every bound is here. Knows no requests.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from partita.build.pools import default_jobs

_MIB: Final = 1 << 20

#: More than all music of a month; the same in every tier, so that nothing is refused
#: for want of credits unless it is asked for.
PLENTY: Final = 10_000_000


@dataclass(frozen=True)
class Settings:
    """What a server is told when it starts.

    Args:
        data: folder of stored songs and the bill; one server at a time.
        api_keys: those that are accepted, all for one account.
        tier: what the account may ask for, by the API's own name.
        credits: that the account has in all; what the bill says is taken off.
        concurrency: requests at once; more are refused with 429.
        workers: processes that render.
        most_*: bounds; beyond them a request has an error of the API.
        patience_s: for the next piece of a body, or for a client to take one.
        body_s: for all of a body.
        job_s: for anything that a worker does.
    """

    data: Path
    api_keys: tuple[str, ...] = field(repr=False)
    tier: str = "pro"
    credits: int = PLENTY
    workers: int = field(default_factory=default_jobs)
    concurrency: int = 5
    most_body_bytes: int = 2 * _MIB
    most_upload_bytes: int = 256 * _MIB
    most_upload_ms: int = 600_000
    most_songs: int = 1000
    most_song_bytes: int = 20_000 * _MIB
    patience_s: float = 60.0
    body_s: float = 600.0
    job_s: float = 900.0
