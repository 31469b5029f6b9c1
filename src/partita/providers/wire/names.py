"""Addresses, headers, query keys and formats of the Music API, as it spells them.

Source: the wire reference, sections 1, 2, 4 and 7. Knows names; does not know shapes
(`plans`, `requests`, `answers`) or errors (`errors`).
"""

from __future__ import annotations

from typing import Final

from partita.limits import CHUNK_MODELS, OUTPUT_FORMATS, SECTION_MODELS

COMPOSE: Final = "/v1/music"
DETAILED: Final = "/v1/music/detailed"
STREAM: Final = "/v1/music/stream"
DETAILED_STREAM: Final = "/v1/music/detailed/stream"
PLAN: Final = "/v1/music/plan"
UPLOAD: Final = "/v1/music/upload"
STEMS: Final = "/v1/music/stem-separation"
MODELS: Final = "/v1/models"
SUBSCRIPTION: Final = "/v1/user/subscription"

API_KEY: Final = "xi-api-key"
SONG_ID: Final = "song-id"
REQUEST_ID: Final = "request-id"
#: Credits that a request took; the service calls them characters.
COST: Final = "character-cost"
CURRENT_REQUESTS: Final = "current-concurrent-requests"
MAXIMUM_REQUESTS: Final = "maximum-concurrent-requests"

#: Query keys.
OUTPUT_FORMAT: Final = "output_format"
ENABLE_LOGGING: Final = "enable_logging"

#: The default output format, and what it means for each model.
AUTO: Final = "auto"
AUTO_FORMATS: Final = {
    **dict.fromkeys(SECTION_MODELS, "mp3_44100_128"),
    **dict.fromkeys(CHUNK_MODELS, "mp3_48000_192"),
}
DEFAULT_MODEL: Final = "music_v1"

#: What stems come in: the formats that are not for compositions only.
STEM_FORMATS: Final = tuple(
    name for name in OUTPUT_FORMATS if not name.startswith("mp3_48000_")
)
DEFAULT_STEM_FORMAT: Final = "mp3_44100_128"
STEM_VARIATIONS: Final = ("two_stems_v1", "six_stems_v1")
DEFAULT_STEM_VARIATION: Final = "six_stems_v1"

JSON: Final = "application/json"
ZIP: Final = "application/zip"
EVENTS: Final = "text/event-stream"
_MEDIA_TYPES: Final = {
    "mp3": "audio/mpeg",
    "pcm": "audio/pcm",
    "ulaw": "audio/basic",
    "alaw": "audio/x-alaw-basic",
    "opus": "audio/ogg",
}


def media_type(output_format: str) -> str:
    """Return the content type of audio in an output format."""
    return _MEDIA_TYPES[output_format.partition("_")[0]]


#: Tiers from the least to the most, and the first that may have a format; formats
#: that are not here are for every paid tier.
TIERS: Final = (
    "free",
    "starter",
    "creator",
    "pro",
    "scale",
    "business",
    "enterprise",
)
_FIRST_TIERS: Final = {
    "mp3_44100_192": "creator",
    "pcm_44100": "pro",
    "pcm_48000": "pro",
}


def first_tier(output_format: str) -> str:
    """Return the least tier that may ask for a format."""
    return _FIRST_TIERS.get(output_format, TIERS[0])


def allows(tier: str, output_format: str) -> bool:
    """Tell whether a tier may ask for a format; unknown tiers may ask for all."""
    if tier not in TIERS:
        return True
    return TIERS.index(tier) >= TIERS.index(first_tier(output_format))
