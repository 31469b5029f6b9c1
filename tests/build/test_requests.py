"""What a plan foresees is what a build then sends, request by request."""

from pathlib import Path

import pytest

from partita.build.outlook import look_ahead
from tests.build.paid import FINALE, THEME, Paid

#: An edit of an edit, whose own chunk comes first.
OPENED = """
[edits.opened]
kind = "replace"
source = "finale"
[[edits.opened.replace]]
section = "Verse"
text = "[Opening]"
"""


@pytest.fixture
def paid(tmp_path: Path) -> Paid:
    return Paid(tmp_path)


def test_what_an_edit_made_stays_when_its_source_changes_and_the_plan_knows(
    paid: Paid,
) -> None:
    paid.write(THEME, FINALE, OPENED)
    paid.build()
    sold = len(paid.shop.bill)
    paid.write(THEME.replace('"5s"', '"6s"'), FINALE, OPENED)
    foreseen = [(r.target, r.price.expected) for r in paid.foreseen()]
    paid.events.clear()
    paid.build()

    assert foreseen == list(zip(paid.asked(), paid.shop.bill[sold:], strict=True))
    assert foreseen == [("theme", 90), ("finale", 45)]


def test_edits_that_ask_for_the_same_are_foreseen_to_be_asked_for_once(
    paid: Paid,
) -> None:
    paid.write(THEME, FINALE, FINALE.replace("edits.finale", "edits.twin"))
    foreseen = [each.target for each in paid.foreseen()]
    paid.build()

    assert foreseen == paid.asked() == ["theme", "finale"]


def test_more_takes_of_a_song_are_not_foreseen_to_change_its_edits(paid: Paid) -> None:
    paid.write(THEME, FINALE)
    paid.build()
    paid.write("[songs.theme]\ntakes = 2\n", THEME, FINALE)
    foreseen = [each.target for each in paid.foreseen() if not each.is_unlikely]
    paid.events.clear()
    paid.build()

    assert foreseen == paid.asked() == ["theme"]


@pytest.mark.parametrize(("most", "is_over"), [(0, True), (719, True), (720, False)])
def test_the_cap_that_may_stop_a_build_is_foreseen(
    paid: Paid, *, most: int, is_over: bool
) -> None:
    cap = f"[budget]\nmax_credits_per_build = {most}\n"
    paid.write(cap, THEME, FINALE)
    over = look_ahead(paid.folder).over

    assert (over is not None) == is_over
    if over is not None:
        assert over.message.endswith(f"more than `max_credits_per_build = {most}`")
    assert paid.build() == (most > 0)  # charges are less than what they may be
    assert look_ahead(paid.folder).over is None or most == 0
