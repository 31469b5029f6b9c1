"""A mouth: pulses and noise through moving resonances.

Source and filter after Fant and Klatt: a band-limited pulse train and shaped noise,
filtered block by block in the frequency domain with the tract's own complex response.
Knows curves; does not know phones, notes or who sings.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from partita.engine.playing.curves import Floats
from partita.engine.singing.fixed import (
    FFT,
    MOVING,
    NOSE_WIDTH_HZ,
    WIDTHS_HZ,
    Fixed,
    fixed_of,
)
from partita.engine.singing.formants import Voice
from partita.engine.singing.glottis import Excitation
from partita.engine.singing.intonation import HOP
from partita.engine.singing.resonances import Response, resonances, section
from partita.engine.singing.tracks import NOSE_HZ, Tracks

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Frames between two responses; each is heard through a window of two hops.
_BLOCK: Final = 256
#: Responses that are worked out at once: few enough to stay near the processor.
_BATCH: Final = 32
#: The nose is closed when its gap is no further than this from its resonance.
_CLOSED_HZ: Final = 0.01
#: How far vowels are brought to one level: 0 as they fall, 0.5 all alike.
_EVENING: Final = 0.36
#: Where the first resonance of a mouth lies that is opened wide.
_WIDEST_HZ: Final = 1200.0
#: A whisper has no partials that could miss a resonance, however high it is.
_WHISPERED_HZ: Final = 220.0
_PARTIALS: Final = 36
_PARTIALS_TO_HZ: Final = 4500.0


def resonate(
    excitations: list[Excitation],
    curves: Tracks,
    pitch_hz: NDArray[np.float64],
    voice: Voice,
    *,
    rate_hz: int,
    bright: int,
) -> list[Floats]:
    """Return what is heard of each excitation and rings on; all share one mouth."""
    blocks = len(excitations[0].throat) // _BLOCK + 2
    outs = [np.zeros((blocks + FFT // _BLOCK, _BLOCK), np.float32) for _ in excitations]
    windows = [
        (_windows(each.throat, blocks), _windows(each.noise, blocks))
        for each in excitations
    ]
    fixed = fixed_of(voice, rate_hz, bright, curves.noise_names)
    for low in range(0, blocks, _BATCH):
        some = slice(low, min(low + _BATCH, blocks))
        batch = np.arange(some.start, some.stop)
        tract = _tract(curves, pitch_hz, batch, voice, fixed)
        # Most of a song is vowels: only hissing blocks need their noise shaped.
        hissing = np.flatnonzero(np.any(windows[0][1][some], axis=1))
        hiss = _hiss(curves, batch[hissing], fixed)
        for out, (throat, noise) in zip(outs, windows, strict=True):
            heard = _spectra(throat[some]).times(tract)
            if hissing.size:
                hissed = _spectra(noise[some][hissing]).scaled(hiss)
                heard.real[hissing] += hissed.real
                heard.imag[hissing] += hissed.imag
            _add(out[low:], heard)
    return [out.reshape(-1)[_BLOCK:] for out in outs]


def _windows(wave: Floats, blocks: int) -> Floats:
    """Return overlapping stretches around each block's start, without copying them."""
    padded = np.zeros((blocks + 1) * _BLOCK, np.float32)
    padded[_BLOCK : _BLOCK + len(wave)] = wave
    return np.lib.stride_tricks.sliding_window_view(padded, 2 * _BLOCK)[::_BLOCK]


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
    fixed: Fixed,
) -> Response:
    """Return the mouth's response for each block, brought to an even level."""
    pitch = _at_blocks(pitch_hz, batch)
    if not voice.is_voiced:
        pitch = np.minimum(pitch, _WHISPERED_HZ)
    muffle = _at_blocks(curves.muffle, batch)[:, None]
    hz = np.maximum(_at_blocks(curves.formants, batch), 120.0)
    # A singer opens the mouth as the pitch passes the first resonance, while it can.
    hz[:, 0] = np.maximum(hz[:, 0], np.minimum(1.03 * pitch, _WIDEST_HZ))
    hz[:, 1] = np.maximum(hz[:, 1], 1.15 * hz[:, 0])
    widths = np.array(WIDTHS_HZ[:MOVING]) * (1.0 + 0.8 * muffle)
    widths[:, 0] += 0.3 * np.maximum(pitch - 200.0, 0.0)
    first, second, third = _moving(hz, widths, fixed)
    response = fixed.source.over(first.times(second).times(third))
    _open_nose(response, _at_blocks(curves.zero_hz, batch), voice, fixed)
    muffled = np.flatnonzero(muffle)
    if muffled.size:
        share = muffle[muffled].astype(np.float32)
        factor = (1.0 - share) + share * fixed.muffled
        response.real[muffled] *= factor
        response.imag[muffled] *= factor
    return response.scaled(_evening(response, pitch, fixed.rate_hz)[:, None])


