from __future__ import annotations

from pathlib import Path

import pytest

from partita.build.outlook import look_ahead
from partita.build.saved_plan import record_of, save
from partita.errors import PartitaError
from tests.build.paid import FINALE, THEME, Paid


@pytest.fixture
def paid(tmp_path: Path) -> Paid:
    project = Paid(tmp_path)
    project.write(THEME, FINALE)
    return project


def approved(paid: Paid) -> Path:
    """Save the plan of the next build, as `partita plan --save` does."""
    outlook = look_ahead(paid.folder)
    file = paid.folder / "approved.json"
    save(file, record_of(paid.folder, outlook.prepared.compiled, outlook.requests))
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


def test_a_file_that_is_no_plan_is_refused(paid: Paid) -> None:
    file = paid.folder / "notes.json"
    file.write_text('{"say": "hello"}')

    with pytest.raises(PartitaError, match="is no plan"):
        paid.build(plan=file)
