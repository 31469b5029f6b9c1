"""Ask a stub for a piece, and keep everything that came of it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import httpx
import pytest

from partita.errors import ProviderError
from partita.plan.chunks import ChunkPlan, CompositionPlan, GenerationChunk
from partita.providers.address import checked
from partita.providers.api_key import ApiKey
from partita.providers.base import Composition, Music, Receipt
from partita.providers.elevenlabs import ElevenLabs
from partita.providers.exchange import Line
from partita.providers.retry import Waiting
from tests.patience import PATIENT
from tests.providers.stub import Reply, Stub, serving

_T = TypeVar("_T")

KEY = "sk_3f9c_a_key_of_no_account"
DETAILED = "/v1/music/detailed"

PLAN = ChunkPlan((GenerationChunk("[Verse]\nOver the hill", 4_000, ("folk",)),))


@dataclass
class Asked:
    """What came of one provider's work.

    Args:
        slept: pauses that were asked for; none was made.
    """

    stub: Stub
    provider: ElevenLabs
    folder: Path
    receipts: list[Receipt] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    async def compose(
        self, plan: CompositionPlan = PLAN, model_id: str = "music_v2"
    ) -> Music:
        """Ask for a piece."""
        composition = Composition(model_id, plan)
        return await self.provider.compose(
            composition, self.folder, self.receipts.append
        )


def ask(
    folder: Path,
    replies: dict[str, list[Reply]],
    work: Callable[[Asked], Awaitable[_T]],
    network: httpx.AsyncBaseTransport | None = None,
) -> tuple[_T, Asked]:
    """Let a provider work against a stub, and return what came of it."""

    async def run() -> tuple[_T, Asked]:
        async with serving(replies) as stub:
            asked = _asked(stub, folder, Line(network, PATIENT))
            try:
                return await work(asked), asked
            finally:
                await asked.provider.close()

    return asyncio.run(run())


def _asked(stub: Stub, folder: Path, line: Line) -> Asked:
    slept: list[float] = []
    told: list[str] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    provider = ElevenLabs(
        ApiKey(KEY),
        checked(stub.url),
        line=line,
        waiting=Waiting(sleep, lambda: 0.5, told.append),
    )
    return Asked(stub, provider, folder, slept=slept, told=told)


def composed(folder: Path, *replies: Reply) -> tuple[Music, Asked]:
    """Ask for a piece that is made in the end."""
    return ask(folder, {DETAILED: list(replies)}, Asked.compose)


def failed(
    folder: Path, *replies: Reply, network: httpx.AsyncBaseTransport | None = None
) -> tuple[ProviderError, Asked]:
    """Ask for a piece that is not made."""

    async def work(asked: Asked) -> ProviderError:
        with pytest.raises(ProviderError) as caught:
            await asked.compose()
        return caught.value

    return ask(folder, {DETAILED: list(replies)}, work, network)
