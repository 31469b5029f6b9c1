"""Every refusal of the reference, as the SDK's users see it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from elevenlabs import UnprocessableEntityError
from elevenlabs.client import ElevenLabs
from elevenlabs.core.api_error import ApiError

from partita.providers.wire.plan_shapes import TAGS
from tests.patience import PATIENT
from tests.together.plans import BELL, FERRY, SECTIONS, Plan, kept, made, plan
from tests.together.sdk.official import MODEL, Song
from tests.together.served import API_KEY, Served

KEEP = kept("song-that-nobody-made", 0, 3000)


def conditioned(song_id: str, start_ms: int, end_ms: int) -> Plan:
    return made("[A]", "drone", conditioning_ref=kept(song_id, start_ms, end_ms))


#: What breaks the schema, and the end of the path that is blamed.
BROKEN: list[tuple[dict[str, Any], list[str | int]]] = [
    ({"prompt": "a hum", "music_length_ms": 2999}, ["body", "music_length_ms"]),
    ({"prompt": "a hum", "music_length_ms": 600_001}, ["body", "music_length_ms"]),
    ({"prompt": "hum " * 1026}, ["body", "prompt"]),
    ({"prompt": 7}, ["body", "prompt"]),
    ({"prompt": "a hum", "force_instrumental": "perhaps"}, ["force_instrumental"]),
    ({"composition_plan": BELL, "model_id": MODEL, "seed": -1}, ["body", "seed"]),
    ({"prompt": "a hum", "model_id": "music_v9"}, ["body", "model_id"]),
    (
        {"composition_plan": plan({**made("[A]"), "duration_ms": 2999})},
        ["chunks", 0, "duration_ms"],
    ),
    (
        {"composition_plan": plan(made("[A]"), {"text": "[B]", "duration_ms": 3000})},
        ["chunks", 1, "positive_styles"],
    ),
    (
        {"composition_plan": plan(made("[A]", context_adherence="total"))},
        ["chunks", 0, "context_adherence"],
    ),
    (
        {"composition_plan": plan(made("[A]", *["drone"] * 51))},
        ["chunks", 0, "positive_styles"],
    ),
    ({"composition_plan": plan(*[made("[A]")] * 31)}, ["chunks"]),
    (
        {"composition_plan": plan({"song_id": "x", "range": {"start_ms": 0}})},
        ["chunks", 0, "range", "end_ms"],
    ),
]

#: What the schema allows and the service does not.
REFUSED: list[dict[str, Any]] = [
    {"prompt": "a hum", "composition_plan": BELL, "model_id": MODEL},
    {},
    {"prompt": "a hum", "seed": 3},
    {"composition_plan": BELL, "model_id": "music_v1"},
    {"composition_plan": BELL},
    {"composition_plan": SECTIONS, "model_id": MODEL},
    {"composition_plan": BELL, "model_id": MODEL, "music_length_ms": 5000},
    {"composition_plan": BELL, "model_id": MODEL, "force_instrumental": True},
    {"composition_plan": plan(), "model_id": MODEL},
    {
        "composition_plan": plan(*[made("[A]", duration_ms=120_000)] * 6),
        "model_id": MODEL,
    },
]


def drained(client: ElevenLabs, **body: Any) -> bytes:
    return b"".join(client.music.compose(**body))


@pytest.mark.parametrize(("body", "path"), BROKEN, ids=lambda value: str(value)[:60])
def test_a_broken_request_is_told_where(
    client: ElevenLabs, body: dict[str, Any], path: list[str | int]
) -> None:
    with pytest.raises(UnprocessableEntityError) as refusal:
        drained(client, **{"model_id": MODEL, **body})

    assert refusal.value.status_code == 422
    detail = refusal.value.body["detail"]
    assert all({"loc", "msg", "type"} <= set(each) for each in detail)
    places = [[part for part in each["loc"] if part not in TAGS] for each in detail]
    assert any(place[-len(path) :] == path for place in places)


@pytest.mark.parametrize("body", REFUSED, ids=lambda value: str(value)[:60])
def test_what_does_not_fit_together_is_refused_with_a_code(
    client: ElevenLabs, body: dict[str, Any]
) -> None:
    with pytest.raises(ApiError) as refusal:
        drained(client, **body)

    assert refusal.value.status_code in (400, 422)
    detail = refusal.value.body["detail"]
    if refusal.value.status_code == 400:
        assert detail["type"] in ("validation_error", "invalid_request")
        assert {"code", "message", "status", "request_id"} <= set(detail)
    else:
        assert detail[0]["loc"]


@pytest.mark.parametrize(
    "chunk",
    [KEEP, conditioned("song-that-nobody-made", 0, 3000)],
    ids=["kept", "conditioned"],
)
def test_a_song_that_nobody_stored_is_not_found(
    client: ElevenLabs, chunk: Plan
) -> None:
    with pytest.raises(ApiError) as refusal:
        drained(client, composition_plan=plan(chunk), model_id=MODEL)

    assert refusal.value.status_code == 404
    assert refusal.value.body["detail"]["code"] == "song_not_found"


@pytest.mark.parametrize(
    "chunk",
    [
        lambda song: kept(song, 4000, 6001),
        lambda song: kept(song, 2000, 2049),
        lambda song: kept(song, 3000, 2000),
        lambda song: kept(song, -50, 3000),
        lambda song: conditioned(song, 4000, 6001),
        lambda song: conditioned(song, 0, 30_001),
    ],
    ids=["after the end", "too short", "backwards", "negative", "far", "too long"],
)
def test_a_range_that_the_song_does_not_have_is_refused(
    client: ElevenLabs, song: Song, chunk: Callable[[str], Plan]
) -> None:
    asked = plan(chunk(song.song_id), made("[A]", "drone"))

    with pytest.raises(ApiError) as refusal:
        drained(client, composition_plan=asked, model_id=MODEL)

    assert refusal.value.status_code in (400, 422)


@pytest.mark.parametrize(
    ("api_key", "code"),
    [(None, "missing_api_key"), ("another-key", "invalid_api_key")],
)
def test_without_the_right_key_nothing_is_made(
    served: Served, api_key: str | None, code: str
) -> None:
    with httpx.Client(timeout=PATIENT) as connection:
        stranger = ElevenLabs(
            base_url=served.url, api_key=api_key, httpx_client=connection
        )
        with pytest.raises(ApiError) as refusal:
            drained(stranger, prompt="a hum", music_length_ms=3000)

    assert refusal.value.status_code == 401
    detail = refusal.value.body["detail"]
    assert code in (detail.get("code"), detail.get("status"))


def test_an_unknown_format_is_refused_by_name(client: ElevenLabs) -> None:
    unknown: Any = "mp3_96000_999"

    with pytest.raises(ApiError) as refusal:
        drained(client, prompt="a hum", music_length_ms=3000, output_format=unknown)

    assert refusal.value.status_code in (400, 422)
    assert "output_format" in str(refusal.value.body)


def test_a_refusal_of_detailed_is_no_broken_multipart(client: ElevenLabs) -> None:
    with pytest.raises(UnprocessableEntityError):
        client.music.compose_detailed(prompt="a hum", music_length_ms=1)


def test_every_refusal_is_named_in_its_headers(client: ElevenLabs) -> None:
    with pytest.raises(ApiError) as refusal:
        drained(client, composition_plan=plan(KEEP), model_id=MODEL)

    assert refusal.value.headers
    named = refusal.value.headers["request-id"]
    assert named == refusal.value.body["detail"]["request_id"]


@pytest.mark.parametrize(
    ("path", "content", "status"),
    [
        ("/v1/music", b'{"prompt": "a hum', {400, 422}),
        ("/v1/music", b"", {400, 422}),
        ("/v1/music", b"[1, 2]", {400, 422}),
        ("/v1/music/nowhere", b"{}", {404, 405}),
    ],
)
def test_what_no_sdk_would_send_is_refused_as_well(
    served: Served, path: str, content: bytes, status: set[int]
) -> None:
    headers = {"xi-api-key": API_KEY, "content-type": "application/json"}
    url = served.url + path
    answer = httpx.post(url, content=content, headers=headers, timeout=PATIENT)

    assert answer.status_code in status
    assert answer.json()["detail"]


def test_a_refused_request_costs_nothing(client: ElevenLabs) -> None:
    before = client.user.subscription.get().character_count
    with pytest.raises(ApiError):
        drained(client, composition_plan=plan(*FERRY["chunks"], KEEP), model_id=MODEL)

    assert client.user.subscription.get().character_count == before
