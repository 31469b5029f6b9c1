"""A decoder that differs by a bit, on another machine, buys nothing again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from partita.build import audition
from partita.build.outlook import look_ahead
from partita.build.paying import PayTerms
from partita.build.verify import verify
from partita.store import lockfile
from partita.store.lockfile import NAME, Pin
from tests.build.ears import OtherEars
from tests.build.paid import FINALE, THEME, Paid
from tests.build.shop import RATE_HZ

HORN = """
[songs.horn]
file = "horn.ogg"
[edits.fanfare]
kind = "extend"
source = "horn"
keep = "0s..3s"
after = [{ text = "[Fanfare]", duration = "3s" }]
"""
#: A piece that is only cut, and one that is made of that.
ECHO = """
[edits.echo]
kind = "splice"
chunks = [{ song = "theme", range = "0s..4s" }, { song = "theme", range = "0s..4s" }]
[edits.reply]
kind = "extend"
source = "echo"
keep = "0s..8s"
after = [{ text = "[Outro]", duration = "3s" }]
"""
ALL = (THEME, FINALE, HORN, ECHO)
CODA = FINALE.replace("finale", "coda").replace("choir", "bells")


@pytest.fixture
def here(tmp_path: Path) -> Paid:
    folder = tmp_path / "here"
    folder.mkdir()
    tone = np.sin(np.arange(4 * RATE_HZ) / 50) / 4
    soundfile.write(folder / "horn.ogg", tone, RATE_HZ)
    project = Paid(folder)
    project.write(*ALL)
    assert project.build()
    return project


@pytest.fixture
def there(here: Paid) -> Paid:
    return clone(here)


def clone(here: Paid) -> Paid:
    """Return another machine's clone, with the bytes of what was paid for."""
    folder = here.folder.with_name("there")
    folder.mkdir()
    for name in (NAME, "music.toml", "horn.ogg"):
        shutil.copy(here.folder / name, folder)
    shutil.copytree(here.folder / ".partita/blobs", folder / ".partita/blobs")
    return Paid(folder, here.shop, pool=OtherEars())


def test_nothing_is_bought_again_and_the_lockfile_stays(
    here: Paid, there: Paid
) -> None:
    bill, lock = list(here.shop.bill), (here.folder / NAME).read_bytes()

    assert there.foreseen() == ()
    assert there.build(locked=True), there.said()
    assert there.build()
    assert there.foreseen() == ()
    assert there.shop.bill == bill
    assert (there.folder / NAME).read_bytes() == lock
    assert verify(there.folder) == ()


def test_what_is_free_follows_what_is_heard(here: Paid, there: Paid) -> None:
    assert there.build()

    for name in ("theme.wav", "echo.wav", "reply.wav"):
        assert there.output(name).frames.shape == here.output(name).frames.shape
        assert (there.output(name).frames != here.output(name).frames).any()


def test_a_new_edit_takes_the_stored_song_and_is_bought_once(
    here: Paid, there: Paid
) -> None:
    assert there.build()
    there.write(*ALL, CODA)
    assert there.build()
    here.write(*ALL, CODA)
    for name in (NAME, ".partita/blobs"):
        source, aim = there.folder / name, here.folder / name
        _ = (
            shutil.copytree(source, aim, dirs_exist_ok=True)
            if aim.is_dir()
            else (shutil.copy(source, aim))
        )

    assert there.asked() == ["coda"]
    assert here.foreseen() == ()
    assert here.build()
    assert here.shop.uploads == 1  # the horn's, long ago


def test_an_earlier_take_is_gone_back_to_for_nothing(here: Paid) -> None:
    here.write(THEME, FINALE)
    assert here.build(pay=PayTerms(again=frozenset({"theme"})))
    there, bill = clone(here), list(here.shop.bill)
    for number in (1, 2, 1):
        audition.pin(there.folder, "theme", number)
        assert there.foreseen() == ()
        assert there.build()

    assert there.shop.bill == bill


def test_a_take_that_is_revised_there_keeps_what_is_heard(there: Paid) -> None:
    assert there.build()
    before = there.output("theme.wav").frames
    there.write(THEME.replace("[Chorus]", "[Chorus]\\nla"), FINALE, HORN, ECHO)
    (theme, *_) = there.foreseen()
    there.build("theme")

    assert (theme.target, theme.made_ms, theme.kept_ms) == ("theme", 5_000, 7_000)
    kept = slice(10 * RATE_HZ, None)
    assert (there.output("theme.wav").frames[kept] == before[kept]).all()
    assert verify(there.folder) == ()


def test_a_clone_without_the_bytes_foresees_no_request(there: Paid) -> None:
    shutil.rmtree(there.folder / ".partita")
    outlook = look_ahead(there.folder)

    assert outlook.requests == ()
    assert {name for name, _ in outlook.absent} >= {"theme"}


def without_audio(pin: Pin) -> Pin:
    return replace(pin, takes=tuple(replace(t, audio=None) for t in pin.takes))


def without_pin(pin: Pin) -> Pin:
    return Pin(takes=pin.takes) if pin.takes else pin


@pytest.mark.parametrize("older", [without_audio, without_pin])
def test_either_record_in_the_lockfile_is_enough(
    there: Paid, older: Callable[[Pin], Pin]
) -> None:
    lock, bill, pins = there.folder / NAME, list(there.shop.bill), there.pins()
    lockfile.write(lock, {name: older(pin) for name, pin in pins.items()})

    assert there.pins() != pins
    assert there.build()
    assert there.shop.bill == bill


def test_a_take_that_stands_for_other_words_is_other_audio(there: Paid) -> None:
    """What is kept was put in from elsewhere, so what is made of it is made anew."""
    coda = CODA.replace('"theme"', '"finale"')
    there.write(THEME, FINALE, coda)
    assert there.build()
    later = FINALE.replace('section = "Outro"', 'range = "8s..11s"')
    there.write(THEME, later, coda)
    audition.pin(there.folder, "finale", 1)
    there.events.clear()
    assert there.build()

    assert there.asked() == ["coda"]
