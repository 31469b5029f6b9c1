"""What a paid provider can do, and the values that go in and come out.

A provider turns one request into one result. It knows its own wire, retries what is
certainly unbilled, and says of every failure what is known of the bill. It does not
know targets, takes, budgets or the journal: who calls it writes down the intent first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from partita.plan.chunks import CompositionPlan, Prompt


@dataclass(frozen=True)
class Composition:
    """One request for music.

    Args:
        plan: its sources named by `song_id`, never by target.
        store: keep it as a stored song, so that edits can take from it.
        timestamps: ask when each word is sung.
        output_format: one of the API's names; None asks for the best that is allowed.
        rate_hz: of masters that are equally good, one of this rate is asked for: then
            what is kept need not be resampled.
        respect_sections_durations: `music_v1` only.
    """

    model_id: str
    plan: CompositionPlan
    seed: int | None = None
    store: bool = False
    timestamps: bool = False
    output_format: str | None = None
    rate_hz: int | None = None
    finetune_id: str | None = None
    respect_sections_durations: bool = True


@dataclass(frozen=True)
class Receipt:
    """What the headers of an answer say, before its body is there.

    Args:
        credits: what was charged; None when the answer does not say.
    """

    song_id: str | None = None
    request_id: str | None = None
    credits: int | None = None
    content_type: str | None = None
    content_length: int | None = None


@dataclass(frozen=True)
class Music:
    """A generated piece as it was received.

    Args:
        audio: file with the audio's bytes, exactly as they came.
        format: the output format that was asked for and that the bytes have.
        details: what came with it: `composition_plan`, `song_metadata`,
            `words_timestamps`, in the API's own shapes.
    """

    receipt: Receipt
    audio: Path
    format: str
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class StoredSong:
    """A recording that the provider keeps from now on."""

    receipt: Receipt
    song_id: str


@dataclass(frozen=True)
class Account:
    """What the key may do.

    Args:
        credits_left: None when there is no end.
        concurrency: music requests at once.
        formats: output formats that the tier allows, best masters first.
        status: of the subscription: `active`, `past_due`, `free_disabled`, …
    """

    tier: str
    credits_left: int | None
    concurrency: int
    formats: tuple[str, ...]
    resets_unix: int | None = None
    status: str = "active"


class Provider(Protocol):
    """Somebody who makes music for money.

    Every method raises `ProviderError`, whose `billing` says what is known of the bill.
    """

    name: str

    @property
    def refused_formats(self) -> frozenset[str]:
        """Return the output formats that the account was refused."""

    async def account(self) -> Account:
        """Return what the key may do."""

    async def draft(self, prompt: Prompt, model_id: str) -> CompositionPlan:
        """Turn a prompt into a plan. Free."""

    async def compose(
        self,
        composition: Composition,
        folder: Path,
        on_receipt: Callable[[Receipt], None],
    ) -> Music:
        """Generate a piece. Sent once; only what is certainly unbilled is repeated.

        Args:
            folder: empty, for everything that arrives. What is in it after a failure,
                or a crash, is what was received.
            on_receipt: told as soon as headers of a good answer are there.

        Raises:
            SongGone: when a stored song of the plan is no longer there.
        """

    def recover(self, folder: Path) -> Music | None:
        """Return the piece that a folder holds, if all of it had arrived."""

    async def upload(
        self, audio: Path, on_receipt: Callable[[Receipt], None]
    ) -> StoredSong:
        """Hand in a recording, so that plans can take from it. Paid like its length."""

    async def close(self) -> None:
        """Let go of every connection."""
