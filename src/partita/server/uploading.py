"""Uploads: a recording becomes a stored song, and may be heard out.

Knows the wire; what is heard is the embedded musician's affair.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from partita.audio.convert import in_channels
from partita.audio.decode import stream
from partita.limits import REFERENCE_RANGE
from partita.providers.wire.answers import UploadAnswer
from partita.providers.wire.requests import UploadFields
from partita.server.bill import price
from partita.server.compose_job import sung_words
from partita.server.crew import Tell
from partita.server.details import words_document
from partita.server.exchange import Exchange
from partita.server.making import Making
from partita.server.recordings import made_here, received, recording
from partita.server.refusal import refused
from partita.server.service import Service
from partita.server.songs import OUTLINE, PARTS, new_song_id
from partita.server.spool import SONG, store
from partita.server.told import Composed, Finished, OutOfBounds
from partita.units import format_duration, ms_at


@dataclass(frozen=True)
class Hear:
    """The job of taking a recording in.

    Args:
        known: folder of the song that it is, if it was made here.
    """

    path: Path
    folder: Path
    digest: str
    most_ms: int
    known: Path | None

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
        tell(store(audio, song).finished(self.digest))


def _refuse_length(length_ms: int, most_ms: int) -> None:
    length = format_duration(length_ms)
    if length_ms > most_ms:
        message = f"the recording lasts {length}, at most {format_duration(most_ms)}"
        raise OutOfBounds(message, "audio_too_long")
    if length_ms < REFERENCE_RANGE.minimum:
        raise OutOfBounds(f"the recording lasts only {length}", "audio_too_short")


async def upload(exchange: Exchange, service: Service) -> None:
    """Answer `/v1/music/upload`."""
    async with recording(exchange, service, UploadFields) as (file, fields):
        if fields.extract_composition_plan:
            message = "this server can't hear a plan in a recording"
            raise refused("feature_not_available", message)
        async with service.making() as making:
            came = await received(file, making.folder)
            song = made_here(came, service)
            making.begin(
                Hear(
                    came.path,
                    making.folder,
                    came.digest,
                    service.settings.most_upload_ms,
                    service.songs.folder(song) if song else None,
                )
            )
            sung = None
            while not isinstance(told := await making.hear(object), Finished):
                sung = told.words if isinstance(told, Composed) else sung
            song_id = await _bill_and_store(exchange, service, making, told)
            answer = UploadAnswer(
                song_id=song_id,
                words_timestamps=words_document(sung)
                if sung is not None and fields.with_timestamps
                else None,
                waveform_visual=told.waveform if fields.with_waveform_visual else None,
            )
            await exchange.answer(answer.model_dump(mode="json"))


async def _bill_and_store(
    exchange: Exchange, service: Service, making: Making, made: Finished
) -> str:
    cost = price(ms_at(made.frames, made.rate_hz))
    service.refuse_beyond_credits(cost)
    await service.charge(exchange, cost)
    song_id = new_song_id()
    making.promise(song_id)
    await making.over()
    return song_id
