"""What commands say of edits whose source is not drafted yet."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from partita.build.paying import PayTerms
from partita.errors import ManifestError
from tests.build.paid import THEME, Paid
from tests.cli.keyless import run

MENU = '[songs.menu]\nprompt = "glass bells"\nlength = "6s"\n'
FINALE = """
[edits.finale]
kind = "replace"
source = "menu"
[[edits.finale.replace]]
section = "Verse"
text = "[Verse]"
positive_styles = ["choir"]
"""
EXPORT = '[exports.{}]\nselect = "{}"\nformat = "ogg"\n'


@pytest.fixture
def paid(tmp_path: Path) -> Paid:
    project = Paid(tmp_path)
    all_of_it = EXPORT.format("all", "*")
    project.write(MENU, FINALE, THEME, all_of_it, EXPORT.format("one", "theme"))
    return project


def test_everything_else_is_planned(paid: Paid) -> None:
    result = run(paid, "plan")

    assert "menu: draft its prompt, free" in result.stdout
    assert "theme: compose 12s" in result.stdout
    assert "`finale`, `all` can be told once prompts are drafted" in result.stderr
    assert json.loads(run(paid, "plan", "--json").stdout)["untold"] == ["finale", "all"]


@pytest.mark.parametrize("command", ["status", "graph"])
def test_everything_else_is_listed(paid: Paid, command: str) -> None:
    result = run(paid, command)

    assert {line.split()[0] for line in result.stdout.splitlines()} == {
        "menu",
        "theme",
        "one",
    }
    assert "`finale`, `all` can be told" in result.stderr


def test_a_build_that_may_spend_nothing_has_it_drafted(paid: Paid) -> None:
    assert not paid.build(pay=PayTerms(max_credits=0))
    assert not paid.shop.bill

    result = run(paid, "plan", "finale")

    assert "finale: compose 6s" in result.stdout
    assert "can be told" not in result.stderr


def test_who_asks_for_it_by_name_is_told_how(paid: Paid) -> None:
    error = run(paid, "plan", "finale").exception

    assert "`finale` can't be told before" in str(error)


def test_other_errors_are_told_with_it(paid: Paid) -> None:
    paid.write(MENU, FINALE, THEME.replace("3s", "1s"))

    error = run(paid, "plan").exception

    assert isinstance(error, ManifestError)
    assert {each.code for each in error.diagnostics} >= {"not-drafted"}


def test_a_build_that_may_not_draft_fails(paid: Paid) -> None:
    with pytest.raises(ManifestError):
        paid.build(pay=PayTerms(refusal="--locked"), locked=True)
