"""Finish a piece: chunks' renders, and kept audio, become one master.

Renders overlap by their tails; kept audio goes in sample for sample, and everything
that has to give way is on the generated side. Knows frames; leaves loudness to `master`
and seams to `joins`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from partita.audio.buffer import Audio
from partita.engine import drums, instruments, joins, master
from partita.engine.render import Rendered
from partita.engine.score import Score
from partita.errors import KeepBroken
from partita.units import Frames

Samples: TypeAlias = NDArray[np.int32]

#: Pieces longer than this take so much memory that what is only kept must go.
_LONG_S: Final = 240


def finish(
    score: Score, rendered: Sequence[Rendered | None], kept: Sequence[Audio | None]
) -> Audio:
    """Put a piece together.

    Args:
        score: what was rendered; only its charts' frames and its rate are read.
        rendered: one for each chunk, None where audio is kept. Asked for one at a
            time and let go, so a lazy sequence saves memory.
        kept: the other way round, at the score's rate.

    Raises:
        KeepBroken: when kept audio has another length or rate than its chunk.
    """
    if sum(chart.frames for chart in score.charts) > _LONG_S * score.rate_hz:
        # The master itself needs the room that tones are kept in.
        instruments.forget()
        drums.forget()
    borders = [0, *accumulate(chart.frames for chart in score.charts)]
    samples = np.zeros((borders[-1], 2), np.int32)
    runs = list(_runs(kept))
    for first, last in runs:
        run = samples[borders[first] : borders[last]]
        for number in range(first, last):
            _lay(run, rendered[number], borders[number] - borders[first])
        joins.ends(run, score.rate_hz, start=first == 0, end=last == len(kept))
    for number, slice_ in enumerate(kept):
        if slice_ is not None:
            place = samples[borders[number] : borders[number + 1]]
            _keep(place, slice_, score.rate_hz)
    if runs == [(0, len(kept))]:
        master.normalise(samples, score.rate_hz)
    else:
        for first, last in runs:
            joins.settle(samples, borders[first], borders[last], score.rate_hz)
    return Audio(samples, score.rate_hz)


def _runs(kept: Sequence[Audio | None]) -> Iterator[tuple[int, int]]:
    """Yield the first chunk of each stretch of generated ones, and where it stops."""
    at = 0
    for is_kept, group in groupby(slice_ is not None for slice_ in kept):
        count = sum(1 for _ in group)
        if not is_kept:
            yield at, at + count
        at += count


def _lay(run: Samples, render: Rendered | None, at: Frames) -> None:
    """Add a render to its stretch, as far as generated audio reaches."""
    if render is None:
        message = "a chunk is neither rendered nor kept"
        raise ValueError(message)
    begin = at - render.before
    skipped = max(-begin, 0)
    heard = render.samples[skipped : len(run) - begin]
    run[begin + skipped : begin + skipped + len(heard)] += heard


def _keep(place: Samples, slice_: Audio, rate_hz: int) -> None:
    if slice_.rate_hz != rate_hz or slice_.frame_count != len(place):
        message = (
            f"kept audio has {slice_.frame_count} frames at {slice_.rate_hz} Hz, its "
            f"chunk {len(place)} at {rate_hz} Hz"
        )
        raise KeepBroken(message)
    place[:] = slice_.frames
