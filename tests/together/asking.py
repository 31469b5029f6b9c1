"""Our provider at one end, a server at the other, and what came of one request."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from partita.errors import ProviderError
from partita.plan.chunks import ChunkPlan, GenerationChunk
from partita.providers.address import checked
from partita.providers.api_key import ApiKey
from partita.providers.base import Composition, Music, Receipt
from partita.providers.elevenlabs import ElevenLabs
from partita.providers.exchange import Line
from tests.patience import PATIENT
from tests.together.served import API_KEY

#: The one call that makes music, and is paid.
PAID = "/v1/music/detailed"

STYLES = ("ambient", "glass pads", "60 BPM", "E minor", "instrumental")
BELL = Composition(
    "music_v2", ChunkPlan((GenerationChunk("[Intro]", 3000, STYLES),)), seed=11
)


@dataclass
class Came:
    """What came of one request."""

    folder: Path
    music: Music | None = None
    error: ProviderError | None = None
    receipts: list[Receipt] = field(default_factory=list)

    @property
    def audio(self) -> bytes:
        """Return the audio of a good answer."""
        assert self.music is not None, self.error
        return self.music.audio.read_bytes()

    @property
    def kept(self) -> bytes:
        """Return what was kept of the answer's body."""
        body = self.folder / "body"
        return body.read_bytes() if body.exists() else b""


def provider(url: str, line: Line) -> ElevenLabs:
    """Return our client for a server."""
    return ElevenLabs(ApiKey(API_KEY), checked(url), line=line)


def ask(
    url: str,
    folder: Path,
    composition: Composition = BELL,
    network: httpx.AsyncBaseTransport | None = None,
) -> Came:
    """Ask for a piece over real HTTP."""
    folder.mkdir()
    client = provider(url, Line(network, PATIENT))
    return asyncio.run(_ask(client, folder, composition))


async def _ask(client: ElevenLabs, folder: Path, composition: Composition) -> Came:
    came = Came(folder)
    try:
        came.music = await client.compose(composition, folder, came.receipts.append)
    except ProviderError as error:
        came.error = error
    finally:
        await client.close()
    return came


def recovered(folder: Path) -> bytes | None:
    """Return the audio that a folder holds, as after a crash."""
    music = provider("http://127.0.0.1:1", Line()).recover(folder)
    return music.audio.read_bytes() if music else None
