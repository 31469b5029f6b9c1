"""Uploads: a recording becomes a stored song, and may be heard out.

Knows the wire; what is heard is the embedded musician's affair.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from partita.audio.convert import in_channels
from partita.audio.decode import stream
from partita.errors import ProviderError
from partita.limits import REFERENCE_RANGE, SECTION_MODELS
from partita.plan.chunks import CompositionPlan
from partita.providers.local_extract import extract, extract_sections
from partita.providers.wire.names import DEFAULT_MODEL
from partita.providers.wire.plans import plan_in_full
from partita.providers.wire.requests import UploadFields
from partita.server.bill import price
from partita.server.compose_job import sung_words
from partita.server.crew import Tell
from partita.server.details import words_document
from partita.server.exchange import Exchange
from partita.server.making import Making
from partita.server.recordings import Recording, recording
from partita.server.service import Service
from partita.server.songs import OUTLINE, PARTS, new_song_id
from partita.server.spool import SONG, store
from partita.server.told import Composed, Finished, Recognised, Word
from partita.units import format_duration, ms_at


@dataclass(frozen=True)
class Hear:
    """The job of taking a recording in.

    Args:
        known: folder of the song that it is, if it was made here.
        extract: model that a plan is wanted for.
    """

    path: Path
    folder: Path
    digest: str
    most_ms: int
    known: Path | None
    extract: str | None

    def __call__(self, tell: Tell) -> None:
        """Take it in."""
        audio = in_channels(stream(self.path), 2)
        _refuse_length(ms_at(audio.frame_count, audio.rate_hz), self.most_ms)
        song = self.folder / SONG
        song.mkdir()
        if self.known is not None:
            shutil.copy(self.known / OUTLINE, song)
            shutil.copytree(self.known / PARTS, song / PARTS)
            tell(Composed(sung_words((self.known / OUTLINE).read_bytes())))
        if self.extract in SECTION_MODELS:
            tell(Recognised(extract_sections(audio)))
        elif self.extract is not None:
            tell(Recognised(extract(audio)))
        tell(store(audio, song).finished(self.digest))


def _refuse_length(length_ms: int, most_ms: int) -> None:
    length = format_duration(length_ms)
    if length_ms > most_ms:
        message = f"the recording lasts {length}, at most {format_duration(most_ms)}"
        raise ProviderError(message, code="audio_too_long")
    if length_ms < REFERENCE_RANGE.minimum:
        message = f"the recording lasts only {length}"
        raise ProviderError(message, code="audio_too_short")


async def upload(exchange: Exchange, service: Service) -> None:
    """Answer `/v1/music/upload`."""
    async with service.making() as making:
        came = await recording(exchange, service, making.folder, UploadFields)
        with service.made_here(came.digest) as known:
            most_ms = service.settings.most_upload_ms
            making.begin(_job(came, making.folder, most_ms, known))
            heard = await _heard(making)
        song_id = await _bill_and_store(exchange, service, making, heard.made)
        await exchange.answer(_answer(song_id, came.fields, heard))


def _job(
    came: Recording[UploadFields], folder: Path, most_ms: int, known: Path | None
) -> Hear:
    extract = came.fields.extract_composition_plan
    return Hear(
        came.path,
        folder,
        came.digest,
        most_ms,
        known,
        # `true` is from before there were models to choose from.
        (DEFAULT_MODEL if extract is True else extract) or None,
    )


@dataclass(frozen=True)
class _Heard:
    """What a worker told of a recording."""

    made: Finished
    words: tuple[Word, ...] | None
    plan: CompositionPlan | None


async def _heard(making: Making) -> _Heard:
    words, plan = None, None
    while True:
        told = await making.hear(Composed, Recognised, Finished)
        if isinstance(told, Finished):
            return _Heard(told, words, plan)
        if isinstance(told, Composed):
            words = told.words
        if isinstance(told, Recognised):
            plan = told.plan


def _answer(song_id: str, fields: UploadFields, heard: _Heard) -> dict[str, Any]:
    knows_words = fields.with_timestamps and heard.words is not None
    return {
        "song_id": song_id,
        "composition_plan": plan_in_full(heard.plan) if heard.plan else None,
        "words_timestamps": words_document(heard.words or ()) if knows_words else None,
        "waveform_visual": (
            list(heard.made.waveform) if fields.with_waveform_visual else None
        ),
    }


async def _bill_and_store(
    exchange: Exchange, service: Service, making: Making, made: Finished
) -> str:
    cost = price(ms_at(made.frames, made.rate_hz))
    service.refuse_beyond_credits(cost)
    song_id = new_song_id()
    with service.bill.held(cost):
        making.promise(song_id)
        await making.over()
        await service.charge(exchange, cost)
    return song_id
