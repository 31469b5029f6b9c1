"""Recordings that clients send: bounded, on the disk, and known again if made here.

Knows files; does not decode (see `uploading`).
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Generic, TypeVar

from pydantic import ValidationError

from partita import digest
from partita.providers.wire.requests import FILE
from partita.providers.wire.shapes import Shape
from partita.server.exchange import Exchange
from partita.server.refusal import broken
from partita.server.service import Service

_Fields = TypeVar("_Fields", bound=Shape)

#: What the official Python SDK leaves on the audio of a detailed answer.
_DELIMITER: Final = re.compile(rb"\r\n--[^\r\n]{1,70}--\r\n\Z")
_LONGEST_DELIMITER: Final = 80


@dataclass(frozen=True)
class Recording(Generic[_Fields]):
    """A recording on the disk, and what stood beside it in the form."""

    path: Path
    digest: str
    fields: _Fields


async def recording(
    exchange: Exchange, service: Service, folder: Path, kind: type[_Fields]
) -> Recording[_Fields]:
    """Read a form with a recording.

    Args:
        folder: for the recording.
        kind: what may stand beside it.

    Raises:
        Refusal: when it is not as it should be.
    """
    path = folder / "recording"
    form = await exchange.form(FILE, path, service.settings.most_upload_bytes)
    try:
        fields = kind.model_validate(form.fields)
    except ValidationError as problem:
        raise broken("body", problem) from None
    return Recording(path, await asyncio.to_thread(_digest, path), fields)


def _digest(path: Path) -> str:
    """Take off what an SDK may have left on a recording, and digest the rest."""
    with path.open("r+b") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _LONGEST_DELIMITER))
        if (found := _DELIMITER.search(file.read())) is not None:
            file.truncate(size - len(found.group()))
    return digest.of_file(path)
