"""Finish a piece: chunks' renders, and kept audio, become one master.

Renders overlap by their tails; kept audio goes in sample for sample, and everything
that has to give way is on the generated side. Knows frames; leaves loudness to `master`
and seams to `joins`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

import numpy as np

from partita.audio.buffer import Audio
from partita.audio.stream import Sound, collected
from partita.engine.playing import joins, master
from partita.engine.playing.reel import Samples
from partita.engine.playing.run import Run
from partita.engine.render import Rendered
from partita.engine.score import Score
from partita.errors import KeepBroken
from partita.units import Frames

#: More of a kept neighbour than a seam listens to.
_NEAR_S: Final = 4


def finish(
    score: Score, rendered: Sequence[Rendered | None], kept: Sequence[Sound | None]
) -> Audio:
    """Put a piece together.

    Args:
        score: what was rendered; only its charts' frames and its rate are read.
        rendered: one for each chunk, None where audio is kept. Asked for one at a
            time, more than once, and let go: a lazy sequence saves memory.
        kept: the other way round, at the score's rate.

    Raises:
        KeepBroken: when kept audio has another length or rate than its chunk.
    """
    samples = np.empty((sum(chart.frames for chart in score.charts), 2), np.int32)
    at = 0
    for block in finish_blocks(score, rendered, kept):
        samples[at : at + len(block)] = block
        at += len(block)
    return Audio(samples, score.rate_hz)


def finish_blocks(
    score: Score, rendered: Sequence[Rendered | None], kept: Sequence[Sound | None]
) -> Iterator[Samples]:
    """Put a piece together as a stream of 24-bit stereo, for pieces of any length.

    The same samples as `finish` gives, and the same errors.
    """
    lengths = [chart.frames for chart in score.charts]
    for chunk, slice_ in zip(lengths, kept, strict=True):
        if slice_ is not None:
            _check(slice_, chunk, score.rate_hz)
    last_chunk = len(lengths)
    for first, last, is_kept in _runs(kept):
        if is_kept:
            for number in range(first, last):
                yield from _stereo(kept[number])
            continue
        mixed = Run(rendered, lengths, range(first, last), score.rate_hz)
        if (first, last) == (0, last_chunk):
            yield from master.normalised(mixed.play, mixed.frames, score.rate_hz)
        else:
            before = kept[first - 1] if first else None
            after = kept[last] if last < last_chunk else None
            yield from joins.settled(mixed, _last(before), _first(after))


def finish_stems(
    score: Score,
    rendered: Sequence[Rendered | None],
    stems: Mapping[str, Sequence[Rendered | None]],
) -> dict[str, Audio]:
    """Master the stems of a wholly generated piece: they add up to its master.

    Args:
        rendered: of the mix, whose gains the stems share.
        stems: renders of `render.stem_of` each chunk, by stem.
    """
    lengths, rate_hz = [chart.frames for chart in score.charts], score.rate_hz
    chunks = range(len(lengths))
    mix = Run(rendered, lengths, chunks, rate_hz)
    masters = {name: np.zeros((mix.frames, 2), np.int32) for name in stems}
    for name, renders in stems.items():
        at = 0
        for block in Run(renders, lengths, chunks, rate_hz).play():
            masters[name][at : at + len(block)] = block
            at += len(block)
    gain_db, at = master.wanted_db(mix.play(), mix.frames, rate_hz), 0
    for block, gains in master.gained(mix.play(), gain_db, rate_hz):
        for samples in masters.values():
            here = samples[at : at + len(block)]
            here[:] = np.rint(here * gains[:, None])
        at += len(block)
    return {name: Audio(samples, rate_hz) for name, samples in masters.items()}


def _runs(kept: Sequence[Sound | None]) -> Iterator[tuple[int, int, bool]]:
    """Yield stretches of chunks that are all kept or all generated."""
    at = 0
    for is_kept, group in groupby(slice_ is not None for slice_ in kept):
        count = sum(1 for _ in group)
        yield at, at + count, is_kept
        at += count


def _check(slice_: Sound, frames: Frames, rate_hz: int) -> None:
    if slice_.rate_hz != rate_hz or slice_.frame_count != frames:
        message = (
            f"kept audio has {slice_.frame_count} frames at {slice_.rate_hz} Hz, its "
            f"chunk {frames} at {rate_hz} Hz"
        )
        raise KeepBroken(message)


def _first(slice_: Sound | None) -> Audio | None:
    """Return what of kept audio lies near a seam before it."""
    if slice_ is None:
        return None
    return collected(slice_.slice(0, _NEAR_S * slice_.rate_hz))


def _last(slice_: Sound | None) -> Audio | None:
    """Return what of kept audio lies near a seam after it."""
    if slice_ is None:
        return None
    start = max(slice_.frame_count - _NEAR_S * slice_.rate_hz, 0)
    return collected(slice_.slice(start))


def _stereo(slice_: Sound | None) -> Iterator[Samples]:
    if slice_ is not None:
        for block in slice_.blocks():
            yield np.broadcast_to(block, (len(block), 2))
