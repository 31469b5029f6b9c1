"""The composition plan of a recording, for uploads.

Knows the API's two kinds of plan and how long a recording may be; how it is heard is
`engine.extract`'s affair.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from partita import limits
from partita.audio.convert import at_rate, in_channels
from partita.audio.stream import collected
from partita.engine.extract import extract as extract_chunks
from partita.errors import ProviderError
from partita.plan.chunks import ChunkPlan, GenerationChunk, Section, SectionPlan
from partita.units import format_duration, ms_at

if TYPE_CHECKING:
    from partita.audio.stream import Sound

#: All that analysis looks at is below 11 kHz, and ten minutes stay small.
_RATE_HZ: Final = 22_050


def extract(audio: Sound) -> ChunkPlan:
    """Return the plan of a recording, as `music_v2` has it, exactly as long as it.

    Raises:
        ProviderError: when it is shorter than any plan, or longer.
    """
    duration_ms = ms_at(audio.frame_count, audio.rate_hz)
    _check(duration_ms)
    low = collected(at_rate(in_channels(audio, 1), _RATE_HZ)).to_float()
    return ChunkPlan(
        tuple(
            GenerationChunk(
                made.text, made.duration_ms, made.positive_styles, made.negative_styles
            )
            for made in extract_chunks(low, _RATE_HZ, duration_ms)
        )
    )


def extract_sections(audio: Sound) -> SectionPlan:
    """Return the plan of a recording, as `music_v1` has it.

    Raises:
        ProviderError: as `extract`.
    """
    return sections_of(extract(audio))


def sections_of(plan: ChunkPlan) -> SectionPlan:
    """Return a plan of generated chunks as `music_v1` has it.

    What the first chunk says is the tone of all, and so global.
    """
    chunks = [chunk for chunk in plan.chunks if isinstance(chunk, GenerationChunk)]
    first = chunks[0]
    return SectionPlan(
        first.positive_styles,
        first.negative_styles,
        tuple(_section(chunk, is_first=chunk is first) for chunk in chunks),
    )


def _section(chunk: GenerationChunk, *, is_first: bool) -> Section:
    name, _, body = chunk.text.partition("\n")
    return Section(
        name.strip("[] ") or "Section",
        chunk.duration_ms,
        () if is_first else chunk.positive_styles,
        () if is_first else chunk.negative_styles,
        tuple(line for line in body.splitlines() if line.strip()),
    )


def _check(duration_ms: int) -> None:
    known = limits.PLAN_LENGTH
    if known.allows(duration_ms):
        return
    is_short = duration_ms < known.minimum
    bound = known.minimum if is_short else known.maximum
    message = (
        f"the recording lasts {format_duration(duration_ms)}, a plan at "
        f"{'least' if is_short else 'most'} {format_duration(bound)}"
    )
    code = "audio_too_short" if is_short else "audio_too_long"
    raise ProviderError(message, code=code, status=400)
