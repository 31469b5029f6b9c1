from __future__ import annotations

import pytest
from elevenlabs.types import CompositionPlan, MusicPrompt
from pydantic import ValidationError

from partita.plan.chunks import (
    ChunkPlan,
    GenerationChunk,
    ReferenceChunk,
    Section,
    SectionPlan,
    SectionSource,
    Source,
    TimeRange,
)
from partita.providers.wire.plans import plan_from_wire, plan_in_full, plan_to_wire

SOURCE = Source(TimeRange(1000, 9000), song_id="abc")
CHUNKS = ChunkPlan(
    (
        GenerationChunk("[Verse]\nla", 8000, ("pop",), ("sad",), "low", SOURCE, "high"),
        ReferenceChunk(SOURCE),
        GenerationChunk("", 3000),
    )
)
SECTIONS = SectionPlan(
    ("pop",),
    (),
    (
        Section("Verse", 8000, ("warm",), ("cold",), ("la la",)),
        Section(
            "Chorus", 8000, source_from=SectionSource(SOURCE, (TimeRange(2000, 3000),))
        ),
    ),
)


@pytest.mark.parametrize("plan", [CHUNKS, SECTIONS])
def test_a_plan_comes_back_from_the_wire(plan: ChunkPlan | SectionPlan) -> None:
    assert plan_from_wire(plan_to_wire(plan)) == plan
    assert plan_from_wire(plan_in_full(plan)) == plan


def test_only_what_differs_from_the_default_is_sent() -> None:
    plain = plan_to_wire(ChunkPlan((GenerationChunk("la", 3000, ("pop",)),)))

    chunk = {"text": "la", "duration_ms": 3000, "positive_styles": ["pop"]}
    assert plain == {"chunks": [chunk]}


def test_the_service_answers_defaults_and_nulls() -> None:
    full = plan_in_full(ChunkPlan((GenerationChunk("la", 3000, ("pop",)),)))

    chunk = full["chunks"][0]
    assert chunk["negative_styles"] == []
    assert chunk["context_adherence"] == "high"
    assert chunk["conditioning_ref"] is None
    assert chunk["condition_strength"] is None


def test_the_official_sdk_reads_our_plans() -> None:
    chunks = CompositionPlan(**plan_in_full(CHUNKS))
    sections = MusicPrompt(**plan_in_full(SECTIONS))

    assert len(chunks.chunks) == 3
    assert sections.sections[0].section_name == "Verse"


def test_null_counts_as_left_out() -> None:
    chunk = {"text": "", "duration_ms": 3000, "positive_styles": []}
    nulls = {"negative_styles": None, "context_adherence": None}

    assert plan_from_wire({"chunks": [chunk | nulls]}) == plan_from_wire(
        {"chunks": [chunk]}
    )


WRONG = {
    "short": {"duration_ms": 2999},
    "long": {"duration_ms": 120_001},
    "styles": {"positive_styles": ["pop"] * 51},
    "no styles": {"positive_styles": None},
    "text": {"text": "a" * 6133},
    "line": {"text": "a" * 201},
    "lines": {"text": "\n".join("a" * 31)},
    "section": {"text": f"[{'a' * 101}]"},
    "empty section": {"text": "[]"},
    "adherence": {"context_adherence": "xhigh"},
    "strength": {"condition_strength": "highest"},
    "song id": {
        "conditioning_ref": {"song_id": "", "range": {"start_ms": 0, "end_ms": 9}}
    },
    "conditioning": {
        "conditioning_ref": {"song_id": "a", "range": {"start_ms": 0, "end_ms": 30_001}}
    },
}


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG)
def test_a_chunk_beyond_a_limit_is_refused(change: dict[str, object]) -> None:
    chunk = {"text": "la", "duration_ms": 3000, "positive_styles": ["pop"]}

    with pytest.raises(ValidationError):
        plan_from_wire({"chunks": [chunk | change]})


@pytest.mark.parametrize(
    "span", [(0, 49), (5000, 5000), (-1, 5000), (6000, 5000)], ids=str
)
def test_a_range_that_can_t_be_is_refused(span: tuple[int, int]) -> None:
    start_ms, end_ms = span
    chunk = {"song_id": "a", "range": {"start_ms": start_ms, "end_ms": end_ms}}

    with pytest.raises(ValidationError):
        plan_from_wire({"chunks": [chunk]})


@pytest.mark.parametrize("document", [None, [], "pop", {}, {"chunks": []}, {"a": 1}])
def test_what_is_no_plan_is_refused(document: object) -> None:
    with pytest.raises(ValueError, match="validation error"):
        plan_from_wire(document)
