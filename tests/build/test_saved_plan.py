from __future__ import annotations

from pathlib import Path

import pytest

from partita.build.outlook import look_ahead
from partita.build.saved_plan import Asked, record_of, save
from partita.errors import PartitaError
from tests.build.paid import FINALE, THEME, Paid

BED = '[songs.bed]\nprompt = "a glassy bed"\nlength = "6s"\ninstrumental = true\n'


@pytest.fixture
def paid(tmp_path: Path) -> Paid:
    project = Paid(tmp_path)
    project.write(THEME, FINALE)
    return project


def approved(paid: Paid, *targets: str) -> Path:
    """Save the plan of the next build, as `partita plan --save` does."""
    outlook = look_ahead(paid.folder, targets)
    file = paid.folder / "approved.json"
    compiled, asked = outlook.prepared.compiled, Asked(targets)
    save(file, record_of(paid.folder, compiled, outlook.requests, asked))
    return file


def test_what_was_approved_is_built(paid: Paid) -> None:
    assert paid.build(plan=approved(paid))
    assert paid.shop.bill == [180, 45]


@pytest.mark.parametrize(
    ("old", "new"), [('"[Outro]"', '"[Outro]\\nla"'), ('"3s"', '"4s"')]
)
def test_a_plan_is_refused_when_the_manifest_moved(
    paid: Paid, old: str, new: str
) -> None:
    file = approved(paid)
    paid.write(THEME.replace(old, new), FINALE)

    with pytest.raises(PartitaError, match=r"the manifest.*changed since"):
        paid.build(plan=file)
    assert not paid.shop.asked


def test_a_plan_is_refused_when_somebody_bought_meanwhile(paid: Paid) -> None:
    file = approved(paid)
    paid.build("theme")
    bill = list(paid.shop.bill)

    with pytest.raises(PartitaError, match=r"music\.lock.*what would be sent"):
        paid.build(plan=file)
    assert paid.shop.bill == bill


def test_what_a_plan_is_about_need_not_be_named_again(paid: Paid) -> None:
    assert paid.build(plan=approved(paid, "theme"))
    assert paid.shop.bill == [180]


def test_a_plan_is_refused_for_other_targets_than_it_is_about(paid: Paid) -> None:
    file = approved(paid, "theme")

    with pytest.raises(PartitaError, match="targets that are asked for") as refused:
        paid.build("finale", plan=file)

    assert "`partita build --plan approved.json`" in (refused.value.hint or "")
    assert not paid.shop.asked


def test_to_look_again_is_to_ask_for_the_same(paid: Paid) -> None:
    file = approved(paid, "theme")
    paid.write(THEME.replace('"3s"', '"4s"'), FINALE)

    with pytest.raises(PartitaError) as refused:
        paid.build(plan=file)
    assert refused.value.hint == "look again: `partita plan theme --save approved.json`"


def test_what_no_plan_says_is_not_handed_in(paid: Paid) -> None:
    assert paid.build("theme")
    paid.shop.songs.clear()

    assert not paid.build(plan=approved(paid))
    assert "the plan says nothing of handing audio in" in paid.said()
    assert paid.shop.uploads == 0
    assert [each.operation for each in paid.foreseen()] == ["upload", "compose"]
    assert paid.build(plan=approved(paid))


def test_a_plan_with_a_prompt_that_nobody_drafted_holds(paid: Paid) -> None:
    paid.write(BED)

    assert paid.build(plan=approved(paid))
    assert paid.shop.bill == [90]


def test_a_plan_is_refused_when_a_prompt_moved_that_nobody_drafted(paid: Paid) -> None:
    paid.write(BED)
    file = approved(paid)
    paid.write(BED.replace("glassy", "wooden"))

    with pytest.raises(PartitaError, match="the manifest changed since"):
        paid.build(plan=file)
    assert not paid.shop.asked


@pytest.mark.parametrize(
    "content",
    [
        '{"say": "hello"}',
        "[]",
        '{"partita_plan": 1, "requests": []}',
        '{"partita_plan": 2, "targets": [5], "provider": null, "requests": []}',
    ],
)
def test_a_file_that_is_no_plan_is_refused(paid: Paid, content: str) -> None:
    file = paid.folder / "notes.json"
    file.write_text(content)

    with pytest.raises(PartitaError, match="is no plan"):
        paid.build(plan=file)
