from pathlib import Path

import pytest

from partita.errors import StoreError
from partita.store import lockfile
from partita.store.lockfile import Pin

PIN = Pin("a" * 64, "b" * 64, "local", 44_100, 441_000, 1, ("Verse 0..10000",))


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


def test_conflict_marks_are_told_apart_from_pins(tmp_path: Path) -> None:
    path = tmp_path / "music.lock"
    path.write_text("<<<<<<< HEAD\nversion = 1\n")

    with pytest.raises(StoreError, match=r"`music\.lock` can't be read") as error:
        lockfile.read(path)

    assert error.value.hint is not None
