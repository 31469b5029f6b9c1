"""Masters that are heard while they are made: the first chunk is sent while the later
ones are still rendered.

Knows the forms of the embedded provider; does not know codecs or connections.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from partita.audio.stream import Stream, cut
from partita.engine.ahead import finish_ahead
from partita.engine.canonical import part_from_bytes
from partita.engine.finish import finish_blocks
from partita.engine.fonts.soundfont import opened
from partita.providers.local_renders import fetched, piece_of

if TYPE_CHECKING:
    from partita.audio.buffer import Samples
    from partita.audio.stream import Sound
    from partita.providers.local_renders import Made


def stream_master(made: Made) -> Sound:
    """Return a master that yields each chunk soon after it was rendered.

    Read it once. The level of a generated piece is foreseen: it is within a decibel or
    so of what `local.master` gives, its peaks under the same ceiling. An edit has the
    very samples of `local.master`, and waits for all chunks between two kept ones.
    Renders are fetched in order, in the thread that reads: the fetch may wait.
    """
    piece = piece_of(made.outline)
    frames = sum(chart.frames for chart in piece.charts)
    return Stream(
        piece.rate_hz, 2, frames, lambda start, end: cut(_blocks(made), start, end)
    )


def _blocks(made: Made) -> Iterator[Samples]:
    piece = piece_of(made.outline)
    numbers = range(1, len(piece.charts) + 1)
    renders = fetched(made.rendered, len(numbers))
    if made.kept:
        kept = [made.kept.get(number) for number in numbers]
        return finish_blocks(piece, renders, kept)
    parts = tuple(part_from_bytes(made.parts[number]) for number in numbers)
    font = opened(*made.soundfont) if made.soundfont else None
    return finish_ahead(replace(piece, parts=parts), renders, font)
