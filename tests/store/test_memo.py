import os
from pathlib import Path

from partita.store import memo
from partita.store.memo import Memo


def kept(root: Path, *names: str) -> Memo:
    files = tuple(memo.see(root, name) for name in names)
    memo.write(root / "memo.bin", Memo(("value",), files, (), 0))
    again = memo.read(root / "memo.bin")
    assert again is not None
    return again


def test_a_memo_comes_back_with_its_value(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("a = 1")

    again = kept(tmp_path, "a.toml")

    assert again.value == ("value",)
    assert memo.still_holds(tmp_path, again)


def test_a_touched_file_is_not_a_changed_one(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("a = 1")
    again = kept(tmp_path, "a.toml")

    os.utime(tmp_path / "a.toml", ns=(1, 1))

    assert memo.still_holds(tmp_path, again)


def test_a_changed_byte_is_noticed_at_the_same_size_and_time(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text("a = 1")
    again = kept(tmp_path, "a.toml")
    look = path.stat()
    path.write_text("a = 2")

    # As young as the memo: its time says nothing, so its bytes are read.
    os.utime(path, ns=(look.st_atime_ns, again.at_ns))

    assert not memo.still_holds(tmp_path, again)


def test_a_file_that_came_or_went_is_noticed(tmp_path: Path) -> None:
    again = kept(tmp_path, "later.toml")
    assert memo.still_holds(tmp_path, again)

    (tmp_path / "later.toml").write_text("")

    assert not memo.still_holds(tmp_path, again)


def test_a_new_file_in_a_watched_folder_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "levels").mkdir()
    folders = (("levels", memo.folder_look(tmp_path / "levels")),)
    again = Memo(None, (), folders, 0)
    os.utime(tmp_path / "levels", ns=(1, 1))

    assert not memo.still_holds(tmp_path, again)


def test_garbage_and_other_versions_are_no_memo(tmp_path: Path) -> None:
    path = tmp_path / "memo.bin"
    for content in (b"", b"\x00", b"not marshal", b"\xa9\x04abcd"):
        path.write_bytes(content)

        assert memo.read(path) is None


def test_a_memo_with_one_spoilt_byte_is_no_memo(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("a = 1")
    kept(tmp_path, "a.toml")
    path = tmp_path / "memo.bin"
    whole = path.read_bytes()
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 8]) + whole[at + 1 :])

        assert memo.read(path) is None


def test_a_pipe_is_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.wav")

    assert memo.see(tmp_path, "pipe.wav").digest is None
