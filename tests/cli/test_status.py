"""`partita status`: how targets stand."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.build.paid import THEME, Paid
from tests.cli.keyless import run

SHORT = '[[songs.theme.chunks]]\ntext = "[Verse]"\nduration = "3s"\n'
LOUD = '[songs.theme.expect]\nsilence = "1s"\n'


@pytest.fixture
def paid(tmp_path: Path) -> Paid:
    return Paid(tmp_path)


def state(paid: Paid) -> str:
    (row,) = json.loads(run(paid, "status", "theme", "--json").stdout)["targets"]
    return str(row["state"])


def test_what_was_made_and_is_not_as_expected_is_not_to_be_made(paid: Paid) -> None:
    paid.shop.silent = {1}
    paid.write(SHORT, LOUD)
    assert state(paid) == "to make"

    assert not paid.build()

    assert state(paid) == "missed its expectations"
    assert "theme: is not as expected, so a build fails" in run(paid, "plan").stdout
    assert json.loads(run(paid, "plan", "--json").stdout)["missed"] == ["theme"]


def test_what_is_expected_since_is_to_be_measured(paid: Paid) -> None:
    paid.write(SHORT)
    paid.build()
    assert state(paid) == "up to date"

    paid.write(SHORT, LOUD)

    assert state(paid) == "to measure"


@pytest.mark.parametrize("words", ["[Outro]", "[Outro]\\nla la"])
def test_a_fresh_clone_is_told_which_take_it_lacks(paid: Paid, words: str) -> None:
    """To make files from, and to revise."""
    paid.write(THEME)
    paid.build()
    for name in (".partita", "build"):
        shutil.rmtree(paid.folder / name)
    paid.write(THEME.replace("[Outro]", words))

    planned = run(paid, "plan").stdout
    assert "theme: take 1, which was paid for, is not here:" in planned
    assert "copy `.partita/blobs`" in planned
    assert json.loads(run(paid, "plan", "--json").stdout)["absent"] == [
        {"target": "theme", "take": 1}
    ]
    assert state(paid) == "take not here"
    assert "paid for, and not here: `theme@1`" in run(paid, "doctor").stdout
    assert not paid.build()
    assert paid.shop.bill == [180]


def test_a_take_that_nothing_needs_is_not_missed(paid: Paid) -> None:
    paid.write(THEME)
    paid.build()
    take = paid.pins()["theme"].takes[0]
    paid.yard().blobs.path(take.received).unlink()

    assert "not here" not in run(paid, "plan").stdout
    assert state(paid) == "up to date"
