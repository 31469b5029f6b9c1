from __future__ import annotations

import pytest

from partita.plan.chunks import (
    ChunkPlan,
    CompositionPlan,
    GenerationChunk,
    ReferenceChunk,
    SectionPlan,
    Source,
    TimeRange,
)
from partita.providers.local_extract import sections_of
from partita.providers.wire.plans import plan_in_full
from partita.server.drafts import genres_of, lines_of, made_ms
from tests.server.served import Served, detail

SOURCE = Source(TimeRange(0, 4000), song_id="s")
PLAN = ChunkPlan(
    (
        GenerationChunk("[A]\nla la", 3000, ("bossa nova",), ("loud", "fast")),
        ReferenceChunk(SOURCE),
        GenerationChunk("[B]\nlo", 5000, ("drums",), ("loud",)),
    )
)

#: The same without what is kept.
MADE = ChunkPlan((PLAN.chunks[0], PLAN.chunks[2]))


@pytest.mark.parametrize("plan", [PLAN, sections_of(MADE)])
def test_what_is_kept_is_not_made(plan: ChunkPlan | SectionPlan) -> None:
    assert made_ms(plan) == 8000
    assert lines_of(plan) == ("la la", "lo")
    assert genres_of(plan) == ("bossa nova",)


@pytest.mark.parametrize("model", ["music_v1", "music_v2", "music_v2_5"])
def test_a_plan_of_a_prompt_can_be_played(served: Served, model: str) -> None:
    body = {"prompt": "a song about rain", "music_length_ms": 9000, "model_id": model}
    drafted = served.post("/plan", body)

    assert drafted.status_code == 200
    assert "character-cost" not in drafted.headers
    plan = drafted.json()
    answer = served.compose(plan, model_id=model)
    assert len(answer.content) == 9 * 44_100 * 4


@pytest.mark.parametrize(
    ("model", "basis"), [("music_v2", PLAN), ("music_v1", sections_of(MADE))]
)
def test_a_plan_is_changed_by_a_prompt(
    served: Served, model: str, basis: CompositionPlan
) -> None:
    document = plan_in_full(basis)
    body = {
        "prompt": "150 BPM",
        "model_id": model,
        "source_composition_plan": document,
    }
    drafted = served.post("/plan", body).json()

    assert "150 BPM" in str(drafted)
    assert "la la" in str(drafted)


def test_a_basis_has_to_fit_the_model(served: Served) -> None:
    body = {"prompt": "slower", "source_composition_plan": plan_in_full(PLAN)}

    assert detail(served.post("/plan", body))["code"] == "invalid_parameters"


def test_words_that_are_brought_are_sung(served: Served) -> None:
    wishes = {"with_timestamps": True, "lyrics_text": "Grey gulls cry\nOver the pier"}
    body = {"prompt": "a slow folk song", "music_length_ms": 12_000, **wishes}
    answer = served.post("/detailed/stream", body)

    assert all(f'"{word}"' in answer.text for word in ("Grey", "gulls", "pier"))
