"""Spoken lines."""

from partita.engine.composing.bars import metre_of
from partita.engine.composing.chance import Chance
from partita.engine.composing.clock import ASKED, steady
from partita.engine.composing.speaking import speak
from partita.engine.composing.vocal import Slot

FOUR = metre_of(4, 4)
CLOCK = steady(16 * 44_100, 44_100, 120_000, FOUR, ASKED)
BAR = FOUR.bar_ticks


def test_speech_keeps_its_pace_and_its_slot() -> None:
    spoken = speak(
        "Introducing something quiet", Slot(0, 4 * BAR), CLOCK, voice="male",
        chance=Chance("speech"),
    )  # fmt: skip

    lengths_ms = [each.length * 1000 // 44_100 for each in spoken]
    assert all(100 <= each <= 300 for each in lengths_ms)
    assert spoken[0].pitch > spoken[-1].pitch
