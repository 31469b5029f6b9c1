"""Content-addressed bytes: written whole, verified when read.

A blob appears under its digest by temp file, fsync and rename, so a name in the store
always means finished bytes. Knows digests; does not know what made a blob, or why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from partita import digest
from partita.errors import BlobCorrupt, BlobMissing
from partita.files import STRAY, write_stray, write_whole


@dataclass(frozen=True)
class Blobs:
    """The blobs below one folder, two hex digits a shelf."""

    root: Path

    def path(self, blob: str) -> Path:
        """Return where a blob is, or would be."""
        return self.root / "blobs" / blob[:2] / blob[2:]

    def __contains__(self, blob: object) -> bool:
        return isinstance(blob, str) and self.path(blob).is_file()

    def put(self, content: bytes) -> str:
        """Keep bytes and return their digest. Keeping them twice writes once.

        What is there already may be spoilt, and is then replaced.
        """
        blob = digest.of_bytes(content)
        path = self.path(blob)
        if path.is_file() and path.read_bytes() == content:
            return blob
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)
        return blob

    def put_written(self, write: Callable[[BinaryIO], object]) -> tuple[str, int]:
        """Keep what a function writes, which may be long; return digest and size."""
        self.root.mkdir(parents=True, exist_ok=True)
        stray = write_stray(self.root, write)
        blob, size = digest.of_file(stray), stray.stat().st_size
        path = self.path(blob)
        path.parent.mkdir(parents=True, exist_ok=True)
        stray.replace(path)
        return blob, size

    def get(self, blob: str) -> bytes:
        """Return the bytes of a blob.

        Raises:
            BlobMissing: when nothing is kept under this digest.
            BlobCorrupt: when the bytes are no longer what the digest says.
        """
        try:
            content = self.path(blob).read_bytes()
        except FileNotFoundError:
            raise BlobMissing(blob) from None
        actual = digest.of_bytes(content)
        if actual != blob:
            raise BlobCorrupt(blob, actual)
        return content

    def checked(self, blob: str) -> Path:
        """Return where the bytes of a blob are, for those too long to be read at once.

        Raises:
            BlobMissing, BlobCorrupt: as `get`.
        """
        path = self.path(blob)
        try:
            actual = digest.of_file(path)
        except FileNotFoundError:
            raise BlobMissing(blob) from None
        if actual != blob:
            raise BlobCorrupt(blob, actual)
        return path

    def all(self) -> Iterator[tuple[str, int]]:
        """Yield every blob with the size of its file, sorted."""
        for path in sorted(self.root.glob("blobs/??/*")):
            if not path.name.startswith(STRAY):
                yield path.parent.name + path.name, path.stat().st_size

    def move_aside(self, blob: str) -> Path:
        """Take a corrupt blob out of the store, keep its bytes, say where they are."""
        shelf = self.root / "corrupt"
        shelf.mkdir(parents=True, exist_ok=True)
        aside = shelf / blob
        if self.path(blob).is_file():
            self.path(blob).replace(aside)
        return aside


def sweep(root: Path) -> int:
    """Delete temp files that a killed build left, and return how many there were.

    Only under the project's guard: another build's temp files look the same.
    """
    stray = [*root.glob(f"blobs/*/{STRAY}*"), *root.glob(f"{STRAY}*")]
    for each in stray:
        each.unlink(missing_ok=True)
    return len(stray)
