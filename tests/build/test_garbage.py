"""Clean the store of a project that paid, and go back to whatever was paid for."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partita.build.audition import decide
from partita.build.garbage import clean, garbage_of
from partita.build.verify import verify
from partita.errors import StoreError
from partita.store.gc import blobs_of
from tests.build.paid import FINALE, THEME, Paid

CHANGED = THEME.replace('"[Chorus]"', '"[Chorus]\\nla la"')
SHORTER = THEME[: THEME.rindex("[[songs")]


@pytest.fixture
def paid(tmp_path: Path) -> Paid:
    project = Paid(tmp_path)
    project.write(THEME)
    return project


def shipped(paid: Paid) -> dict[str, bytes]:
    files = sorted((paid.folder / "build").iterdir())
    return {file.name: file.read_bytes() for file in files}


def test_going_back_after_a_cleaning_costs_nothing_and_gives_the_same_bytes(
    paid: Paid,
) -> None:
    assert paid.build()
    first = shipped(paid)
    paid.write(CHANGED)
    assert paid.build()
    second, bill = shipped(paid), list(paid.shop.bill)
    assert clean(paid.folder).traces > 0

    for manifest, wanted in ((THEME, first), (CHANGED, second)):
        paid.write(manifest)
        assert paid.build()
        assert shipped(paid) == wanted
        assert clean(paid.folder).takes == ()
        assert verify(paid.folder) == ()

    assert paid.shop.bill == bill


def test_what_a_take_was_revised_from_stays_as_long_as_the_take(paid: Paid) -> None:
    assert paid.build()
    paid.write(CHANGED)
    assert paid.build()
    wanted = shipped(paid)

    clean(paid.folder, [("theme", 1)])
    assert paid.build("theme", force=True)

    assert shipped(paid) == wanted
    assert len(paid.shop.bill) == 2


def test_a_pinned_take_can_still_be_revised_after_a_cleaning(paid: Paid) -> None:
    assert paid.build()
    clean(paid.folder)
    paid.write(CHANGED)

    assert paid.build()

    assert paid.shop.bill == [180, 75]


def test_the_named_take_s_bytes_are_gone_and_it_is_never_chosen_again(
    paid: Paid,
) -> None:
    assert paid.build()
    paid.write(CHANGED)
    assert paid.build()
    planned = garbage_of(paid.folder, [("theme", 1)])

    assert clean(paid.folder, [("theme", 1)]) == planned

    take = paid.yard().takes.find("theme", 1)
    assert take.forgotten
    assert take.received not in paid.yard().blobs
    assert paid.yard().takes.chosen("theme", take.request) is None


def test_a_take_that_outputs_are_made_from_is_refused(paid: Paid) -> None:
    assert paid.build()

    with pytest.raises(StoreError, match="pinned"):
        clean(paid.folder, [("theme", 1)])

    assert verify(paid.folder) == ()


@settings(max_examples=8)
@given(st.lists(st.sampled_from((THEME, CHANGED, SHORTER, "clean")), max_size=5))
def test_no_history_with_cleanings_pays_twice_or_changes_a_byte(
    steps: list[str],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        paid = Paid(Path(folder))
        made: dict[str, dict[str, bytes]] = {}
        for step in (THEME, *steps):
            if step == "clean":
                clean(paid.folder)
                continue
            paid.write(step, FINALE if step == CHANGED else "")
            bill = len(paid.shop.bill)
            assert paid.build()
            if step in made:
                assert len(paid.shop.bill) == bill
                assert shipped(paid).items() >= made[step].items()
            else:
                made[step] = {"theme.wav": shipped(paid)["theme.wav"]}

            assert verify(paid.folder) == ()


def test_a_take_that_was_pinned_by_hand_is_followed_for_nothing(paid: Paid) -> None:
    paid.write("[songs.theme]\ntakes = 2\n", THEME)
    assert paid.build()
    second = shipped(paid)
    decide(paid.folder, lambda takes: takes.pin("theme", 1))
    clean(paid.folder)

    assert paid.build()

    assert shipped(paid) != second
    assert paid.shop.bill == [180, 180]
    assert verify(paid.folder) == ()


def test_a_lost_master_that_a_take_was_revised_from_is_made_again_as_told(
    paid: Paid,
) -> None:
    assert paid.build()
    paid.write(CHANGED)
    assert paid.build()
    take = paid.yard().takes.find("theme", 2)
    *_, master = blobs_of(paid.yard().blobs, take)
    paid.yard().blobs.path(master).unlink()
    (found,) = verify(paid.folder)
    assert "`partita build --force theme` of the manifest of take 1" in found.mend

    paid.write(THEME)
    assert paid.build("theme", force=True)

    assert verify(paid.folder) == ()
    assert paid.shop.bill == [180, 75]


def test_the_only_take_of_a_song_that_left_can_be_given_up(paid: Paid) -> None:
    paid.write(THEME)
    assert paid.build()
    paid.write()
    with pytest.raises(StoreError, match="is pinned"):
        clean(paid.folder, [("theme", 1)])
    decide(paid.folder, lambda takes: takes.reject("theme", 1))
    clean(paid.folder, [("theme", 1)])

    assert paid.yard().takes.find("theme", 1).forgotten
    assert verify(paid.folder) == ()


def test_a_lost_take_of_a_song_that_left_is_given_up_as_it_is_said(paid: Paid) -> None:
    paid.write(THEME)
    assert paid.build()
    take = paid.yard().takes.find("theme", 1)
    paid.yard().blobs.path(take.received).unlink()
    paid.write()
    (found,) = verify(paid.folder)

    reject, gc = "`partita takes reject theme 1`", "`partita gc --take theme@1`"
    assert f"{reject}, and then {gc} gives it up" in found.mend
    decide(paid.folder, lambda takes: takes.reject("theme", 1))
    clean(paid.folder, [("theme", 1)])
    assert verify(paid.folder) == ()


def test_no_other_take_is_bought_in_place_of_one_that_was_given_up(paid: Paid) -> None:
    paid.write("[songs.theme]\ntakes = 2\n", THEME)
    assert paid.build()
    clean(paid.folder, [("theme", 1)])

    assert paid.foreseen() == ()
    assert paid.build()
    assert paid.shop.bill == [180, 180]
