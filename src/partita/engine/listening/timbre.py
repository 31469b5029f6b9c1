"""How some audio sounds: level, brightness, bands, width, drums and voices.

Knows spectra; does not know beats or harmony. Drums and voices are guesses from how
noisy the strokes and how unsteady the pitches are.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from partita.engine.hearing import BAND_BORDERS_HZ, SILENCE_CB
from partita.engine.listening import spectra
from partita.engine.listening.onsets import peaks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from partita.engine.listening.onsets import Onsets
    from partita.engine.listening.pitches import Peaks

#: A spectrum this far under the mean is a pause, and has no level. (As BS.1770-4 has
#: it for loudness, there with 10.)
_PAUSE_DB: Final = 20.0
_SILENT_POWER: Final = 1e-12
#: Onsets that stand out this much from the rest are strokes.
_STROKE: Final = 1.2
#: Where cymbals and snares are nothing but noise.
_NOISE_HZ: Final = (3_500.0, 11_000.0)
#: Flatness of a spectrum: noise has 0.56, a chord next to nothing.
_NOISY: Final = 0.25
#: A share of the power that is too little to be a stroke of a drum.
_STROKE_POWER: Final = 2e-4


@dataclass(frozen=True)
class Timbre:
    """What was measured of the sound, in the units of `hearing.Sound`."""

    level_cb: int
    brightness_hz: int
    bands: tuple[int, ...]
    width: int


def timbre_of(audio: NDArray[np.float64], rate_hz: int) -> Timbre:
    """Measure the sound of all that is not a pause."""
    where = spectra.lattice(rate_hz, window_s=0.046, overlap=2)
    frequencies_hz = where.frequencies_hz
    edges = np.searchsorted(frequencies_hz, (0, *BAND_BORDERS_HZ))
    powers = np.zeros((where.count(len(audio)), len(edges)))
    moments = np.zeros(len(powers))
    for which, spectrum in spectra.blocks(audio, where):
        # A sine of magnitude a shows as a² spread over 1.5 bins of a Hann window.
        power = (spectrum.real**2 + spectrum.imag**2) / 3.0
        inside = [edge for edge in edges if edge < power.shape[1]]
        powers[which, : len(inside)] = np.add.reduceat(power, inside, axis=1)
        moments[which] = power @ frequencies_hz
    total = powers.sum(axis=1)
    heard = total > max(_SILENT_POWER, total.mean() * 10 ** (-_PAUSE_DB / 10))
    if not heard.any():
        return Timbre(SILENCE_CB, 0, (0,) * len(edges), 0)
    sum_heard = float(total[heard].sum())
    shares = np.round(1000 * powers[heard].sum(axis=0) / sum_heard)
    return Timbre(
        level_cb=_centibels(sum_heard / int(heard.sum())),
        brightness_hz=round(float(moments[heard].sum()) / sum_heard),
        bands=tuple(int(share) for share in shares),
        width=_width(audio),
    )


def _centibels(power: float) -> int:
    """Return a power in centibels against a full-scale square wave."""
    return max(SILENCE_CB, round(100 * math.log10(max(power, _SILENT_POWER))))


def _width(audio: NDArray[np.float64]) -> int:
    """Return the side's amplitude in percent of the middle's, at most 100."""
    if audio.shape[1] == 1:
        return 0
    middle = side = 0.0
    for start in range(0, len(audio), 1 << 16):
        block = np.nan_to_num(audio[start : start + (1 << 16)], posinf=1, neginf=-1)
        middle += float(np.sum((block[:, 0] + block[:, 1]) ** 2))
        side += float(np.sum((block[:, 0] - block[:, 1]) ** 2))
    if max(middle, side) < _SILENT_POWER:
        return 0
    return round(100 * min(1.0, math.sqrt(side / max(middle, 1e-12))))


def drums_of(audio: NDArray[np.float64], heard: Onsets) -> int:
    """Return how likely there are drums, 0..100: short noise, again and again."""
    if len(heard.high) < 3:
        return 0
    strokes = peaks(heard.high, _STROKE)
    if len(strokes) == 0:
        return 0
    noisy = _noisy_strokes(audio, heard, strokes[:400])
    seconds = min(len(heard.high), int(strokes[:400][-1]) + 1)
    rate = noisy / max(1.0, seconds / heard.where.spectra_a_second)
    share = noisy / min(len(strokes), 400)
    return round(100 * min(1.0, rate / 1.0) * min(1.0, share / 0.6))


def _noisy_strokes(
    audio: NDArray[np.float64], heard: Onsets, strokes: NDArray[np.intp]
) -> int:
    """Count strokes whose high part is noise."""
    where = heard.where
    window = np.hanning(where.size)
    low, high = np.searchsorted(where.frequencies_hz, _NOISE_HZ)
    count = 0
    for place in strokes:
        # Just behind the stroke: its attack alone would make anything look noisy.
        start = int(place) * where.hop
        mono = spectra.mono_between(audio, start, start + where.size)
        power = np.abs(np.fft.rfft(mono * window)) ** 2 + 1e-15
        noise = power[low:high]
        if len(noise) == 0 or noise.sum() < _STROKE_POWER * power.sum():
            continue
        flatness = float(np.exp(np.log(noise).mean()) / noise.mean())
        count += flatness > _NOISY
    return count


#: Where voices and their first overtones are, in MIDI pitch.
_SUNG_PITCHES: Final = (55.0, 100.0)
#: A pitch goes on when the next spectrum has one this near, in semitones.
_NEXT_STEP: Final = 0.7
#: Spectra that a pitch is followed for: 0.28 s, one and a half swings of a vibrato.
_FOLLOWED: Final = 6
_ACROSS: Final = np.arange(_FOLLOWED) - (_FOLLOWED - 1) / 2
#: How far a sung pitch swings around its line, in semitones.
_SWING: Final = (0.07, 0.5)


@dataclass(frozen=True)
class Followed:
    """Pitches followed for `_FOLLOWED` spectra: (pitches, spectra) of each."""

    contours: NDArray[np.float64]
    levels_db: NDArray[np.float64]
    weights: NDArray[np.float64]


def vocals_of(followed: Followed) -> int:
    """Guess how likely there is a voice, 0..100, from how many pitches swing.

    Sung notes glide and have vibrato. So have bowed and blown ones: measured on nine
    bands with and without a voice, the guess is right two times in three, no more.
    """
    total = float(followed.weights.sum())
    if total <= 0:
        return 0
    contours = followed.contours
    bends = contours - contours.mean(axis=1, keepdims=True)
    bends -= _slopes(contours)[:, None] * _ACROSS
    swings = bends.std(axis=1)
    sung = (swings > _SWING[0]) & (swings < _SWING[1])
    share = float(followed.weights[sung].sum()) / total
    return round(100 * min(1.0, max(0.0, (share - 0.2) / 0.2)))


def decay_of(followed: Followed, spectra_a_second: float) -> float:
    """Return how fast the usual pitch dies away, in decibels a second.

    Above 0 for what is bowed, blown or held, some -10 for what is plucked or struck.
    """
    if len(followed.weights) == 0:
        return 0.0
    slopes_db = _slopes(followed.levels_db) * spectra_a_second
    order = np.argsort(slopes_db, kind="stable")
    passed = np.cumsum(followed.weights[order])
    middle = int(np.searchsorted(passed, passed[-1] / 2))
    return round(float(slopes_db[order[middle]]), 1)


def _slopes(curves: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the slope of the line through each curve, a spectrum."""
    return np.asarray(curves @ _ACROSS / (_ACROSS @ _ACROSS))