def _moving(
    hz: NDArray[np.float64], width_hz: NDArray[np.float64], fixed: Fixed
) -> list[Response]:
    """Return sections of a row each; as many of them as there are columns."""
    far, wide = (
        each.astype(np.float32).T[:, :, None]
        for each in resonances(hz, width_hz, fixed.rate_hz)
    )
    return [
        section(each, fixed.towards, fixed.across)
        for each in zip(far, wide, strict=True)
    ]


def _open_nose(
    response: Response, zero_hz: NDArray[np.float64], voice: Voice, fixed: Fixed
) -> None:
    """Put the nose where its gap has moved away from its resonance."""
    opened = np.flatnonzero(np.abs(zero_hz - NOSE_HZ * voice.scale[0]) > _CLOSED_HZ)
    if not opened.size:
        return
    hz = zero_hz[opened, None]
    (gap,) = _moving(hz, np.full_like(hz, NOSE_WIDTH_HZ), fixed)
    shut = Response(response.real[opened], response.imag[opened])
    response.real[opened], response.imag[opened] = shut.times(gap).over(fixed.nose)


def _evening(
    response: Response, pitch: NDArray[np.float64], rate_hz: int
) -> NDArray[np.float32]:
    """Return the factor that brings the partials' power near to one level."""
    top = int(_PARTIALS_TO_HZ * FFT / rate_hz) + 2
    power = Response(response.real[:, :top], response.imag[:, :top]).power()
    partials = np.arange(1, _PARTIALS + 1)
    place = pitch[:, None] * partials * (FFT / rate_hz)
    low = np.minimum(place.astype(np.intp), top - 2)
    part = place - low
    rows = np.arange(len(pitch))[:, None]
    heard = power[rows, low] * (1 - part) + power[rows, low + 1] * part
    heard *= pitch[:, None] * partials < _PARTIALS_TO_HZ
    # One by one: numpy's own powers differ between processors.
    # A slide may overshoot to where not even the first partial is heard.
    even = [
        math.pow(0.5 * each, -_EVENING) if each else 1.0
        for each in np.sum(heard, axis=1).tolist()
    ]
    return np.array(even, np.float32)


def _hiss(curves: Tracks, batch: NDArray[np.intp], fixed: Fixed) -> Floats:
    """Return the shape of the noise for each block: a mixture of the table's."""
    levels = _at_blocks(curves.noises, batch)
    before = _at_blocks(curves.noises, np.maximum(batch - 1, 0))
    levels = np.maximum(levels, before) + 1e-12
    share = (levels / np.sum(levels, axis=1, keepdims=True)).astype(np.float32)
    shape = np.zeros((len(batch), len(fixed.across)), np.float32)
    for column, each in enumerate(fixed.noises):
        shape += share[:, column, None] * each
    return shape


def _spectra(stretches: Floats) -> Response:
    # Transforms of double precision are the faster ones on the way there, not back.
    framed = np.zeros((len(stretches), FFT))
    np.multiply(stretches, _window(), out=framed[:, : 2 * _BLOCK])
    spectra = np.fft.rfft(framed)
    return Response(spectra.real, spectra.imag).single()


@lru_cache(maxsize=1)
def _window() -> Floats:
    rise = 0.5 - 0.5 * np.cos(np.pi * (np.arange(2 * _BLOCK) + 0.5) / _BLOCK)
    return rise.astype(np.float32)


def _add(out: Floats, heard: Response) -> None:
    """Overlap and add: every response rings over the following blocks."""
    spectra = np.empty(heard.real.shape, np.complex64)
    spectra.real, spectra.imag = heard
    count = len(spectra)
    pieces = np.fft.irfft(spectra, FFT).reshape(count, -1, _BLOCK)
    for offset in range(pieces.shape[1]):
        out[offset : offset + count] += pieces[:, offset]
