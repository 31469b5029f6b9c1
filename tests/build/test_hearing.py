from dataclasses import replace
from pathlib import Path

import pytest

from partita.build.audition import audition, pin
from partita.build.events import ActionFinished, ActionStarted, Noticed
from partita.build.measured import FILE
from partita.build.paying import PayTerms
from tests.build.paid import FINALE, THEME, Paid

AGAIN = PayTerms(again=frozenset({"theme"}))
SHORT = '[[songs.theme.chunks]]\ntext = "[Verse]"\nduration = "3s"\n'
TWO = "[songs.theme]\ntakes = 2\n"
THREE = "[songs.theme]\ntakes = 3\n"
LOUD = '[songs.theme.expect]\nsilence = "1s"\n'
WARN = LOUD + 'on_miss = "warn"\n'
SILENCE = "it is silent for 3s at 0s, expected is at most 1s"


@pytest.fixture
def paid(tmp_path: Path) -> Paid:
    return Paid(tmp_path)


def noticed(paid: Paid) -> list[str]:
    told = [each.message for each in paid.events if isinstance(each, Noticed)]
    paid.events.clear()
    return told


def failed(paid: Paid) -> ActionFinished:
    ends = [each for each in paid.events if isinstance(each, ActionFinished)]
    (end,) = [each for each in ends if each.outcome == "failed"]
    return end


def misses(paid: Paid) -> list[tuple[str, ...] | None]:
    found = audition(paid.folder, "theme")
    return [None if v is None else v.misses for v in (c.verdict for c in found)]


def measured(paid: Paid) -> int:
    return (paid.folder / ".partita" / FILE).read_bytes().count(b"\n")


def test_a_miss_of_a_take_that_nothing_is_made_of_is_told_and_no_more(
    paid: Paid,
) -> None:
    paid.shop.silent = {2}
    paid.write(THREE, SHORT, LOUD)

    assert paid.build()
    assert noticed(paid) == [f"take 2 of `theme`: {SILENCE}"]


def test_a_miss_of_the_take_that_outputs_are_made_from_names_one_without(
    paid: Paid,
) -> None:
    paid.shop.silent = {1, 3}
    paid.write(THREE, SHORT, LOUD)

    assert not paid.build()
    assert failed(paid).error == SILENCE
    assert "take 2 is as expected: `partita takes pin theme 2`" in (
        failed(paid).hint or ""
    )
    assert noticed(paid) == [f"take 1 of `theme`: {SILENCE}"]


def test_no_take_is_named_when_none_is_as_expected(paid: Paid) -> None:
    paid.shop.silent = {1, 2}
    paid.write(TWO, SHORT, LOUD)

    assert not paid.build()
    assert "is as expected" not in (failed(paid).hint or "")
    assert "`partita takes again theme`" in (failed(paid).hint or "")


def test_no_take_is_offered_of_what_is_cut_or_drafted(paid: Paid) -> None:
    paid.shop.silent = {1}
    cut = '[edits.cut]\nkind = "splice"\nexpect = { silence = "1s" }\n'
    paid.write(SHORT, f'{cut}chunks = [{{ song = "theme", range = "0s..3s" }}]\n')

    assert not paid.build()
    assert failed(paid).hint == (
        "nothing of it is shipped: change what it is made from, or `expect`"
    )


def test_where_misses_only_warn_a_take_without_is_named_as_well(paid: Paid) -> None:
    paid.shop.silent = {3}
    paid.write(THREE, SHORT, WARN)

    assert paid.build()
    better = "take 2 is as expected: `partita takes pin theme 2`"
    assert noticed(paid) == [f"`theme`: {SILENCE}; {better}"]


def test_a_take_that_is_as_expected_is_pinned_as_the_hint_says(paid: Paid) -> None:
    paid.shop.silent = {3}
    paid.write(THREE, SHORT, LOUD)
    paid.build()
    pin(paid.folder, "theme", 2)

    assert paid.build()
    assert paid.shop.bill == [45] * 3


def test_one_more_take_is_measured_when_it_comes(paid: Paid) -> None:
    paid.write(SHORT, LOUD)
    assert paid.build()
    paid.shop.silent = {2}

    assert not paid.build("theme", pay=AGAIN)
    assert "`partita takes pin theme 1`" in (failed(paid).hint or "")
    assert misses(paid) == [(), (SILENCE,)]


