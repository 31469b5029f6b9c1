"""How singers go from note to note."""

from __future__ import annotations

import pytest

from partita.engine.brief import Brief, Make
from partita.engine.compose import compose
from partita.engine.score import SungLine


def lead(*styles: str, no: tuple[str, ...] = ()) -> SungLine:
    chunk = Make("[Verse]\nThe harbour lamps are low", 8_000, styles, no)
    part = compose(Brief((chunk,), 1, 44_100), {}).parts[0]
    assert part is not None
    return part.sung[0]


def test_an_opera_singer_has_more_vibrato_than_a_folk_singer() -> None:
    assert lead("opera").vibrato > lead("pop").vibrato > lead("folk").vibrato


def test_soul_glides_and_scoops() -> None:
    soul, pop = lead("soul"), lead("pop")

    assert soul.glide > pop.glide
    assert soul.scoop > 100 > pop.scoop


def test_styles_say_otherwise() -> None:
    assert lead("opera", "straight tone").vibrato == 0
    assert lead("opera", no=("vibrato",)).vibrato == 0
    assert lead("folk", "wide vibrato").vibrato > 100


@pytest.mark.parametrize("style", ["auto-tune", "autotuned vocals", "robotic vocals"])
def test_a_tuned_voice_steps_from_note_to_note(style: str) -> None:
    tuned = lead("trap", style, "singing")

    assert (tuned.vibrato, tuned.scoop) == (0, 0)
    assert tuned.glide < 50
