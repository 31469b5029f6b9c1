"""Guess a genre for music that was only heard: one whose players would play like that.

Knows what was heard of tempo, metre, mode and rhythm, and the table of genres. It is no
classifier: what it finds is a manner of playing that does not contradict what is known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from partita.engine.composing.bars import TICKS, metre_of
from partita.engine.composing.grooves import likeness
from partita.engine.vocabulary.genres import GENRES, Genre

if TYPE_CHECKING:
    from partita.engine.hearing import Hearing

#: Under this confidence nothing was heard.
_SURE: Final = 25
#: What speaks against a genre, against a groove that is a thousandth less alike.
_OTHER_DRUMS, _OTHER_METRE, _OTHER_MODE, _OTHER_OCTAVE = 900, 700, 250, 250
_PER_PERCENT: Final = 25


def likely_genre(hearing: Hearing, *, drums: bool | None) -> str | None:
    """Return the genre that is nearest to what was heard; None when nothing was.

    Args:
        drums: whether there are any, None when that is not known.
    """
    if hearing.sound is None or hearing.tempo_confidence < _SURE:
        return None
    return min(GENRES, key=lambda name: _against(GENRES[name], hearing, drums))


def _against(genre: Genre, hearing: Hearing, drums: bool | None) -> int:
    chart, sound = hearing.main, hearing.sound
    assert sound is not None
    metre = metre_of(chart.beats_a_bar, chart.beat_unit)
    pulse_bpm = chart.tempo_mbpm * metre.beat_ticks // TICKS // 1000
    against = _tempo(genre, pulse_bpm)
    has_drums = genre.drums_enter <= genre.energy
    if drums is not None and has_drums != drums:
        against += _OTHER_DRUMS
    if hearing.metre_confidence >= _SURE and genre.metre != metre.name:
        against += _OTHER_METRE
    if hearing.key_confidence >= _SURE and chart.mode not in genre.modes:
        against += _OTHER_MODE
    if drums and has_drums:
        against -= likeness(genre.groove, sound.groove)
    return against


def _tempo(genre: Genre, pulse_bpm: int) -> int:
    """Return what speaks against a tempo; half and double may be tapped as well."""
    low, _, high = genre.tempo
    ways = []
    for times, extra in ((2, 0), (1, _OTHER_OCTAVE), (4, _OTHER_OCTAVE)):
        bpm = pulse_bpm * times // 2
        off = max(0, low - bpm, bpm - high)
        ways.append(extra + 100 * off // low * _PER_PERCENT)
    return min(ways)