def follow(found: Peaks) -> Followed:
    """Follow pitches from spectrum to spectrum."""
    sung = (found.pitches > _SUNG_PITCHES[0]) & (found.pitches < _SUNG_PITCHES[1])
    pitches, strengths = found.pitches[sung], found.strengths[sung]
    if len(pitches) == 0:
        nothing = np.zeros((0, _FOLLOWED))
        return Followed(nothing, nothing, np.zeros(0))
    # Peaks are sorted by spectrum and pitch, so the nearest in the next spectrum
    # stands next to where the same pitch would be.
    ordered = found.places[sung] * 256.0 + pitches
    goes_to = _nearest(ordered, ordered + 256.0)
    chain = [np.arange(len(ordered))]
    goes_on = np.ones(len(ordered), dtype=np.bool_)
    for _ in range(_FOLLOWED - 1):
        after = goes_to[chain[-1]]
        goes_on &= after >= 0
        chain.append(np.maximum(after, 0))
    contours = np.stack([pitches[each] for each in chain], axis=1)[goes_on]
    heard = np.stack([strengths[each] for each in chain], axis=1)[goes_on]
    # Strengths are roots of magnitudes.
    return Followed(contours, 40 * np.log10(heard), heard.mean(axis=1))


def _nearest(
    ordered: NDArray[np.float64], aims: NDArray[np.float64]
) -> NDArray[np.intp]:
    """Return which value is nearest to each aim, -1 where none is near enough."""
    after = np.minimum(np.searchsorted(ordered, aims), len(ordered) - 1)
    before = np.maximum(after - 1, 0)
    closer = np.abs(ordered[before] - aims) < np.abs(ordered[after] - aims)
    nearest = np.where(closer, before, after)
    return np.where(np.abs(ordered[nearest] - aims) < _NEXT_STEP, nearest, -1)
