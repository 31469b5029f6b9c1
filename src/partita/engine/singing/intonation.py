"""The pitch of a voice from frame to frame: sung melodies and spoken sentences.

Knows notes and time; does not know phones or sound. Everything is seeded.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from partita.engine.score import SungLine, Syllable

    Floats = NDArray[np.float64]

#: Frames between two values of a pitch track.
HOP: Final = 64
_PORTAMENTO_S: Final = 0.085
_SCOOP_CENTS: Final = -70.0
#: How long a stressed note is that is reached from below in the middle of a phrase,
#: and how often; soul singers do, see `composing.delivery`.
_SCOOPED_S: Final = 0.28
_SCOOPS_OF: Final = 0.55
#: How far and in what time the last note of such a phrase falls.
_FALL_CENTS: Final = -170.0
_FALL_S: Final = 0.16
#: Vibrato comes after a quarter of a note, between these.
_VIBRATO_AFTER_S: Final = 0.22
_VIBRATO_LATEST_S: Final = 0.6
_VIBRATO_GROWS_S: Final = 0.45
_DRIFT_HZ: Final = (0.37, 0.83, 1.7, 3.1)
_DRIFT_CENTS: Final = (2.0, 1.4, 1.0, 0.7)
_PHRASE_GAP_S: Final = 0.25
#: Spoken pitch in semitones: fall over a phrase, rise on stress, last fall.
_DECLINATION: Final = 3.5
_ACCENT: Final = {0: -0.9, 1: 2.2, 2: 0.8}
_LAST_FALL: Final = -4.0


@dataclass(frozen=True)
class Singing:
    """How one singer differs from the score.

    Args:
        cents: constant offset.
        vibrato_cents: depth; `vibrato_hz` its speed.
        glide, scoop: 1 for a plain voice's.
    """

    seed: int
    cents: float = 0.0
    vibrato_cents: float = 35.0
    vibrato_hz: float = 5.5
    glide: float = 1.0
    scoop: float = 1.0


def grid(frames: int, rate_hz: int) -> Floats:
    """Return the times of a track's values, in seconds."""
    return np.arange(-(-frames // HOP) + 1, dtype=np.float64) * (HOP / rate_hz)


def pitch_track(line: SungLine, rate_hz: int, frames: int, singing: Singing) -> Floats:
    """Return the pitch in Hz, one value each `HOP` frames."""
    times_s = grid(frames, rate_hz)
    syllables = sorted(line.syllables, key=lambda each: each.start)
    if not syllables:
        return np.full(times_s.shape, 220.0)
    spoken = line.manner == "spoken"
    shape = (
        _spoken(syllables, times_s, rate_hz)
        if spoken
        else _sung(syllables, times_s, rate_hz, singing)
    )
    cents = shape + singing.cents + _drift(times_s, singing.seed, 2 if spoken else 1)
    if not spoken:
        cents = cents + _vibrato(syllables, times_s, rate_hz, singing)
    hz = 440.0 * np.exp2((cents - 6900.0) / 1200.0)
    # Powers differ between processors in bits that this takes away; nobody hears it.
    return np.rint(hz * 4096) / 4096


def smoothstep(times_s: Floats, middle_s: float, width_s: float) -> Floats:
    """Return a soft step from 0 to 1 around a middle."""
    part = np.clip((times_s - middle_s) / width_s + 0.5, 0.0, 1.0)
    return part * part * (3.0 - 2.0 * part)


def _add_step(
    track: Floats,
    times_s: Floats,
    middle_s: float,
    width_s: float,
    size: float,
) -> None:
    """Add a soft step to a track of differences, near its middle only."""
    hop_s = times_s[1] - times_s[0]
    low = max(0, int((middle_s - width_s / 2) / hop_s))
    high = min(len(times_s), int((middle_s + width_s / 2) / hop_s) + 3)
    if low < high:
        step = smoothstep(times_s[low:high], middle_s, width_s)
        track[low:high] += size * np.diff(step, prepend=0.0)
    elif high <= low and middle_s <= 0:
        track[0] += size


def _sung(
    syllables: list[Syllable], times_s: Floats, rate_hz: int, singing: Singing
) -> Floats:
    changes = np.zeros(times_s.shape)
    changes[0] = 100.0 * syllables[0].pitch
    for before, after in pairwise(syllables):
        start_s = after.start / rate_hz
        step = 100.0 * (after.pitch - before.pitch)
        width_s = _PORTAMENTO_S * singing.glide
        width_s = max(0.008, min(width_s, 0.5 * before.length / rate_hz + 0.005))
        # The slide is over soon after the vowel has begun.
        _add_step(changes, times_s, start_s - 0.2 * width_s, width_s, step)
    cents = np.cumsum(changes)
    return cents + _scoops(syllables, times_s, rate_hz, singing)


def _phrase_starts(syllables: list[Syllable], rate_hz: int) -> list[int]:
    """Return the places of syllables that begin a phrase."""
    gap = _PHRASE_GAP_S * rate_hz
    return [
        place
        for place, each in enumerate(syllables)
        if place == 0
        or each.start - syllables[place - 1].start - syllables[place - 1].length > gap
    ]


def _scoops(
    syllables: list[Syllable], times_s: Floats, rate_hz: int, singing: Singing
) -> Floats:
    """Return the small slides from below that begin phrases, and some notes inside."""
    cents = np.zeros(times_s.shape)
    if singing.scoop <= 0:
        return cents
    starts = _phrase_starts(syllables, rate_hz)
    depths = dict.fromkeys(starts, _SCOOP_CENTS * min(singing.scoop, 1.5))
    if singing.scoop > 1:
        depths |= _inner_scoops(syllables, rate_hz, singing)
        _fall(cents, syllables[-1], times_s, rate_hz, singing.scoop - 1)
    for place, depth in depths.items():
        start_s = syllables[place].start / rate_hz
        begins_s = 0.3 if place in starts else 0.0
        near = (times_s > start_s - begins_s) & (times_s < start_s + 0.13)
        rise = smoothstep(times_s[near], start_s + 0.025, 0.13)
        cents[near] += depth * (1.0 - rise)
    return cents


def _inner_scoops(
    syllables: list[Syllable], rate_hz: int, singing: Singing
) -> dict[int, float]:
    """Return which stressed, long notes are reached from below, and how far."""
    chance = np.random.default_rng([singing.seed, 3, len(syllables)])
    found = {}
    for place, each in enumerate(syllables):
        lucky = float(chance.random()) < _SCOOPS_OF
        long = each.length >= _SCOOPED_S * rate_hz
        if place and lucky and long and each.stress == 1:
            found[place] = _SCOOP_CENTS * singing.scoop * 0.8
    return found


def _fall(
    cents: Floats, last: Syllable, times_s: Floats, rate_hz: int, share: float
) -> None:
    """Let the last note of a phrase fall off, if it is long enough."""
    end_s = (last.start + last.length) / rate_hz
    if last.length < 3 * _FALL_S * rate_hz:
        return
    past = times_s > end_s - _FALL_S
    fall = smoothstep(times_s[past], end_s, 2 * _FALL_S)
    cents[past] += _FALL_CENTS * min(share, 1.0) * fall


def _vibrato(
    syllables: list[Syllable],
    times_s: Floats,
    rate_hz: int,
    singing: Singing,
) -> Floats:
    chance = np.random.default_rng([singing.seed, 1])
    cents = np.zeros(times_s.shape)
    hop_s = HOP / rate_hz
    for each in syllables:
        start_s, length_s = each.start / rate_hz, each.length / rate_hz
        hz = singing.vibrato_hz * (1 + 0.06 * (chance.random() - 0.5))
        depth = singing.vibrato_cents * (0.85 + 0.3 * chance.random())
        if length_s < 2 * _VIBRATO_AFTER_S:
            continue
        after_s = start_s + np.clip(length_s / 4, _VIBRATO_AFTER_S, _VIBRATO_LATEST_S)
        low = max(0, int(after_s / hop_s))
        high = min(len(times_s), int((start_s + length_s) / hop_s))
        since_s = times_s[low:high] - after_s
        grown = np.clip(since_s / _VIBRATO_GROWS_S, 0, 1) * np.clip(
            (start_s + length_s - times_s[low:high]) / 0.08, 0, 1
        )
        cents[low:high] += depth * grown * np.sin(2 * np.pi * hz * since_s)
    return cents


def _drift(times_s: Floats, seed: int, amount: float) -> Floats:
    """Return slow wandering and a quick tremble, in cents."""
    chance = np.random.default_rng([seed, 2])
    cents = np.zeros(times_s.shape)
    for hz, depth in zip(_DRIFT_HZ, _DRIFT_CENTS, strict=True):
        phase = chance.random() * 2 * np.pi
        cents += depth * np.sin(2 * np.pi * hz * times_s + phase)
    tremble = chance.standard_normal(len(times_s) // 12 + 2)
    cents += 2.2 * np.interp(
        np.arange(len(times_s)) / 12, np.arange(len(tremble)), tremble
    )
    return amount * cents


def _spoken(syllables: list[Syllable], times_s: Floats, rate_hz: int) -> Floats:
    """Return a sentence's melody around the given pitches."""
    starts = [*_phrase_starts(syllables, rate_hz), len(syllables)]
    knots: list[tuple[float, float]] = []
    for first, end in pairwise(starts):
        knots.extend(_phrase_knots(syllables[first:end], rate_hz))
    at_s, semitones = (np.array(each) for each in zip(*knots, strict=True))
    straight = np.interp(times_s, at_s, semitones)
    return 100.0 * _softened(straight, int(0.07 * rate_hz / HOP))


def _phrase_knots(phrase: list[Syllable], rate_hz: int) -> list[tuple[float, float]]:
    knots: list[tuple[float, float]] = []
    for place, each in enumerate(phrase):
        start_s, length_s = each.start / rate_hz, each.length / rate_hz
        done = place / max(1, len(phrase) - 1)
        base = each.pitch + _DECLINATION * (0.5 - done)
        peak = base + _ACCENT.get(each.stress, 0.0)
        knots.append((start_s, base + 0.4 * _ACCENT.get(each.stress, 0.0)))
        knots.append((start_s + 0.4 * length_s, peak))
        is_last = place == len(phrase) - 1
        end = base + _LAST_FALL if is_last else base - 0.3
        knots.append((start_s + 0.95 * length_s, end))
    return knots


def _softened(track: Floats, width: int) -> Floats:
    """Return a running mean, taken twice."""
    for _ in range(2):
        padded = np.pad(track, (width // 2 + 1, width - width // 2), mode="edge")
        sums = np.cumsum(padded)
        track = (sums[width:] - sums[:-width])[: len(track)] / width
    return track
