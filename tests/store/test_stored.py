from pathlib import Path

from partita.store.lockfile import Pin
from partita.store.stored import Stored

PIN = Pin("audio", "r", "elevenlabs", 48_000, 9, song_id="song")


def test_a_pin_says_which_stored_song_holds_its_audio(tmp_path: Path) -> None:
    stored = Stored(tmp_path / "stored", {"theme": PIN})

    assert stored.song_of("elevenlabs", "audio") == "song"
    assert stored.song_of("another", "audio") is None
    assert stored.song_of("elevenlabs", "other audio") is None


def test_what_was_uploaded_is_remembered(tmp_path: Path) -> None:
    Stored(tmp_path / "stored", {}).remember("elevenlabs", "audio", "new")

    again = Stored(tmp_path / "stored", {})

    assert again.song_of("elevenlabs", "audio") == "new"


def test_a_song_that_is_gone_is_gone_though_a_pin_still_names_it(
    tmp_path: Path,
) -> None:
    stored = Stored(tmp_path / "stored", {"theme": PIN})
    stored.forget("song")
    assert stored.song_of("elevenlabs", "audio") is None

    again = Stored(tmp_path / "stored", {"theme": PIN})

    assert again.song_of("elevenlabs", "audio") is None


def test_an_upload_after_a_loss_is_the_one_that_counts(tmp_path: Path) -> None:
    stored = Stored(tmp_path / "stored", {"theme": PIN})
    stored.forget("song")
    stored.remember("elevenlabs", "audio", "new")

    again = Stored(tmp_path / "stored", {"theme": PIN})

    assert again.song_of("elevenlabs", "audio") == "new"


def test_an_upload_is_on_trial_until_something_was_made_from_it(
    tmp_path: Path,
) -> None:
    stored = Stored(tmp_path / "stored", {"theme": PIN})
    stored.remember("elevenlabs", "audio", "new", "an intent")
    assert stored.untried("song") is None
    assert Stored(tmp_path / "stored", {}).untried("new") == ("an intent", "audio")

    stored.used("new")

    assert stored.untried("new") is None
    assert Stored(tmp_path / "stored", {}).untried("new") is None


def test_a_song_that_is_gone_is_no_longer_on_trial(tmp_path: Path) -> None:
    stored = Stored(tmp_path / "stored", {})
    stored.remember("elevenlabs", "audio", "new", "an intent")
    stored.forget("new")

    assert stored.untried("new") is None
    assert Stored(tmp_path / "stored", {}).untried("new") is None


def test_remembering_twice_writes_once(tmp_path: Path) -> None:
    file = tmp_path / "stored"
    stored = Stored(file, {})
    stored.remember("elevenlabs", "audio", "new")
    before = file.read_bytes()
    stored.remember("elevenlabs", "audio", "new")

    assert file.read_bytes() == before
