"""Bodies that came packed, though nobody asked for it: a proxy may do that.

Knows gzip and deflate, which need no library; does not know what is inside.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO, Final

from partita.files import write_stray

#: The header that tells of it.
ENCODING: Final = "content-encoding"
UNPACKED: Final = "unpacked"

_PLAIN: Final = ("", "identity")
_PACKED: Final = ("gzip", "x-gzip", "deflate")
#: As much at a time, packed or not.
_BLOCK_BYTES: Final = 1 << 20
#: For zlib: see for yourself whether it is gzip.
_EITHER: Final = zlib.MAX_WBITS | 32


def unpacked(body: Path, headers: Mapping[str, str]) -> Path | None:
    """Return a file with a body as it was meant; None when it can't be had."""
    packing = headers.get(ENCODING, "").strip().lower()
    if packing in _PLAIN:
        return body
    if packing not in _PACKED:
        return None
    try:
        stray = write_stray(body.parent, lambda file: _unpack(body, file))
    except (EOFError, zlib.error):
        return None
    return stray.replace(body.with_name(UNPACKED))


def _unpack(body: Path, target: BinaryIO) -> None:
    unpacker = zlib.decompressobj(_EITHER)
    with body.open("rb") as source:
        while not unpacker.eof:
            block = unpacker.unconsumed_tail or source.read(_BLOCK_BYTES)
            if not block:
                raise EOFError
            target.write(unpacker.decompress(block, _BLOCK_BYTES))
