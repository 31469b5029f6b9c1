import subprocess
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


def test_branches_that_changed_different_songs_merge_without_conflict(
    tmp_path: Path,
) -> None:
    other = Pin("c" * 64, "d" * 64, "local", 44_100, 882_000, 1, ("Chorus 0..20000",))
    base = dict.fromkeys(("alpha", "beta", "gamma", "delta"), PIN)
    texts = {
        "ours": lockfile.text({**base, "alpha": other, "epsilon": PIN}),
        "base": lockfile.text(base),
        "theirs": lockfile.text({**base, "gamma": other}),
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text)

    merge = ["git", "merge-file", "-p", "ours", "base", "theirs"]
    merged = subprocess.run(
        merge, cwd=tmp_path, check=True, capture_output=True, text=True
    ).stdout

    (tmp_path / "music.lock").write_text(merged)
    assert lockfile.read(tmp_path / "music.lock") == {
        **base, "alpha": other, "gamma": other, "epsilon": PIN,
    }  # fmt: skip
