"""Paid takes on the branches of a real repository."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from partita.build.verify import verify
from partita.errors import StoreError
from tests.build.paid import THEME, Paid

CHANGED = THEME.replace('"[Chorus]"', '"[Chorus]\\nla la"')
OTHERWISE = THEME.replace('"[Chorus]"', '"[Chorus]\\nno no"')
MENU = '[[songs.menu.chunks]]\ntext = "[Intro]"\nduration = "4s"\n'
NIGHT = '[[songs.night.chunks]]\ntext = "[Outro]"\nduration = "4s"\n'


class Team(Paid):
    """A project in a repository, the first build committed on `main`."""

    def git(self, *words: str) -> str:
        identity = ("-c", "user.name=a", "-c", "user.email=a@example.com")
        done = subprocess.run(
            ["git", *identity, *words],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout

    def branch(self, name: str, *parts: str) -> None:
        """Build a manifest on a branch of its own that begins at `main`."""
        self.git("switch", "-c", name, "main")
        self.write(*parts)
        assert self.build()
        self.git("commit", "-am", name)


@pytest.fixture
def team(tmp_path: Path) -> Team:
    project = Team(tmp_path)
    project.git("init", "-b", "main")
    project.write(THEME)
    assert project.build()
    (tmp_path / ".gitignore").write_text("build\n")
    project.git("add", "-A")
    project.git("commit", "-m", "Begin")
    return project


def test_going_back_to_a_branch_costs_nothing_and_leaves_its_lockfile_alone(
    team: Team,
) -> None:
    team.branch("one", CHANGED, MENU)
    bill = list(team.shop.bill)
    for branch in ("main", "one", "main"):
        team.git("switch", branch)

        assert team.build()

        assert team.git("status", "--short") == ""
        assert verify(team.folder) == ()
    assert team.shop.bill == bill


def test_a_song_that_was_paid_for_on_another_branch_is_not_paid_for_again(
    team: Team,
) -> None:
    team.branch("one", CHANGED)
    bill = list(team.shop.bill)

    team.branch("two", CHANGED)

    assert team.shop.bill == bill
    assert [take.take for take in team.pins()["theme"].takes] == [1, 2]


def test_branches_that_bought_songs_side_by_side_are_merged_for_nothing(
    team: Team,
) -> None:
    team.branch("one", CHANGED, MENU)
    team.branch("two", THEME, NIGHT)
    bill = list(team.shop.bill)
    assert "CONFLICT (content): Merge conflict in music.lock" in team.git(
        "merge", "one"
    )
    team.write(CHANGED, MENU, NIGHT)

    assert team.build()
    team.git("commit", "-am", "Merge")

    assert team.shop.bill == bill
    assert "<<<" not in (team.folder / "music.lock").read_text()
    assert {name: len(pin.takes) for name, pin in team.pins().items()} == {
        "menu": 1,
        "night": 1,
        "theme": 2,
    }
    assert team.build()
    assert team.git("status", "--short") == ""


def test_one_song_that_was_changed_on_both_branches_is_told_before_a_build(
    team: Team,
) -> None:
    team.branch("one", CHANGED)
    team.branch("two", OTHERWISE)
    bill = list(team.shop.bill)
    team.git("merge", "one")
    team.write(CHANGED)

    with pytest.raises(StoreError, match="`theme` was changed on both sides"):
        team.build()

    assert team.shop.bill == bill
