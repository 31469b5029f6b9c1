"""A locked build that can't be done names all that is missing."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from partita.build.paying import PayTerms
from partita.build.yard import STORE
from tests.build.paid import THEME, Paid

OTHER = THEME.replace("theme", "other").replace("[Verse]", "[Hook]")
THIRD = THEME.replace("theme", "third").replace("[Verse]", "[Drop]")


@pytest.fixture
def paid(tmp_path: Path) -> Paid:
    project = Paid(tmp_path)
    project.write(THEME, OTHER, THIRD)
    return project


def locked(paid: Paid) -> str:
    assert not paid.build(pay=PayTerms(refusal="--locked"), locked=True, jobs=1)
    assert not paid.shop.asked[3:]
    return paid.said()


def test_every_song_that_needs_a_request_is_named(paid: Paid) -> None:
    assert locked(paid).count("`--locked` sends none") == 3


def test_every_take_that_is_not_here_is_named(paid: Paid) -> None:
    assert paid.build()
    shutil.rmtree(paid.folder / STORE)
    shutil.rmtree(paid.folder / "build")
    clone = replace(paid, events=[])

    said = locked(clone)

    assert all(f"of `{name}` that was" in said for name in ("theme", "other", "third"))


def test_an_open_build_still_stops_at_the_first(paid: Paid) -> None:
    assert not paid.build(pay=PayTerms(refusal="--offline"), jobs=1)
    assert paid.said().count("`--offline` sends none") == 1
