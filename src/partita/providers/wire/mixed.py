"""The `multipart/mixed` answer of a detailed composition: JSON, then audio.

The writer keeps every rule that the official SDKs rely on (wire reference, section 5);
the reader goes by the boundary in the header, and reads files, since audio may be long.
"""

from __future__ import annotations

import json
import mmap
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser
from pathlib import Path
from typing import Any, BinaryIO, Final

from partita.providers.wire.names import JSON

_NEWLINES: Final = (b"\r\n", b"\n")
_MOST_HEADER_BYTES: Final = 1 << 14
_COPIED_BYTES: Final = 1 << 20


def content_type(boundary: str) -> str:
    """Return the content type of a whole answer."""
    return f"multipart/mixed; boundary={boundary}"


def opening(
    boundary: str, document: dict[str, Any], audio_type: str, filename: str
) -> bytes:
    """Write everything that stands before the audio.

    Both SDKs look for the JSON on the second line after exactly this header, and take
    the first line for the boundary, so nothing may stand before it.

    Args:
        boundary: must not occur in the document; chance makes sure of that.
    """
    line = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    assert f"--{boundary}" not in line
    lines = (
        f"--{boundary}",
        f"Content-Type: {JSON}",
        "",
        line,
        f"--{boundary}",
        f"Content-Type: {audio_type}",
        f'Content-Disposition: attachment; filename="{filename}"',
        "",
        "",
    )
    return "\r\n".join(lines).encode()


def closing(boundary: str) -> bytes:
    """Write what stands after the audio."""
    return f"\r\n--{boundary}--\r\n".encode()


@dataclass(frozen=True)
class Mixed:
    """A detailed answer in a file.

    Args:
        document: the JSON part; None when it can't be read, though the audio may be
            whole.
        audio_type: content type of the audio, if it says one.
        start, end: bytes of the audio in the file.
        whole: the end was there; else the answer was cut off.
    """

    document: dict[str, Any] | None
    audio_type: str | None
    filename: str | None
    start: int
    end: int
    whole: bool


def boundary_of(content_type: str | None) -> str | None:
    """Return the boundary that a header names; None when it is not multipart."""
    header = Message()
    header["content-type"] = content_type or ""
    if header.get_content_maintype() != "multipart":
        return None
    return header.get_boundary()


def read_mixed(path: Path, boundary: str) -> Mixed:
    """Find the parts of an answer.

    Raises:
        ValueError: when it is cut off before the audio, or is something else.
    """
    with path.open("rb") as file:
        if not path.stat().st_size:
            message = "the answer is empty"
            raise ValueError(message)
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            return _read(content, boundary.encode())


def _read(content: mmap.mmap, boundary: bytes) -> Mixed:
    first = _delimiter(content, boundary, 0)
    newline = b"\r\n" if content[first : first + 2] == b"\r\n" else b"\n"
    head, json_start = _headers(content, first)
    second = content.find(newline + b"--" + boundary, max(json_start - 2, 0))
    if second < 0:
        message = "the answer ends before its audio"
        raise ValueError(message)
    document = _document(head, content[json_start:second])
    head, start = _headers(content, second + len(newline) + 2 + len(boundary))
    end = content.rfind(newline + b"--" + boundary + b"--", start)
    whole = end >= 0
    return Mixed(
        document,
        head.get_content_type() if "content-type" in head else None,
        head.get_filename(),
        start,
        end if whole else len(content),
        whole,
    )


def _delimiter(content: mmap.mmap, boundary: bytes, start: int) -> int:
    """Return where the first delimiter ends, which is at the start of a line."""
    at = content.find(b"--" + boundary, start)
    while at > 0 and content[at - 1 : at] != b"\n":
        at = content.find(b"--" + boundary, at + 1)
    if at < 0:
        message = "the answer has no boundary"
        raise ValueError(message)
    return at + 2 + len(boundary)


def _headers(content: mmap.mmap, start: int) -> tuple[Message, int]:
    """Read the headers of a part, and say where its body starts."""
    line_end = content.find(b"\n", start)
    ends = [
        (at, blank)
        for newline in _NEWLINES
        if (blank := newline * 2)
        and (at := content.find(blank, line_end - 1, start + _MOST_HEADER_BYTES)) >= 0
    ]
    if line_end < 0 or not ends:
        message = "the answer ends inside its headers"
        raise ValueError(message)
    at, blank = min(ends)
    written = content[line_end + 1 : max(at, line_end + 1)]
    return BytesHeaderParser().parsebytes(written), at + len(blank)


def _document(head: Message, written: bytes) -> dict[str, Any] | None:
    if head.get_content_type() != JSON:
        message = f"the first part is `{head.get_content_type()}`, not JSON"
        raise ValueError(message)
    try:
        document = json.loads(written)
    except ValueError:
        return None
    return document if isinstance(document, dict) else None


def copy_audio(mixed: Mixed, source: Path, target: BinaryIO) -> None:
    """Copy an answer's audio, exactly as it came."""
    with source.open("rb") as file:
        file.seek(mixed.start)
        left = mixed.end - mixed.start
        while left and (block := file.read(min(left, _COPIED_BYTES))):
            target.write(block)
            left -= len(block)
