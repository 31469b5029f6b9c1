"""A provider that sells sound for credits: small, real, and never on a network.

What it sells is PCM with a tone of its own for every request, and kept audio exactly as
its stored songs hold it. It keeps a bill, and does wrong what a test tells it to.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from partita.audio.decode import decode
from partita.errors import ProviderError, SongGone
from partita.plan.chunks import (
    ChunkPlan,
    CompositionPlan,
    GenerationChunk,
    Prompt,
    ReferenceChunk,
)
from partita.providers.base import Account, Composition, Music, Receipt, StoredSong

RATE_HZ = 48_000
FORMAT = "pcm_48000"
CREDITS_A_SECOND = 15


@dataclass
class Shop:
    """One shop, with what it sold so far.

    Args:
        faults: raised instead of the next answers, one each.
        drafting_faults: likewise, when a prompt is to be drafted.
        misread: the uploads, counted from 1, whose song's id is spoilt on its way.
        silent: the sales, counted from 1, that bring nothing to be heard.
    """

    name: str = "elevenlabs"
    bill: list[int] = field(default_factory=list)
    asked: list[Composition] = field(default_factory=list)
    uploads: int = 0
    songs: dict[str, np.ndarray] = field(default_factory=dict)
    faults: list[ProviderError] = field(default_factory=list)
    drafting_faults: list[ProviderError] = field(default_factory=list)
    silent: set[int] = field(default_factory=set)
    misread: set[int] = field(default_factory=set)
    is_open: bool = True
    refused_formats: frozenset[str] = frozenset()

    async def account(self) -> Account:
        return Account("pro", None, 2, ("pcm_48000",))

    async def draft(self, prompt: Prompt, model_id: str) -> CompositionPlan:
        if self.drafting_faults:
            raise self.drafting_faults.pop(0)
        length_ms = prompt.length_ms or 6_000
        return ChunkPlan((GenerationChunk(f"[Verse]\n{prompt.text}", length_ms),))

    async def compose(
        self,
        composition: Composition,
        folder: Path,
        on_receipt: Callable[[Receipt], None],
    ) -> Music:
        self.asked.append(composition)
        if self.faults:
            raise self.faults.pop(0)
        receipt, content = self.sell(composition.plan)
        on_receipt(receipt)
        audio = folder / "audio"
        audio.write_bytes(content)
        return Music(receipt, audio, FORMAT, {"words_timestamps": []})

    def sell(self, plan: CompositionPlan) -> tuple[Receipt, bytes]:
        """Bill a piece, keep it as a stored song, and return what is handed over."""
        assert isinstance(plan, ChunkPlan)
        parts = [self._sound(chunk) for chunk in plan.chunks]
        made_ms = sum(
            c.duration_ms for c in plan.chunks if isinstance(c, GenerationChunk)
        )
        self.bill.append(round(made_ms * CREDITS_A_SECOND / 1000))
        song_id = f"song-{len(self.bill) - 1}"
        is_silent = len(self.bill) in self.silent
        self.songs[song_id] = np.concatenate(parts) * (not is_silent)
        receipt = Receipt(song_id, f"request-{len(self.bill)}", self.bill[-1])
        return receipt, self.songs[song_id].astype("<i2").tobytes()

    def recover(self, folder: Path) -> Music | None:
        return None

    async def upload(
        self, audio: Path, on_receipt: Callable[[Receipt], None]
    ) -> StoredSong:
        self.uploads += 1
        if self.faults:
            raise self.faults.pop(0)
        song_id = f"upload-{self.uploads}"
        frames = decode(audio).frames >> 8
        self.songs[song_id] = frames
        self.bill.append(round(len(frames) / RATE_HZ * CREDITS_A_SECOND))
        receipt = Receipt(song_id, None, self.bill[-1])
        on_receipt(receipt)
        is_misread = self.uploads in self.misread
        return StoredSong(receipt, f"{song_id}?" if is_misread else song_id)

    async def close(self) -> None:
        self.is_open = False

    def _sound(self, chunk: object) -> np.ndarray:
        if isinstance(chunk, ReferenceChunk):
            return self._stored(chunk)
        assert isinstance(chunk, GenerationChunk)
        frames = RATE_HZ * chunk.duration_ms // 1000
        tone_hz = 200 + 37 * len(self.asked)
        wave = 8000 * np.sin(2 * np.pi * tone_hz * np.arange(frames) / RATE_HZ)
        return np.stack([wave, wave], axis=1).astype(np.int32)

    def _stored(self, chunk: ReferenceChunk) -> np.ndarray:
        song_id = chunk.source.song_id
        assert song_id is not None
        if song_id not in self.songs:
            gone = SongGone(f"there is no song {song_id}")
            gone.song_id = song_id
            raise gone
        start, end = (
            RATE_HZ * ms // 1000
            for ms in (chunk.source.range.start_ms, chunk.source.range.end_ms)
        )
        return self.songs[song_id][start:end]
