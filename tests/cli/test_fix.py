from __future__ import annotations

from pathlib import Path

import pytest

from partita.errors import ProviderError
from tests.build.paid import THEME, Paid
from tests.build.refused import chunk
from tests.cli.tiny import Tiny

HOUSE = (
    '[styles.house]\npositive = ["like Someone"]\n[songs.theme]\nstyles = ["house"]\n'
)


@pytest.fixture
def refused(tmp_path: Path) -> Tiny:
    """A project whose plan was refused in a word of its own and one of a set."""
    paid = Paid(tmp_path)
    paid.write(HOUSE, THEME.replace("[Outro]", "[Outro] like Someone"))
    better = chunk("[Verse]", 4), chunk("[Chorus]", 5), chunk("[Outro]", 3)
    paid.shop.faults.append(ProviderError("no", suggestion={"chunks": [*better]}))
    assert not paid.build()
    return Tiny(tmp_path)


def test_what_is_left_is_told_with_its_place(refused: Tiny) -> None:
    done = refused.run("fix", "theme")

    assert done.status == 0
    assert '-text = "[Outro] like Someone"\n+text = "[Outro]"\n' in done.out
    assert done.err.splitlines()[:5] == [
        "left for you to change by hand:",
        "  --> music.toml:8  styles.house.positive[0]",
        "   |  refused:   `like Someone`",
        "   |  suggested: nothing",
        "   |  by hand:   other pieces have these styles too",
    ]


def test_it_is_a_failure_when_all_is_left(refused: Tiny) -> None:
    refused.run("fix", "theme")
    done = refused.run("fix", "theme")

    assert (done.status, done.out) == (1, "")


def test_a_target_without_a_suggestion_is_told_which_have_one(refused: Tiny) -> None:
    done = refused.run("fix", "them")

    assert done.status == 1
    assert "nothing is suggested for `them`" in done.err
    assert "there are suggestions for `theme`" in done.err
