"""Plans from prompts, changed by hand and played."""

from __future__ import annotations

from elevenlabs.client import ElevenLabs

from tests.together.plans import SECTIONS
from tests.together.sdk.official import MODEL, PCM, compose_pcm, frame

PROMPT = "a gentle shanty about lighthouse keepers, with a choir"


def test_a_plan_is_changed_and_played(client: ElevenLabs) -> None:
    created = client.music.composition_plan.create(
        prompt=PROMPT, music_length_ms=6000, model_id=MODEL
    )
    changed = created.model_dump()
    changed["chunks"][0]["text"] = "[Verse 1]\nOil the lamp and mind the stair"

    audio = compose_pcm(client, changed)

    assert len(audio) == frame(6000)


def test_the_plan_object_goes_back_as_it_came(client: ElevenLabs) -> None:
    created = client.music.composition_plan.create(
        prompt=PROMPT, music_length_ms=3000, model_id=MODEL
    )

    pieces = client.music.compose(
        composition_plan=created, model_id=MODEL, output_format=PCM
    )

    assert len(b"".join(pieces)) == frame(3000)


def test_the_older_model_plans_in_sections(client: ElevenLabs) -> None:
    created = client.music.composition_plan.create(prompt=PROMPT, music_length_ms=6000)

    audio = b"".join(client.music.compose(composition_plan=created, output_format=PCM))

    assert created.positive_global_styles
    assert all(section.section_name for section in created.sections)
    assert len(audio) == frame(6000)


def test_a_plan_can_start_from_another(client: ElevenLabs) -> None:
    created = client.music.composition_plan.create(
        prompt=PROMPT, music_length_ms=6000, source_composition_plan=SECTIONS
    )

    assert sum(section.duration_ms for section in created.sections) == 6000


def test_the_model_chooses_a_length_of_its_own(client: ElevenLabs) -> None:
    created = client.music.composition_plan.create(prompt=PROMPT, model_id=MODEL)

    total = sum(chunk.duration_ms for chunk in created.chunks)
    assert 3000 <= total <= 600_000


def test_the_same_prompt_gives_the_same_plan(client: ElevenLabs) -> None:
    one, two = (
        client.music.composition_plan.create(prompt=PROMPT, model_id=MODEL)
        for _ in range(2)
    )

    assert one == two


def test_a_plan_is_free(client: ElevenLabs) -> None:
    before = client.user.subscription.get().character_count
    client.music.composition_plan.create(prompt=PROMPT, model_id=MODEL)

    assert client.user.subscription.get().character_count == before
