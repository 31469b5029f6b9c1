"""A recording on its way to a service: opened, and named by what it is.

The file's own name and folder stay at home. Knows how containers begin; does not judge
what is inside.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Final

from partita.errors import ProviderError, Refused
from partita.providers.wire.requests import FILE

#: By how a file begins: what it is called where it is sent.
_NAMES: Final = {
    b"fLaC": ("recording.flac", "audio/flac"),
    b"RIFF": ("recording.wav", "audio/wav"),
    b"OggS": ("recording.ogg", "audio/ogg"),
    b"ID3": ("recording.mp3", "audio/mpeg"),
    b"\xff": ("recording.mp3", "audio/mpeg"),
}
_OTHER: Final = ("recording", "application/octet-stream")


@contextmanager
def form(audio: Path, fields: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Open a recording as a form, its file read while it is sent.

    Made anew for every attempt, so that none goes without its fields.

    Raises:
        ProviderError: when it can't be opened. Nothing was sent.
    """
    try:
        file = audio.open("rb")
    except OSError as error:
        refused = Refused(error)
        raise ProviderError(refused.message, hint=refused.hint) from None
    with file:
        yield {"data": fields, "files": {FILE: _named(file)}}


def _named(file: BinaryIO) -> tuple[str, BinaryIO, str]:
    start = file.read(4)
    file.seek(0)
    found = (name for magic, name in _NAMES.items() if start.startswith(magic))
    name, media_type = next(found, _OTHER)
    return name, file, media_type
