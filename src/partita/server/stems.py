"""Stem separation, of songs that were made here: their mix, taken apart again.

A recording of somebody else is refused: the engine can take apart only what it put
together. Knows the wire; does not know how a mix comes apart.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from partita.audio.codecs import encode
from partita.audio.decode import stream
from partita.audio.formats import format_named
from partita.providers.local_renders import Made, piece_of
from partita.providers.local_stems import stored_stems
from partita.providers.wire import names
from partita.providers.wire.requests import StemFields
from partita.server.asked import checked_format
from partita.server.compose_job import renders
from partita.server.crew import Tell
from partita.server.exchange import Exchange
from partita.server.recordings import recording
from partita.server.refusal import refused
from partita.server.service import Service
from partita.server.songs import AUDIO, OUTLINE, PARTS

_ZIP: Final = "stems.zip"
_NOT_OURS: Final = (
    "this server takes apart what it made itself, byte for byte as it was sent; it "
    "can't separate other recordings"
)
#: Zip files know no time before this, and the same stems are the same file.
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Separate:
    """The job of taking a song apart.

    Args:
        song: its folder.
        folder: for all that is made.
    """

    song: Path
    folder: Path
    variation: str
    output_format: str

    def __call__(self, tell: Tell) -> None:
        """Take it apart."""
        made = self._made()
        shelf = self.folder / "stems"
        shelf.mkdir()
        suffix = format_named(self.output_format).suffix
        with zipfile.ZipFile(self.folder / _ZIP, "w") as file:
            for name, audio in stored_stems(made, self.variation, shelf).items():
                entry = zipfile.ZipInfo(f"{name}{suffix}", _NO_TIME)
                file.writestr(entry, encode(audio, self.output_format))
        tell(self.folder / _ZIP)

    def _made(self) -> Made:
        outline = (self.song / OUTLINE).read_bytes()
        parts = {
            int(part.name): part.read_bytes() for part in (self.song / PARTS).iterdir()
        }
        piece = piece_of(outline)
        borders = list(_borders(chart.frames for chart in piece.charts))
        whole = stream(self.song / AUDIO, borders[-1][1])
        # What a song keeps of others is in its own audio, sample for sample.
        kept = {
            number: whole.slice(start, end)
            for number, (start, end) in enumerate(borders, start=1)
            if number not in parts
        }
        return Made(outline, parts, renders(parts, self.folder), kept)


def _borders(lengths: Iterator[int]) -> Iterator[tuple[int, int]]:
    end = 0
    for length in lengths:
        start, end = end, end + length
        yield start, end


async def separate(exchange: Exchange, service: Service) -> None:
    """Answer `/v1/music/stem-separation`: a zip with one file a stem. Free."""
    chosen = _format(exchange, service)
    async with service.making() as making:
        came = await recording(exchange, service, making.folder, StemFields)
        if came.fields.sign_with_c2pa:
            message = "this server can't sign"
            raise refused("feature_not_available", message, param="sign_with_c2pa")
        with service.made_here(came.digest) as song:
            if song is None:
                raise refused("feature_not_available", _NOT_OURS)
            variation = came.fields.stem_variation_id
            making.begin(Separate(song, making.folder, variation, chosen))
            made = await making.hear(Path)
            await making.over()
        with made.open("rb") as content:
            size = content.seek(0, 2)
            content.seek(0)
            await exchange.begin(names.ZIP, size=size)
            await exchange.pieces(content, size)
            await exchange.end()


def _format(exchange: Exchange, service: Service) -> str:
    asked = exchange.request.query_params.get(
        names.OUTPUT_FORMAT, names.DEFAULT_STEM_FORMAT
    )
    return checked_format(
        asked, names.DEFAULT_MODEL, service.settings.tier, names.STEM_FORMATS
    )
