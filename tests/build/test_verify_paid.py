"""What `verify` finds of paid music, and whether what it names mends it."""

from __future__ import annotations

from pathlib import Path

import pytest

from partita.build.garbage import clean
from partita.build.paying import PayTerms
from partita.build.scene import Finding
from partita.build.verify import verify
from partita.store.lockfile import NAME
from tests.build.paid import THEME, Paid


@pytest.fixture
def paid(tmp_path: Path) -> Paid:
    project = Paid(tmp_path)
    project.write(THEME)
    assert project.build()
    return project


def found(paid: Paid) -> Finding:
    (finding,) = verify(paid.folder)
    return finding


def test_another_price_in_the_lockfile_is_found(paid: Paid) -> None:
    lock = paid.folder / NAME
    lock.write_text(lock.read_text().replace("credits = 180", "credits = 18"))

    finding = found(paid)

    assert finding.code == "wrong-fact"
    assert "`credits` of theme@1 is 18; when it was bought it was 180" in (
        finding.message
    )


def test_a_lost_take_that_is_pinned_is_bought_anew_and_given_up(paid: Paid) -> None:
    blobs, take = paid.yard().blobs, paid.yard().takes.find("theme", 1)
    blobs.path(take.received).unlink()
    mend = found(paid).mend
    assert mend.index("takes again theme") < mend.index("gc --take theme@1")

    assert paid.build(pay=PayTerms(again=frozenset({"theme"})))
    clean(paid.folder, [("theme", 1)])

    assert verify(paid.folder) == ()
    assert paid.shop.bill == [180, 180]


def test_spoilt_details_are_not_told_to_be_cut(
    paid: Paid,
) -> None:
    blobs, take = paid.yard().blobs, paid.yard().takes.find("theme", 1)
    details = blobs.path(take.details)
    details.write_bytes(details.read_bytes().swapcase())

    assert "bytes were changed" in found(paid).message
