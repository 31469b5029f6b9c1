from __future__ import annotations

from partita.plan.chunks import (
    ChunkPlan,
    GenerationChunk,
    ReferenceChunk,
    Section,
    SectionPlan,
    Source,
    TimeRange,
)
from partita.plan.labels import chunk_labels


def test_chunks_are_named_by_section_or_number() -> None:
    kept = ReferenceChunk(Source(TimeRange(0, 1_000), "theme"))
    texts = ("[Verse]", "[Drop]", "[Verse]", "la")

    plan = ChunkPlan((*(GenerationChunk(text, 4_000) for text in texts), kept))

    assert chunk_labels(plan) == (
        "chunk 1 `Verse`",
        "chunk `Drop`",
        "chunk 3 `Verse`",
        "chunk 4",
        "chunk 5",
    )


def test_sections_are_called_so() -> None:
    plan = SectionPlan((), (), (Section("A", 4_000), Section("", 4_000)))

    assert chunk_labels(plan) == ("section `A`", "section 2")
