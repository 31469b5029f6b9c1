"""What is said of an account, asked over real sockets."""

import asyncio
from typing import Any

import pytest

from partita.build.account_health import account_signs
from partita.build.health import Needs
from partita.build.signs import Sign
from partita.providers.retry import Waiting
from tests.providers.asking import KEY
from tests.providers.stub import SUBSCRIPTION, Reply, error_reply, json_reply, serving

NEEDS = Needs("elevenlabs", requests=2, expected=8_000, worst=12_000)
MODELS = json_reply([{"model_id": "music_v2"}, {"model_id": "eleven_v3"}])


def signs(
    subscription: Reply, needs: Needs = NEEDS, models: Reply = MODELS
) -> dict[str, Sign]:
    """Look at the account of a stub, and return the signs by name."""

    async def run() -> tuple[Sign, ...]:
        replies = {"/v1/user/subscription": [subscription], "/v1/models": [models]}
        async with serving(replies) as stub:
            environ = {"ELEVENLABS_API_KEY": KEY, "ELEVENLABS_BASE_URL": stub.url}
            return await account_signs(needs, environ, WAITING)

    return {sign.name: sign for sign in asyncio.run(run())}


async def _at_once(_: float) -> None:
    """Wait for nothing."""


WAITING = Waiting(_at_once, lambda: 0.5, lambda _: None)


def verdict(name: str, needs: Needs = NEEDS, **changes: Any) -> str:
    return signs(json_reply({**SUBSCRIPTION, **changes}), needs)[name].verdict


def test_an_account_in_order_fails_in_nothing() -> None:
    found = signs(json_reply(SUBSCRIPTION))

    assert {name: sign.verdict for name, sign in found.items()} == {
        "api key": "ok",
        "service": "ok",
        "tier": "ok",
        "credits": "note",
        "limits": "ok",
        "formats": "ok",
        "models": "ok",
    }
    assert found["limits"].said == "2 requests for music at once"
    assert found["formats"].said == "masters in `pcm_48000`, without loss"
    assert found["models"].said == "`music_v2`"


def test_credits_are_compared_with_what_a_build_needs() -> None:
    found = signs(json_reply(SUBSCRIPTION))

    assert found["credits"].said == (
        "9,000 left until 2027-01-15; a build needs about 8,000, at worst 12,000"
    )


@pytest.mark.parametrize(
    ("used", "expected"), [(0, "note"), (2_001, "fails"), (9_999, "fails")]
)
def test_too_few_credits_fail(used: int, expected: str) -> None:
    assert verdict("credits", character_count=used) == expected


def test_too_few_credits_are_no_matter_where_nothing_is_sent() -> None:
    needs = Needs("elevenlabs")

    assert verdict("credits", needs, character_count=10_000) == "ok"


def test_a_subscription_that_is_not_paid_fails_only_what_needs_it() -> None:
    assert verdict("tier", status="past_due") == "fails"
    assert verdict("tier", Needs("elevenlabs"), status="past_due") == "note"


def test_masters_with_loss_are_worth_a_note() -> None:
    found = signs(json_reply({**SUBSCRIPTION, "tier": "creator"}))

    assert found["formats"].verdict == "note"
    assert "`mp3_48000_320`" in found["formats"].said


def test_a_key_that_the_service_does_not_know_fails() -> None:
    found = signs(error_reply(401, "invalid_api_key"))

    assert found["service"].verdict == "fails"
    assert "does not know this API key" in found["service"].said
    assert KEY not in repr(found)


def test_a_key_without_leave_to_look_is_worth_a_note() -> None:
    found = signs(error_reply(401, "missing_permissions"))

    assert found["account"].verdict == "note"
    assert found["models"].verdict == "ok"


def test_a_service_that_is_down_fails() -> None:
    assert signs(Reply(503))["service"].verdict == "fails"


def test_a_list_of_models_that_can_not_be_had_fails_nothing() -> None:
    found = signs(json_reply(SUBSCRIPTION), models=error_reply(403, "other"))

    assert found["models"].verdict == "note"


@pytest.mark.parametrize(("requests", "expected"), [(1, "fails"), (0, "note")])
def test_no_key_fails_only_if_something_has_to_be_sent(
    requests: int, expected: str
) -> None:
    needs = Needs("elevenlabs", requests)

    (sign,) = asyncio.run(account_signs(needs, {}, WAITING))

    assert (sign.name, sign.verdict) == ("api key", expected)
