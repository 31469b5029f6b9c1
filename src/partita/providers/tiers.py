"""What each tier of an account may do, where the service does not say it itself.

Music requests at once, and the formats of masters, best first. Sources: wire reference,
sections 4 and 9. What is not documented is tried; a refusal costs nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from partita.limits import SECTION_MODELS
from partita.providers.wire.names import allows

#: Formats that a master may come in, best first. Raw PCM is the only lossless family.
#: Left out: PCM below 44.1 kHz, which ends at 16 kHz where 192 kbit/s go on to 19; and
#: Opus, whose container the service does not document.
MASTERS: Final = (
    "pcm_48000",
    "pcm_44100",
    "mp3_48000_320",
    "mp3_48000_240",
    "mp3_48000_192",
    "mp3_44100_192",
    "mp3_48000_128",
    "mp3_44100_128",
)

LOSSLESS: Final = frozenset({"pcm_48000", "pcm_44100"})

#: Music requests at once, by how the tier's name begins; names carry dates. Two notes
#: differ for the upper tiers (3 and 5): the lower is taken, it only waits longer.
#: `growing_business` is what the service calls Scale.
_AT_ONCE: Final = {
    "free": 1,
    "starter": 2,
    "creator": 2,
    "pro": 2,
    "scale": 3,
    "growing_business": 3,
    "business": 3,
    "enterprise": 3,
}
_AT_ONCE_ELSEWHERE: Final = 2


def at_once(tier: str) -> int:
    """Return how many music requests a tier may have under way."""
    found = (n for name, n in _AT_ONCE.items() if tier.startswith(name))
    return next(found, _AT_ONCE_ELSEWHERE)


def masters(tier: str, refused: Collection[str] = ()) -> tuple[str, ...]:
    """Return the formats to ask a tier's masters in, best first; at least one.

    Args:
        refused: what the service has said no to.
    """
    allowed = tuple(f for f in MASTERS if allows(tier, f) and f not in refused)
    return allowed or MASTERS[-1:]


def in_order(
    formats: tuple[str, ...], model_id: str, first: str | None = None
) -> tuple[str, ...]:
    """Put formats in the order in which a model's masters are asked for.

    `music_v1` makes 44.1 kHz, by what its `auto` stands for; the others make 48 kHz.

    Args:
        first: is asked for before all others.
    """
    own = "pcm_44100" if model_id in SECTION_MODELS else "pcm_48000"
    others = sorted(formats, key=lambda each: (each not in LOSSLESS, each != own))
    return tuple(dict.fromkeys([first, *others] if first else others))
