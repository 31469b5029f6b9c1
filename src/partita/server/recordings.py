"""Recordings that clients send: bounded, on the disk, and known again if made here.

Knows forms and files; does not decode (see `uploading`). A client's file name is never
used.
"""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, TypeVar

from pydantic import ValidationError
from starlette.datastructures import FormData, UploadFile

from partita import digest
from partita.providers.wire.errors import SchemaFault, schema_error
from partita.providers.wire.requests import FILE
from partita.providers.wire.shapes import Shape
from partita.server.exchange import Exchange
from partita.server.refusal import Refusal, broken
from partita.server.service import Service
from partita.server.songs import Song

_Fields = TypeVar("_Fields", bound=Shape)

#: What the official Python SDK leaves on the audio of a detailed answer.
_DELIMITER: Final = re.compile(rb"\r\n--[^\r\n]{1,70}--\r\n\Z")
_LONGEST_DELIMITER: Final = 80


@asynccontextmanager
async def recording(
    exchange: Exchange, service: Service, kind: type[_Fields]
) -> AsyncIterator[tuple[UploadFile, _Fields]]:
    """Read a form with a file, and check what stands beside it.

    Raises:
        Refusal: when it is not as it should be.
    """
    async with exchange.form(service.settings.most_upload_bytes) as form:
        file = form.get(FILE)
        if not isinstance(file, UploadFile):
            fault = SchemaFault(("body", FILE), "Field required", "missing")
            raise Refusal(schema_error([fault]))
        yield file, _fields(form, kind)


def _fields(form: FormData, kind: type[_Fields]) -> _Fields:
    written = {key: value for key, value in form.items() if isinstance(value, str)}
    try:
        return kind.model_validate(written)
    except ValidationError as problem:
        raise broken("body", problem) from None


@dataclass(frozen=True)
class Received:
    """A recording on the disk."""

    path: Path
    digest: str


async def received(file: UploadFile, folder: Path) -> Received:
    """Move a recording to a folder, without what an SDK may have left on it."""
    return await asyncio.to_thread(_received, file.file, folder / "recording")


def _received(source: BinaryIO, path: Path) -> Received:
    with path.open("w+b") as target:
        shutil.copyfileobj(source, target)
        size = target.tell()
        target.seek(max(0, size - _LONGEST_DELIMITER))
        if (found := _DELIMITER.search(target.read())) is not None:
            target.truncate(size - len(found.group()))
    return Received(path, digest.of_file(path))


def made_here(recording: Received, service: Service) -> Song | None:
    """Return the stored song that a recording is, byte for byte as it was sent."""
    return service.songs.known_as(recording.digest)
