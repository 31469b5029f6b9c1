"""The singer: a line of syllables to sound, alone, doubled, or as a choir.

Levels, pan and sends of the line are the mixer's affair; layers are spread here.
Knows how singers of one line differ; a voice is made in `glottis` and `vocal_tract`.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from partita.engine.playing.curves import Floats
from partita.engine.singing.fixed import air
from partita.engine.singing.formants import VOICES, Voice
from partita.engine.singing.glottis import excite
from partita.engine.singing.intonation import HOP, Singing, pitch_track
from partita.engine.singing.speech import articulate
from partita.engine.singing.tracks import Tracks, tracks
from partita.engine.singing.vocal_tract import resonate

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from partita.engine.score import SungLine

#: Brings a full vowel at velocity 100 to some -18 dB of full scale; measured.
_FULL: Final = 0.21
_CENTS_APART: Final = (0.0, -8.0, 7.0, -5.0, 9.0, -3.0, 5.0, -9.0)
_LATE_MS: Final = (0.0, 11.0, 17.0, 6.0, 22.0, 14.0, 9.0, 19.0)
_PLACES: Final = (0.0, -0.6, 0.6, -0.3, 0.3, -0.85, 0.85, 0.1)


class _Throat(NamedTuple):
    """One of the people who sing a line.

    Args:
        place: -1 left .. 1 right.
    """

    singing: Singing
    late_ms: float
    place: float


def sing(line: SungLine, rate_hz: int, frames: int, tail_frames: int) -> Floats:
    """Return the sound of a line in stereo, `frames + tail_frames` long.

    Args:
        tail_frames: time after the chunk in which a last sound may fade.
    """
    length = frames + tail_frames
    sound = np.zeros((2, length), np.float32).T
    segments = articulate(line, rate_hz)
    if not segments or length == 0:
        return sound
    voice = VOICES.get(line.voice, VOICES["female"])
    curves = tracks(segments, line.voice, rate_hz, length)
    throats = _throats(line, voice)
    pitches = [pitch_track(line, rate_hz, length, each.singing) for each in throats]
    # Phrase by phrase: a long part takes no more memory than its longest phrase.
    for low, high in curves.phrases():
        heard = _phrase(line, curves, (low, high), throats, pitches, rate_hz)
        for throat, mono in zip(throats, heard, strict=True):
            _place(sound, mono, low * HOP, throat, rate_hz)
    sound *= _FULL / math.sqrt(len(throats))
    return sound


def _phrase(
    line: SungLine,
    curves: Tracks,
    stretch: tuple[int, int],
    throats: list[_Throat],
    pitches: list[NDArray[np.float64]],
    rate_hz: int,
) -> list[Floats]:
    """Return one phrase of each throat, with what rings after it."""
    low, high = stretch
    sounding = curves.cut(low, high + 1)
    hz = [pitch[low : high + 1] for pitch in pitches]
    voice = VOICES.get(line.voice, VOICES["female"])
    breath = air(voice, rate_hz)
    excited = [
        excite(sounding, pitch, rate_hz, breath, (throat.singing.seed, low))
        for throat, pitch in zip(throats, hz, strict=True)
    ]
    return resonate(
        excited, sounding, hz[0], voice, rate_hz=rate_hz, bright=line.bright
    )


def _throats(line: SungLine, voice: Voice) -> list[_Throat]:
    count = max(1, line.layers) * voice.singers
    chance = np.random.default_rng([line.seed, 4])
    return [
        _Throat(
            Singing(
                line.seed * 64 + each,
                _CENTS_APART[each % len(_CENTS_APART)],
                voice.width_cents * line.vibrato / 100,
                5.3 + 0.5 * float(chance.random()),
                line.glide / 100,
                line.scoop / 100,
            ),
            _LATE_MS[each % len(_LATE_MS)] if count > 1 else 0.0,
            _PLACES[each % len(_PLACES)] if count > 1 else 0.0,
        )
        for each in range(count)
    ]


def _place(
    sound: Floats,
    mono: Floats,
    start: int,
    throat: _Throat,
    rate_hz: int,
) -> None:
    """Add one singer to the stereo picture, a little late and aside."""
    start += round(throat.late_ms * rate_hz / 1000)
    kept = mono[: max(0, len(sound) - start)]
    sound[start : start + len(kept), 0] += math.sqrt(1.0 - throat.place) * kept
    sound[start : start + len(kept), 1] += math.sqrt(1.0 + throat.place) * kept
