import re
import subprocess
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from partita.errors import StoreError
from partita.store import lockfile
from partita.store.lockfile import Pin
from partita.store.take import Take

PIN = Pin("a" * 64, "b" * 64, "local", 44_100, 441_000, 1, ("Verse 0..10000",))

Changes = Mapping[str, Pin | None]


def paid(*numbers: int) -> Pin:
    """Return a pin of the last of some paid takes."""
    takes = tuple(
        Take(
            take=number,
            request=f"{number:064x}",
            received=f"{number:064d}",
            details="d" * 64,
            size=3_456_000,
            format="pcm_48000",
            duration_ms=64_000,
            made="2026-11-20T13:05:11Z",
            credits=960,
            parent=number - 1 or None,
        )
        for number in sorted(numbers)
    )
    return Pin(
        audio=f"{numbers[-1]:064o}",
        request=takes[-1].request,
        provider="elevenlabs",
        rate_hz=48_000,
        frames=3_072_000,
        take=numbers[-1],
        sections=("Verse 0..10000",),
        takes=takes,
    )


def test_pins_come_back_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "music.lock"
    path.write_text(lockfile.text({"theme": PIN}))

    assert lockfile.read(path) == {"theme": PIN}


def test_a_project_without_a_lockfile_has_no_pins(tmp_path: Path) -> None:
    assert lockfile.read(tmp_path / "music.lock") == {}


def test_the_order_of_targets_does_not_change_the_text() -> None:
    one = lockfile.text({"a": PIN, "b": PIN})

    assert lockfile.text({"b": PIN, "a": PIN}) == one


def test_changing_one_pin_changes_only_its_own_lines() -> None:
    other = Pin("c" * 64, "b" * 64, "local", 44_100, 441_000)
    before = lockfile.text({"a": PIN, "b": other, "c": PIN}).splitlines()

    after = lockfile.text({"a": PIN, "b": PIN, "c": PIN}).splitlines()

    start, end = before.index("[targets.b]"), before.index("[targets.c]")
    assert after[:start] == before[:start]
    assert after[-(len(before) - end) :] == before[end:]


def test_conflict_marks_of_no_merge_are_told(tmp_path: Path) -> None:
    path = tmp_path / "music.lock"
    path.write_text("<<<<<<< HEAD\nversion = 1\n")

    with pytest.raises(StoreError, match=r"`music\.lock` can't be read") as error:
        lockfile.read(path)

    assert error.value.hint is not None


def test_pins_of_the_embedded_engine_are_written_as_ever() -> None:
    assert lockfile.text({"theme": PIN}) == (
        "# Written by partita. Commit it: it says which take of every target is the"
        " one.\n"
        "version = 1\n\n"
        "[targets.theme]\n"
        f'audio = "{"a" * 64}"\n'
        f'request = "{"b" * 64}"\n'
        'provider = "local"\n'
        "rate_hz = 44100\n"
        "frames = 441000\n"
        "take = 1\n"
        "sections = [\n"
        '    "Verse 0..10000",\n'
        "]\n"
    )


def test_takes_stand_below_their_target_in_the_order_of_their_numbers() -> None:
    document = tomllib.loads(lockfile.text({"theme": paid(2, 1)}))

    tables = document["targets"]["theme"]["takes"]
    assert [table["take"] for table in tables] == [1, 2]
    assert "note" not in tables[0]
    assert "rejected" not in tables[0]


@pytest.mark.parametrize(
    ("more", "what"),
    [
        ("version = 2\n", "version 2"),
        ("[elsewhere]\n", "`elsewhere`"),
        ("[targets.a]\nmood = 1\n", "`mood` in `targets.a`"),
        ("[[targets.a.takes]]\nmood = 1\n", "`mood` in `targets.a.takes`"),
    ],
)
def test_what_a_newer_version_wrote_is_not_read_halfway(
    tmp_path: Path, more: str, what: str
) -> None:
    path = tmp_path / "music.lock"
    path.write_text(more)

    with pytest.raises(StoreError, match=re.escape(f"has {what}, which")) as error:
        lockfile.read(path)

    assert error.value.hint == "a newer partita wrote it; update yours"


