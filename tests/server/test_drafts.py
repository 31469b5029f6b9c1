from __future__ import annotations

import pytest

from partita.plan.chunks import (
    ChunkPlan,
    GenerationChunk,
    Prompt,
    ReferenceChunk,
    SectionPlan,
    Source,
    TimeRange,
)
from partita.plan.sections import as_chunks
from partita.providers.wire.plans import plan_in_full
from partita.server.drafts import as_sections, asked_plan, genres_of, lines_of, made_ms
from tests.server.served import Served

SOURCE = Source(TimeRange(0, 4000), song_id="s")
PLAN = ChunkPlan(
    (
        GenerationChunk("[A]\nla la", 3000, ("bossa nova",), ("loud", "fast")),
        ReferenceChunk(SOURCE),
        GenerationChunk("lo", 5000, ("drums",), ("loud",)),
    )
)


def test_chunks_are_played_alike_as_sections() -> None:
    first, *rest = as_chunks(as_sections(PLAN)).chunks

    assert first == PLAN.chunks[0]
    last = GenerationChunk("[Section 3]\nlo", 5000, ("drums",), ("loud",))
    assert rest == [PLAN.chunks[1], last]


@pytest.mark.parametrize("plan", [PLAN, as_sections(PLAN)])
def test_what_is_kept_is_not_made(plan: ChunkPlan | SectionPlan) -> None:
    assert made_ms(plan) == 8000
    assert lines_of(plan) == ("la la", "lo")
    assert genres_of(plan) == ("bossa nova",)


def test_a_basis_keeps_its_words_and_takes_the_prompt_s_tone() -> None:
    plan = asked_plan(Prompt("heavy metal, 150 BPM"), "music_v2", PLAN)

    assert isinstance(plan, ChunkPlan)
    first, *rest = plan.chunks
    assert isinstance(first, GenerationChunk)
    assert (first.text, first.duration_ms) == ("[A]\nla la", 3000)
    assert "150 BPM" in first.positive_styles
    assert tuple(rest) == PLAN.chunks[1:]


@pytest.mark.parametrize("model", ["music_v1", "music_v2", "music_v2_5"])
def test_a_plan_of_a_prompt_can_be_played(served: Served, model: str) -> None:
    body = {"prompt": "a song about rain", "music_length_ms": 9000, "model_id": model}
    drafted = served.post("/plan", body)

    assert drafted.status_code == 200
    assert "character-cost" not in drafted.headers
    plan = drafted.json()
    answer = served.compose(plan, model_id=model)
    assert len(answer.content) == 9 * 44_100 * 4


def test_a_plan_is_drafted_from_another(served: Served) -> None:
    body = {
        "prompt": "heavy metal",
        "model_id": "music_v2",
        "source_composition_plan": plan_in_full(PLAN),
    }
    drafted = served.post("/plan", body).json()

    assert [c.get("duration_ms") for c in drafted["chunks"]] == [3000, None, 5000]
