"""Short ways to write resolved manifests."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from partita.errors import Diagnostic, Origin
from partita.manifest.resolved import (
    Bars,
    ChunksContent,
    ChunkSpec,
    EditContent,
    FileContent,
    GenerationSpec,
    Length,
    Manifest,
    PieceSpec,
    PromptContent,
    ReferenceSpec,
    SectionSpan,
    SongContent,
    SourceSpec,
    Span,
    TimeSpan,
)
from partita.plan.chunks import (
    Chunk,
    ChunkPlan,
    CompositionPlan,
    GenerationChunk,
    LoweredTarget,
    ReferenceChunk,
    TimeRange,
)
from partita.plan.lower import Lowering, lower

HERE = Origin("music.toml", ("songs", "theme", "chunks", 0))

#: Sections of the song that most tests edit, 4 s each.
SECTIONS = ("Intro", "Verse", "Chorus", "Verse", "Chorus", "Outro")


def made(
    text: str = "", length: Length | None = 4_000, *styles: str, **more: Any
) -> GenerationSpec:
    return GenerationSpec(
        HERE, text, length, styles, more.pop("negative_styles", ()), **more
    )


def bars(count: int | str) -> Bars:
    return Bars(Fraction(count))


def source(target: str, span: Span) -> SourceSpec:
    return SourceSpec(HERE, span, target)


def kept(target: str, span: Span) -> ReferenceSpec:
    return ReferenceSpec(HERE, source(target, span))


def section(name: str, nth: int = 1) -> SectionSpan:
    return SectionSpan(name, nth)


def seconds(start: int, end: int | None) -> TimeSpan:
    return TimeSpan(start * 1000, None if end is None else end * 1000)


def piece(name: str, content: SongContent | EditContent, **more: Any) -> PieceSpec:
    return PieceSpec(
        name,
        Origin("music.toml", ("songs", name)),
        content,
        more.pop("model_id", "music_v2"),
        "wav",
        **more,
    )


def song(name: str, *chunks: ChunkSpec) -> PieceSpec:
    return piece(name, ChunksContent(chunks))


def theme(name: str = "theme") -> PieceSpec:
    """Return a song of 6 sections of 4 seconds each, 24 s in all."""
    return song(name, *(made(f"[{each}]") for each in SECTIONS))


def recording(name: str = "jingle") -> PieceSpec:
    return piece(name, FileContent(f"assets/{name}.wav"))


def prompted(name: str = "menu", length_ms: int | None = 60_000) -> PieceSpec:
    return piece(name, PromptContent("a calm bed", length_ms))


def manifest(*pieces: PieceSpec, **more: Any) -> Manifest:
    named = {each.name: each for each in pieces}
    songs = {
        name: each
        for name, each in named.items()
        if not isinstance(each.content, EditContent)
    }
    edits = {name: each for name, each in named.items() if name not in songs}
    return Manifest("lantern", "build", "local", "wav", songs, edits, **more)


def lowered(
    *pieces: PieceSpec,
    lengths: dict[str, int] | None = None,
    drafts: dict[str, CompositionPlan] | None = None,
) -> Lowering:
    return lower(manifest(*pieces), lengths=lengths or {}, drafts=drafts or {})


def target(name: str, *pieces: PieceSpec, **more: Any) -> LoweredTarget:
    """Return one lowered target of a manifest in which nothing is wrong."""
    lowering = lowered(*pieces, **more)
    assert lowering.diagnostics == ()
    return lowering.targets[name]


def chunks(name: str, *pieces: PieceSpec, **more: Any) -> tuple[Chunk, ...]:
    plan = target(name, *pieces, **more).plan
    assert isinstance(plan, ChunkPlan)
    return plan.chunks


def shapes(name: str, *pieces: PieceSpec, **more: Any) -> list[object]:
    """Return lengths of generated chunks, and ranges of kept ones, in seconds."""
    return [
        _seconds(each.source.range)
        if isinstance(each, ReferenceChunk)
        else each.duration_ms / 1000
        for each in chunks(name, *pieces, **more)
    ]


def _seconds(span: TimeRange) -> tuple[float, float]:
    return span.start_ms / 1000, span.end_ms / 1000


def generated(chunk: Chunk) -> GenerationChunk:
    assert isinstance(chunk, GenerationChunk)
    return chunk


def faults(*pieces: PieceSpec, **more: Any) -> tuple[Diagnostic, ...]:
    return lowered(*pieces, **more).diagnostics


def fault(*pieces: PieceSpec, **more: Any) -> Diagnostic:
    """Return the only thing that is wrong with a manifest."""
    (only,) = faults(*pieces, **more)
    return only


def marks(lowered_target: LoweredTarget) -> list[tuple[str, float, float]]:
    return [(each.name, *_seconds(each.range)) for each in lowered_target.marks]
