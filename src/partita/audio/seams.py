"""Seams: measure one, and make one whose kept side stays as it is to the sample.

A seam is heard when something happens there that does not happen around it, so every
measure is against the surroundings. Does not know why two sources meet.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from partita.audio.buffer import FULL_SCALE, Audio, Floats, Samples, concatenate
from partita.errors import AudioError
from partita.units import Frames, frame_at

#: How much of the surroundings is looked at, on either side.
CONTEXT_MS: Final = 500

_LEVEL_MS: Final = 100
_WINDOW_FRAMES: Final = 256
_HOP_FRAMES: Final = 64
_NEAR_FRAMES: Final = _WINDOW_FRAMES // 2 + 2 * _HOP_FRAMES

#: A click is broadband; music has least of itself up here.
_CLICK_HZ: Final = 9_000

#: For low rates: the upper quarter of what there is.
_CLICK_SHARE: Final = 0.375
_CLICK_PERCENTILE: Final = 99

#: Amplitudes under this count as silence, so that nothing is infinitely louder.
_FLOOR: Final = 1e-5

#: Drums that fall on a seam were measured to reach 3 dB, cuts in tones 24 and more.
_CLICK_LIMIT_DB: Final = 9.0
_STEP_LIMIT_DB: Final = 6.0


@dataclass(frozen=True)
class SeamReport:
    """Say how a seam stands out from its surroundings.

    Args:
        step_db: its step from frame to frame, against the largest step nearby.
        click_db: energy above 9 kHz at the seam, against the 99th percentile nearby.
        level_jump_db: level of the 100 ms after, against the 100 ms before.
    """

    step_db: float
    click_db: float
    level_jump_db: float

    @property
    def clicks(self) -> bool:
        """Tell whether the seam can be heard as a click."""
        return self.click_db > _CLICK_LIMIT_DB or self.step_db > _STEP_LIMIT_DB


def seam(audio: Audio, frame: Frames) -> SeamReport:
    """Measure the seam just before a frame."""
    if not 0 < frame < audio.frame_count:
        message = f"there is no seam at frame {frame} of {audio.frame_count}"
        raise AudioError(message)
    context = frame_at(CONTEXT_MS, audio.rate_hz)
    return compare(
        audio.frames[max(0, frame - context) : frame],
        audio.frames[frame : frame + context],
        audio.rate_hz,
    )


def compare(before: Samples, after: Samples, rate_hz: int) -> SeamReport:
    """Measure the seam between two stretches, neither of them empty."""
    joined = np.concatenate((before, after)) / FULL_SCALE
    at = len(before)
    return SeamReport(
        step_db=_rounded(_step_ratio(joined, at)),
        click_db=_rounded(_click_ratio(joined, at, rate_hz)),
        level_jump_db=_rounded(_level_ratio(joined, at, frame_at(_LEVEL_MS, rate_hz))),
    )


def crossfade_into(
    kept: Audio, generated: Audio, spill: Audio, *, kept_first: bool = True
) -> Audio:
    """Put kept and generated audio end to end, faded on the generated side only.

    Args:
        spill: what the kept side's source holds beyond the seam. It is faded out over
            the generated audio, with equal power; none of it makes a hard cut.
        kept_first: whether the kept audio is the earlier one.
    """
    length = min(spill.frame_count, generated.frame_count)
    if not length:
        faded = generated
    elif kept_first:
        mixed = _mixed(spill.slice(0, length), generated.slice(0, length))
        faded = concatenate((mixed, generated.slice(length)))
    else:
        cut = generated.frame_count - length
        lead_in = spill.slice(spill.frame_count - length)
        mixed = _mixed(generated.slice(cut), lead_in)
        faded = concatenate((generated.slice(0, cut), mixed))
    return concatenate((kept, faded) if kept_first else (faded, kept))


def _mixed(leaving: Audio, coming: Audio) -> Audio:
    # Half a frame off, so that the fade is the same forwards and backwards.
    turn = (np.arange(leaving.frame_count) + 0.5) * (np.pi / 2 / leaving.frame_count)
    down, up = np.sin(np.pi / 2 - turn), np.sin(turn)
    mixed = (
        leaving.to_float() * down[:, np.newaxis] + coming.to_float() * up[:, np.newaxis]
    )
    return Audio.from_float(mixed, leaving.rate_hz)


def _step_ratio(frames: Floats, at: Frames) -> float:
    steps = np.abs(np.diff(frames, axis=0)).max(axis=1)
    around = np.delete(steps, at - 1)
    return _ratio_db(float(steps[at - 1]), float(around.max(initial=0.0)))


def _click_ratio(frames: Floats, at: Frames, rate_hz: int) -> float:
    mono = np.pad(frames, ((_WINDOW_FRAMES, _WINDOW_FRAMES), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(mono, _WINDOW_FRAMES, axis=0)
    spectra = np.fft.rfft(windows[::_HOP_FRAMES] * np.hanning(_WINDOW_FRAMES), axis=2)
    lowest_hz = min(_CLICK_HZ, _CLICK_SHARE * rate_hz)
    lowest = round(lowest_hz * _WINDOW_FRAMES / rate_hz)
    power = (np.abs(spectra[:, :, lowest:]) ** 2).sum(axis=(1, 2))
    amplitudes = np.sqrt(power) / _WINDOW_FRAMES
    # Windows over the padded ends would take the cut there for a click.
    starts = np.arange(len(amplitudes)) * _HOP_FRAMES - _WINDOW_FRAMES
    inside = (starts >= 0) & (starts <= len(frames) - _WINDOW_FRAMES)
    touching = (starts < at) & (starts > at - _WINDOW_FRAMES)
    around = amplitudes[inside & ~touching]
    usual = float(np.percentile(around, _CLICK_PERCENTILE)) if len(around) else 0.0
    # A click is over at once; a drum that falls on the seam rings on beside it.
    beside = inside & ~touching & (abs(starts + _WINDOW_FRAMES / 2 - at) < _NEAR_FRAMES)
    usual = max(usual, float(amplitudes[beside].max(initial=0.0)))
    return _ratio_db(float(amplitudes[touching].max(initial=0.0)), usual)


def _level_ratio(frames: Floats, at: Frames, width: Frames) -> float:
    before, after = frames[max(0, at - width) : at], frames[at : at + width]
    levels = [float(np.sqrt((side**2).mean())) for side in (after, before)]
    return _ratio_db(*levels)


def _ratio_db(amplitude: float, reference: float) -> float:
    ratio = max(amplitude, _FLOOR) / max(reference, _FLOOR)
    return float(20 * np.log10(ratio))


def _rounded(value_db: float) -> float:
    return round(value_db, 2)
