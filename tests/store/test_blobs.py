from pathlib import Path
from typing import BinaryIO

import pytest

from partita import digest
from partita.errors import BlobCorrupt, BlobMissing
from partita.files import STRAY, write_whole
from partita.store.blobs import Blobs, sweep


def test_a_blob_comes_back_under_its_digest(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)

    blob = blobs.put(b"a bar of silence")

    assert blob == digest.of_bytes(b"a bar of silence")
    assert blobs.get(blob) == b"a bar of silence"
    assert blob in blobs


def test_a_blob_that_was_never_kept_is_missing(tmp_path: Path) -> None:
    with pytest.raises(BlobMissing) as missing:
        Blobs(tmp_path).get("0" * 64)

    assert missing.value.digest == "0" * 64


def test_a_flipped_bit_is_noticed_when_the_blob_is_read(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    blob = blobs.put(b"kept")
    blobs.path(blob).write_bytes(b"keqt")

    with pytest.raises(BlobCorrupt) as corrupt:
        blobs.get(blob)

    assert corrupt.value.actual == digest.of_bytes(b"keqt")


def test_a_spoilt_blob_is_replaced_when_the_same_is_kept_again(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    blobs.path(blobs.put(b"kept")).write_bytes(b"keqt")

    blob = blobs.put(b"kept")

    assert blobs.get(blob) == b"kept"


def test_a_blob_may_be_written_bit_by_bit(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)

    assert blobs.put_written(lambda file: file.write(b"kept")) == (
        blobs.put(b"kept"),
        4,
    )
    assert blobs.get(digest.of_bytes(b"kept")) == b"kept"
    assert not list(tmp_path.glob(f"{STRAY}*"))


def test_a_blob_that_can_t_be_written_leaves_nothing(tmp_path: Path) -> None:
    def fail(file: BinaryIO) -> None:
        file.write(b"half")
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011 - any will do
        Blobs(tmp_path).put_written(fail)

    assert not list(tmp_path.iterdir())


def test_a_blob_is_checked_without_being_read_at_once(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    blob = blobs.put(b"kept")

    assert blobs.checked(blob).read_bytes() == b"kept"
    blobs.path(blob).write_bytes(b"keqt")
    with pytest.raises(BlobCorrupt):
        blobs.checked(blob)
    with pytest.raises(BlobMissing):
        blobs.checked("0" * 64)


def test_a_corrupt_blob_is_moved_aside_and_its_bytes_are_kept(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    blob = blobs.put(b"kept")
    blobs.path(blob).write_bytes(b"spoilt")

    aside = blobs.move_aside(blob)

    assert aside.read_bytes() == b"spoilt"
    assert blob not in blobs


def test_a_truncated_blob_is_written_again(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    blob = blobs.put(b"whole")
    blobs.path(blob).write_bytes(b"wh")

    blobs.put(b"whole")

    assert blobs.get(blob) == b"whole"


def test_a_write_that_fails_leaves_the_old_file_and_no_stray(tmp_path: Path) -> None:
    path = tmp_path / "state"
    write_whole(path, b"old")

    with pytest.raises(TypeError):
        write_whole(path, "not bytes")  # type: ignore[arg-type]

    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["state"]


def test_temp_files_of_a_killed_build_are_swept(tmp_path: Path) -> None:
    blob = Blobs(tmp_path).put(b"kept")
    shelf = tmp_path / "blobs" / "ab"
    shelf.mkdir(parents=True, exist_ok=True)
    (shelf / f"{STRAY}1").write_bytes(b"half")

    assert sweep(tmp_path) == 1
    assert Blobs(tmp_path).get(blob) == b"kept"


def test_blobs_follow_the_umask_of_the_user(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)

    blob = blobs.put(b"shared with the team")

    assert blobs.path(blob).stat().st_mode & 0o400
    other = tmp_path / "plain"
    other.write_bytes(b"")
    assert blobs.path(blob).stat().st_mode == other.stat().st_mode


def test_a_file_that_can_not_be_written_is_told_by_its_folder(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as missing:
        write_whole(tmp_path / "gone" / "plan.json", b"{}")

    assert missing.value.filename == str(tmp_path / "gone")
