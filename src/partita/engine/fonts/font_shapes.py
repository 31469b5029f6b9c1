"""How a soundfont's tone changes while it sounds: envelopes, vibrato, filter.

The standard's units become curves here: timecents, centibels, absolute cents. Does not
know samples or notes.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from partita.audio.fourier import multiplied
from partita.engine.fonts.sf2_zones import Zone
from partita.engine.playing.curves import Floats, gain, powers, ratio, stretch, swell

#: Timecents from which on a stage of an envelope takes no time at all.
_AT_ONCE: Final = -11_950
#: Frequency of 0 absolute cents (SoundFont 2.04, section 9.1.4).
_ZERO_HZ: Final = 8.1757989156
#: A filter this far open is none (the standard's default: 19.9 kHz).
_OPEN: Final = 13_490
#: Decays and releases fall by this in their time (section 8.1.2).
_FALL_DB: Final = 100.0
#: Where a release has become silence, and the shortest that does not click.
_SILENT_DB: Final = 54.0
_LEAST_RELEASE_S: Final = 0.015
#: Frames under which a release is no exponential.
_SHORT_RELEASE: Final = 2400
_MOST_RELEASE_S: Final = 1.5
#: Frames between the points of what changes slowly.
_STEP: Final = 32
#: Frames of the rise of what starts at once, and of a release's very end.
_RISE: Final = 8
#: How far a line's brightness moves a filter, in cents for each of 100.
_BRIGHT_CENTS: Final = 18
#: Share of the rate above which a filter has nothing left to do.
_HIGHEST: Final = 0.42
_MOST_RESONANCE_DB: Final = 24.0
#: A filter has stopped ringing when it has fallen by this power of e, or this late.
_RINGING: Final = 11.5
_MOST_RESPONSE: Final = 4096
#: Frames of one spectrum at least, and of those that are made at once.
_LEAST_SPECTRUM: Final = 2048
_SPECTRA: Final = 1 << 15


def volume(zone: Zone, pitch: int, frames: int, rate_hz: int) -> Floats:
    """Return the volume envelope of a note that is held, and its tremolo."""
    to_decay = zone.key_to_decay * (60 - pitch)
    hold = zone.hold + zone.key_to_hold * (60 - pitch)
    stages = [_frames(each, rate_hz) for each in (zone.delay, zone.attack, hold)]
    begin, top, fall = np.cumsum([min(each, frames) for each in stages]).tolist()
    curve = np.zeros(frames)
    rise = min(max(top - begin, _RISE), frames)
    here = curve[begin : begin + rise]
    here[:] = (np.arange(len(here)) + 0.5) / rise
    curve[begin + rise :] = 1.0
    if fall < frames and zone.sustain:
        curve[fall:] *= _fall(zone, zone.decay + to_decay, frames - fall, rate_hz)
    if zone.wobble_to_level:
        shape = (zone.wobble_delay, zone.wobble_rate)
        wave = triangle(shape, frames // _STEP + 2, rate_hz / _STEP).tolist()
        points = np.array([gain(zone.wobble_to_level / 10 * each) for each in wave])
        curve *= stretch(points, _STEP, frames)
    return curve


def _fall(zone: Zone, timecents: int, frames: int, rate_hz: int) -> Floats:
    whole = max(_frames(timecents, rate_hz), 1)
    length = min(whole * zone.sustain // 1000, frames)
    falling = powers(gain(-_FALL_DB / whole), length)
    level = gain(-zone.sustain / 10) if zone.sustain < 1000 else 0.0
    return np.concatenate([falling, np.full(frames - length, level)])


def release_frames(zone: Zone, rate_hz: int) -> int:
    """Return how long a note is heard after its end."""
    silent_s = _seconds(zone.release) * _SILENT_DB / _FALL_DB
    return int(min(max(silent_s, _LEAST_RELEASE_S), _MOST_RELEASE_S) * rate_hz)


@lru_cache(maxsize=64)
def release(frames: int) -> NDArray[np.float32]:
    """Return the curve by which a note dies away, down to nothing."""
    if frames < _SHORT_RELEASE:
        # So steep a fall would click where it begins.
        return _kept(swell(frames)[::-1])
    curve = powers(gain(-_SILENT_DB / frames), frames)
    end = min(frames, max(frames // 8, 64))
    curve[frames - end :] *= swell(end)[::-1]
    return _kept(curve)


def _kept(curve: Floats) -> NDArray[np.float32]:
    kept: NDArray[np.float32] = curve.astype(np.float32)
    kept.setflags(write=False)
    return kept


def sweep(zone: Zone, frames: int, rate_hz: float) -> Floats:
    """Return the modulation envelope, 0..1, straight in each of its stages."""
    times = [0.0]
    for each in (zone.sweep_delay, zone.sweep_attack, zone.sweep_hold):
        times.append(times[-1] + _seconds(each))
    share = 1 - zone.sweep_sustain / 1000
    times.append(times[-1] + max(_seconds(zone.sweep_decay) * (1 - share), 1e-4))
    points = np.array(times) * rate_hz + np.arange(5) * 1e-6
    return np.interp(np.arange(frames), points, [0.0, 0.0, 1.0, 1.0, share])


def triangle(shape: tuple[int, int], frames: int, rate_hz: float) -> Floats:
    """Return a slow oscillator, -1..1, that starts at 0 after its delay.

    Args:
        shape: its delay in timecents, its rate in absolute cents.
    """
    delay, rate = shape
    turn = (np.arange(frames) - _seconds(delay) * rate_hz) * (_hz(rate) / rate_hz)
    turn = np.maximum(turn, 0.0) + 0.25
    wave: Floats = 1 - 4 * np.abs(turn - np.floor(turn) - 0.5)
    return wave


def filtered(zone: Zone, wave: Floats, bright: int, rate_hz: int) -> Floats:
    """Return a tone through its low-pass filter, which may open and close.

    A filter that moves is heard as a blend of its two ends: no array can recurse.
    """
    rest = _cutoff(zone.cutoff, bright)
    moved = _cutoff(zone.cutoff + zone.sweep_to_cutoff, bright)
    still = _passed(wave, rest, zone.resonance, rate_hz)
    if moved == rest:
        return still
    other = _passed(wave, moved, zone.resonance, rate_hz)
    share = sweep(zone, len(wave) // _STEP + 2, rate_hz / _STEP)
    other = other - still
    other *= stretch(share, _STEP, len(wave))
    other += still
    return other


def _cutoff(cents: int, bright: int) -> int:
    cents += _BRIGHT_CENTS * bright
    if bright < 0:
        # A filter that is open has nothing above it to lose: begin to close it.
        cents = min(cents, 13_500 + _BRIGHT_CENTS * bright)
    return min(max(cents, 1500), 13_500)


def _passed(wave: Floats, cents: int, resonance: int, rate_hz: int) -> Floats:
    """Filter by overlap-save, in spectra that stay in the processor's cache."""
    if cents >= _OPEN or _hz(cents) > _HIGHEST * rate_hz or len(wave) == 0:
        return wave
    response = _response(cents, resonance, rate_hz)
    size = max(_LEAST_SPECTRUM, 4 << (len(response) - 1).bit_length())
    spectrum = np.fft.rfft(response, size)
    overlap = len(response) - 1
    step = size - overlap
    count = -(-len(wave) // step)
    padded = np.zeros(overlap + count * step)
    padded[overlap : overlap + len(wave)] = wave
    rows = np.lib.stride_tricks.sliding_window_view(padded, size)[::step]
    at_once = max(_SPECTRA // size, 1)
    heard = np.empty((count, step))
    for first in range(0, count, at_once):
        some = np.fft.rfft(rows[first : first + at_once], axis=1)
        passed = np.fft.irfft(multiplied(some, spectrum), size, axis=1)
        heard[first : first + at_once] = passed[:, overlap:]
    return heard.ravel()[: len(wave)]


@lru_cache(maxsize=256)
def _response(cents: int, resonance: int, rate_hz: int) -> Floats:
    """Return what two poles make of an impulse, down to silence."""
    # A resonance of 0 dB is a pair of poles without a peak, -3 dB at the cutoff; what
    # a peak adds is taken back by half (as FluidSynth has it).
    q = gain(min(resonance / 10, _MOST_RESONANCE_DB) - 3.01)
    turn = 2 * math.pi * _hz(cents) / rate_hz
    damp = math.sin(turn) / (2 * q)
    fall = math.log((1 - damp) / (1 + damp)) / 2
    frames = min(int(-_RINGING / fall) + 8, _MOST_RESPONSE)
    scale = (0.7071 / q) ** 0.5 / (1 + damp)
    push = (1 - math.cos(turn)) / 2 * scale
    back, further = 2 * math.cos(turn) / (1 + damp), (1 - damp) / (1 + damp)
    ringing = [push, 2 * push + back * push]
    ringing.append(push + back * ringing[1] - further * ringing[0])
    while len(ringing) < frames:
        ringing.append(back * ringing[-1] - further * ringing[-2])
    return np.array(ringing)


def _seconds(timecents: int) -> float:
    return 0.0 if timecents <= _AT_ONCE else ratio(min(timecents, 8000))


def _frames(timecents: int, rate_hz: int) -> int:
    return int(_seconds(timecents) * rate_hz)


def _hz(cents: int) -> float:
    return _ZERO_HZ * ratio(cents)
