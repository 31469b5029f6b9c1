"""Seams between generated and kept audio, made on the generated side alone.

Levels are matched by what is heard on either side; what was kept rings on into what
follows; and the last moments melt into a mirror image of the kept side, so that the
waveform goes on without a step. Knows audio; does not know why it was kept.
"""

from __future__ import annotations

import math
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from partita.engine import master, space
from partita.engine.curves import Floats, gain, swell
from partita.units import Frames

Samples: TypeAlias = NDArray[np.int32]

#: How much of either side is listened to for the level of a seam.
_HEARD_S: Final = 3.0
#: A seam's level strays from the run's by no more than this.
_MOST_STRAY_DB: Final = 7.0
#: The melting into the mirror image.
_MELT_S: Final = 0.008
#: Fades where a piece begins or ends with generated audio.
_RISE_S: Final = 0.001
_FALL_S: Final = 0.04
#: What is kept rings on: how much of it is sent to a room, of which size, how loud.
_RING_S: Final = 1.0
_RING_ROOM: Final = 30
_RING_DB: Final = -13.0


def ends(run: Samples, rate_hz: int, *, start: bool, end: bool) -> None:
    """Fade a piece's very ends, in place, where something was cut off there."""
    rise, fall = (min(int(time * rate_hz), len(run)) for time in (_RISE_S, _FALL_S))
    if start and rise:
        run[:rise] = _whole(run[:rise] * swell(rise)[:, None])
    if end and fall:
        run[-fall:] = _whole(run[-fall:] * swell(fall)[::-1, None])


def settle(samples: Samples, start: Frames, end: Frames, rate_hz: int) -> None:
    """Fit the generated run between two frames to its kept neighbours, in place."""
    run, left, right = samples[start:end], samples[:start], samples[end:]
    if not len(run):
        return
    _level(run, left, right, rate_hz)
    if len(left):
        _ring(run, left, rate_hz)
    master.amplify(run, 0.0, rate_hz)
    melt = min(int(_MELT_S * rate_hz), len(run) // 2)
    if len(left):
        _melt(run[:melt], left[::-1][:melt])
    if len(right):
        _melt(run[::-1][:melt], right[:melt])


def _level(run: Samples, left: Samples, right: Samples, rate_hz: int) -> None:
    span = int(_HEARD_S * rate_hz)
    sides = [
        (side, near)
        for side, near in ((left[-span:], run[:span]), (right[:span], run[-span:]))
        if len(side)
    ]
    usual_db = _difference(
        np.concatenate([side for side, _ in sides]), run, rate_hz, 0.0
    )
    gains = [
        min(
            max(_difference(side, near, rate_hz, usual_db), usual_db - _MOST_STRAY_DB),
            usual_db + _MOST_STRAY_DB,
        )
        for side, near in sides
    ]
    first, last = gain(round(gains[0], 2)), gain(round(gains[-1], 2))
    block = 1 << 18
    for at in range(0, len(run), block):
        here = run[at : at + block]
        place = (np.arange(at, at + len(here)) + 0.5) / len(run)
        here[:] = _whole(here * (first + (last - first) * place)[:, None])


def _difference(
    wanted: Samples, near: Samples, rate_hz: int, otherwise: float
) -> float:
    """Return the gain in decibels that makes one side as loud as the other."""
    loud = master.loudness_lufs(wanted, rate_hz)
    heard = master.loudness_lufs(near, rate_hz)
    if not (math.isfinite(loud) and math.isfinite(heard)):
        return otherwise
    return loud - heard


def _ring(run: Samples, left: Samples, rate_hz: int) -> None:
    """Let the kept side ring on in a room, under what follows it."""
    sent = left[-int(_RING_S * rate_hz) :].T.astype(np.float64)
    fade = min(int(0.05 * rate_hz), sent.shape[1])
    sent[:, :fade] *= swell(fade)
    ears = space.response(_RING_ROOM, rate_hz)
    length = space.fast_length(sent.shape[1] + ears.shape[1])
    spectrum = space.multiplied(np.fft.rfft(sent, length), np.fft.rfft(ears, length))
    frames = min(ears.shape[1], len(run))
    tail = np.fft.irfft(spectrum, length)[:, sent.shape[1] :][:, :frames]
    tail = tail * (gain(_RING_DB) * swell(frames)[::-1])
    run[:frames] += _whole(tail.T)


def _melt(run: Samples, mirror: Samples) -> None:
    """Cross from the seam's mirror image, at the first frame, to the run's own."""
    frames = min(len(run), len(mirror))
    if frames:
        share = swell(frames)[:, None]
        own, other = run[:frames] * share, mirror[:frames] * (1 - share)
        run[:frames] = _whole(own + other)


def _whole(samples: Floats) -> Samples:
    limit = float((1 << 23) - 1)
    whole: Samples = np.clip(np.rint(samples), -limit, limit).astype(np.int32)
    return whole
