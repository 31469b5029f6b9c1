from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.server.served import BELL, MODEL, PCM, TIDE, Served, detail, plan, serving

SECONDS = {"prompt": "a hum", "music_length_ms": 3000}


def test_a_request_needs_a_key_that_is_known(served: Served) -> None:
    stranger = served.client.get("/v1/models", headers={"xi-api-key": "another"})
    unnamed = served.client.get("/v1/models", headers=[(b"xi-api-key", b"\xff")])

    assert (stranger.status_code, unnamed.status_code) == (401, 401)
    assert detail(stranger)["code"] == "invalid_api_key"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"prompt": "a", "composition_plan": TIDE}, "invalid_parameters"),
        ({}, "missing_required_field"),
        ({"prompt": "a", "seed": 1}, "invalid_parameters"),
        ({"composition_plan": TIDE}, "invalid_parameters"),
        ({"composition_plan": TIDE, "model_id": MODEL, "force_instrumental": True},
         "invalid_parameters"),
        ({**SECONDS, "finetune_id": "mine"}, "feature_not_available"),
        ({**SECONDS, "generation_mode": "ambience"}, "feature_not_available"),
        ({**SECONDS, "sign_with_c2pa": True}, "feature_not_available"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(
    served: Served, body: dict[str, Any], code: str
) -> None:
    answer = served.post("", body)

    assert detail(answer)["code"] == code
    assert detail(answer)["request_id"] == answer.headers["request-id"]


def test_a_broken_schema_says_where(served: Served) -> None:
    short = plan({**TIDE["chunks"][0], "duration_ms": 1})
    answer = served.post("", {"composition_plan": short, "model_id": MODEL})

    assert answer.status_code == 422
    place = ["body", "composition_plan", "chunks", 0, "duration_ms"]
    assert [each["loc"] for each in answer.json()["detail"]] == [place]


def test_an_unknown_format_is_refused(served: Served) -> None:
    answer = served.post("", SECONDS, output_format="mp3")

    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"] == ["query", "output_format"]


def test_a_prompt_that_names_an_artist_gets_a_suggestion(served: Served) -> None:
    answer = served.post("", {"prompt": "A waltz in the style of Daft Punk, slow"})

    assert answer.status_code == 400
    assert detail(answer)["status"] == "bad_prompt"
    assert detail(answer)["data"]["prompt_suggestion"] == "A waltz, slow"


def test_nothing_but_names_suggests_a_song(served: Served) -> None:
    answer = served.post("", {"prompt": "like Daft Punk, Pink Floyd or Hans Zimmer"})

    assert detail(answer)["data"]["prompt_suggestion"] == "a song"


def test_a_suggested_plan_is_accepted(served: Served) -> None:
    chunk = {**BELL["chunks"][0], "positive_styles": ["ambient", "like Pink Floyd"]}
    body = {"composition_plan": plan(chunk), "model_id": MODEL}
    refusal = detail(served.post("", body))

    assert refusal["status"] == "bad_composition_plan"
    better = refusal["data"]["composition_plan_suggestion"]
    assert better["chunks"][0]["positive_styles"] == ["ambient"]
    assert served.compose(better).content


def test_harm_gets_no_suggestion(served: Served) -> None:
    answer = served.post("", {"prompt": "a march to incite violence"})

    assert detail(answer)["status"] == "bad_prompt"
    assert "data" not in detail(answer)


def test_a_large_body_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with serving(tmp_path, most_body_bytes=1000) as served:
        answer = served.post("", {"prompt": "a" * 2000})

        assert answer.status_code == 413
        assert detail(answer)["code"] == "request_too_large"


def test_a_large_body_of_unknown_size_is_refused(tmp_path: Path) -> None:
    with serving(tmp_path, most_body_bytes=1000) as served:
        answer = served.client.post("/v1/music", content=iter([b" " * 800] * 3))

        assert answer.status_code == 413


def test_a_tier_may_not_ask_for_everything(tmp_path: Path) -> None:
    with serving(tmp_path, tier="starter") as served:
        answer = served.post("", SECONDS, output_format=PCM)

        assert answer.status_code == 403
        assert detail(answer)["code"] == "subscription_required"


def test_paths_and_methods_that_are_not_there_are_told_in_json(served: Served) -> None:
    nowhere, wrong = served.client.get("/v1/voices"), served.client.get("/v1/music")

    assert (nowhere.status_code, wrong.status_code) == (404, 405)
    assert detail(nowhere)["code"] == "not_found"
    assert wrong.headers["request-id"] == detail(wrong)["request_id"]
