"""A real server on loopback, in a thread of the test's own process."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import uvicorn

from partita.server.app import make_app
from partita.server.run import address_of, listening
from partita.server.service import Service
from partita.server.settings import Settings
from tests.patience import PATIENT

API_KEY = "a-key-for-tests"
MODEL = "music_v2"
PCM = "pcm_44100"


@dataclass(frozen=True)
class Served:
    """A server, seen from both sides."""

    client: httpx.Client
    service: Service

    @property
    def work(self) -> list[Path]:
        """What requests have lying about."""
        return list((self.service.settings.data / "partita-work").iterdir())

    def post(self, path: str, body: object, **query: str) -> httpx.Response:
        return self.client.post(f"/v1/music{path}", json=body, params=query)

    def compose(self, plan: object, **more: Any) -> httpx.Response:
        """Compose a plan as PCM; it has to succeed. The same each time, by its seed."""
        body = {"composition_plan": plan, "model_id": MODEL, "seed": SEED, **more}
        answer = self.post("", body, output_format=PCM)
        assert answer.status_code == 200, answer.text
        return answer

    def store(self, plan: object) -> str:
        song_id: str = self.compose(plan, store_for_inpainting=True).headers["song-id"]
        return song_id


@contextmanager
def serving(data: Path, **settings: Any) -> Iterator[Served]:
    """Serve until the end of the block."""
    app = make_app(Settings(data, (API_KEY,), **{"workers": 1, **settings}))
    with listening("127.0.0.1", 0, 60) as listener:
        config = uvicorn.Config(
            app,
            log_config=None,
            # Longer than the client keeps a connection: it is never closed under it.
            timeout_keep_alive=60,
            timeout_graceful_shutdown=1,
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            with httpx.Client(
                base_url=address_of(listener, "127.0.0.1"),
                headers={"xi-api-key": API_KEY},
                timeout=PATIENT,
            ) as client:
                yield Served(client, app.state.service)
        finally:
            server.should_exit = True
            thread.join()


def made(text: str, *styles: str, **more: Any) -> dict[str, Any]:
    """Return a generation chunk of three seconds."""
    chunk = {"text": text, "duration_ms": 3000, "positive_styles": list(styles)}
    return {**chunk, **more}


def kept(song_id: str, start_ms: int, end_ms: int) -> dict[str, Any]:
    return {"song_id": song_id, "range": {"start_ms": start_ms, "end_ms": end_ms}}


def plan(*chunks: dict[str, Any]) -> dict[str, Any]:
    return {"chunks": list(chunks)}


SEED = 1
TIDE = plan(made("[Verse]\nThe tide is slow", "folk", "acoustic guitar", "90 BPM"))
BELL = plan(made("[Intro]", "ambient", "glass pads", "60 BPM", "instrumental"))


def detail(answer: httpx.Response) -> dict[str, Any]:
    """Return what an error says."""
    said: dict[str, Any] = answer.json()["detail"]
    return said
