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
from partita.audio.side_by_side import prepared
from partita.audio.stream import Sound, collected
from partita.engine.playing import joins, levels, master
from partita.engine.playing.curves import Floats
from partita.engine.playing.reel import Feed, Samples
from partita.engine.playing.run import Run
from partita.engine.render import Rendered
from partita.engine.score import Chart, Score
from partita.errors import KeepBroken
from partita.units import Frames

#: More of a kept neighbour than a seam listens to.
_NEAR_S: Final = 4

#: What a point of energy is in loudness, about as pieces have it that were made as a
#: whole; and the most that a run may stand out from what is kept beside it.
_DB_A_POINT: Final = 0.1
_MOST_LIFT_DB: Final = 4.0


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
    return (block for block, _ in _finished(score, rendered, kept))


def finish_stems(
    score: Score,
    rendered: Sequence[Rendered | None],
    kept: Sequence[Sound | None],
    stems: Mapping[str, Sequence[Rendered | None]],
) -> Iterator[tuple[Samples, dict[str, Samples]]]:
    """Yield the master of a piece, and beside it the stems of what was generated.

    The stems get the gains of the mix, frame by frame, so they add up to the master
    but for their roundings; while kept audio plays they are silent.

    Args:
        rendered: of the mix.
        stems: of the same chunks, by stem: renders of the parts that `stems.part_of`
            returns.
    """
    feeds = {name: Feed(_played(score, each, kept)) for name, each in stems.items()}
    for block, gains in _finished(score, rendered, kept):
        yield (
            block,
            {
                name: master.applied(feed.take(len(block)), gains)
                for name, feed in feeds.items()
            },
        )


def _finished(
    score: Score, rendered: Sequence[Rendered | None], kept: Sequence[Sound | None]
) -> Iterator[tuple[Samples, Floats]]:
    """Yield the master, and the factor that what was rendered has got; 0 where kept."""
    lengths, rate_hz = [chart.frames for chart in score.charts], score.rate_hz
    for chunk, slice_ in zip(lengths, kept, strict=True):
        if slice_ is not None:
            _check(slice_, chunk, rate_hz)
    last_chunk = len(lengths)
    for first, last, is_kept in _runs(kept):
        if is_kept:
            for number in range(first, last):
                for block in _stereo(kept[number]):
                    yield block, np.zeros(len(block))
            continue
        mixed = Run(rendered, lengths, range(first, last), rate_hz)
        if (first, last) == (0, last_chunk):

            def play(mixed: Run = mixed) -> Iterator[Samples]:
                return prepared(mixed.play())

            level = levels.wanted(play, mixed.frames, rate_hz)
            for block, gains in master.gained(play(), level, rate_hz):
                yield master.applied(block, gains), gains
        else:
            before = kept[first - 1] if first else None
            after = kept[last] if last < last_chunk else None
            lift_db = _lift_db(score.charts, range(first, last), kept)
            yield from joins.settled(mixed, _last(before), _first(after), lift_db)


def _lift_db(
    charts: Sequence[Chart], run: range, kept: Sequence[Sound | None]
) -> float:
    """Return how much louder a run should be than its kept neighbours.

    A chorus that takes the place of another is still a chorus. What is meant to be
    quieter is so by what plays in it.
    """
    beside = [n for n in (run.start - 1, run.stop) if 0 <= n < len(kept)]
    around = [charts[number].energy for number in beside]
    frames = sum(charts[number].frames for number in run)
    own = sum(charts[number].energy * charts[number].frames for number in run) / frames
    lift_db = _DB_A_POINT * (own - sum(around) / len(around))
    return max(0.0, min(_MOST_LIFT_DB, round(lift_db, 2)))


def _played(
    score: Score, rendered: Sequence[Rendered | None], kept: Sequence[Sound | None]
) -> Iterator[Samples]:
    """Yield what was rendered, before it is mastered, and silence where kept."""
    lengths = [chart.frames for chart in score.charts]
    for first, last, is_kept in _runs(kept):
        if is_kept:
            for number in range(first, last):
                for block in _stereo(kept[number]):
                    yield np.zeros_like(block)
        else:
            yield from Run(rendered, lengths, range(first, last), score.rate_hz).play()


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
