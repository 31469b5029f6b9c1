"""Paid takes on the branches of a real repository."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from partita.build import audition
from partita.build.paying import PayTerms
from partita.build.verdicts import Verdicts
from partita.build.verify import verify
from partita.errors import ProviderError, StoreError, Unsettled
from partita.providers.base import Composition, Music, Receipt
from partita.store import lockfile
from partita.store.expense import Expense
from partita.store.lockfile import Pin
from tests.build.paid import FINALE, THEME, Paid
from tests.build.shop import RATE_HZ, Shop

CHANGED = THEME.replace('"[Chorus]"', '"[Chorus]\\nla la"')
OTHERWISE = THEME.replace('"[Chorus]"', '"[Chorus]\\nno no"')
MENU = '[[songs.menu.chunks]]\ntext = "[Intro]"\nduration = "4s"\n'
#: An edit of the same name as `FINALE`, of a recording.
FANFARE = """
[songs.horn]
file = "horn.wav"
[edits.finale]
kind = "extend"
source = "horn"
keep = "0s..3s"
after = [{ text = "[Fanfare]", duration = "3s" }]
"""
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


def test_what_an_upload_cost_on_one_branch_is_not_written_on_another(
    team: Team,
) -> None:
    team.branch("one", THEME, FINALE)
    soundfile.write(team.folder / "horn.wav", np.full(4 * RATE_HZ, 0.1), RATE_HZ)
    team.branch("two", THEME, FANFARE)
    (spent,) = team.pins()["finale"].expenses
    team.git("switch", "one")

    assert team.build()
    assert (spent.operation, team.git("diff")) == ("upload", "")
    assert team.build(pay=PayTerms(refusal="--locked"), locked=True)


class Prude(Shop):
    """A shop that plays no fanfares."""

    async def compose(
        self,
        composition: Composition,
        folder: Path,
        on_receipt: Callable[[Receipt], None],
    ) -> Music:
        if "[Fanfare]" in str(composition.plan):
            raise ProviderError("no fanfares", billing="no")
        return await super().compose(composition, folder, on_receipt)


def test_an_upload_for_what_was_then_refused_is_in_the_lockfile(team: Team) -> None:
    team.shop = Prude()
    soundfile.write(team.folder / "horn.wav", np.full(4 * RATE_HZ, 0.1), RATE_HZ)
    team.write(THEME, FANFARE)
    assert not team.build()
    assert [each.credits for each in team.pins()["finale"].expenses] == [60]

    assert not team.build()
    assert team.build("theme", pay=PayTerms(refusal="--locked"), locked=True)
    assert [each.credits for each in team.pins()["finale"].expenses] == [60]


@pytest.fixture
def untried(team: Team) -> Team:
    """Return another machine of a team that handed a recording in and used it never."""
    team.shop = Prude(misread={1})
    soundfile.write(team.folder / "horn.wav", np.full(4 * RATE_HZ, 0.1), RATE_HZ)
    team.write(THEME, FANFARE)
    assert not team.build()
    for record in (team.folder / ".partita").glob("*.jsonl"):
        record.unlink()
    team.shop = Shop(songs=team.shop.songs, uploads=1)
    team.events.clear()
    return team


def test_an_upload_of_another_machine_that_brought_no_song_is_asked_about(
    untried: Team,
) -> None:
    assert not untried.build()
    assert "the stored song that it brought is not there" in untried.said()
    with pytest.raises(Unsettled, match=r"finale.*upload of 4s"):
        untried.build()
    assert untried.shop.uploads == 1

    resend = PayTerms(verdicts=Verdicts(resend=frozenset({"finale"})))
    assert untried.build(pay=resend)
    assert untried.shop.uploads == 2
    assert untried.pins()["horn"].upload is None
    assert len(untried.pins()["finale"].expenses) == 2


def test_an_upload_of_another_machine_is_used(untried: Team) -> None:
    untried.shop.songs["upload-1?"] = untried.shop.songs["upload-1"]

    assert untried.build()
    assert untried.shop.uploads == 1
    assert untried.pins()["horn"].upload is None


def test_a_lockfile_holds_though_a_song_is_kept_under_another_name_by_now(
    team: Team,
) -> None:
    team.shop.songs.clear()
    team.branch("one", THEME, FINALE)
    team.git("switch", "main")

    assert team.pins()["theme"].song_id == "song-0"
    assert team.build(pay=PayTerms(refusal="--locked"), locked=True)


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


@pytest.fixture(params=[lockfile.ATTRIBUTE, ""], ids=["union", "marks"])
def merging(request: pytest.FixtureRequest, team: Team) -> Team:
    """The team with and without what `.gitattributes` should say."""
    (team.folder / ".gitattributes").write_text(request.param)
    team.git("add", ".gitattributes")
    team.git("commit", "-m", "Say how to merge")
    return team


def test_branches_that_bought_songs_side_by_side_are_merged_for_nothing(
    merging: Team,
) -> None:
    merging.branch("one", CHANGED, MENU)
    merging.branch("two", THEME, NIGHT)
    bill = list(merging.shop.bill)
    merging.git("merge", "one")
    merging.write(CHANGED, MENU, NIGHT)

    assert merging.build()
    merging.git("commit", "-am", "Merge")

    assert merging.shop.bill == bill
    assert "<<<" not in (merging.folder / "music.lock").read_text()
    assert {name: len(pin.takes) for name, pin in merging.pins().items()} == {
        "menu": 1,
        "night": 1,
        "theme": 2,
    }
    assert merging.build()
    assert merging.git("status", "--short") == ""


def test_of_a_song_that_both_branches_changed_all_takes_stay(merging: Team) -> None:
    merging.branch("one", CHANGED)
    (merging.folder / ".partita/takes.jsonl").unlink()  # as on another machine
    merging.branch("two", OTHERWISE)
    bill = list(merging.shop.bill)
    merging.git("merge", "one")
    merging.write(CHANGED)

    assert merging.build()

    assert merging.shop.bill == bill
    pin = merging.pins()["theme"]
    assert [(take.take, take.parent) for take in pin.takes] == [
        (1, None),
        (2, 1),
        (3, 1),
    ]
    assert verify(merging.folder) == ()
    merging.write(OTHERWISE)
    assert merging.build()
    assert merging.pins()["theme"].take != pin.take
    assert merging.shop.bill == bill


def test_words_of_both_branches_revise_a_take_of_one_of_them(merging: Team) -> None:
    merging.branch("one", CHANGED)
    merging.branch("two", THEME.replace('"[Outro]"', '"[Outro]\\nla la"'))
    merging.git("merge", "one")
    merging.write(CHANGED.replace('"[Outro]"', '"[Outro]\\nla la"'))

    (request,) = merging.foreseen()

    assert request.revises == 3
    assert request.made_ms in (3_000, 5_000)


def test_a_locked_build_names_the_song_that_both_branches_changed(
    merging: Team,
) -> None:
    merging.branch("one", CHANGED)
    merging.branch("two", OTHERWISE)
    merging.git("merge", "one")
    merging.write(CHANGED)

    with pytest.raises(StoreError, match="does not say what was built for `theme`"):
        merging.build(locked=True)


def test_who_pinned_different_takes_of_the_same_words_has_to_choose(
    merging: Team,
) -> None:
    again = PayTerms(again=frozenset({"theme"}))
    merging.build("theme", pay=again)
    merging.build("theme", pay=again)
    merging.git("commit", "-am", "Have three takes")
    for branch, number in (("one", 1), ("two", 2)):
        merging.git("switch", "-c", branch, "main")
        audition.pin(merging.folder, "theme", number)
        merging.git("commit", "-am", branch)
    merging.git("merge", "one")
    words = "two branches pinned different takes of `theme`: 1 and 2"

    with pytest.raises(StoreError, match=words) as error:
        merging.build()

    assert error.value.hint == (
        "decide with `partita takes pin theme 1` or `partita takes pin theme 2`"
    )
    assert rivals(merging) == [1, 2]
    assert audition.pin(merging.folder, "theme", 1)
    assert rivals(merging) == []
    assert merging.build()
    assert merging.pins()["theme"].take == 1
    assert merging.pins()["theme"].rivals == ()


def rivals(team: Team) -> list[int]:
    return [e.take.take for e in audition.audition(team.folder) if e.is_rival]


def test_a_song_renamed_beside_a_new_one_is_not_left_under_its_old_name(
    merging: Team,
) -> None:
    merging.branch("one", THEME.replace("songs.theme", "songs.tune"))
    merging.branch("two", THEME, NIGHT.replace("night", "theme-night"))
    bill = list(merging.shop.bill)
    merging.git("merge", "one")
    merging.write(
        THEME.replace("songs.theme", "songs.tune"),
        NIGHT.replace("night", "theme-night"),
    )

    assert merging.build()

    assert sorted(merging.pins()) == ["theme-night", "tune"]
    assert merging.shop.bill == bill


def test_what_was_charged_for_a_song_stays_when_it_gets_another_name(
    team: Team,
) -> None:
    lost = Expense("e1", "compose", "2026-11-20T13:05:11Z", "music_v2", 9_000)
    pins = {"theme": replace(team.pins()["theme"], expenses=(lost,))}
    lockfile.write(team.folder / lockfile.NAME, pins)
    team.write(THEME.replace("songs.theme", "songs.tune"))

    for _ in range(2):
        assert team.build()
        assert team.pins().keys() == {"theme", "tune"}
        assert team.pins()["theme"] == Pin(expenses=(lost,))
    assert verify(team.folder) == ()
