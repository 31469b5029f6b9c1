from __future__ import annotations

from partita.engine.hearing import Sound
from partita.engine.listening.lineup import lineup_of
from partita.engine.roster import INSTRUMENTS, KITS

BASSY = (300, 200, 300, 150, 40, 10)
THIN = (20, 80, 500, 300, 80, 20)


def lineup(
    sound: Sound, drums: int = 0, vocals: int = 0, decay_db: float = 3.0
) -> tuple[str, ...]:
    return lineup_of(sound, drums=drums, vocals=vocals, decay_db=decay_db)


def test_everyone_is_in_the_roster() -> None:
    for brightness_hz in (300, 900, 2_000):
        for drums in (0, 100):
            for decay_db in (-10.0, 3.0):
                sound = Sound(-150, 200, brightness_hz, BASSY)
                for name in lineup(sound, drums, decay_db=decay_db):
                    assert name in INSTRUMENTS or name in KITS


def test_plucked_and_held_sounds_have_other_players() -> None:
    sound = Sound(-150, 200, 900, THIN)

    assert lineup(sound, decay_db=-9.0) == ("grand_piano",)
    assert lineup(sound, decay_db=4.0) == ("string_ensemble",)


def test_drums_and_bass_join_when_they_are_heard() -> None:
    names = lineup(Sound(-150, 500, 900, BASSY), drums=90)

    assert names[1:] == ("finger_bass", "acoustic_kit")


def test_a_voice_stands_in_front() -> None:
    assert lineup(Sound(-150, 200, 900, THIN), vocals=80)[0] == "vocals"


def test_nobody_plays_silence() -> None:
    assert lineup(Sound()) == ()
