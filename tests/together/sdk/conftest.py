from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from elevenlabs.client import ElevenLabs

from tests.patience import PATIENT
from tests.together.plans import FERRY
from tests.together.sdk.official import Song, compose_song
from tests.together.served import API_KEY, Served


@pytest.fixture(scope="session")
def client(served: Served) -> Iterator[ElevenLabs]:
    """The official client, as its users make it."""
    with httpx.Client(timeout=PATIENT) as connection:
        yield ElevenLabs(base_url=served.url, api_key=API_KEY, httpx_client=connection)


@pytest.fixture(scope="session")
def song(client: ElevenLabs) -> Song:
    """A stored song of two chunks, three seconds each."""
    return compose_song(client, FERRY)