def test_several_more_takes_are_measured_when_they_come(paid: Paid) -> None:
    paid.write(SHORT, LOUD)
    paid.build()
    paid.shop.silent = {2}

    assert paid.build("theme", pay=replace(AGAIN, count=2))
    assert paid.pins()["theme"].take == 3
    assert misses(paid) == [(), (SILENCE,), ()]


def test_takes_that_come_beside_a_pinned_one_are_measured_too(paid: Paid) -> None:
    paid.write(SHORT, LOUD)
    paid.build()
    pin(paid.folder, "theme", 1)
    paid.shop.silent = {2}
    paid.write(TWO, SHORT, LOUD)

    assert paid.build()
    assert noticed(paid) == [f"take 2 of `theme`: {SILENCE}"]
    assert paid.build()
    assert not [each for each in paid.events if isinstance(each, ActionStarted)]


def test_every_take_is_measured_once(paid: Paid) -> None:
    paid.write(THREE, SHORT, LOUD)
    paid.build()
    assert measured(paid) == 3
    misses(paid)
    pin(paid.folder, "theme", 1)
    paid.write(THREE, SHORT, LOUD.replace("1s", "2s"))
    paid.build()
    misses(paid)

    assert measured(paid) == 3


def test_what_a_take_keeps_of_others_is_measured_as_it_would_be_pinned(
    paid: Paid,
) -> None:
    two = FINALE.replace('"theme"', '"theme"\ntakes = 2')
    paid.write(THEME, two, '[edits.finale.expect]\nsilence = "4s"\n')
    paid.shop.silent = {2, 3}

    assert paid.build()
    assert not noticed(paid)


def test_other_expectations_judge_takes_anew(paid: Paid) -> None:
    paid.shop.silent = {1}
    paid.write(TWO, SHORT, LOUD.replace("1s", "3s"))
    paid.build()
    assert not noticed(paid)
    paid.write(TWO, SHORT, LOUD)
    paid.build()

    assert noticed(paid) == [f"take 1 of `theme`: {SILENCE}"]


def test_a_take_whose_bytes_are_spoilt_stops_nothing(paid: Paid) -> None:
    paid.write(TWO, SHORT, LOUD)
    paid.build()
    take = paid.pins()["theme"].takes[0]
    (paid.folder / ".partita" / FILE).unlink()
    path = paid.yard().blobs.path(take.received)
    path.write_bytes(path.read_bytes()[1:])
    paid.write(TWO, SHORT, LOUD.replace("1s", "2s"))

    assert paid.build()
    assert misses(paid) == [None, ()]


def test_a_locked_build_is_about_what_is_pinned(paid: Paid) -> None:
    paid.shop.silent = {2}
    paid.write(THREE, SHORT, LOUD)
    paid.build()
    noticed(paid)
    for name in (FILE, "state.jsonl"):
        (paid.folder / ".partita" / name).unlink()

    assert paid.build(pay=PayTerms(refusal="--locked"), locked=True)
    assert not noticed(paid)
    assert measured(paid) == 1


def test_takes_are_listed_as_they_are_expected_though_they_were_never_mastered(
    paid: Paid,
) -> None:
    paid.shop.silent = {1}
    paid.write(TWO, SHORT, LOUD)
    paid.build()
    (paid.folder / ".partita" / FILE).unlink()

    assert misses(paid) == [(SILENCE,), ()]


def test_takes_of_a_target_that_nothing_is_expected_of_have_no_verdict(
    paid: Paid,
) -> None:
    paid.write(SHORT)
    paid.build()

    assert misses(paid) == [None]


def test_what_is_only_cut_is_measured_too(paid: Paid) -> None:
    chunks = 'chunks = [{ song = "theme", range = "0s..3s" }]'
    paid.shop.silent = {1}
    expect = LOUD.replace("songs.theme", "edits.cut")
    paid.write(SHORT, f'[edits.cut]\nkind = "splice"\n{chunks}\n', expect)

    assert not paid.build()
    assert failed(paid).error == SILENCE
    assert not (paid.folder / ".partita" / FILE).exists()


def test_what_the_embedded_engine_plays_is_measured_too(paid: Paid) -> None:
    paid.write(SHORT, '[songs.theme.expect]\nlength = "4s..5s"\n')

    assert not paid.build(provider="local")
    assert failed(paid).error == "it lasts 3s, expected is 4s to 5s"
    assert not (paid.folder / ".partita" / FILE).exists()
