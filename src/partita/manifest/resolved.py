"""The resolved manifest: what the author wrote, with nothing left to look up.

Defaults, named styles and includes are already merged; each piece knows where it was
written. Sections and bars are still names and counts: `plan.lower` turns them into
times. Frozen values only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from partita.errors import Origin
from partita.manifest.expectations import Expectations
from partita.units import Milliseconds


@dataclass(frozen=True)
class Bars:
    """A length in bars, at the tempo and metre that the styles name."""

    count: Fraction


#: A length as written: milliseconds, or bars.
Length = Milliseconds | Bars


@dataclass(frozen=True)
class WholeSpan:
    """All of the source."""


@dataclass(frozen=True)
class TimeSpan:
    """A range by time. An open end is the end of the source."""

    start_ms: Milliseconds
    end_ms: Milliseconds | None


@dataclass(frozen=True)
class SectionSpan:
    """A section by name; `nth` counts from 1 among sections of that name."""

    name: str
    nth: int = 1


Span = WholeSpan | TimeSpan | SectionSpan


@dataclass(frozen=True)
class SourceSpec:
    """Audio taken from a target, or from a stored song that no target owns."""

    origin: Origin
    span: Span
    target: str | None = None
    song_id: str | None = None


@dataclass(frozen=True)
class GenerationSpec:
    """A generation chunk as written, styles merged."""

    origin: Origin
    text: str
    length: Length | None
    positive_styles: tuple[str, ...]
    negative_styles: tuple[str, ...]
    context_adherence: Literal["low", "medium", "high"] = "high"
    conditioning: SourceSpec | None = None
    condition_strength: Literal["low", "medium", "high", "xhigh"] | None = None


@dataclass(frozen=True)
class ReferenceSpec:
    """An audio reference chunk as written."""

    origin: Origin
    source: SourceSpec


ChunkSpec = GenerationSpec | ReferenceSpec


@dataclass(frozen=True)
class SectionSpec:
    """A section of a v1 plan as written."""

    origin: Origin
    section_name: str
    length: Length | None
    positive_local_styles: tuple[str, ...] = ()
    negative_local_styles: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    source_from: SourceSpec | None = None
    negative_ranges: tuple[TimeSpan, ...] = ()


@dataclass(frozen=True)
class PromptContent:
    """A song by prompt."""

    prompt: str
    length: Milliseconds | None
    instrumental: bool = False


@dataclass(frozen=True)
class ChunksContent:
    """A song by chunks, from the manifest or from a plan file."""

    chunks: tuple[ChunkSpec, ...]


@dataclass(frozen=True)
class SectionsContent:
    """A song by v1 sections, from the manifest or from a plan file."""

    positive_global_styles: tuple[str, ...]
    negative_global_styles: tuple[str, ...]
    sections: tuple[SectionSpec, ...]


@dataclass(frozen=True)
class FileContent:
    """A song that already exists as a recording; path relative to the project."""

    file: str


@dataclass(frozen=True)
class Replacement:
    """One stretch of a source and the chunk that takes its place.

    A chunk without a length lasts as long as what it replaces.
    """

    origin: Origin
    span: Span
    chunk: GenerationSpec


@dataclass(frozen=True)
class ReplaceContent:
    """Regenerate stretches of a source, keep the rest."""

    source: str
    replacements: tuple[Replacement, ...]


@dataclass(frozen=True)
class ExtendContent:
    """New chunks around a kept slice."""

    source: str
    keep: Span
    before: tuple[GenerationSpec, ...] = ()
    after: tuple[GenerationSpec, ...] = ()


@dataclass(frozen=True)
class LoopContent:
    """The same slice twice with a glue chunk between."""

    source: str
    range: Span
    glue: GenerationSpec


@dataclass(frozen=True)
class SimilarContent:
    """A new song whose first chunk is conditioned on a slice."""

    source: str
    range: Span
    strength: Literal["low", "medium", "high", "xhigh"] | None
    chunks: tuple[GenerationSpec, ...]


@dataclass(frozen=True)
class SpliceContent:
    """Chunks that name their sources, in any order."""

    chunks: tuple[ChunkSpec, ...]


SongContent = PromptContent | ChunksContent | SectionsContent | FileContent
EditContent = (
    ReplaceContent | ExtendContent | LoopContent | SimilarContent | SpliceContent
)


@dataclass(frozen=True)
class PieceSpec:
    """A song or an edit of the manifest; its content says which.

    Args:
        output_format: one of the API's names, or `wav`, `flac`, `ogg`.
        takes: how many a paid provider makes of each request.
        on_change: what happens to a paid take whose plan changed.
        finetune_id: a paid provider's finetune that plays it.
        respect_sections_durations: whether a `music_v1` plan's lengths are kept to.
    """

    name: str
    origin: Origin
    content: SongContent | EditContent
    model_id: str
    output_format: str
    seed: int | None = None
    tags: tuple[str, ...] = ()
    takes: int = 1
    on_change: Literal["revise", "recompose"] = "revise"
    expect: Expectations | None = None
    finetune_id: str | None = None
    respect_sections_durations: bool = True


@dataclass(frozen=True)
class ExportSpec:
    """A set of files shipped from masters.

    Args:
        select: selectors of targets (`theme`, `menu-*`, `tag:bgm`).
        loudness_lufs: None keeps the master's level.
        engine: game engine whose conventions the files follow.
    """

    name: str
    origin: Origin
    select: tuple[str, ...]
    format: str
    loudness_lufs: float | None = None
    engine: str | None = None


@dataclass(frozen=True)
class Caps:
    """What may be spent, in credits; None sets no cap.

    Args:
        per_target: on one song or edit, over its whole life.
    """

    per_build: int | None = None
    per_target: int | None = None
    per_month: int | None = None


@dataclass(frozen=True)
class Manifest:
    """Everything that the author wrote, resolved.

    Args:
        muted_advice: codes of warnings that the author switched off.
        soundfont: a file, or `system` for the one that the system has.
        pronunciation: what reads lyrics: `cmudict`, or `espeak-ng` beside it.
    """

    name: str
    output_dir: str
    provider: str
    output_format: str
    songs: dict[str, PieceSpec] = field(default_factory=dict)
    edits: dict[str, PieceSpec] = field(default_factory=dict)
    exports: dict[str, ExportSpec] = field(default_factory=dict)
    muted_advice: frozenset[str] = frozenset()
    caps: Caps = Caps()
    soundfont: str | None = None
    pronunciation: str = "cmudict"

    @property
    def pieces(self) -> dict[str, PieceSpec]:
        """Return songs, then edits."""
        return {**self.songs, **self.edits}
