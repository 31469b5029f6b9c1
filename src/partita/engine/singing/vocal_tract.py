"""A mouth: pulses and noise through moving resonances.

Source and filter after Fant and Klatt: a band-limited pulse train and shaped noise,
filtered block by block in the frequency domain with the tract's own complex response.
Knows curves; does not know phones, notes or who sings.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from partita.engine.singing.formants import NOISES, Voice
from partita.engine.singing.glottis import Excitation, highest_hz
from partita.engine.singing.intonation import HOP
from partita.engine.singing.tracks import NOSE_HZ, Tracks

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Frames between two responses; each is heard through a window of two hops.
_BLOCK: Final = 256
_FFT: Final = 2048
#: Responses that are worked out at once: bounds the memory.
_BATCH: Final = 128
#: Widths of the resonances in Hz: F1 to F5; above, a share of their frequency.
_WIDTHS_HZ: Final = (65.0, 90.0, 130.0, 200.0, 260.0)
_UPPER_STEP_HZ: Final = 1000.0
_UPPER_SHARE: Final = 0.09
_NOSE_WIDTH_HZ: Final = 110.0
_MUFFLED_ABOVE_HZ: Final = 550.0
#: How far vowels are brought to one level: 0 as they fall, 0.5 all alike.
_EVENING: Final = 0.36
_PARTIALS: Final = 36
_PARTIALS_TO_HZ: Final = 4500.0
#: Brings breath at 0 dB to the level of a vowel at 0 dB; measured.
_BREATH_GAIN: Final = 0.045
#: Level of air against pulses, where there are no pulses to be even with.
_WHISPERED: Final = 0.1


def resonate(
    excitations: list[Excitation],
    curves: Tracks,
    pitch_hz: NDArray[np.float64],
    voice: Voice,
    *,
    rate_hz: int,
    bright: int,
) -> list[NDArray[np.float64]]:
    """Return what is heard of each excitation and rings on; all share one mouth."""
    frames = len(excitations[0].voiced)
    blocks = frames // _BLOCK + 2
    outs = [np.zeros((blocks + _FFT // _BLOCK, _BLOCK)) for _ in excitations]
    padded = [_padded(each, blocks) for each in excitations]
    fixed = _Fixed.of(voice, rate_hz, bright, curves.noise_names)
    active = _active_blocks(curves, blocks)
    for low in range(0, len(active), _BATCH):
        batch = active[low : low + _BATCH]
        tract = _tract(curves, pitch_hz, batch, voice, fixed, rate_hz)
        hiss = _hiss(curves, batch, fixed)
        for out, parts in zip(outs, padded, strict=True):
            _add(out, batch, _heard(parts, batch, tract, hiss, fixed))
    return [out.reshape(-1)[_BLOCK:] for out in outs]


def _padded(each: Excitation, blocks: int) -> list[NDArray[np.float64]]:
    padded = np.zeros((3, (blocks + 1) * _BLOCK))
    padded[:, _BLOCK : _BLOCK + len(each.voiced)] = each.voiced, each.breath, each.noise
    return list(padded.reshape(3, -1, _BLOCK))


def _active_blocks(curves: Tracks, blocks: int) -> NDArray[np.intp]:
    """Return the blocks in which anything sounds."""
    each = _BLOCK // HOP
    level = curves.voiced + curves.breath + np.sum(curves.noises, axis=1)
    padded = np.zeros((blocks + 2) * each)
    padded[each : each + len(level)] = level[: len(padded) - each]
    loudest = np.max(padded.reshape(-1, each), axis=1)
    near = np.maximum(loudest[:-1], loudest[1:])
    return np.nonzero(near[:blocks] > 0)[0]


@dataclass(frozen=True)
class _Fixed:
    """The responses that do not move."""

    hz: NDArray[np.float64]
    upper: NDArray[np.complex128]
    glottis: NDArray[np.complex128]
    air: NDArray[np.float64]
    muffled: NDArray[np.float64]
    noises: NDArray[np.float64]
    window: NDArray[np.float64]

    @staticmethod
    def of(voice: Voice, rate_hz: int, bright: int, names: tuple[str, ...]) -> _Fixed:
        hz = np.arange(_FFT // 2 + 1, dtype=np.float64) * (rate_hz / _FFT)
        upper = _upper_response(voice, rate_hz)
        shelf = _shelf(hz, voice.shine * (1.0 + bright / 140))
        return _Fixed(
            hz,
            upper * shelf,
            _glottis_response(voice, rate_hz),
            _shelf(hz, 0.6),
            1.0 / (1.0 + (hz / _MUFFLED_ABOVE_HZ) ** 2),
            np.array([_noise_shape(name, hz, voice) for name in names]),
            0.5 - 0.5 * np.cos(np.pi * (np.arange(2 * _BLOCK) + 0.5) / _BLOCK),
        )


def _shelf(hz: NDArray[np.float64], gain: float) -> NDArray[np.float64]:
    """Return a soft shelf that multiplies what lies well above 1.5 kHz."""
    high = hz * hz / (hz * hz + 1500.0**2)
    return 1.0 + (max(gain, 0.15) - 1.0) * high


def _noise_shape(
    name: str, hz: NDArray[np.float64], voice: Voice
) -> NDArray[np.float64]:
    at_hz, level_db = (np.array(each) for each in zip(*NOISES[name], strict=True))
    stretched = at_hz * (0.5 + 0.5 * voice.scale[1])
    shape = 10.0 ** (np.interp(hz, stretched, level_db) / 20.0)
    return np.asarray(shape / np.sqrt(np.mean(shape * shape)))


def _sections(
    hz: NDArray[np.float64], width_hz: NDArray[np.float64], rate_hz: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the two coefficients of resonances with unit gain at 0 Hz."""
    radius = np.exp(-np.pi * width_hz / rate_hz)
    return -2.0 * radius * np.cos(2 * np.pi * hz / rate_hz), radius * radius