@pytest.mark.parametrize(
    "text", ["[targets.a]\n", '[targets.a]\naudio = "a"\n', "[[targets.a.takes]]\n"]
)
def test_half_an_entry_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "music.lock").write_text(text)

    with pytest.raises(StoreError, match=r"has no `\w+`"):
        lockfile.read(tmp_path / "music.lock")


def test_a_lockfile_that_says_the_same_already_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "music.lock"
    lockfile.write(path, {"theme": PIN})
    before = path.stat()

    lockfile.write(path, {"theme": PIN})

    assert path.stat() == before


BASE = {name: paid(1) for name in ("alpha", "beta", "delta", "gamma")}


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ({"alpha": paid(1, 2)}, {"beta": paid(1, 2)}),
        ({"alpha": paid(1, 2, 3)}, {"beta": PIN}),
        ({"alpha": paid(1, 2), "gamma": PIN}, {"beta": paid(1, 2), "delta": PIN}),
        ({"alpha": PIN, "epsilon": paid(1)}, {"gamma": paid(1, 2)}),
        ({"beta": None}, {"delta": paid(1, 2)}),
    ],
)
def test_branches_that_changed_different_songs_merge_without_conflict(
    tmp_path: Path, ours: Changes, theirs: Changes
) -> None:
    status = merged(tmp_path, ours, theirs)

    assert status == 0
    wanted = {**BASE, **ours, **theirs}
    found = lockfile.read(tmp_path / "music.lock")
    assert found == {name: pin for name, pin in wanted.items() if pin}


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ({"cello": paid(1)}, {"celesta": paid(1, 2)}),
        ({"zither": PIN}, {"zurna": PIN, "alpha": paid(1, 2)}),
        ({"cello": paid(1), "beta": paid(1, 2)}, {"choir": PIN, "alpha": PIN}),
        ({"cello": PIN, "alpha": None}, {"choir": PIN}),
    ],
)
def test_songs_that_two_branches_added_side_by_side_are_merged_when_read(
    tmp_path: Path, ours: Changes, theirs: Changes
) -> None:
    status = merged(tmp_path, ours, theirs)

    assert status == 1
    path = tmp_path / "music.lock"
    wanted = {**BASE, **ours, **theirs}
    assert lockfile.read(path) == {name: pin for name, pin in wanted.items() if pin}
    lockfile.write(path, lockfile.read(path))
    assert "<<<" not in path.read_text()


@pytest.mark.parametrize("theirs", [paid(1, 3), None])
def test_a_conflict_inside_one_song_is_told(tmp_path: Path, theirs: Pin | None) -> None:
    status = merged(tmp_path, {"beta": paid(1, 2)}, {"beta": theirs})

    assert status == 1
    words = r"`music\.lock` can't be read: `beta` was changed on both sides"
    with pytest.raises(StoreError, match=words) as error:
        lockfile.read(tmp_path / "music.lock")
    assert "conflict" in str(error.value.hint)


def merged(folder: Path, ours: Changes, theirs: Changes, style: str = "merge") -> int:
    """Merge two branches of a real repository; return the status of `git merge`."""

    def git(*words: str) -> int:
        identity = ("-c", "user.name=a", "-c", "user.email=a@example.com")
        command = ["git", *identity, *words]
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
        return done.returncode

    def commit(changes: Changes) -> None:
        pins = {name: pin for name, pin in {**BASE, **changes}.items() if pin}
        lockfile.write(folder / "music.lock", pins)
        assert git("add", "music.lock") == 0
        assert git("commit", "-m", "Build") == 0

    assert git("init", "-b", "ours") == 0
    commit({})
    assert git("switch", "-c", "theirs") == 0
    commit(theirs)
    assert git("switch", "ours") == 0
    commit(ours)
    return git("merge", "theirs", "-m", "Merge")
