"""Composition plans: what a music model will be asked.

The API's two plan types, frozen, with one difference: a source of audio is named by
target and range, never by a provider's `song_id`, which is put in when a request is
sent. Knows no manifest, take, provider or money.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from partita.units import Milliseconds

ContextAdherence = Literal["low", "medium", "high"]
ConditionStrength = Literal["low", "medium", "high", "xhigh"]


@dataclass(frozen=True)
class TimeRange:
    """A half-open stretch of time in some audio."""

    start_ms: Milliseconds
    end_ms: Milliseconds

    @property
    def duration_ms(self) -> Milliseconds:
        """Return its length."""
        return self.end_ms - self.start_ms


@dataclass(frozen=True)
class Source:
    """A slice of a target's audio, or of a stored song that only a provider knows.

    Args:
        target: a song or edit of the manifest; None when `song_id` is given.
        song_id: a stored song that no target owns.
    """

    range: TimeRange
    target: str | None = None
    song_id: str | None = None


@dataclass(frozen=True)
class GenerationChunk:
    """New audio from text and styles."""

    text: str
    duration_ms: Milliseconds
    positive_styles: tuple[str, ...] = ()
    negative_styles: tuple[str, ...] = ()
    context_adherence: ContextAdherence = "high"
    conditioning: Source | None = None
    condition_strength: ConditionStrength | None = None


@dataclass(frozen=True)
class ReferenceChunk:
    """A slice of existing audio, inserted unchanged."""

    source: Source

    @property
    def duration_ms(self) -> Milliseconds:
        """Return the length of the slice."""
        return self.source.range.duration_ms


Chunk = GenerationChunk | ReferenceChunk


@dataclass(frozen=True)
class ChunkPlan:
    """A plan of `music_v2` and `music_v2_5`."""

    chunks: tuple[Chunk, ...]

    @property
    def duration_ms(self) -> Milliseconds:
        """Return the length of the whole."""
        return sum(chunk.duration_ms for chunk in self.chunks)


@dataclass(frozen=True)
class SectionSource:
    """What a section of a v1 plan is taken from, without the parts left out."""

    source: Source
    negative_ranges: tuple[TimeRange, ...] = ()


@dataclass(frozen=True)
class Section:
    """One section of a v1 plan."""

    section_name: str
    duration_ms: Milliseconds
    positive_local_styles: tuple[str, ...] = ()
    negative_local_styles: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    source_from: SectionSource | None = None


@dataclass(frozen=True)
class SectionPlan:
    """A plan of `music_v1`."""

    positive_global_styles: tuple[str, ...]
    negative_global_styles: tuple[str, ...]
    sections: tuple[Section, ...]

    @property
    def duration_ms(self) -> Milliseconds:
        """Return the length of the whole."""
        return sum(section.duration_ms for section in self.sections)


CompositionPlan = ChunkPlan | SectionPlan


@dataclass(frozen=True)
class SectionMark:
    """A named stretch of a target's timeline. The same name may stand twice."""

    name: str
    range: TimeRange


@dataclass(frozen=True)
class Prompt:
    """A song asked for by prompt alone."""

    text: str
    length_ms: Milliseconds | None = None
    instrumental: bool = False


@dataclass(frozen=True)
class LoweredTarget:
    """A song or edit, ready to be compiled to actions.

    Exactly one of `plan` and `file` is set, except that a song by prompt whose draft
    nobody has made yet has only its `prompt`.

    Args:
        prompt: what the plan was drafted from, if it was.
        file: an existing recording, relative to the project.
        marks: named sections on the target's own timeline.
        duration_ms: None only while a prompt is not drafted.
        loop: where a loop begins and wraps, for `loop` edits.
    """

    name: str
    model_id: str
    plan: CompositionPlan | None = None
    prompt: Prompt | None = None
    file: str | None = None
    seed: int | None = None
    duration_ms: Milliseconds | None = None
    marks: tuple[SectionMark, ...] = field(default=())
    loop: TimeRange | None = None
    tags: tuple[str, ...] = ()

    @property
    def sources(self) -> tuple[Source, ...]:
        """Return every source that the plan names, in order, doubles included."""
        return tuple(sources_of(self.plan)) if self.plan else ()


def sources_of(plan: CompositionPlan) -> list[Source]:
    """Return every source that a plan names, in order, doubles included."""
    if isinstance(plan, SectionPlan):
        return [s.source_from.source for s in plan.sections if s.source_from]
    found: list[Source] = []
    for chunk in plan.chunks:
        if isinstance(chunk, ReferenceChunk):
            found.append(chunk.source)
        elif chunk.conditioning is not None:
            found.append(chunk.conditioning)
    return found
