"""A song that was renamed and changed at once is revised like any other."""

from pathlib import Path

import pytest

from partita.errors import ProviderError
from tests.build.paid import THEME, Paid

ANTHEM = THEME.replace("songs.theme", "songs.anthem")
CHANGED = ANTHEM.replace('"[Chorus]"', '"[Chorus]\\nla la"')


@pytest.fixture
def paid(tmp_path: Path) -> Paid:
    project = Paid(tmp_path)
    project.write(THEME)
    assert project.build()
    return project


def test_a_song_that_was_renamed_and_changed_is_revised(paid: Paid) -> None:
    paid.write(CHANGED)
    foreseen = [(r.revises, r.made_ms) for r in paid.foreseen()]
    paid.build()
    pins = paid.pins()

    assert (foreseen, paid.shop.bill) == ([(1, 5_000)], [180, 75])
    assert [(t.take, t.parent) for t in pins["anthem"].takes] == [(1, None), (2, 1)]
    assert set(pins) == {"anthem"}


def test_a_new_song_that_only_begins_alike_is_composed(paid: Paid) -> None:
    verse = ANTHEM[: ANTHEM.index('[[songs.anthem.chunks]]\ntext = "[Chorus]')]
    paid.write(verse, verse.replace("[Verse]", "[Drone]").replace('"4s"', '"9s"'))
    foreseen = [each.revises for each in paid.foreseen()]
    paid.build()

    assert (foreseen, paid.shop.bill) == ([None], [180, 195])
    assert len(paid.pins()["theme"].takes) == 1


def test_a_song_whose_place_was_taken_is_had_back_for_nothing(paid: Paid) -> None:
    paid.write(CHANGED)
    paid.build()
    paid.write(THEME, CHANGED)

    assert paid.foreseen() == ()
    assert paid.build()
    assert paid.shop.bill == [180, 75]


def test_a_refusal_under_the_new_name_costs_nothing_under_the_old_one(
    paid: Paid,
) -> None:
    paid.shop.faults.append(ProviderError("not these words", billing="no"))
    paid.write(CHANGED)
    assert not paid.build()
    paid.write(THEME)

    assert paid.build()
    assert paid.shop.bill == [180]
    assert set(paid.pins()) == {"theme"}
