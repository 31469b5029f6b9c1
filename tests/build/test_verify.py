"""Spoil a finished project in every way there is, one at a time and all at once."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from partita.audio.buffer import Audio
from partita.audio.decode import decode
from partita.audio.flac import write_flac
from partita.build.scene import Finding
from partita.build.verify import mend, verify
from partita.build.yard import Yard, open_yard
from partita.store.journal import Intent, Outcome
from partita.store.traces import Made, Trace
from tests.cli.tiny import Tiny


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """Return a built project, with paid takes of its edit."""
    project = Tiny(tmp_path_factory.mktemp("tiny"))
    project.build()
    project.with_takes("cut", 2)
    return project


@pytest.fixture
def tiny(finished: Tiny, tmp_path: Path) -> Tiny:
    return finished.copied(tmp_path / "p")


def yard_of(tiny: Tiny) -> Yard:
    return open_yard(tiny.folder, lambda _: None)


def made(tiny: Tiny, action: str, output: str = "audio") -> Made:
    trace = yard_of(tiny).traces.latest(action)
    assert trace is not None
    return trace.outputs[output]


def blob_of(tiny: Tiny, action: str, output: str = "audio") -> Path:
    return tiny.blobs.path(made(tiny, action, output).blob)


def flip(path: Path, at: int = 100) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 4
    path.write_bytes(content)


def flipped_blob(tiny: Tiny) -> None:
    flip(blob_of(tiny, "import:whole"))


def truncated_blob(tiny: Tiny) -> None:
    path = blob_of(tiny, "master:cut")
    path.write_bytes(path.read_bytes()[:-10])


def missing_blob(tiny: Tiny) -> None:
    blob_of(tiny, "encode:cut", "file").unlink()


def edited_output(tiny: Tiny) -> None:
    flip(tiny.folder / "build" / "cut.wav")


def missing_output(tiny: Tiny) -> None:
    (tiny.folder / "build" / "whole.wav").unlink()


def wrong_pin(tiny: Tiny) -> None:
    lock = tiny.folder / "music.lock"
    value = made(tiny, "import:whole").value
    assert lock.read_text().count(value) == 1
    lock.write_text(lock.read_text().replace(value, "0" * 64))


def longer_pin(tiny: Tiny) -> None:
    lock = tiny.folder / "music.lock"
    frames = f"targets.whole.frames = {made(tiny, 'import:whole').facts['frames']}"
    assert lock.read_text().count(frames) == 1
    lock.write_text(lock.read_text().replace(frames, f"{frames}0"))


def lost_take(tiny: Tiny) -> None:
    take = yard_of(tiny).takes.find("cut", 2)
    tiny.blobs.path(take.received).unlink()


def flipped_line(tiny: Tiny) -> None:
    state = tiny.folder / ".partita" / "state.jsonl"
    flip(state, state.read_bytes().index(b'"encode:cut"') + 3)


def broken_keep(tiny: Tiny) -> None:
    """Change one sample of a master, and all that is written of it accordingly."""
    yard, before = yard_of(tiny), made(tiny, "master:cut")
    frames = decode(yard.blobs.get(before.blob)).frames.copy()
    frames[50_000, 0] ^= 1
    audio = Audio(frames, before.facts["rate_hz"])
    blob, size = yard.blobs.put_written(lambda file: write_flac(file, audio))
    trace = yard.traces.latest("master:cut")
    assert trace is not None
    spoilt = Made(audio.digest(), blob, size, before.facts)
    words = (trace.action, trace.action_key, trace.explanation)
    yard.traces.add(Trace(*words, {"audio": spoilt}))


def open_request(tiny: Tiny) -> None:
    yard_of(tiny).journal.intend(
        Intent(
            id="one",
            at="2026-11-20T13:05:11Z",
            target="cut",
            request="r" * 64,
            operation="compose",
            provider="elevenlabs",
            model_id="music_v2",
            made_ms=16_000,
            kept_ms=0,
            worst=960,
        )
    )


Spoil = Callable[[Tiny], None]

#: What is done to the project, what is found, of what, and the command that mends it.
CORRUPTIONS: dict[str, tuple[Spoil, str, str, str]] = {
    "flipped bit": (flipped_blob, "corrupt-blob", "import:whole", "verify --mend"),
    "truncated blob": (truncated_blob, "corrupt-blob", "length", "verify --mend"),
    "missing blob": (missing_blob, "missing-blob", "encode:cut", "verify --mend"),
    "output edited": (edited_output, "output-edited", "cut.wav", "build --force cut"),
    "output missing": (missing_output, "output-missing", "whole", "build whole"),
    "wrong pin": (wrong_pin, "wrong-pin", "whole", "build whole"),
    "longer pin": (longer_pin, "wrong-pin", "whole", "build whole"),
    "lost take": (lost_take, "take-lost", "cut@2", "gc --take cut@2"),
    "flipped line": (flipped_line, "spoilt-trace", "line", "verify --mend"),
    "broken keep": (broken_keep, "kept-broken", "cut", "verify --mend"),
    "open request": (open_request, "open-request", "960", "build --resend cut"),
}


def told(findings: tuple[Finding, ...]) -> list[str]:
    return [each.code for each in findings]


def test_a_finished_project_is_as_it_should_be(tiny: Tiny) -> None:
    assert verify(tiny.folder) == ()


def test_a_project_that_was_never_built_is_as_it_should_be(tiny: Tiny) -> None:
    for each in (".partita", "build"):
        (tiny.folder / each).rename(tiny.folder.with_name(each))
    (tiny.folder / "music.lock").unlink()

    assert verify(tiny.folder) == ()


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_each_corruption_is_found_and_what_mends_it_is_said(
    tiny: Tiny, name: str
) -> None:
    spoil, code, about, command = CORRUPTIONS[name]
    spoil(tiny)

    found = [each for each in verify(tiny.folder) if each.code == code]

    assert len(found) == 1
    assert about in found[0].message
    assert f"partita {command}" in found[0].mend


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_looking_changes_nothing(tiny: Tiny, name: str) -> None:
    CORRUPTIONS[name][0](tiny)
    before = everything(tiny)

    assert verify(tiny.folder) == verify(tiny.folder)

    assert everything(tiny) == before


@pytest.mark.parametrize(
    "name", ["flipped bit", "truncated blob", "missing blob", "flipped line"]
)
def test_what_costs_nothing_is_made_again_as_it_was(tiny: Tiny, name: str) -> None:
    wanted = (tiny.folder / "build" / "cut.wav").read_bytes()
    CORRUPTIONS[name][0](tiny)

    assert mend(tiny.folder) > 0
    (tiny.folder / "build" / "cut.wav").unlink()
    assert tiny.build()

    assert verify(tiny.folder) == ()
    assert (tiny.folder / "build" / "cut.wav").read_bytes() == wanted


def test_a_broken_keep_is_mended_by_what_it_says(tiny: Tiny) -> None:
    broken_keep(tiny)

    assert mend(tiny.folder) == 1

    assert "master:cut" in tiny.build()
    assert verify(tiny.folder) == ()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("output edited", ["build", "--force", "cut"]),
        ("output missing", ["build", "whole"]),
        ("wrong pin", ["build", "whole"]),
        ("longer pin", ["build", "whole"]),
        ("lost take", ["gc", "--take", "cut@2"]),
    ],
)
def test_what_is_said_mends_outputs_pins_and_takes(
    tiny: Tiny, name: str, words: list[str]
) -> None:
    CORRUPTIONS[name][0](tiny)

    assert tiny.run(*words).status == 0

    assert verify(tiny.folder) == ()


def test_bytes_that_were_paid_for_are_never_moved(tiny: Tiny) -> None:
    take = yard_of(tiny).takes.find("cut", 1)
    flip(tiny.blobs.path(take.received))
    before = everything(tiny)

    assert mend(tiny.folder) == 0

    assert everything(tiny) == before
    assert told(verify(tiny.folder)) == ["take-lost"]


def test_a_missing_lockfile_is_told_where_takes_were_paid_for(tiny: Tiny) -> None:
    (tiny.folder / "music.lock").unlink()

    (found,) = verify(tiny.folder)

    assert found.code == "no-lockfile"
    assert tiny.run("build").status == 0
    assert verify(tiny.folder) == ()


def test_an_output_that_only_looks_untouched_is_found_all_the_same(
    tiny: Tiny,
) -> None:
    tiny.build("--force")
    path = tiny.folder / "build" / "cut.wav"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    looks = path.stat()
    with path.open("r+b") as file:
        file.write(content)
    os.utime(path, ns=(looks.st_atime_ns, looks.st_mtime_ns))

    (found,) = verify(tiny.folder)

    assert found.mend == "delete it, then `partita build cut`"


def test_a_spoilt_line_of_the_journal_is_told(tiny: Tiny) -> None:
    open_request(tiny)
    flip(tiny.folder / ".partita" / "journal.jsonl", 30)

    (found,) = verify(tiny.folder)

    assert found.code == "spoilt-journal"
    assert "line 1" in found.message


def test_spoilt_lines_of_the_journal_are_dropped_as_is_said(tiny: Tiny) -> None:
    open_request(tiny)
    yard_of(tiny).journal.settle("one", Outcome("unbilled", "2026-11-20T13:05:12Z"))
    flip(tiny.folder / ".partita" / "journal.jsonl", 30)
    (found,) = verify(tiny.folder)
    command = found.mend.split("`")[3]
    subprocess.run(command, shell=True, check=True, cwd=tiny.folder)

    assert found.message == "lines 1, 2 of `.partita/journal.jsonl` are spoilt"
    assert verify(tiny.folder) == ()


def test_a_pin_of_a_target_that_is_gone_is_told(tiny: Tiny) -> None:
    lock = tiny.folder / "music.lock"
    lock.write_text(lock.read_text().replace("targets.whole", "targets.old"))

    found = {each.code: each for each in verify(tiny.folder)}

    assert "`old`" in found["stray-pin"].message


def test_all_corruptions_at_once_are_all_found(tiny: Tiny) -> None:
    flipped_blob(tiny)
    missing_blob(tiny)
    edited_output(tiny)
    missing_output(tiny)
    wrong_pin(tiny)
    lost_take(tiny)
    open_request(tiny)

    assert sorted(told(verify(tiny.folder))) == [
        "corrupt-blob",
        "missing-blob",
        "open-request",
        "output-edited",
        "output-missing",
        "take-lost",
        "wrong-pin",
    ]


def test_the_command_tells_programs_and_people(tiny: Tiny) -> None:
    assert tiny.run("verify").out == "everything is as it should be\n"
    lost_take(tiny)

    people, programs = tiny.run("verify"), tiny.run("verify", "--json")

    assert people.status == programs.status == 1
    assert (
        "bytes of cut@2 are lost: they are not there\n  mend: copy `.partita/blobs/"
        in people.out
    )
    (found,) = json.loads(programs.out)["findings"]
    assert found["code"] == "take-lost"
    assert found["about"] == "cut@2"


def test_the_command_puts_away_what_is_spoilt(tiny: Tiny) -> None:
    flipped_blob(tiny)

    done = tiny.run("verify", "--mend")

    assert done.status == 0
    assert done.out == "put away: 1; `partita build` makes it again\n"
    assert "import:whole" in tiny.build()


def everything(tiny: Tiny) -> dict[str, bytes]:
    files = sorted(tiny.folder.rglob("*"))
    return {path.as_posix(): path.read_bytes() for path in files if path.is_file()}
