"""What commands say of a request that nobody knows the end of."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click import UsageError

from partita.build.paying import PayTerms
from partita.build.verdicts import Verdicts
from partita.errors import ProviderError
from tests.build.paid import THEME, Paid
from tests.cli.keyless import run

RESEND = Verdicts(resend=frozenset({"theme"}))


@pytest.fixture
def paid(tmp_path: Path) -> Paid:
    """Return a project with a request that was cut off."""
    project = Paid(tmp_path)
    project.write(THEME)
    project.shop.faults.append(ProviderError("it was cut", billing="unknown"))
    project.build()
    return project


@pytest.mark.parametrize("command", ["status", "plan", "doctor"])
def test_its_name_price_and_ways_out_are_told(paid: Paid, command: str) -> None:
    said = run(paid, command).output

    assert "nobody knows how a request ended: `theme`, compose of 12s" in said
    assert "up to 360 credits" in said
    assert "`partita build --resend theme` sends again" in said
    assert "`--forget theme`" in said


def test_a_table_says_which_target_waits_for_an_answer(paid: Paid) -> None:
    result = run(paid, "status")

    assert "request open" in result.stdout
    assert "nobody knows" not in result.stdout


def test_programs_are_told_as_well(paid: Paid) -> None:
    for command in ("status", "plan"):
        (request,) = json.loads(run(paid, command, "--json").stdout)["open"]

        assert (request["target"], request["credits_at_worst"]) == ("theme", 360)


def test_it_fails_a_project_that_needs_it(paid: Paid) -> None:
    assert "fails  requests       nobody knows" in run(paid, "doctor").stdout

    paid.write(THEME.replace("songs.theme", "songs.other").replace("4s", "6s"))
    assert "note   requests       nobody knows" in run(paid, "doctor").stdout


def test_a_plan_is_not_done_while_one_more_take_is_open(paid: Paid) -> None:
    paid.build(pay=PayTerms(verdicts=RESEND))
    assert run(paid, "plan").return_value == 0

    paid.shop.faults.append(ProviderError("it was cut", billing="unknown"))
    paid.build("theme", pay=PayTerms(again=frozenset({"theme"})))

    assert run(paid, "plan").return_value == 3


def test_a_locked_build_says_nothing_of_what_it_can_not_do(paid: Paid) -> None:
    result = run(paid, "build", "--locked", "--resend", "theme")

    assert isinstance(result.exception, UsageError)
    assert "`--resend` and `--fetch` send something" in result.exception.message
