"""Keep what arrives, while it arrives.

An answer's headers are on the disk before the first byte of its body, and its body as
it comes; nothing of it is ever deleted here. Whether it is whole is judged from the
disk alone, so that a crash changes nothing. Knows no request and no service.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path
from typing import Final

import httpx

from partita.errors import Billing, ProviderError, Refused
from partita.files import write_stray, write_whole
from partita.providers.answers import DOUBT, content_type, number, plain
from partita.providers.base import Music, Receipt
from partita.providers.faults import FAULTS, happened
from partita.providers.packed import ENCODING, unpacked
from partita.providers.wire import mixed, names

#: Files of a folder. `audio` is cut out of `body` when that is whole.
HEADERS: Final = "headers.json"
BODY: Final = "body"
AUDIO: Final = "audio"

#: Headers that are kept: what tells of the piece and of its bill, and no cookies.
_KEPT: Final = (
    "content-type",
    "content-length",
    ENCODING,
    "date",
    names.SONG_ID,
    names.REQUEST_ID,
    names.COST,
)

_KEPT_HINT: Final = "what came is kept"

#: Room that is asked for besides: the JSON that comes with the audio, and traces.
_SPARE_BYTES: Final = 16 << 20


def receipt_of(headers: Mapping[str, str]) -> Receipt:
    """Return what headers tell of the piece and of its bill."""
    return Receipt(
        song_id=headers.get(names.SONG_ID) or None,
        request_id=headers.get(names.REQUEST_ID) or None,
        credits=number(headers.get(names.COST)),
        content_type=headers.get("content-type"),
        content_length=number(headers.get("content-length")),
    )


def billing_of(receipt: Receipt) -> Billing:
    """Return what the headers of a good answer say of the bill."""
    if receipt.credits is None:
        return "unknown"
    return "yes" if receipt.credits else "no"


def check_room(folder: Path, duration_ms: int) -> None:
    """Make sure that a piece will find room, before it is paid for.

    Raises:
        ProviderError: when it won't.
    """
    # Raw stereo at 48 kHz is 192 bytes a millisecond: once in the body, once cut out.
    needed = 2 * 192 * duration_ms + _SPARE_BYTES
    free = shutil.disk_usage(folder).free
    if free < needed:
        message = f"the disk has room for {free >> 20} MB; this piece may take "
        message += f"{needed >> 20} MB as it arrives, so it was not asked for"
        raise ProviderError(message, hint="make some room", code="disk")


async def receive_music(
    response: httpx.Response,
    folder: Path,
    output_format: str,
    on_receipt: Callable[[Receipt], None],
) -> Music:
    """Keep a piece while it arrives, and cut its audio out.

    Raises:
        ProviderError: when it is not whole. What came is kept.
    """
    receipt, fault = await _keep(response, folder, output_format, on_receipt)
    # Not in the loop: ten minutes of raw audio take a while to copy and sync.
    music = await asyncio.to_thread(_read, folder, ended=fault is None)
    if music is None:
        raise _lost(receipt, folder, fault)
    return music


async def receive_archive(
    response: httpx.Response, folder: Path, on_receipt: Callable[[Receipt], None]
) -> Path:
    """Keep a ZIP while it arrives, and return where it is.

    Raises:
        ProviderError: when it is not whole. What came is kept.
    """
    receipt, fault = await _keep(response, folder, "zip", on_receipt)
    if not zipfile.is_zipfile(folder / BODY):
        raise _lost(receipt, folder, fault)
    return folder / BODY


def recover(folder: Path) -> Music | None:
    """Return the piece that a folder holds, if all of it had arrived."""
    return _read(folder, ended=False)


def is_whole(folder: Path) -> bool:
    """Tell whether all of a piece had arrived, and cut nothing out."""
    return _read(folder, ended=False, cut=False) is not None


def keep_failure(folder: Path, response: httpx.Response, body: bytes) -> None:
    """Keep an answer that is no piece, for whoever asks what became of the money."""
    # A disk that won't take it must not hide what the answer says.
    with suppress(Refused):
        _write_head(response, folder, "")
        with _disk():
            write_whole(folder / BODY, body)


async def _keep(
    response: httpx.Response,
    folder: Path,
    output_format: str,
    on_receipt: Callable[[Receipt], None],
) -> tuple[Receipt, Exception | None]:
    """Bring an answer to the disk; return what went wrong on the way, if anything."""
    headers = kept_headers(response.headers)
    receipt = receipt_of(headers)
    try:
        _write_head(response, folder, output_format)
    except Refused as refused:
        return receipt, refused
    if _is_audible(headers):
        on_receipt(receipt)
    return receipt, await _pour(response, folder / BODY)


def _write_head(response: httpx.Response, folder: Path, output_format: str) -> None:
    known = {
        "status": response.status_code,
        "output_format": output_format,
        "headers": kept_headers(response.headers),
    }
    with _disk():
        write_whole(folder / HEADERS, json.dumps(known, indent=1).encode())


def kept_headers(headers: httpx.Headers) -> dict[str, str]:
    """Return the headers to keep; of one that stands twice, the first."""
    return {name: headers.get_list(name)[0] for name in _KEPT if headers.get_list(name)}


def _is_audible(headers: Mapping[str, str]) -> bool:
    """Tell whether an answer claims to be what was asked for."""
    claimed = content_type(headers)
    return claimed.startswith(("multipart/", "audio/")) or claimed == names.ZIP


async def _pour(response: httpx.Response, path: Path) -> Exception | None:
    """Write a body as it comes; return what went wrong, if anything."""
    try:
        with _disk():
            file = path.open("wb", buffering=0)
        with file:
            async for block in response.aiter_raw():
                with _disk():
                    _write(file, block)
            with _disk():
                os.fsync(file.fileno())
    except (*FAULTS, Refused) as error:
        return error
    return None


@contextmanager
def _disk() -> Iterator[None]:
    """Tell the disk's errors from those of the network."""
    try:
        yield
    except OSError as error:
        raise Refused(error) from None


