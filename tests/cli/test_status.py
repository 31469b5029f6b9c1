"""`partita status`: how targets stand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from partita.cli.main import group
from tests.build.paid import Paid

SHORT = '[[songs.theme.chunks]]\ntext = "[Verse]"\nduration = "3s"\n'
LOUD = '[songs.theme.expect]\nsilence = "1s"\n'


@pytest.fixture
def paid(tmp_path: Path) -> Paid:
    return Paid(tmp_path)


def state(paid: Paid) -> str:
    words = ("-C", str(paid.folder), "status", "theme", "--json")
    said = CliRunner().invoke(group, words, standalone_mode=False).stdout
    (row,) = json.loads(said)["targets"]
    return str(row["state"])


def test_what_was_made_and_is_not_as_expected_is_not_to_be_made(paid: Paid) -> None:
    paid.shop.silent = {1}
    paid.write(SHORT, LOUD)
    assert state(paid) == "to make"

    assert not paid.build()

    assert state(paid) == "missed its expectations"


def test_what_is_expected_since_is_to_be_measured(paid: Paid) -> None:
    paid.write(SHORT)
    paid.build()
    assert state(paid) == "up to date"

    paid.write(SHORT, LOUD)

    assert state(paid) == "to measure"
