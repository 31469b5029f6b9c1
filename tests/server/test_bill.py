from __future__ import annotations

import json
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from partita.server.bill import Bill, Charge, price
from tests.server.served import MODEL, TIDE, detail, kept, plan, serving


def charge(cost: int) -> Charge:
    return Charge("r", "/v1/music", cost, "p", "2026-11-20T13:00:00+00:00")


@contextmanager
def full_disk(size: int) -> Iterator[None]:
    """Let no file of this process become larger, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_minute_costs_900() -> None:
    assert price(60_000) == 900
    assert price(0) == 0
    assert price(3033) == 45


def test_a_bill_is_read_again(tmp_path: Path) -> None:
    bill = Bill(tmp_path / "bill", 100)
    bill.charge(charge(45))

    assert Bill(tmp_path / "bill", 100).charged == bill.charged == 45


def test_a_torn_line_is_as_if_it_never_was(tmp_path: Path) -> None:
    path = tmp_path / "bill"
    Bill(path, 100).charge(charge(45))
    whole = path.read_bytes()
    for size in range(len(whole)):
        path.write_bytes(whole + whole[:size])
        bill = Bill(path, 100)

        assert bill.charged == 45
        assert path.read_bytes() == whole


def test_half_a_line_does_not_stay(tmp_path: Path) -> None:
    path = tmp_path / "bill"
    bill = Bill(path, 100)
    bill.charge(charge(45))
    with full_disk(path.stat().st_size + 10), pytest.raises(OSError, match="large"):
        bill.charge(charge(15))
    bill.charge(charge(30))

    assert Bill(path, 100).charged == bill.charged == 75


def test_promised_credits_are_not_promised_twice(tmp_path: Path) -> None:
    bill = Bill(tmp_path / "bill", 100)
    with bill.held(60):
        assert not bill.affords(60)

    assert bill.affords(60)


def test_the_bill_is_what_the_answers_said(tmp_path: Path) -> None:
    with serving(tmp_path) as served:
        song_id = served.store(TIDE)
        answers = [
            served.compose(plan(kept(song_id, 0, 3000))),
            served.compose(TIDE),
            served.post("", {"composition_plan": TIDE}),
        ]
        held = served.client.get("/v1/user/subscription").json()

    lines = (tmp_path / "bill.jsonl").read_text().splitlines()
    billed = [json.loads(line) for line in lines]
    assert [each["credits"] for each in billed] == [45, 0, 45]
    assert [each["request_id"] for each in billed[1:]] == [
        answer.headers["request-id"] for answer in answers[:2]
    ]
    assert held["character_count"] == 90


@pytest.mark.parametrize("body", [{"prompt": "a hum"}, {"composition_plan": TIDE}])
def test_an_empty_account_is_told_so(tmp_path: Path, body: dict[str, object]) -> None:
    with serving(tmp_path, credits=44) as served:
        answer = served.post("", {"model_id": "music_v2", **body})

        assert answer.status_code == 402
        assert detail(answer)["code"] == "insufficient_credits"
        assert served.service.bill.charged == 0
        assert served.work == []


def test_what_could_not_be_stored_is_not_billed(tmp_path: Path) -> None:
    body = {"composition_plan": TIDE, "model_id": MODEL, "store_for_inpainting": True}
    with serving(tmp_path) as served:
        mp3 = served.post("", body | {"store_for_inpainting": False}).content
        charged = served.service.bill.charged
        (tmp_path / "songs").rmdir()
        answers = [
            served.post("", body),
            served.client.post("/v1/music/upload", files={"file": mp3}),
        ]

        assert [answer.status_code for answer in answers] == [500, 500]
        assert served.service.bill.charged == charged
        assert "song-id" not in answers[0].headers