def _polynomial(
    hz: NDArray[np.float64], width_hz: NDArray[np.float64], rate_hz: int
) -> NDArray[np.float64]:
    """Return products of resonances' denominators, a row each, 1 at 0 Hz."""
    ones, twos = _sections(hz, width_hz, rate_hz)
    product = np.ones((len(hz), 1))
    for column in range(hz.shape[1]):
        one, two = ones[:, column, None], twos[:, column, None]
        longer = np.zeros((len(hz), product.shape[1] + 2))
        longer[:, :-2] += product
        longer[:, 1:-1] += product * one
        longer[:, 2:] += product * two
        product = longer / (1.0 + one + two)
    return product


def _upper_response(voice: Voice, rate_hz: int) -> NDArray[np.complex128]:
    fourth, fifth = voice.upper_hz
    top = np.arange(fifth + _UPPER_STEP_HZ, highest_hz(rate_hz), _UPPER_STEP_HZ)
    hz = np.concatenate(([fourth, fifth], top))[None, :]
    widths = np.concatenate((_WIDTHS_HZ[3:], _UPPER_SHARE * top))[None, :]
    return 1.0 / np.fft.rfft(_polynomial(hz, widths, rate_hz)[0], _FFT)


def _glottis_response(voice: Voice, rate_hz: int) -> NDArray[np.complex128]:
    """Return the fall of the glottal flow and the rise of the lips' radiation."""
    pole = np.exp(-2 * np.pi * voice.glottis_hz / rate_hz)
    flow = np.array([1.0, -2.0 * pole, pole * pole]) / (1.0 - pole) ** 2
    lips = np.array([1.0, -0.995])
    return np.asarray(np.fft.rfft(lips, _FFT) / np.fft.rfft(flow, _FFT))


