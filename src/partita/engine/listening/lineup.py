"""Guess who plays in an upload, so that a continuation can be cast alike.

Knows what was measured of the sound and the roster's names. Makes no claim to tell a
cello from a viola: it finds players that sound about as bright, as held and as heavy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from partita.engine.hearing import Sound

#: Anything above this is taken for drums, or a voice.
LIKELY: Final = 50
#: Pitches that die away faster than this are plucked or struck, dB a second.
_PLUCKED_DB: Final = -2.0
#: Centroids that part dull from middling, and that from bright sounds.
_DULL_HZ, _BRIGHT_HZ = 550, 1_100
#: Share of the power below 400 Hz that takes a bass, per mille.
_BASS_SHARE: Final = 350
#: A bass that has more below 120 Hz than this times what it has above is a machine's.
_SUB: Final = 2

#: Players of chords by (plucked, beaten, dull 0 .. bright 2).
_CHORDS: Final = {
    (True, False): ("felt_piano", "grand_piano", "steel_guitar"),
    (True, True): ("electric_piano", "clean_guitar", "pluck_synth"),
    (False, False): ("warm_pad", "string_ensemble", "analog_strings"),
    (False, True): ("warm_pad", "analog_strings", "supersaw"),
}
#: What kind of drums there are can't be told.
_KIT: Final = "acoustic_kit"


def lineup_of(
    sound: Sound, *, drums: int, vocals: int, decay_db: float
) -> tuple[str, ...]:
    """Name players, most important first.

    Args:
        decay_db: how fast pitches die away, as of `timbre.decay_of`.
    """
    if sound.density == 0 and sound.brightness_hz == 0:
        return ()
    beaten = drums >= LIKELY
    bright = (sound.brightness_hz > _DULL_HZ) + (sound.brightness_hz > _BRIGHT_HZ)
    players = [_CHORDS[decay_db < _PLUCKED_DB, beaten][bright]]
    low, above = sound.bands[:2]
    if low + above > _BASS_SHARE:
        players.append("synth_bass" if low > _SUB * above else "finger_bass")
    if beaten:
        players.append(_KIT)
    return (*(["vocals"] if vocals >= LIKELY else []), *players)
