from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from partita.errors import GuardHeld
from partita.server.service import Service
from partita.server.settings import Settings
from partita.server.songs import AUDIO, Song, Songs, new_song_id
from partita.server.workshops import Workshops
from tests.server.served import BELL, MODEL, TIDE, detail, kept, plan, serving


def shelf(folder: Path, most: int = 9, most_bytes: int = 999) -> Songs:
    workshops = Workshops(folder / "work")
    return Songs(folder / "songs", workshops.root, most, most_bytes)


def keep(folder: Path, songs: Songs) -> Song:
    made = folder / "made"
    made.mkdir()
    (made / AUDIO).write_bytes(b"sound")
    song = songs.numbered(Song(new_song_id(), 44_100, 44_100, "a", "s"))
    song = songs.place(made, song)
    for gone in songs.add(song):
        shutil.rmtree(gone)
    return song


def test_a_song_is_there_again_after_a_restart(tmp_path: Path) -> None:
    kept_song = keep(tmp_path, shelf(tmp_path))
    songs = shelf(tmp_path)

    assert songs.find(kept_song.song_id) == kept_song
    assert (songs.folder(kept_song) / AUDIO).read_bytes() == b"sound"
    assert kept_song.duration_ms == 1000


@pytest.mark.parametrize(("most", "most_bytes"), [(2, 999), (9, 10)])
def test_the_oldest_song_makes_room(tmp_path: Path, most: int, most_bytes: int) -> None:
    songs = shelf(tmp_path, most, most_bytes)
    one, two, three = (keep(tmp_path, songs) for _ in range(3))

    found = [songs.find(song.song_id) for song in (one, two, three)]
    assert found == [None, two, three]
    assert not songs.folder(one).exists()
    assert list((tmp_path / "work").iterdir()) == []


def test_a_song_in_use_does_not_go(tmp_path: Path) -> None:
    songs = shelf(tmp_path, 1)
    one = keep(tmp_path, songs)
    with songs.used(frozenset([one.song_id])):
        keep(tmp_path, songs)
        assert songs.find(one.song_id)

    keep(tmp_path, songs)
    assert songs.find(one.song_id) is None


def test_what_a_killed_server_left_is_swept(tmp_path: Path) -> None:
    (tmp_path / "work" / "left").mkdir(parents=True)
    songs = shelf(tmp_path)

    assert list((tmp_path / "work").iterdir()) == []
    assert keep(tmp_path, songs).number == 1


def test_a_spoilt_record_is_no_song(tmp_path: Path) -> None:
    whole, spoilt = (keep(tmp_path, shelf(tmp_path)) for _ in range(2))
    (tmp_path / "songs" / spoilt.song_id / "song.json").write_text('{"song_id": "')
    songs = shelf(tmp_path)

    assert songs.find(whole.song_id) == whole
    assert songs.find(spoilt.song_id) is None


def test_what_lies_in_a_folder_that_becomes_a_servers_stays(tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "thesis").write_text("years of it")
    Service(Settings(tmp_path, ("k",))).close()

    assert (tmp_path / "work" / "thesis").read_text() == "years of it"


def test_a_folder_has_one_server(tmp_path: Path) -> None:
    settings = Settings(tmp_path, ("k",))
    first = Service(settings)

    with pytest.raises(GuardHeld):
        Service(settings)
    first.close()
    Service(settings).close()


def test_stored_songs_survive_the_server(tmp_path: Path) -> None:
    with serving(tmp_path) as served:
        song_id = served.store(TIDE)
        edit = plan(kept(song_id, 0, 2000), *BELL["chunks"])
        before = served.compose(edit).content

    with serving(tmp_path) as served:
        assert served.compose(edit).content == before


def test_a_stored_song_that_is_spoilt_is_as_if_it_were_gone(tmp_path: Path) -> None:
    with serving(tmp_path) as served:
        song_id, other = served.store(TIDE), served.store(BELL)
        os.truncate(tmp_path / "songs" / song_id / AUDIO, 5000)
        edit = plan(kept(other, 0, 2000), kept(song_id, 0, 2000))
        answer = served.post("", {"composition_plan": edit, "model_id": MODEL})

        assert answer.status_code == 404
        assert detail(answer)["code"] == "song_not_found"
        assert song_id in detail(answer)["message"]
        assert served.service.bill.charged == 90
