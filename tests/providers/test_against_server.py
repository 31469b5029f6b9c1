"""Our provider against our own server: both ends of the wire in one process."""

from __future__ import annotations

import asyncio
import wave
import zipfile
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import httpx
import pytest

from partita.errors import ProviderError, SongGone
from partita.plan.chunks import (
    ChunkPlan,
    CompositionPlan,
    GenerationChunk,
    Prompt,
    ReferenceChunk,
    Source,
    TimeRange,
)
from partita.providers.address import checked
from partita.providers.api_key import ApiKey
from partita.providers.base import Composition, Music
from partita.providers.elevenlabs import ElevenLabs
from partita.providers.exchange import Line
from partita.server.app import make_app
from partita.server.settings import Settings

_T = TypeVar("_T")

PLAN = ChunkPlan((GenerationChunk("[Intro]", 3_000, ("ambient", "60 BPM")),))
BYTES_A_MS = 4 * 48


def meet(
    folder: Path,
    work: Callable[[ElevenLabs], Awaitable[_T]],
    *,
    key: str = "known",
    tier: str = "pro",
) -> _T:
    """Let a provider work against a server that lives as long."""
    settings = replace(Settings(folder / "data", ("known",)), tier=tier, workers=1)
    app = make_app(settings)

    async def run() -> _T:
        line = Line(transport=httpx.ASGITransport(app))
        provider = ElevenLabs(ApiKey(key), checked("https://music.test"), line=line)
        try:
            return await work(provider)
        finally:
            await provider.close()

    try:
        return asyncio.run(run())
    finally:
        app.state.service.close()


async def compose(
    provider: ElevenLabs,
    folder: Path,
    plan: CompositionPlan = PLAN,
    *,
    store: bool = False,
) -> Music:
    await asyncio.to_thread(folder.mkdir)
    composition = Composition("music_v2", plan, 7, store)
    return await provider.compose(composition, folder, lambda _: None)


def test_a_raw_master_has_every_frame_that_was_asked_for(tmp_path: Path) -> None:
    music = meet(tmp_path, lambda p: compose(p, tmp_path / "piece"))

    assert music.format == "pcm_48000"
    assert music.audio.stat().st_size == 3_000 * BYTES_A_MS
    assert music.receipt.credits is not None
    assert set(music.details) >= {"composition_plan", "song_metadata"}


def test_a_small_tier_gets_its_best_master(tmp_path: Path) -> None:
    music = meet(tmp_path, lambda p: compose(p, tmp_path / "piece"), tier="starter")

    assert music.format == "mp3_48000_320"


def test_a_stored_song_can_be_taken_from(tmp_path: Path) -> None:
    async def work(provider: ElevenLabs) -> tuple[Music, Music]:
        first = await compose(provider, tmp_path / "first", store=True)
        kept = Source(TimeRange(0, 2_000), song_id=first.receipt.song_id)
        plan = ChunkPlan((ReferenceChunk(kept), *PLAN.chunks))
        return first, await compose(provider, tmp_path / "second", plan)

    first, second = meet(tmp_path, work)

    assert second.audio.stat().st_size == 5_000 * BYTES_A_MS
    assert first.receipt.song_id is not None


def test_a_song_that_was_never_stored_is_gone(tmp_path: Path) -> None:
    source = Source(TimeRange(0, 3_000), song_id="song_of_nobody")

    async def work(provider: ElevenLabs) -> SongGone:
        plan = ChunkPlan((ReferenceChunk(source),))
        with pytest.raises(SongGone) as caught:
            await compose(provider, tmp_path / "piece", plan)
        return caught.value

    error = meet(tmp_path, work)

    assert error.song_id == "song_of_nobody"
    assert error.billing == "no"


def test_a_prompt_comes_back_as_a_plan_that_can_be_composed(tmp_path: Path) -> None:
    prompt = Prompt("a slow glassy ambient bed", 5_000, instrumental=True)

    plan = meet(tmp_path, lambda p: p.draft(prompt, "music_v2"))

    assert isinstance(plan, ChunkPlan)
    assert plan.duration_ms == 5_000


def test_a_recording_that_was_handed_in_can_be_taken_from(tmp_path: Path) -> None:
    recording = tmp_path / "hum.wav"
    with wave.open(str(recording), "wb") as file:
        file.setparams((1, 2, 44_100, 0, "NONE", ""))
        file.writeframes(bytes(2 * 44_100 * 4))

    async def work(provider: ElevenLabs) -> Music:
        stored = await provider.upload(recording, lambda _: None)
        source = Source(TimeRange(0, 3_000), song_id=stored.song_id)
        plan = ChunkPlan((ReferenceChunk(source),))
        return await compose(provider, tmp_path / "piece", plan)

    music = meet(tmp_path, work)

    assert music.audio.read_bytes() == bytes(3_000 * BYTES_A_MS)


def test_a_piece_of_the_server_is_taken_apart(tmp_path: Path) -> None:
    async def work(provider: ElevenLabs) -> Path:
        music = await compose(provider, tmp_path / "piece", store=True)
        return await provider.stems(music.audio, tmp_path, lambda _: None)

    with zipfile.ZipFile(meet(tmp_path, work)) as archive:
        assert len(archive.namelist()) == 6


def test_a_stranger_is_refused(tmp_path: Path) -> None:
    async def work(provider: ElevenLabs) -> ProviderError:
        with pytest.raises(ProviderError) as caught:
            await provider.account()
        return caught.value

    error = meet(tmp_path, work, key="unknown")

    assert "does not know this API key" in error.message
    assert error.billing == "no"


def test_the_account_and_its_models_are_read(tmp_path: Path) -> None:
    async def work(provider: ElevenLabs) -> tuple[str, tuple[str, ...]]:
        models = await provider.models()
        return (await provider.account()).tier, tuple(m.model_id for m in models)

    tier, models = meet(tmp_path, work)

    assert tier == "pro"
    assert "music_v2" in models


def test_what_the_schema_refuses_is_named_by_its_place(tmp_path: Path) -> None:
    plan = ChunkPlan((GenerationChunk("[Intro]", 1, ("ambient",)),))

    async def work(provider: ElevenLabs) -> ProviderError:
        with pytest.raises(ProviderError) as caught:
            await compose(provider, tmp_path / "piece", plan)
        return caught.value

    error = meet(tmp_path, work)

    path = ("composition_plan", "chunks", 0, "duration_ms")
    assert path in [path for path, _ in error.fields]
