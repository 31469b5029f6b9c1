"""What an account may not have: too little money, a small tier, too much at once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from elevenlabs.client import ElevenLabs
from elevenlabs.core.api_error import ApiError

from tests.patience import PATIENT
from tests.together.plans import BELL, Plan, made, plan
from tests.together.sdk.official import MODEL, compose_pcm
from tests.together.served import API_KEY, Served, serving

MP3 = {"output_format": "mp3_44100_128"}


def drones(minutes: int) -> Plan:
    return plan(*[made("[Verse]", "drone", duration_ms=60_000)] * minutes)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server whose account is small in every way."""
    limits = ("--tier", "starter", "--credits", "8999", "--concurrency", "1")
    with serving(tmp_path_factory.mktemp("small"), *limits) as server:
        yield server


@pytest.fixture(scope="module")
def poor(small: Served) -> Iterator[ElevenLabs]:
    with httpx.Client(timeout=PATIENT) as connection:
        yield ElevenLabs(base_url=small.url, api_key=API_KEY, httpx_client=connection)


def refusal_of(client: ElevenLabs, **body: Any) -> ApiError:
    with pytest.raises(ApiError) as refusal:
        b"".join(client.music.compose(**{"model_id": MODEL, **body}))
    return refusal.value


def test_a_prompt_that_names_an_artist_comes_back_with_a_better_one(
    client: ElevenLabs,
) -> None:
    named = "a march that sounds like Hans Zimmer, with brass"

    refusal = refusal_of(client, prompt=named, music_length_ms=3000)

    detail = refusal.body["detail"]
    assert (refusal.status_code, detail["status"]) == (400, "bad_prompt")
    better = detail["data"]["prompt_suggestion"]
    assert "brass" in better
    pieces = client.music.compose(prompt=better, music_length_ms=3000, model_id=MODEL)
    assert b"".join(pieces)


def test_a_plan_that_names_an_artist_comes_back_with_a_better_one(
    client: ElevenLabs,
) -> None:
    named: Plan = plan(made("[Verse]", "Pink Floyd", "slide guitar"))

    refusal = refusal_of(client, composition_plan=named)

    detail = refusal.body["detail"]
    assert refusal.status_code == 400
    assert (detail["status"], detail["code"]) == ("bad_composition_plan", "bad_request")
    better = detail["data"]["composition_plan_suggestion"]
    assert better["chunks"][0]["positive_styles"] == ["slide guitar"]
    assert compose_pcm(client, better)


def test_what_is_harmful_comes_back_with_nothing(client: ElevenLabs) -> None:
    refusal = refusal_of(client, prompt="a chant to incite violence")

    detail = refusal.body["detail"]
    assert (refusal.status_code, detail["status"]) == (400, "bad_prompt")
    assert "prompt_suggestion" not in detail.get("data", {})


def test_a_format_above_the_tier_is_forbidden(poor: ElevenLabs) -> None:
    refusal = refusal_of(poor, composition_plan=BELL, output_format="pcm_44100")

    assert refusal.status_code == 403
    assert refusal.body["detail"]["code"] == "subscription_required"


def test_what_the_account_can_not_pay_is_not_made(
    poor: ElevenLabs, small: Served
) -> None:
    before = small.bill()

    refusal = refusal_of(poor, composition_plan=drones(10), **MP3)

    assert refusal.status_code == 402
    assert refusal.body["detail"]["code"] == "insufficient_credits"
    assert small.bill() == before


def test_too_many_at_once_are_told_to_wait(small: Served) -> None:
    before = len(small.bill())
    # More than fits on the wire: it is under way for as long as nobody reads it.
    long = {"composition_plan": drones(9), "model_id": MODEL}
    short = {"composition_plan": BELL, "model_id": MODEL}
    headers = {"xi-api-key": API_KEY}
    with httpx.Client(base_url=small.url, headers=headers, timeout=PATIENT) as client:

        def ask(_: int) -> httpx.Response:
            return client.post("/v1/music", json=short, params=MP3)

        streamed = client.stream("POST", "/v1/music/stream", json=long, params=MP3)
        with streamed as under_way, ThreadPoolExecutor(5) as pool:
            assert under_way.status_code == 200
            refused = list(pool.map(ask, range(5)))

    assert {answer.status_code for answer in refused} == {429}
    told = [answer.json()["detail"] for answer in refused]
    assert {each["code"] for each in told} == {"concurrent_limit_exceeded"}
    assert {each["status"] for each in told} == {"too_many_concurrent_requests"}
    assert len(small.bill()) == before + 1


def test_a_body_without_end_is_cut_short(served: Served) -> None:
    content = b'{"prompt": "' + b"a" * (3 << 20) + b'"}'
    headers = {"xi-api-key": API_KEY, "content-type": "application/json"}

    url = f"{served.url}/v1/music"
    answer = httpx.post(url, content=content, headers=headers, timeout=PATIENT)

    assert answer.status_code in (400, 413)
    assert answer.json()["detail"]["code"] == "request_too_large"
