"""Guess a genre for music that was only heard: one whose band would sound like that.

Knows what was heard of tempo, metre, mode, rhythm and sound, and how genres sound. It
is no classifier: what it finds is a manner of playing that does not contradict what is
known.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from partita.engine.composing.bars import TICKS, metre_of
from partita.engine.composing.fingerprints import FINGERPRINTS, Fingerprint
from partita.engine.composing.grooves import likeness
from partita.engine.vocabulary.genres import GENRES, Genre

if TYPE_CHECKING:
    from partita.engine.hearing import Hearing, Sound

#: Under this confidence nothing was heard.
_SURE: Final = 25
#: What speaks against a genre, against a groove that is three thousandths less alike.
_OTHER_DRUMS, _OTHER_METRE, _OTHER_MODE, _OTHER_OCTAVE = 900, 700, 150, 120
_GROOVE: Final = 3
#: The same for a percent that a tempo is outside of what is usual, for a decibel in one
#: band, and for an octave of onsets a second. Found by how many of 52 pieces of the
#: engine's own were told, 31, or told as something that sounds within 1.4 dB.
_PER_PERCENT, _PER_DB, _PER_OCTAVE = 25, 30, 500
#: What has no share at all is taken for half of the least.
_CENTIBELS: Final = tuple(
    round(100 * math.log10(max(0.5, share) / 1000)) for share in range(1001)
)


def likely_sound(hearing: Hearing, *, drums: bool | None) -> Fingerprint | None:
    """Return the genre, and how it is played, that is nearest to what was heard.

    Args:
        drums: whether there are any, None when that is not known.

    Returns:
        None when nobody listened, or nothing sounded.
    """
    if hearing.sound is None or not any(hearing.sound.bands):
        return None
    return min(FINGERPRINTS, key=lambda one: _against(one, hearing, drums))


def bands_cb(sound: Sound) -> tuple[int, ...]:
    """Return what each band has of the whole power, in centibels."""
    return tuple(centibels(each) for each in sound.bands)


def centibels(share: int) -> int:
    """Return a share of the power, in per mille, as centibels of the whole."""
    return _CENTIBELS[max(0, min(1000, share))]


def is_half(genre: Genre, tempo_mbpm: int | None) -> bool:
    """Tell whether a genre would count two beats where one was tapped."""
    if tempo_mbpm is None:
        return False
    return _off(genre, tempo_mbpm // 500) < _off(genre, tempo_mbpm // 1000)


def _against(fingerprint: Fingerprint, hearing: Hearing, drums: bool | None) -> int:
    genre, sound = GENRES[fingerprint.genre], hearing.sound
    assert sound is not None
    against = _sound(fingerprint, sound)
    has_drums = genre.drums_enter <= fingerprint.energy
    if drums is not None and has_drums != drums:
        against += _OTHER_DRUMS
    if hearing.key_confidence >= _SURE and hearing.main.mode not in genre.modes:
        against += _OTHER_MODE
    if hearing.tempo_confidence < _SURE:
        return against
    if drums and has_drums:
        against -= likeness(genre.groove, sound.groove) // _GROOVE
    return against + _pulse(genre, hearing)


def _sound(fingerprint: Fingerprint, sound: Sound) -> int:
    """Return what speaks against a spectrum, and against how busy it is."""
    pairs = zip(bands_cb(sound), fingerprint.bands_cb, strict=True)
    apart_cb = sum(abs(one - other) for one, other in pairs)
    busier = math.log2(max(20, sound.density) / max(20, fingerprint.density))
    return apart_cb * _PER_DB // 10 + round(abs(busier) * _PER_OCTAVE)


def _pulse(genre: Genre, hearing: Hearing) -> int:
    """Return what speaks against metre and tempo."""
    chart = hearing.main
    metre = metre_of(chart.beats_a_bar, chart.beat_unit)
    against = _tempo(genre, chart.tempo_mbpm * metre.beat_ticks // TICKS // 1000)
    if hearing.metre_confidence >= _SURE and genre.metre != metre.name:
        against += _OTHER_METRE
    return against


def _tempo(genre: Genre, pulse_bpm: int) -> int:
    """Return what speaks against a tempo; half and double may be tapped as well."""
    ways = (
        (pulse_bpm, 0),
        (pulse_bpm // 2, _OTHER_OCTAVE),
        (2 * pulse_bpm, _OTHER_OCTAVE),
    )
    return min(_off(genre, bpm) * _PER_PERCENT + extra for bpm, extra in ways)


def _off(genre: Genre, bpm: int) -> int:
    """Return how far a tempo is from a genre's, in percent."""
    low, _, high = genre.tempo
    return max(0, 100 * (low - bpm) // low, 100 * (bpm - high) // high)
