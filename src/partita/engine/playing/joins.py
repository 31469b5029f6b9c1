"""Seams between generated and kept audio, made on the generated side alone.

Levels are matched by what is heard on either side; what was kept rings on into what
follows; and the last moments melt into a mirror image of the kept side, so that the
waveform goes on without a step. Knows audio; does not know why it was kept.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

import numpy as np

from partita.audio.buffer import FULL_SCALE, Audio
from partita.audio.fourier import fast_length, multiplied
from partita.engine.playing import levels, master, space
from partita.engine.playing.curves import Floats, gain, swell
from partita.engine.playing.reel import Samples, blocks_of
from partita.engine.playing.run import Run
from partita.units import Frames

#: How much of either side is listened to for the level of a seam.
_HEARD_S: Final = 3.0
#: A seam's level strays from the run's by no more than this.
_MOST_STRAY_DB: Final = 20.0
#: How far from a seam its level is felt: beyond it a run has its own.
_REACH_S: Final = 6.0
#: The loudest that a seam, and that a whole run, may become. One loud recording does
#: not make a loud piece; a quiet one is followed, or it would be drowned.
_SEAM_MOST_LUFS: Final = -8.0
_RUN_MOST_LUFS: Final = -12.0
#: A neighbour has a level when so much of its steps swings further than this.
_STEP_S: Final = 0.1
_FAINT: Final = 10 ** (-55 / 20)
_ENOUGH: Final = 0.1
#: The melting into the mirror image.
_MELT_S: Final = 0.008
#: What is kept rings on: how much of it is sent to a room, of which size, how loud.
_RING_S: Final = 1.0
_RING_ROOM: Final = 30
_RING_DB: Final = -13.0


def settled(
    run: Run, before: Audio | None, after: Audio | None, lift_db: float = 0.0
) -> Iterator[tuple[Samples, Floats]]:
    """Yield a generated run, fitted to the kept audio on either side of it.

    And the factor that the run has got at each frame, apart from what rings on and
    what melts.

    Args:
        lift_db: how much louder than its neighbours the run should be away from them.
    """
    rate_hz = run.rate_hz
    left, right = _side(before, rate_hz, start=False), _side(after, rate_hz, start=True)
    course = _gains(run, left, right, lift_db)
    tail = _ringing(left, rate_hz)

    def play() -> Iterator[Samples]:
        return _levelled(run, course, tail)

    level = levels.fitting(play, run.frames, rate_hz)
    melt = min(int(_MELT_S * rate_hz), run.frames // 2)
    at = 0
    for block, gains in master.gained(play(), level, rate_hz):
        samples = master.applied(block, gains)
        if len(left):
            _melt(samples, left[::-1][:melt], at)
        if len(right):
            _melt(samples[::-1], right[:melt], run.frames - at - len(samples))
        yield samples, gains * _between(course, at, len(samples))
        at += len(samples)


def _side(audio: Audio | None, rate_hz: int, *, start: bool) -> Samples:
    """Return what of a kept neighbour is heard at the seam, in stereo."""
    if audio is None:
        return np.zeros((0, 2), np.int32)
    span = int(_HEARD_S * rate_hz)
    near = audio.frames[:span] if start else audio.frames[-span:]
    return np.ascontiguousarray(np.broadcast_to(near, (len(near), 2)))


def _gains(
    run: Run, left: Samples, right: Samples, lift_db: float
) -> list[tuple[Frames, float]]:
    """Return factors, and the frames where they hold, that fit a run to its seams."""
    rate_hz = run.rate_hz
    span = min(int(_HEARD_S * rate_hz), run.frames)
    near = {"start": _part(run, 0, span), "end": _part(run, run.frames - span, span)}
    whole = levels.loudness_lufs(run.play(), run.frames, rate_hz)
    sides = [side for side in (left, right) if _has_level(side, rate_hz)]
    kept = levels.TARGET_LUFS
    if sides:
        kept = min(_loudness(np.concatenate(sides), rate_hz), _RUN_MOST_LUFS)
    usual_db = kept - whole if math.isfinite(kept - whole) else 0.0
    found: dict[str, float] = {}
    for side, place in ((left, "start"), (right, "end")):
        if len(side):
            wanted = min(_loudness(side, rate_hz), _SEAM_MOST_LUFS)
            loud = wanted - _loudness(near[place], rate_hz)
            is_one = math.isfinite(loud) and _has_level(side, rate_hz)
            loud = loud if is_one else usual_db
            low, high = usual_db - _MOST_STRAY_DB, usual_db + _MOST_STRAY_DB
            found[place] = gain(round(min(max(loud, low), high), 2))
    return _course(found, usual_db, lift_db if sides else 0.0, run)


def _has_level(side: Samples, rate_hz: int) -> bool:
    """Tell whether there is more than silence, a click or a constant."""
    if not len(side):
        return False
    steps = np.array_split(side, max(len(side) // int(_STEP_S * rate_hz), 1))
    swings = np.array([step.std(axis=0).max() for step in steps])
    return bool(np.mean(swings > _FAINT * FULL_SCALE) >= _ENOUGH)


def _course(
    seams: dict[str, float], usual_db: float, lift_db: float, run: Run
) -> list[tuple[int, float]]:
    """Return how the level goes from seam to seam, or from a seam to the run's own."""
    reach, end = int(_REACH_S * run.rate_hz), run.frames
    usual = gain(round(usual_db + lift_db, 2))
    course = []
    if "start" in seams:
        course += [(0, seams["start"]), (reach, usual)]
    if "end" in seams:
        course += [(end - reach, usual), (end, seams["end"])]
    if len(seams) == 2 and end < 2 * reach:
        # In the middle it has got as far from its neighbours as there was time for.
        lift = gain(round(lift_db * end / (2 * reach), 2))
        middle = lift * (seams["start"] + seams["end"]) / 2
        return [course[0], (end // 2, middle), course[-1]]
    return course


def _part(run: Run, start: Frames, frames: Frames) -> Samples:
    """Return a stretch of a run."""
    part, at = np.zeros((frames, 2), np.int32), 0
    for block in run.play():
        low, high = max(at, start), min(at + len(block), start + frames)
        if low < high:
            part[low - start : high - start] = block[low - at : high - at]
        at += len(block)
    return part


def _loudness(samples: Samples, rate_hz: int) -> float:
    return levels.loudness_lufs(blocks_of(samples), len(samples), rate_hz)


def _levelled(
    run: Run, gains: list[tuple[Frames, float]], tail: Floats
) -> Iterator[Samples]:
    """Yield the run at its levels, over what rings on from the kept side."""
    at = 0
    for block in run.play():
        louder = block * _between(gains, at, len(block))[:, None]
        under = tail[at : at + len(block)]
        louder[: len(under)] += under
        yield _whole(louder)
        at += len(block)


def _between(course: list[tuple[Frames, float]], at: Frames, frames: Frames) -> Floats:
    places, factors = zip(*course, strict=True)
    between: Floats = np.interp(np.arange(at, at + frames), places, factors)
    return between


def _ringing(left: Samples, rate_hz: int) -> Floats:
    """Return how the kept side rings on in a room."""
    sent = left[-int(_RING_S * rate_hz) :].T.astype(np.float64)
    if not sent.shape[1]:
        return np.zeros((0, 2))
    fade = min(int(0.05 * rate_hz), sent.shape[1])
    sent[:, :fade] *= swell(fade)
    ears = space.response(_RING_ROOM, rate_hz)
    length = fast_length(sent.shape[1] + ears.shape[1])
    spectrum = multiplied(np.fft.rfft(sent, length), np.fft.rfft(ears, length))
    tail = np.fft.irfft(spectrum, length)[:, sent.shape[1] :][:, : ears.shape[1]]
    tail *= gain(_RING_DB) * swell(tail.shape[1])[::-1]
    return tail.T


def _melt(samples: Samples, mirror: Samples, at: Frames) -> None:
    """Cross from the seam's mirror image, at its first frame, to the run's own.

    Args:
        at: how far from the seam the samples begin.
    """
    frames = min(len(samples), len(mirror) - at)
    if frames > 0:
        share = swell(len(mirror))[at : at + frames, None]
        own, other = samples[:frames] * share, mirror[at : at + frames] * (1 - share)
        samples[:frames] = _whole(own + other)


def _whole(samples: Floats) -> Samples:
    limit = float((1 << 23) - 1)
    whole: Samples = np.clip(np.rint(samples), -limit, limit).astype(np.int32)
    return whole
