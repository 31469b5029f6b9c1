"""Forms with a file: fields into memory, the file straight to the disk.

Bounded in parts and in what a field may hold; how long the whole is, is bounded by
whoever hands in the pieces. A client's file name is never used. Knows RFC 7578 through
python-multipart; does not know what is in a file.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Self

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

_MOST_PARTS: Final = 20
_MOST_FIELD_BYTES: Final = 1 << 16


class BrokenForm(Exception):
    """No form, not all of one, or more than a form may hold."""


class Form:
    """A form while it comes in.

    Args:
        file: the part that is written to the path; other files are passed over.
    """

    def __init__(self, file: str, path: Path) -> None:
        """Open the file."""
        self._wanted = file
        self._target: BinaryIO = path.open("w+b")
        self._begin()
        self._parts = 0
        self.fields: dict[str, str] = {}
        self.has_file = False
        self.is_whole = False

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        self._target.close()

    async def read(self, content_type: str, pieces: AsyncIterator[bytes]) -> None:
        """Read all of it.

        Raises:
            BrokenForm: when it is none.
        """
        kind, options = parse_options_header(content_type)
        if kind != b"multipart/form-data" or not options.get(b"boundary"):
            raise BrokenForm
        try:
            parser = MultipartParser(
                options[b"boundary"],
                {
                    "on_part_begin": self._begin,
                    "on_header_field": self._header_name,
                    "on_header_value": self._header_value,
                    "on_header_end": self._header_end,
                    "on_headers_finished": self._headers_end,
                    "on_part_data": self._content,
                    "on_part_end": self._end,
                    "on_end": self._over,
                },
            )
            async for piece in pieces:
                parser.write(piece)
        except (FormParserError, UnicodeDecodeError) as error:
            raise BrokenForm from error
        if not self.is_whole:
            raise BrokenForm

    def _begin(self) -> None:
        self._name, self._value, self._text = bytearray(), bytearray(), bytearray()
        self._disposition = b""
        self._part = ""
        self._is_file = False

    def _header_name(self, content: bytes, start: int, end: int) -> None:
        _extend(self._name, content[start:end])

    def _header_value(self, content: bytes, start: int, end: int) -> None:
        _extend(self._value, content[start:end])

    def _header_end(self) -> None:
        if self._name.lower() == b"content-disposition":
            self._disposition = bytes(self._value)
        self._name, self._value = bytearray(), bytearray()

    def _headers_end(self) -> None:
        self._parts += 1
        if self._parts > _MOST_PARTS:
            raise BrokenForm
        _, options = parse_options_header(self._disposition)
        self._part = options.get(b"name", b"").decode()
        self._is_file = b"filename" in options
        if self._is_file and self._part == self._wanted:
            if self.has_file:
                raise BrokenForm
            self.has_file = True

    def _content(self, content: bytes, start: int, end: int) -> None:
        if not self._is_file:
            _extend(self._text, content[start:end])
        elif self._part == self._wanted:
            self._target.write(content[start:end])

    def _end(self) -> None:
        if not self._is_file:
            self.fields[self._part] = self._text.decode()

    def _over(self) -> None:
        self.is_whole = True


def _extend(held: bytearray, more: bytes) -> None:
    if len(held) + len(more) > _MOST_FIELD_BYTES:
        raise BrokenForm
    held += more
