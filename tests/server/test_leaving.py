"""Clients that go away, lie, or take their time: nothing leaks, the server goes on."""

from __future__ import annotations

import json
import select
import socket
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from tests.patience import PATIENCE_S, eventually
from tests.server.served import (
    API_KEY,
    BELL,
    MODEL,
    Served,
    detail,
    made,
    plan,
    serving,
)

LONG = plan(*[{**made("[A]", "techno", "instrumental"), "duration_ms": 20_000}] * 30)


def is_clear(served: Served) -> bool:
    return served.service.under_way == 0 and served.work == []


def test_work_ends_when_nobody_waits_for_it(tmp_path: Path) -> None:
    with serving(tmp_path) as served:
        body = {"composition_plan": LONG, "model_id": MODEL}
        with served.client.stream("POST", "/v1/music/stream", json=body) as answer:
            next(answer.iter_raw())
            busy = served.service.under_way, len(served.work)

        eventually(lambda: is_clear(served))
        assert busy == (1, 1)
        assert served.service.bill.charged == 9000
        assert served.compose(BELL).content


def test_who_leaves_before_the_music_is_not_billed(tmp_path: Path) -> None:
    with serving(tmp_path) as served:
        body = {"composition_plan": LONG, "model_id": MODEL}
        with pytest.raises(httpx.ReadTimeout):
            served.client.post("/v1/music", json=body, timeout=0.5)

        eventually(lambda: is_clear(served))
        assert served.service.bill.charged == 0


def test_a_stored_song_that_was_paid_is_finished_for_later(tmp_path: Path) -> None:
    long = plan(*[made("[A]", "techno", "instrumental")] * 8)
    with serving(tmp_path) as served:
        body = {"composition_plan": long, "model_id": MODEL, "store_for_inpainting": 1}
        with served.client.stream("POST", "/v1/music/stream", json=body) as answer:
            song_id = answer.headers["song-id"]

        eventually(lambda: served.service.songs.find(song_id) is not None)
        eventually(lambda: is_clear(served))


def test_too_many_at_once_are_told_so(tmp_path: Path) -> None:
    with serving(tmp_path, concurrency=1) as served:
        body = {"composition_plan": LONG, "model_id": MODEL}
        with served.client.stream("POST", "/v1/music/stream", json=body) as answer:
            assert answer.status_code == 200
            second = served.post("", {"prompt": "a hum"})

        assert second.status_code == 429
        assert detail(second)["code"] == "concurrent_limit_exceeded"
        assert detail(second)["status"] == "too_many_concurrent_requests"
        assert "retry-after" not in second.headers


def test_what_is_billed_is_no_longer_promised(tmp_path: Path) -> None:
    with serving(tmp_path, credits=9045, workers=2) as served:
        body = {"composition_plan": LONG, "model_id": MODEL}
        with served.client.stream("POST", "/v1/music/stream", json=body):
            assert served.compose(BELL).headers["character-cost"] == "45"

        eventually(lambda: is_clear(served))
        assert served.service.bill.charged == 9045


def upload_head(served: Served, length: int) -> bytes:
    lines = (
        "POST /v1/music/upload HTTP/1.1",
        "Host: localhost",
        f"xi-api-key: {API_KEY}",
        "Content-Type: multipart/form-data; boundary=b",
        f"Content-Length: {length}",
        "",
        "--b",
        'Content-Disposition: form-data; name="file"; filename="../../x"',
        "",
        "some sound",
    )
    return "\r\n".join(lines).encode()


def connection(served: Served) -> socket.socket:
    url = served.client.base_url
    return socket.create_connection((url.host, url.port), PATIENCE_S)


def test_an_upload_that_is_cut_leaves_nothing(served: Served) -> None:
    with connection(served) as line:
        line.sendall(upload_head(served, 100_000))

    eventually(lambda: is_clear(served))
    assert served.client.get("/v1/models").status_code == 200


def test_a_body_that_never_comes_is_not_waited_for(tmp_path: Path) -> None:
    with serving(tmp_path, patience_s=0.2) as served, connection(served) as line:
        line.sendall(upload_head(served, 100_000))
        answer = line.recv(10_000)

        assert answer.startswith(b"HTTP/1.1 408")
        assert is_clear(served)


def test_a_body_that_trickles_is_not_waited_for(tmp_path: Path) -> None:
    with serving(tmp_path, body_s=0.3) as served, connection(served) as line:
        line.sendall(upload_head(served, 100_000))
        while not select.select([line], [], [], 0.05)[0]:
            with suppress(ConnectionError):  # it was answered just now
                line.sendall(b"s")

        assert line.recv(10_000).startswith(b"HTTP/1.1 408")


def test_a_body_without_an_end_is_no_form(served: Served) -> None:
    with connection(served) as line:
        head = upload_head(served, 0)
        length = len(head) - head.index(b"\r\n\r\n") - 4
        line.sendall(upload_head(served, length))
        answer = line.recv(10_000)

    assert answer.startswith(b"HTTP/1.1 4")
    eventually(lambda: is_clear(served))


def test_a_client_that_takes_nothing_is_dropped(tmp_path: Path) -> None:
    many = {"composition_plan": plan(*BELL["chunks"] * 30), "model_id": MODEL}
    content = json.dumps(many).encode()
    lines = (
        "POST /v1/music/stream?output_format=pcm_48000 HTTP/1.1",
        "Host: localhost",
        f"xi-api-key: {API_KEY}",
        f"Content-Length: {len(content)}",
        "",
        "",
    )
    with serving(tmp_path, patience_s=0.5) as served, connection(served) as line:
        line.sendall("\r\n".join(lines).encode() + content)

        eventually(lambda: served.service.bill.charged > 0)
        eventually(lambda: is_clear(served))
