"""Bass lines."""

from __future__ import annotations

import pytest

from partita.engine.composing.bars import metre_of
from partita.engine.composing.bassline import bass_notes
from partita.engine.composing.chance import Chance
from partita.engine.composing.harmony import lay_out, read_row
from partita.engine.composing.melody import Ground


@pytest.mark.parametrize("figure", ["halves", "two", "walk"])
@pytest.mark.parametrize("name", ["3/4", "5/4", "7/8", "9/8"])
def test_a_chord_in_the_midst_of_an_uneven_bar_has_its_root_in_the_bass(
    name: str, figure: str
) -> None:
    beats, unit = (int(each) for each in name.split("/"))
    metre = metre_of(beats, unit)
    chords = lay_out(read_row("I V"), 0, metre, metre.bar_ticks)
    ground = Ground(chords, ((0, 0, "major"),), metre)
    notes = bass_notes(figure, ground, metre.bar_ticks, 28, Chance(1, "bass"))

    struck = {note.pitch % 12 for note in notes if note.tick == chords[1].start}
    assert struck == {7}
