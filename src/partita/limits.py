"""Every limit of the Music API, once, with its source.

Read by checking, messages, the JSON Schema and the documents alike. Sources:
O = the service's published OpenAPI, P = official Python SDK, D = its documents on
composition plans and on inpainting (all read 2026-11-20).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Limit:
    """Bound a number, and say who says so.

    Args:
        unit: what is counted; `ms` values are shown as durations.
    """

    minimum: int
    maximum: int
    unit: str
    source: str

    def allows(self, number: int) -> bool:
        """Tell whether a number lies inside."""
        return self.minimum <= number <= self.maximum


PROMPT: Final = Limit(1, 4100, "characters", "O")
PROMPT_LENGTH: Final = Limit(3_000, 600_000, "ms", "O, P")
PLAN_LENGTH: Final = Limit(3_000, 600_000, "ms", "D")
CHUNKS: Final = Limit(1, 30, "chunks", "O, P, D")
CHUNK_DURATION: Final = Limit(3_000, 120_000, "ms", "O, P, D")
CHUNK_TEXT: Final = Limit(0, 6_132, "characters", "O")
SECTION_NAME: Final = Limit(1, 100, "characters", "O")
LYRIC_LINES: Final = Limit(0, 30, "lines", "O")
LYRIC_LINE: Final = Limit(0, 200, "characters", "O, D")
STYLES: Final = Limit(0, 50, "styles", "O, P, D")
SECTIONS: Final = Limit(1, 30, "sections", "O")
NEGATIVE_RANGES: Final = Limit(0, 10, "ranges", "O")
REFERENCE_RANGE: Final = Limit(50, 600_000, "ms", "D; the upper bound is a plan's")
CONDITIONING_RANGE: Final = Limit(50, 30_000, "ms", "D")
SONG_ID: Final = Limit(1, 100, "characters", "O")
SEED: Final = Limit(0, 2_147_483_647, "", "O")
FINETUNE_ID: Final = Limit(0, 100, "characters", "O")

#: Advised, not required: styles in a plan's first chunk (D: "at least 6-7").
ADVISED_FIRST_STYLES: Final = 6

CHUNK_MODELS: Final = ("music_v2", "music_v2_5")
SECTION_MODELS: Final = ("music_v1",)
MODELS: Final = (*CHUNK_MODELS, *SECTION_MODELS)
CONTEXT_ADHERENCE: Final = ("low", "medium", "high")
CONDITION_STRENGTH: Final = ("low", "medium", "high", "xhigh")

#: The API's 25 output formats, `auto` left out (wire reference, section 4: P, J).
OUTPUT_FORMATS: Final = (
    "mp3_22050_32",
    "mp3_24000_48",
    "mp3_44100_32",
    "mp3_44100_64",
    "mp3_44100_96",
    "mp3_44100_128",
    "mp3_44100_192",
    "mp3_48000_128",
    "mp3_48000_192",
    "mp3_48000_240",
    "mp3_48000_320",
    "pcm_8000",
    "pcm_16000",
    "pcm_22050",
    "pcm_24000",
    "pcm_32000",
    "pcm_44100",
    "pcm_48000",
    "ulaw_8000",
    "alaw_8000",
    "opus_48000_32",
    "opus_48000_64",
    "opus_48000_96",
    "opus_48000_128",
    "opus_48000_192",
)

#: Formats that partita writes itself, whoever made the sound.
LOCAL_FORMATS: Final = ("wav", "flac", "ogg")

#: Sample rates that masters of the embedded engine can have.
ENGINE_RATES: Final = (44_100, 48_000)
