from __future__ import annotations

import asyncio
import json
import logging
import os
from pathlib import Path

import httpx
import pytest
from starlette.types import Message

from partita.server.app import make_app
from partita.server.crew import Tell
from partita.server.door import Door
from partita.server.exchange import Exchange
from partita.server.service import Service
from partita.server.settings import Settings
from tests.patience import eventually
from tests.server.served import API_KEY, BELL, MODEL, Served, detail

WORDS = "a most private ode to nobody"


def test_neither_keys_nor_words_are_noted(
    served: Served, caplog: pytest.LogCaptureFixture
) -> None:
    noted = ("POST /v1/music status=422", "GET /v1/models status=401")
    with caplog.at_level(logging.INFO, "partita.serve"):
        served.post("", {"prompt": WORDS, "music_length_ms": 1})
        served.client.get("/v1/models", headers={"xi-api-key": "a-wrong-key"})
        # Each is noted after its answer.
        eventually(lambda: all(line in caplog.text for line in noted))

    for private in (API_KEY, "a-wrong-key", WORDS):
        assert private not in caplog.text


def test_a_request_for_what_is_not_here_is_noted_in_one_line(
    served: Served, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "partita.serve"):
        answer = served.client.get("/v1/musik%0Aa line?key=" + API_KEY)
        served.client.delete("/v1/models")

    noted = [r.message for r in caplog.records if r.name == "partita.serve"]
    first, second = (each for each in noted if "musik" in each or "DELETE" in each)
    request_id = answer.headers["request-id"]
    assert first == f"GET /v1/musik%0Aa%20line status=404 request={request_id}"
    assert second.startswith("DELETE /v1/models status=405 request=")


def test_it_answers_without_a_socket(tmp_path: Path) -> None:
    async def ask() -> httpx.Response:
        app = make_app(Settings(tmp_path, ("k",), workers=1))
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(
            transport=transport, base_url="http://partita", headers={"xi-api-key": "k"}
        ) as client:
            body = {"composition_plan": BELL, "model_id": MODEL}
            answer = await client.post("/v1/music/stream", json=body)
        app.state.service.close()
        return answer

    answer = asyncio.run(ask())
    assert answer.status_code == 200
    assert answer.content.startswith(b"\xff\xfb")


class Die:
    def __call__(self, tell: Tell) -> None:
        os._exit(1)


async def lose(exchange: Exchange, service: Service) -> None:
    """Have a worker die."""
    async with service.making() as making:
        making.begin(Die())
        await making.hear(Path)


async def fail(exchange: Exchange, service: Service) -> None:
    """Fail as nobody foresaw."""
    raise ZeroDivisionError


@pytest.mark.parametrize("endpoint", [lose, fail])
def test_a_fault_of_ours_is_answered(tmp_path: Path, endpoint: object) -> None:
    async def ask() -> httpx.Response:
        service = Service(Settings(tmp_path, ("k",), workers=1))
        transport = httpx.ASGITransport(Door(endpoint, service))  # type: ignore[arg-type]
        async with httpx.AsyncClient(
            transport=transport, base_url="http://partita", headers={"xi-api-key": "k"}
        ) as client:
            answer = await client.post("/v1/music", json={})
        service.close()
        return answer

    answer = asyncio.run(ask())
    assert answer.status_code == 500
    assert detail(answer)["code"] == "internal_error"


async def wait(exchange: Exchange, service: Service) -> None:
    """Take longer than anybody waits."""
    await exchange.document(100)
    await asyncio.sleep(3600)


def test_a_server_that_stops_says_so(tmp_path: Path) -> None:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def stop() -> None:
        begun = asyncio.Event()

        async def receive() -> Message:
            if begun.is_set():
                await asyncio.sleep(3600)
            begun.set()
            return {"type": "http.request", "body": b"{}"}

        scope = {"type": "http", "method": "POST", "path": "/", "query_string": b""}
        scope |= {"headers": [(b"xi-api-key", b"k")]}
        service = Service(Settings(tmp_path, ("k",), workers=1))
        request = asyncio.create_task(Door(wait, service)(scope, receive, send))
        await begun.wait()
        request.cancel()
        await asyncio.wait([request])
        service.close()

    asyncio.run(stop())

    assert sent[0]["status"] == 503
    assert json.loads(sent[1]["body"])["detail"]["code"] == "service_unavailable"
    assert not sent[-1]["more_body"]
