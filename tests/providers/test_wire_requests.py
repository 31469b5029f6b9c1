from __future__ import annotations

import subprocess
import sys

import pytest
from pydantic import ValidationError

from partita.plan.chunks import ChunkPlan, GenerationChunk, Prompt
from partita.providers.base import Composition
from partita.providers.wire import names
from partita.providers.wire.requests import (
    ComposeBody,
    PlanBody,
    UploadFields,
    compose_document,
    plan_document,
)

PLAN = ChunkPlan((GenerationChunk("la", 3000, ("pop",)),))


def test_a_composition_is_sent_with_its_model_and_what_it_asks_for() -> None:
    plain = compose_document(Composition("music_v2", PLAN))
    full = compose_document(Composition("music_v2", PLAN, 7, True, True))

    assert list(plain) == ["composition_plan", "model_id"]
    assert ComposeBody.model_validate(plain).seed is None
    body = ComposeBody.model_validate(full)
    assert (body.seed, body.store_for_inpainting, body.with_timestamps) == (7, 1, 1)


def test_every_optional_key_may_be_null() -> None:
    nulls = dict.fromkeys(ComposeBody.model_fields)

    assert ComposeBody.model_validate(nulls) == ComposeBody()


def test_a_prompt_without_vocals_says_so() -> None:
    document = plan_document(Prompt("a bed", 30_000, instrumental=True), "music_v2")

    assert document["prompt"].startswith("a bed")
    assert "nstrumental" in document["prompt"]
    assert PlanBody.model_validate(document).music_length_ms == 30_000


@pytest.mark.parametrize(
    "change",
    [
        {"seed": -1},
        {"seed": 2**31},
        {"prompt": ""},
        {"prompt": "a" * 4101},
        {"music_length_ms": 2999},
        {"music_length_ms": 600_001},
        {"model_id": "music_v9"},
        {"finetune_id": "a" * 101},
        {"lyrics_text": "a" * 4001},
        {"finetune_strength": 0},
        {"force_instrumental": "perhaps"},
    ],
    ids=str,
)
def test_a_body_beyond_a_limit_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        ComposeBody.model_validate(change)


def test_extraction_is_asked_for_by_word_or_by_model() -> None:
    def asked(value: str) -> object:
        fields = UploadFields.model_validate({"extract_composition_plan": value})
        return fields.extract_composition_plan

    assert (asked("true"), asked("false")) == (True, False)
    assert asked("music_v2") == "music_v2"


def test_tiers_say_which_formats_they_have() -> None:
    assert not names.allows("starter", "mp3_44100_192")
    assert names.allows("creator", "mp3_44100_192")
    assert not names.allows("creator", "pcm_48000")
    assert names.allows("pro", "pcm_48000")
    assert names.allows("tier of tomorrow", "pcm_48000")


def test_the_wire_needs_no_server_and_no_client() -> None:
    script = (
        "import sys, partita.providers.wire.requests, partita.providers.wire.mixed,"
        " partita.providers.wire.errors, partita.providers.wire.answers;"
        "print([m for m in ('httpx', 'starlette', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"