def _at_blocks(
    track: NDArray[np.float64], batch: NDArray[np.intp]
) -> NDArray[np.float64]:
    """Return the values of a curve where the blocks' windows are centred."""
    place = np.minimum(batch * (_BLOCK // HOP), len(track) - 1)
    return track[place]


def _tract(
    curves: Tracks,
    pitch_hz: NDArray[np.float64],
    batch: NDArray[np.intp],
    voice: Voice,
    fixed: _Fixed,
    rate_hz: int,
) -> NDArray[np.complex128]:
    """Return the mouth's response for each block, brought to an even level."""
    pitch = _at_blocks(pitch_hz, batch)
    muffle = _at_blocks(curves.muffle, batch)[:, None]
    hz = np.maximum(_at_blocks(curves.formants, batch), 120.0)
    # A singer opens the mouth as the pitch passes the first resonance.
    hz[:, 0] = np.maximum(hz[:, 0], 1.03 * pitch)
    hz[:, 1] = np.maximum(hz[:, 1], 1.15 * hz[:, 0])
    widths = np.array(_WIDTHS_HZ[:3]) * (1.0 + 0.8 * muffle)
    widths[:, 0] += 0.3 * np.maximum(pitch - 200.0, 0.0)
    nose = np.full((len(batch), 1), NOSE_HZ * voice.scale[0])
    nose_width = np.full((len(batch), 1), _NOSE_WIDTH_HZ)
    poles = _polynomial(np.hstack((hz, nose)), np.hstack((widths, nose_width)), rate_hz)
    zero = _at_blocks(curves.zero_hz, batch)[:, None]
    zeros = _polynomial(zero, nose_width, rate_hz)
    response = np.fft.rfft(zeros, _FFT) / np.fft.rfft(poles, _FFT) * fixed.upper
    response *= (1.0 - muffle) + muffle * fixed.muffled
    source = fixed.glottis if voice.is_voiced else fixed.air * _WHISPERED
    return response * _evening(response * source, pitch, rate_hz)[:, None]


def _evening(
    response: NDArray[np.complex128], pitch: NDArray[np.float64], rate_hz: int
) -> NDArray[np.float64]:
    """Return the factor that brings the partials' power near to one level."""
    power = response.real * response.real + response.imag * response.imag
    partials = np.arange(1, _PARTIALS + 1)
    place = pitch[:, None] * partials * (_FFT / rate_hz)
    low = np.minimum(place.astype(np.intp), power.shape[1] - 2)
    part = place - low
    rows = np.arange(len(pitch))[:, None]
    heard = power[rows, low] * (1 - part) + power[rows, low + 1] * part
    heard *= pitch[:, None] * partials < _PARTIALS_TO_HZ
    return np.asarray((0.5 * np.sum(heard, axis=1)) ** -_EVENING)


def _hiss(
    curves: Tracks, batch: NDArray[np.intp], fixed: _Fixed
) -> NDArray[np.float64]:
    """Return the shape of the noise for each block: a mixture of the table's."""
    levels = _at_blocks(curves.noises, batch)
    before = _at_blocks(curves.noises, np.maximum(batch - 1, 0))
    levels = np.maximum(levels, before) + 1e-12
    share = levels / np.sum(levels, axis=1, keepdims=True)
    shape = np.zeros((len(batch), len(fixed.hz)))
    for column, each in enumerate(fixed.noises):
        shape += share[:, column, None] * each
    return shape


def _heard(
    parts: list[NDArray[np.float64]],
    batch: NDArray[np.intp],
    tract: NDArray[np.complex128],
    hiss: NDArray[np.float64],
    fixed: _Fixed,
) -> NDArray[np.float64]:
    voiced, breath, noise = (
        np.hstack((part[batch], part[batch + 1])) * fixed.window for part in parts
    )
    throat = np.fft.rfft(voiced, _FFT) * fixed.glottis
    throat += np.fft.rfft(breath, _FFT) * (_BREATH_GAIN * fixed.air)
    throat *= tract
    # Most of a song is vowels: only hissing blocks need their noise shaped.
    hissing = np.nonzero(np.any(noise, axis=1))[0]
    if hissing.size:
        throat[hissing] += np.fft.rfft(noise[hissing], _FFT) * hiss[hissing]
    return np.fft.irfft(throat, _FFT)


def _add(
    out: NDArray[np.float64], batch: NDArray[np.intp], heard: NDArray[np.float64]
) -> None:
    """Overlap and add: every response rings over the following blocks."""
    pieces = heard.reshape(len(batch), -1, _BLOCK)
    for offset in range(pieces.shape[1]):
        out[batch + offset] += pieces[:, offset]
