"""Stems of a piece that the embedded engine made: its mix, taken apart again.

One pass over the piece, one chunk's renders in memory at a time. The last stem is what
the others leave of the master, so stems add up to it sample for sample. Knows parts
and renders; does not know the wire.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np
import soundfile

from partita.audio.decode import stream
from partita.engine.canonical import part_from_bytes
from partita.engine.finish import finish_stems
from partita.engine.fonts.soundfont import opened
from partita.engine.playing.reel import Feed
from partita.engine.render import Rendered, render
from partita.engine.stems import VARIATIONS, part_of
from partita.providers.local_renders import Made, Renders, fetched, piece_of

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from partita.audio.buffer import Samples
    from partita.audio.stream import Sound
    from partita.engine.score import Score

_MOST: Final = (1 << 23) - 1


def stems(made: Made, variation: str) -> Iterator[dict[str, Samples]]:
    """Yield the stems of a piece, a block of each at a time.

    They add up to what `local.master` gives, exactly, unless one of them is beyond
    full scale by itself.

    Args:
        variation: a name of `engine.stems.VARIATIONS`.
    """
    *heard, last = VARIATIONS[variation]
    piece = piece_of(made.outline)
    count = len(piece.charts)
    kept = [made.kept.get(number) for number in range(1, count + 1)]
    known = {name: Feed(_kept_stem(made, name, piece)) for name in heard}
    blocks = finish_stems(
        piece,
        fetched(made.rendered, count),
        kept,
        {
            name: Renders(partial(_rendered_stem, made, name, piece), count)
            for name in heard
        },
    )
    for master, generated in blocks:
        block = {
            name: _clipped(samples + known[name].take(len(master)))
            for name, samples in generated.items()
        }
        yield block | {last: _clipped(master - sum(block.values()))}


def stored_stems(made: Made, variation: str, folder: Path) -> dict[str, Sound]:
    """Write the stems of a piece to a folder, as FLAC, and return them."""
    piece = piece_of(made.outline)
    names = VARIATIONS[variation]
    paths = {name: folder / f"{name}.flac" for name in names}
    with ExitStack() as stack:
        files = {
            name: stack.enter_context(
                soundfile.SoundFile(path, "w", piece.rate_hz, 2, "PCM_24")
            )
            for name, path in paths.items()
        }
        for block in stems(made, variation):
            for name, samples in block.items():
                # libsndfile takes 24 bits in the upper part of 32.
                files[name].write(np.left_shift(samples, 8))
    frames = sum(chart.frames for chart in piece.charts)
    return {name: stream(path, frames) for name, path in paths.items()}


def _rendered_stem(made: Made, name: str, piece: Score, number: int) -> Rendered | None:
    """Render one stem of a chunk; None when the chunk is kept."""
    if number not in made.parts:
        return None
    part = part_of(part_from_bytes(made.parts[number]), name)
    if part is None:
        frames = piece.charts[number - 1].frames
        return Rendered(piece.rate_hz, 0, frames, np.zeros((frames, 2), np.int32))
    font = opened(*made.soundfont) if made.soundfont else None
    # The dust of an old record belongs to the last stem.
    return render(part, font, crackle=False)


def _kept_stem(made: Made, name: str, piece: Score) -> Iterator[Samples]:
    """Yield a stem of the kept audio, and silence where there is none."""
    for number, chart in enumerate(piece.charts, start=1):
        known = made.kept_stems.get(number, {}).get(name)
        if known is None:
            yield np.zeros((chart.frames, 2), np.int32)
        else:
            yield from known.blocks()


def _clipped(samples: NDArray[np.int32]) -> Samples:
    clipped: Samples = np.clip(samples, -_MOST - 1, _MOST).astype(np.int32)
    return clipped
