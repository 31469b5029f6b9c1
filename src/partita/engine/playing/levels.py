"""Levels: what brings a mix to the loudness of a master.

A gain, and for music that is all peaks their bending, without which no limiter gets
there. Listens to a mix more than once; leaves what is done with it to `master`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np

from partita.audio.buffer import FULL_SCALE
from partita.audio.dynamics import MARGIN_DB
from partita.audio.loudness import amplitude_of, integrated_lufs_of
from partita.engine.playing.curves import Floats
from partita.engine.playing.master import CEILING_DBTP, Level, mastered
from partita.engine.playing.reel import Reel, Samples

#: Plays a mix from its start, each time that it is called.
Play: TypeAlias = Callable[[], Iterator[Samples]]

TARGET_LUFS: Final = -14.0
#: Music is squashed by no more than this for the sake of loudness; and where peaks
#: are bent, which leaves the rest alone, by no more than that.
_MOST_LIMITING_DB: Final = 9.0
_MOST_BENDING_DB: Final = 26.0
#: How long the limiter takes to let go, as `audio.dynamics` has it.
_RELEASE_S: Final = 0.2
#: Where a limiter takes more than this, nobody can guess how much.
_GUESSED_DB: Final = 0.25
#: So often its gain is raised by what is missing, if that is little.
_PLAIN_TRIES: Final = 3
_MOST_MISSING_DB: Final = 1.0
#: What a limiter may take from a mix that is to stay as loud as it is.
_LEFT_DB: Final = 0.5
#: Where it seems to take less than this, it takes little.
_FAINT_DB: Final = 0.15
#: Loudness is near enough to its target: without bending, and with it.
_NEAR_DB: Final = 0.2
_CLOSE_DB: Final = 0.08
#: Tries at a gain; three were enough for all that was tried.
_TRIES: Final = 5
#: What a decibel of gain adds to bent peaks is at least taken to be this.
_LEAST_SLOPE: Final = 0.4
#: Peaks and powers are noted for cells of this many frames.
_CELL: Final = 1 << 11


def loudness_lufs(blocks: Iterable[Samples], frames: int, rate_hz: int) -> float:
    """Return the integrated loudness of 24-bit samples; -inf for silence."""
    reel = Reel(iter(blocks), frames)
    heard = integrated_lufs_of(reel, rate_hz)  # type: ignore[arg-type]
    return heard - 20 * math.log10(FULL_SCALE)


def wanted(play: Play, frames: int, rate_hz: int) -> Level:
    """Return what brings a mix to the target loudness; nothing does for silence."""
    cells: list[Floats] = []
    lufs = loudness_lufs(_watched(play(), cells), frames, rate_hz)
    if not math.isfinite(lufs):
        return Level()
    mix = _Mix(play, frames, rate_hz, *np.concatenate(cells, axis=1))
    gain_db = round(TARGET_LUFS - lufs, 2)
    most_db = round(mix.below_db + _MOST_LIMITING_DB, 2)
    lost_db = mix.lost_db(min(gain_db, most_db))
    plain = Level(min(round(min(gain_db, most_db) + lost_db, 2), most_db))
    if gain_db <= most_db and lost_db <= _GUESSED_DB:
        return plain
    for _ in range(_PLAIN_TRIES):
        missing = TARGET_LUFS - mix.lufs_at(plain)
        if abs(missing) <= _NEAR_DB:
            return plain
        if missing > _MOST_MISSING_DB or plain.gain_db == most_db:
            break
        plain = Level(min(round(plain.gain_db + missing, 2), most_db))
    return _bent(mix, TARGET_LUFS, gain_db)


def fitting(play: Play, frames: int, rate_hz: int) -> Level:
    """Return what keeps a mix as loud as it is, its peaks under the ceiling.

    Where that takes little, nothing is made up for.
    """
    cells: list[Floats] = []
    for _ in _watched(play(), cells):
        pass
    mix = _Mix(play, frames, rate_hz, *np.concatenate(cells, axis=1))
    if mix.lost_db(0.0) <= _FAINT_DB:
        return Level()
    lufs = loudness_lufs(play(), frames, rate_hz)
    if lufs - mix.lufs_at(Level()) <= _LEFT_DB:
        return Level()
    return _bent(mix, lufs, 0.0)


@dataclass(frozen=True, eq=False)
class _Mix:
    """A mix, and the peak and the power of each of its cells."""

    play: Play
    frames: int
    rate_hz: int
    peaks: Floats
    powers: Floats

    @property
    def below_db(self) -> float:
        """Return how far the highest peak lies below the ceiling."""
        return CEILING_DBTP - 20 * math.log10(float(self.peaks.max()) / FULL_SCALE)

    def lost_db(self, gain_db: float) -> float:
        """Guess what the limiter would take from the loudness at a gain."""
        ceiling = amplitude_of(CEILING_DBTP - MARGIN_DB) * FULL_SCALE
        step = _CELL / self.rate_hz / _RELEASE_S
        gains, last = np.ones(len(self.peaks)), 1.0
        for cell, peak in enumerate((self.peaks * amplitude_of(gain_db)).tolist()):
            last = min(1.0, last + step, ceiling / max(peak, 1.0))
            gains[cell] = last
        power = max(float(self.powers.sum()), 1.0)
        kept = float((self.powers * gains * gains).sum()) / power
        return -10 * math.log10(kept) if kept > 0 else 0.0

    def lufs_at(self, level: Level) -> float:
        """Measure the loudness of the master at a level."""
        blocks = mastered(self.play(), level, self.rate_hz)
        return loudness_lufs(blocks, self.frames, self.rate_hz)


def _bent(mix: _Mix, target_lufs: float, first_db: float) -> Level:
    """Seek the gain at which bent peaks leave the target loudness (regula falsi)."""
    most_db = round(mix.below_db + _MOST_BENDING_DB, 2)
    gain_db, slope = min(first_db, most_db), 1.0
    last: tuple[float, float] | None = None
    for _ in range(_TRIES):
        level = Level(gain_db, bends=True)
        heard = mix.lufs_at(level)
        missing = target_lufs - heard
        if abs(missing) <= _CLOSE_DB or (gain_db == most_db and missing > 0):
            break
        if last is not None:
            slope = (heard - last[1]) / (gain_db - last[0])
        last = gain_db, heard
        further = missing / min(max(slope, _LEAST_SLOPE), 1.0)
        gain_db = min(round(gain_db + further, 2), most_db)
    return level


def _watched(blocks: Iterator[Samples], cells: list[Floats]) -> Iterator[Samples]:
    """Pass blocks on, and note the peak and the power of each cell."""
    for block in blocks:
        count = -(-len(block) // _CELL)
        whole = np.zeros((count * _CELL, block.shape[1]))
        whole[: len(block)] = block
        whole *= whole
        squares = whole.reshape(count, -1)
        cells.append(np.stack([np.sqrt(squares.max(axis=1)), squares.sum(axis=1)]))
        yield block
