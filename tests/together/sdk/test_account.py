"""What a client asks about models and about itself."""

from __future__ import annotations

from elevenlabs.client import ElevenLabs

from tests.together.plans import BELL
from tests.together.sdk.official import MODEL


def test_the_music_models_are_listed(client: ElevenLabs) -> None:
    listed = {model.model_id for model in client.models.list()}

    assert {"music_v1", "music_v2", "music_v2_5"} <= listed


def test_the_subscription_counts_what_is_used(client: ElevenLabs) -> None:
    before = client.user.subscription.get()
    with client.music.with_raw_response.compose(
        composition_plan=BELL, model_id=MODEL
    ) as answer:
        b"".join(answer.data)
    after = client.user.subscription.get()

    cost = int(answer.headers["character-cost"])
    assert after.character_count - before.character_count == cost
    assert after.character_limit >= after.character_count
    assert after.tier
    assert after.status
