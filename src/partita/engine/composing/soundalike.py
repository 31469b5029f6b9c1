"""A band that sounds like music that was only heard.

The players of the genre that comes nearest, and how far its tone and its strikes have
to be turned to come nearer. Knows hearings and genres; does not know words or notes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from partita.engine.composing.guessing import bands_cb, is_half, likely_sound
from partita.engine.vocabulary.genres import GENRES

if TYPE_CHECKING:
    from partita.engine.composing.fingerprints import Fingerprint
    from partita.engine.composing.heard import Heard
    from partita.engine.hearing import Hearing, Sound

#: As far as one band's tone is turned to be like another's, in centibels.
_MOST_TONE_CB: Final = 60
#: How much of what a tone lacks is turned, in percent: takes of one genre differ, and
#: part of what this one seems to lack it has already.
_TURNED: Final = 70
#: Percent of the way to a brightness that such a band goes besides. What its tone lacks
#: and how bright its notes are, are two estimates; half of either is nearest.
_BRIGHT_SHARE: Final = 50
#: Where a beat is less sure than this it may as well hold three as two.
_CLEAR: Final = 60
#: How much less, and how much more, a band strikes than it usually does, in percent.
_BUSIER: Final = (60, 160)


def sounding_alike(
    heard: Heard, hearing: Hearing, share: int, *, is_itself: bool
) -> Heard:
    """Add the band of a genre that sounds like what was heard, if anything was.

    Args:
        share: percent of the way towards its tone.
        is_itself: whether the band plays as it always does. Then its own rhythm is the
            nearest, and its own tone, turned by what they lack.
    """
    likely = likely_sound(hearing, drums=heard.drums)
    if likely is None:
        return heard
    genre, sound = GENRES[likely.genre], hearing.sound
    assert sound is not None
    names = (each.instrument for each in genre.players if each.enters <= likely.energy)
    played = replace(
        heard,
        genre=genre.name,
        instruments=tuple(dict.fromkeys(names)),
        band_of=genre.name,
        kit=genre.kit,
        energy=likely.energy,
        density=sound.density * likely.struck // max(1, likely.density),
        tone_cb=_tone_cb(likely, bands_cb(sound), share),
    )
    is_clear = hearing.tempo_confidence >= _CLEAR
    if is_clear and is_half(genre, heard.tempo_mbpm):
        played = _twice_as_fast(played)
    if not is_itself:
        return played
    return replace(
        played,
        groove=(),
        busier=_busier(likely, sound, played.tempo_mbpm),
        brightness_share=_BRIGHT_SHARE,
    )


def _tone_cb(
    likely: Fingerprint, wanted_cb: tuple[int, ...], share: int
) -> tuple[int, ...]:
    """Return how far each band has to be turned."""
    pairs = zip(wanted_cb, likely.bands_cb, strict=True)
    return tuple(
        max(-_MOST_TONE_CB, min(_MOST_TONE_CB, _part(wanted - usual, share * _TURNED)))
        for wanted, usual in pairs
    )


def _part(way_cb: int, share: int) -> int:
    """Return a share of a way, in ten-thousandths, the same in both directions."""
    return way_cb * share // 10_000 if way_cb > 0 else -(-way_cb * share // 10_000)


def _busier(likely: Fingerprint, sound: Sound, tempo_mbpm: int | None) -> int:
    """Return how busy something was in percent of what its likely band would be."""
    usual, least, most = likely.density, *_BUSIER
    if tempo_mbpm is not None:
        # Who plays faster than usual strikes more often as it is.
        usual = usual * tempo_mbpm // (1000 * GENRES[likely.genre].tempo[1])
    return max(least, min(most, 100 * sound.density // max(1, usual)))


def _twice_as_fast(heard: Heard) -> Heard:
    """Count two beats where one was tapped; chords stay as long as they were."""
    assert heard.tempo_mbpm is not None
    twice = tuple(bar for bar in heard.bars for _ in range(2))
    return replace(heard, tempo_mbpm=2 * heard.tempo_mbpm, bars=twice, groove=())
