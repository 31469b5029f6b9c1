"""What was read is what is remembered, though files change meanwhile."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import soundfile

from partita import digest
from partita.build.prepare import prepare
from partita.build.yard import make_store, open_yard
from partita.files import write_whole
from partita.store import memo


def one_song(name: str) -> str:
    return f'[songs.{name}]\nfile = "one.wav"\n'


@contextmanager
def saved_over_and_over(path: Path, *texts: str) -> Iterator[None]:
    done = threading.Event()

    def save() -> None:
        while not done.is_set():
            for text in texts:
                write_whole(path, text.encode())

    hand = threading.Thread(target=save)
    hand.start()
    try:
        yield
    finally:
        done.set()
        hand.join()


def test_a_manifest_saved_while_it_is_prepared_is_not_taken_for_read(
    tmp_path: Path,
) -> None:
    soundfile.write(tmp_path / "one.wav", np.full(400, 0.1), 8_000)
    make_store(tmp_path)
    digests = {name: digest.of_bytes(one_song(name).encode()) for name in ("a", "b")}
    write_whole(tmp_path / "music.toml", one_song("a").encode())
    with saved_over_and_over(tmp_path / "music.toml", one_song("b"), one_song("a")):
        found = [prepare(open_yard(tmp_path, lambda _: None)) for _ in range(10)]

    for prepared in found:
        (name,) = prepared.compiled.targets
        assert prepared.files[0].digest == digests[name]


def test_a_new_file_that_an_include_matches_is_found(tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    head = '[project]\ninclude = ["more/*.toml"]\n'
    (tmp_path / "music.toml").write_text(head + one_song("a"))
    soundfile.write(tmp_path / "one.wav", np.full(400, 0.1), 8_000)
    make_store(tmp_path)
    prepare(open_yard(tmp_path, lambda _: None))

    (tmp_path / "more" / "b.toml").write_text(one_song("b"))

    kept = memo.read(tmp_path / ".partita" / "compiled.bin")
    assert kept is not None
    assert not memo.still_holds(tmp_path, kept)
    assert set(prepare(open_yard(tmp_path, lambda _: None)).compiled.targets) == {
        "a", "b",
    }  # fmt: skip
