"""What does not move in a mouth: throat, upper resonances, nose, the shapes of noise.

One set for a voice at a rate, worked out once. Knows voices; does not know notes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from partita.engine.playing.curves import Floats, chance
from partita.engine.singing.formants import NOISES, Voice
from partita.engine.singing.glottis import STRETCH, highest_hz
from partita.engine.singing.resonances import Response, resonances, section
from partita.engine.singing.tracks import NOSE_HZ

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Length of the spectra.
FFT: Final = 2048
#: Widths of the resonances in Hz: F1 to F5; above, a share of their frequency.
WIDTHS_HZ: Final = (65.0, 90.0, 130.0, 200.0, 260.0)
_UPPER_STEP_HZ: Final = 1000.0
_UPPER_SHARE: Final = 0.09
#: How many resonances move.
MOVING: Final = 3
NOSE_WIDTH_HZ: Final = 110.0
_MUFFLED_ABOVE_HZ: Final = 550.0
#: Brings breath at 0 dB to the level of a vowel at 0 dB; measured.
_BREATH_GAIN: Final = 0.045
#: Level of air against pulses, where there are no pulses to be even with.
_WHISPERED: Final = 0.1
_AIR_SHELF: Final = 0.6
#: Air is noise that comes round after some three seconds, without rumble.
_AIR_FRAMES: Final = 1 << 17
_RUMBLE_HZ: Final = 90.0


@dataclass(frozen=True)
class Fixed:
    """The responses that do not move.

    Args:
        source: of the throat and the upper resonances, as many frames early as the
            sections of those that move are late.
        nose: of the nose's resonance.
        towards, across: of a turn from 0 to half a cycle: 1 - cosine, and sine.
    """

    rate_hz: int
    source: Response
    nose: Response
    muffled: Floats
    noises: Floats
    towards: Floats
    across: Floats


@lru_cache(maxsize=16)
def fixed_of(voice: Voice, rate_hz: int, bright: int, names: tuple[str, ...]) -> Fixed:
    """Return what does not move in a voice.

    Args:
        names: of the noises that will be asked for.
    """
    hz = _bins_hz(rate_hz)
    turn = np.pi * np.arange(len(hz)) / (len(hz) - 1)
    towards, across = 2.0 * np.sin(turn / 2) ** 2, np.sin(turn)
    upper_hz = _upper_hz(voice, rate_hz)
    source = _source(voice, rate_hz)
    for each in zip(*resonances(*upper_hz, rate_hz), strict=True):
        source = source.over(section(each, towards, across))
    # Sections come a frame late, those that move as well.
    late = (len(upper_hz[0]) + MOVING) * turn
    source = source.times(Response(np.cos(late), np.sin(late)))
    nose = resonances(
        np.array(NOSE_HZ * voice.scale[0]), np.array(NOSE_WIDTH_HZ), rate_hz
    )
    noises = [_noise_shape(name, hz, voice) for name in names]
    return Fixed(
        rate_hz,
        source.scaled(_shelf(hz, voice.shine * (1.0 + bright / 140))).single(),
        section(nose, towards, across).single(),
        (1.0 / (1.0 + (hz / _MUFFLED_ABOVE_HZ) ** 2)).astype(np.float32),
        np.array(noises, np.float32),
        towards.astype(np.float32),
        across.astype(np.float32),
    )


@lru_cache(maxsize=8)
def air(voice: Voice, rate_hz: int) -> Floats:
    """Return the noise of a voice's breath, as `glottis.excite` takes it.

    Breath is made in the throat, but the fall of the glottal pulses is not its own: it
    is taken out here, since the tract puts it on all that the throat sends.
    """
    noise = chance("air").standard_normal(_AIR_FRAMES)
    spectrum = np.fft.rfft(noise)
    hz = np.arange(len(spectrum), dtype=np.float64) * (rate_hz / _AIR_FRAMES)
    fall = np.sqrt(_source(voice, rate_hz).power())
    weights = _BREATH_GAIN * _shelf(hz, _AIR_SHELF)
    weights /= np.interp(hz, _bins_hz(rate_hz), fall)
    weights[hz < _RUMBLE_HZ] = 0.0
    spectrum.real *= weights
    spectrum.imag *= weights
    wave = np.fft.irfft(spectrum, _AIR_FRAMES).astype(np.float32)
    return np.concatenate((wave, wave[:STRETCH]))


def _bins_hz(rate_hz: int) -> NDArray[np.float64]:
    return np.arange(FFT // 2 + 1, dtype=np.float64) * (rate_hz / FFT)


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


def _upper_hz(
    voice: Voice, rate_hz: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the resonances that do not move, and their widths."""
    fourth, fifth = voice.upper_hz
    top = np.arange(fifth + _UPPER_STEP_HZ, highest_hz(rate_hz), _UPPER_STEP_HZ)
    hz = np.concatenate(([fourth, fifth], top))
    return hz, np.concatenate((WIDTHS_HZ[MOVING:], _UPPER_SHARE * top))


def _source(voice: Voice, rate_hz: int) -> Response:
    """Return the fall of the glottal flow and the rise of the lips' radiation."""
    if not voice.is_voiced:
        level = _WHISPERED * _shelf(_bins_hz(rate_hz), _AIR_SHELF)
        return Response(level, np.zeros_like(level))
    pole = math.exp(-2 * math.pi * voice.glottis_hz / rate_hz)
    flow = np.array([1.0, -2.0 * pole, pole * pole]) / (1.0 - pole) ** 2
    lips = np.array([1.0, -0.995])
    response = np.fft.rfft(lips, FFT) / np.fft.rfft(flow, FFT)
    return Response(response.real.copy(), response.imag.copy())
