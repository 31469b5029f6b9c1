"""The embedded musician as a provider: plans in, scores and audio out.

Translates between composition plans and the engine's own briefs, and between the
engine's values and bytes. Free, offline, and the same every time. Knows no store and
no graph: sources are handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from partita.plan.chunks import (
    Chunk,
    ChunkPlan,
    GenerationChunk,
    Prompt,
    ReferenceChunk,
    Source,
)
from partita.providers.local_renders import fetched, piece_of
from partita.units import frame_at

if TYPE_CHECKING:
    from pathlib import Path

    from partita.audio.stream import Sound
    from partita.engine.brief import Keep, Make, Slice
    from partita.engine.hearing import Hearing

NAME = "local"


@dataclass(frozen=True)
class Heard:
    """What a source is known by: the outline of its score, or its sound."""

    outline: bytes | None = None
    audio: Sound | None = None


@dataclass(frozen=True)
class Scored:
    """A composed piece.

    Args:
        outline: what the piece is, musically, chunk by chunk.
        parts: by chunk number from 1, what each generated chunk's render depends on.
        advice: what the author should know.
    """

    outline: bytes
    parts: dict[int, bytes]
    advice: tuple[str, ...]


def draft(prompt: Prompt, seed: int | None) -> ChunkPlan:
    """Turn a prompt into a plan."""
    from partita.engine.draft import draft as draft_chunks

    made = draft_chunks(
        prompt.text,
        length_ms=prompt.length_ms,
        instrumental=prompt.instrumental,
        seed=seed,
    )
    return ChunkPlan(tuple(_generation(each) for each in made))


def score(
    plan: ChunkPlan,
    seed: int | None,
    rate_hz: int,
    heard: Mapping[str, Heard],
    *,
    pronunciation: str = "",
    muted: Iterable[str] = (),
) -> Scored:
    """Compose a plan.

    Args:
        heard: what is known of each source, by the name that the plan calls it.
        pronunciation: what reads lyrics that are not English, with its version.
        muted: codes of advice that the author does not want.
    """
    from partita.engine.brief import Brief
    from partita.engine.canonical import outline_bytes, part_bytes
    from partita.engine.compose import compose

    chunks = tuple(_brief_chunk(chunk) for chunk in plan.chunks)
    hearings = _hearings(plan, heard, rate_hz)
    brief = Brief(chunks, seed, rate_hz, pronunciation, frozenset(muted))
    piece = compose(brief, hearings)
    parts = {
        number: part_bytes(part)
        for number, part in enumerate(piece.parts, start=1)
        if part is not None
    }
    # Nothing that is only said may make a master anew.
    return Scored(outline_bytes(replace(piece, advice=())), parts, piece.advice)


def render(part: bytes, soundfont: tuple[Path, str] | None = None) -> bytes:
    """Play one chunk's part of a score.

    Args:
        soundfont: file and digest of a font whose instruments replace the engine's.
    """
    from partita.engine.canonical import part_from_bytes
    from partita.engine.fonts.soundfont import opened
    from partita.engine.render import render as render_part

    font = None if soundfont is None else opened(*soundfont)
    return render_part(part_from_bytes(part), font).to_bytes()


def forget() -> None:
    """Let go of what is kept for the next render, to make room for something else."""
    from partita.engine.playing import drums, instruments

    instruments.forget()
    drums.forget()


def rate_of(outline: bytes) -> int:
    """Return the sample rate of a composed piece."""
    return piece_of(outline).rate_hz


def master(
    outline: bytes,
    rendered: Mapping[int, Callable[[], bytes]],
    kept: Mapping[int, Sound],
) -> Sound:
    """Join rendered chunks and kept audio to a finished piece.

    Args:
        rendered, kept: by chunk number from 1; together they are all chunks. Rendered
            ones are fetched when they are needed, so that a long piece never is in
            memory as a whole.

    Returns:
        the piece, made as it is read.
    """
    from partita.audio.stream import Stream, cut
    from partita.engine.finish import finish_blocks

    piece = piece_of(outline)
    count = len(piece.charts)
    renders = fetched(rendered, count)
    slices = [kept.get(number) for number in range(1, count + 1)]
    return Stream(
        piece.rate_hz,
        2,
        sum(chart.frames for chart in piece.charts),
        lambda start, end: cut(finish_blocks(piece, renders, slices), start, end),
    )


def _hearings(
    plan: ChunkPlan, heard: Mapping[str, Heard], rate_hz: int
) -> dict[Slice, Hearing]:
    return {
        _slice(source): _hearing(source, heard[_name(source)], rate_hz)
        for source in _sources(plan)
    }


def _hearing(source: Source, heard: Heard, rate_hz: int) -> Hearing:
    start = frame_at(source.range.start_ms, rate_hz)
    end = frame_at(source.range.end_ms, rate_hz)
    if heard.outline is not None:
        from partita.engine.hearing import hearing_of_outline

        return hearing_of_outline(piece_of(heard.outline), start, end, rate_hz)
    from partita.audio.convert import at_rate
    from partita.audio.stream import collected
    from partita.engine.listen import listen

    assert heard.audio is not None
    audio = at_rate(heard.audio, rate_hz).slice(start, end)
    return listen(collected(audio).to_float(), rate_hz)


def _sources(plan: ChunkPlan) -> list[Source]:
    return [
        source for chunk in plan.chunks if (source := _source_of(chunk)) is not None
    ]


def _source_of(chunk: Chunk) -> Source | None:
    return chunk.source if isinstance(chunk, ReferenceChunk) else chunk.conditioning


def _name(source: Source) -> str:
    assert source.target is not None
    return source.target


def _slice(source: Source) -> Slice:
    from partita.engine.brief import Slice

    return Slice(_name(source), source.range.start_ms, source.range.end_ms)


def _brief_chunk(chunk: Chunk) -> Make | Keep:
    from partita.engine.brief import Keep, Make

    if isinstance(chunk, ReferenceChunk):
        return Keep(_slice(chunk.source))
    conditioning = chunk.conditioning
    return Make(
        text=chunk.text,
        duration_ms=chunk.duration_ms,
        positive_styles=chunk.positive_styles,
        negative_styles=chunk.negative_styles,
        adherence=chunk.context_adherence,
        conditioning=_slice(conditioning) if conditioning else None,
        strength=chunk.condition_strength,
    )


def _generation(made: Any) -> GenerationChunk:
    return GenerationChunk(
        text=made.text,
        duration_ms=made.duration_ms,
        positive_styles=made.positive_styles,
        negative_styles=made.negative_styles,
        context_adherence=made.adherence,
    )
