"""Tests of putting files into the output folder."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partita import digest
from partita.errors import OutputChanged, PartitaError
from partita.outputs.place import Placed, place

ours, theirs, new = b"what we wrote", b"my own mix", b"what we write now"


def put(
    root: Path,
    content: bytes,
    relative: str = "a.ogg",
    *,
    known: bytes | None = None,
    force: bool = False,
) -> Placed:
    known_digest = digest.of_bytes(known) if known is not None else None
    is_ours = {known_digest}.__contains__
    return place(root, relative, content, is_ours=is_ours, force=force)


def test_a_new_file_is_written_with_its_folders(tmp_path: Path) -> None:
    placed = put(tmp_path / "build", new, "game/level 1/a.ogg")

    assert placed.written
    assert placed.path == tmp_path / "build" / "game" / "level 1" / "a.ogg"
    assert placed.path.read_bytes() == new


def test_the_answer_says_how_the_file_lies_there(tmp_path: Path) -> None:
    placed = put(tmp_path, new)

    state = (tmp_path / "a.ogg").stat()
    assert placed.digest == digest.of_bytes(new)
    assert (placed.size, placed.mtime_ns, placed.inode) == (
        state.st_size,
        state.st_mtime_ns,
        state.st_ino,
    )


def test_a_file_that_we_wrote_is_replaced(tmp_path: Path) -> None:
    put(tmp_path, ours)

    assert put(tmp_path, new, known=ours).written
    assert (tmp_path / "a.ogg").read_bytes() == new


def test_a_file_that_holds_it_already_is_not_touched(tmp_path: Path) -> None:
    first = put(tmp_path, ours)

    second = put(tmp_path, ours)

    assert not second.written
    assert (second.mtime_ns, second.inode) == (first.mtime_ns, first.inode)


@pytest.mark.parametrize("known", [None, ours])
def test_a_file_edited_by_hand_is_kept(tmp_path: Path, known: bytes | None) -> None:
    (tmp_path / "a.ogg").write_bytes(theirs)

    with pytest.raises(OutputChanged, match=r"`a\.ogg` was changed by hand"):
        put(tmp_path, new, known=known)

    assert _files(tmp_path) == {"a.ogg": theirs}


def test_force_replaces_a_file_edited_by_hand(tmp_path: Path) -> None:
    (tmp_path / "a.ogg").write_bytes(theirs)

    assert put(tmp_path, new, known=ours, force=True).written
    assert (tmp_path / "a.ogg").read_bytes() == new


@pytest.mark.parametrize(
    "relative", ["", ".", "..", "../a", "b/../../a", "/etc/a", "//a", "a\0b", "b/.."]
)
def test_a_path_that_leaves_the_folder_is_refused(
    tmp_path: Path, relative: str
) -> None:
    root = tmp_path / "build"

    with pytest.raises(PartitaError, match="leaves the output folder"):
        put(root, new, relative)

    assert list(tmp_path.iterdir()) == []


@given(st.text(st.sampled_from("ab./\\ ~"), max_size=12))
def test_no_path_ends_up_outside(
    tmp_path_factory: pytest.TempPathFactory, relative: str
) -> None:
    root = tmp_path_factory.mktemp("any") / "build"

    try:
        placed = put(root, new, relative)
    except PartitaError:
        assert not root.exists() or _files(root) == {}
    else:
        assert placed.path.resolve().is_relative_to(root.resolve())


def test_a_linked_folder_that_leads_outside_is_refused(tmp_path: Path) -> None:
    root, outside = tmp_path / "build", tmp_path / "outside"
    root.mkdir()
    outside.mkdir()
    (root / "game").symlink_to(outside)

    with pytest.raises(PartitaError, match="leaves the output folder"):
        put(root, new, "game/deep/a.ogg", force=True)

    assert list(outside.iterdir()) == []


def test_a_linked_folder_inside_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "game").symlink_to(tmp_path / "real")

    put(tmp_path, new, "game/a.ogg")

    assert (tmp_path / "real" / "a.ogg").read_bytes() == new


def test_the_output_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "build").symlink_to(tmp_path / "disk")

    put(tmp_path / "build", new)

    assert (tmp_path / "disk" / "a.ogg").read_bytes() == new


def test_a_linked_file_is_somebodys_own(tmp_path: Path) -> None:
    root, outside = tmp_path / "build", tmp_path / "a.ogg"
    root.mkdir()
    outside.write_bytes(ours)
    (root / "a.ogg").symlink_to(outside)

    with pytest.raises(OutputChanged):
        put(root, new, known=ours)
    put(root, new, known=ours, force=True)

    assert outside.read_bytes() == ours
    assert not (root / "a.ogg").is_symlink()


def test_a_folder_in_the_way_is_kept(tmp_path: Path) -> None:
    (tmp_path / "a.ogg").mkdir()

    with pytest.raises(OutputChanged):
        put(tmp_path, new)
    with pytest.raises(PartitaError):
        put(tmp_path, new, force=True)

    assert [each.name for each in tmp_path.iterdir()] == ["a.ogg"]


def test_a_file_in_the_place_of_a_folder_is_kept(tmp_path: Path) -> None:
    (tmp_path / "game").write_bytes(theirs)

    with pytest.raises(PartitaError, match=r"`game/a\.ogg` can't be written"):
        put(tmp_path, new, "game/a.ogg", force=True)

    assert _files(tmp_path) == {"game": theirs}


def test_a_name_too_long_is_an_error_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(PartitaError, match="can't be written"):
        put(tmp_path, new, "x" * 300)

    assert _files(tmp_path) == {}


def test_the_longest_name_can_be_written(tmp_path: Path) -> None:
    assert put(tmp_path, new, "x" * 255).written


def test_what_a_killed_build_left_is_cleared_away(tmp_path: Path) -> None:
    put(tmp_path, ours)
    died = _run_limited(tmp_path, "signal.signal(signal.SIGXFSZ, signal.SIG_DFL)")
    left = set(_files(tmp_path)) - {"a.ogg"}

    put(tmp_path, new, known=ours)

    assert died.returncode == -signal.SIGXFSZ
    assert len(left) == 1
    assert _files(tmp_path) == {"a.ogg": new}


def test_a_disk_that_takes_no_more_leaves_the_last_good_file(tmp_path: Path) -> None:
    put(tmp_path, ours)

    died = _run_limited(tmp_path, "")

    assert b"PartitaError: `a.ogg` can't be written: File too large" in died.stderr
    assert _files(tmp_path) == {"a.ogg": ours}


def test_a_file_is_readable_as_the_user_asked_of_the_system(tmp_path: Path) -> None:
    placed = put(tmp_path, new)
    plain = tmp_path / "plain"
    plain.write_bytes(new)

    assert placed.path.stat().st_mode == plain.stat().st_mode


def _run_limited(folder: Path, prelude: str) -> subprocess.CompletedProcess[bytes]:
    """Place a file in a process that may write four bytes and no more."""
    script = f"""
import pathlib, resource, signal
from partita.outputs.place import place
{prelude}
resource.setrlimit(resource.RLIMIT_FSIZE, (4, 4))
place(pathlib.Path({str(folder)!r}), "a.ogg", {new!r}, is_ours=bool, force=True)
"""
    command = [sys.executable, "-c", script]
    return subprocess.run(command, capture_output=True, check=False)


def _files(folder: Path) -> dict[str, bytes]:
    return {
        each.relative_to(folder).as_posix(): each.read_bytes()
        for each in folder.rglob("*")
        if each.is_file()
    }