def _write(file: FileIO, block: bytes) -> None:
    left = memoryview(block)
    while left:
        left = left[file.write(left) :]


def _read(folder: Path, *, ended: bool, cut: bool = True) -> Music | None:
    """Return the piece in a folder if it is whole.

    Args:
        ended: the answer came to an end by itself.
        cut: write its audio to a file of its own.
    """
    known, body = _known(folder), folder / BODY
    if known is None or not body.exists():
        return None
    headers, output_format = known
    receipt, size = receipt_of(headers), body.stat().st_size
    content = unpacked(body, headers)
    if content is None:
        return None
    boundary = mixed.boundary_of(headers.get("content-type"))
    if boundary is not None:
        return _cut_out(content, boundary, receipt, output_format, cut=cut)
    promised = receipt.content_length
    whole = ended if promised is None else size == promised
    if size and whole and content_type(headers).startswith("audio/"):
        return Music(receipt, content, output_format)
    return None


def _known(folder: Path) -> tuple[dict[str, str], str] | None:
    """Return an answer's headers and the format that was asked for."""
    try:
        known = json.loads((folder / HEADERS).read_bytes())
    except (OSError, ValueError):
        return None
    match known:
        case {
            "status": int(status),
            "headers": dict(headers),
            "output_format": str(output_format),
        } if httpx.codes.is_success(status):
            return headers, output_format
    return None


def _cut_out(
    body: Path, boundary: str, receipt: Receipt, output_format: str, *, cut: bool
) -> Music | None:
    """Return the piece of a multipart answer, if its closing boundary is there."""
    audio = body.with_name(AUDIO)
    try:
        found = mixed.read_mixed(body, boundary)
    except ValueError:
        return None
    if not found.whole or found.start == found.end:
        return None
    if cut:
        stray = write_stray(body.parent, lambda f: mixed.copy_audio(found, body, f))
        stray.replace(audio)
    # The audio is what was paid for; it counts although its details were spoilt.
    return Music(receipt, audio, output_format, found.document or {})


def _lost(receipt: Receipt, folder: Path, fault: Exception | None) -> ProviderError:
    """Return the error for an answer that is not whole."""
    size = (folder / BODY).stat().st_size if (folder / BODY).exists() else 0
    message, code = _what_was_lost(receipt, size, fault)
    billing = billing_of(receipt)
    hint = _KEPT_HINT if billing == "yes" else f"{_KEPT_HINT}; {DOUBT}"
    return ProviderError(
        message, hint=hint, billing=billing, code=code, request_id=receipt.request_id
    )


def _what_was_lost(
    receipt: Receipt, size: int, fault: Exception | None
) -> tuple[str, str]:
    came = f"{size} bytes"
    if receipt.content_length:
        came = f"{size} of {receipt.content_length} bytes"
    if isinstance(fault, Refused):
        return f"only {came} of the piece were kept: {fault.message}", "disk"
    if fault is not None:
        return f"{happened(fault)} after {came}", "cut"
    if not size:
        return "the answer was empty", "empty"
    claimed = receipt.content_type or "of no type"
    if not _is_audible({"content-type": claimed}):
        return f"the answer is `{plain(claimed)}`, which is no music", "bad_answer"
    return f"the answer ends before its audio does, after {came}", "cut"
