import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from partita.errors import StoreError
from partita.store import lockfile
from partita.store.expense import Expense
from partita.store.lockfile import Pin
from partita.store.take import Take

PIN = Pin("a" * 64, "b" * 64, "local", 44_100, 441_000, 1, ("Verse 0..10000",))

UPLOAD = Expense("e1", "upload", "2026-11-20T13:05:11Z", "music_v2", 5_000)


def paid(*numbers: int) -> Pin:
    """Return a pin of the last of some paid takes."""
    takes = tuple(
        Take(
            take=number,
            request=f"{number:064x}",
            received=f"{number:064d}",
            details="d" * 64,
            size=3_456_000,
            format="pcm_48000",
            duration_ms=64_000,
            made="2026-11-20T13:05:11Z",
            credits=960,
            parent=number - 1 or None,
        )
        for number in sorted(numbers)
    )
    return Pin(
        audio=f"{numbers[-1]:064o}",
        request=takes[-1].request,
        provider="elevenlabs",
        rate_hz=48_000,
        frames=3_072_000,
        take=numbers[-1],
        sections=("Verse 0..10000",),
        takes=takes,
    )


#: What an earlier version wrote of two takes.
TABLES = (
    f"""\
version = 1

[targets.theme]
audio = "{2:064o}"
request = "{2:064x}"
provider = "elevenlabs"
rate_hz = 48000
frames = 3072000
take = 2
sections = [
    "Verse 0..10000",
]
draft = "d"
plan = "{{}}"
"""
    + "".join(
        f"""
[[targets.theme.takes]]
take = {number}
request = "{number:064x}"
received = "{number:064d}"
details = "{"d" * 64}"
size = 3456000
format = "pcm_48000"
duration_ms = 64000
made = "2026-11-20T13:05:11Z"
credits = 960
made_ms = 0
kept_ms = 0
{parent}"""
        for number, parent in ((1, ""), (2, "parent = 1\n"))
    )
    + """
[[targets.theme.expenses]]
id = "e1"
operation = "upload"
at = "2026-11-20T13:05:11Z"
model_id = "music_v2"
made_ms = 5000
kept_ms = 0

# end of [targets.theme]
"""
)


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

    start, end = before.index("# b"), before.index("# end of b")
    assert after[: start + 1] == before[: start + 1]
    assert after[-(len(before) - end) :] == before[end:]


def test_conflict_marks_of_no_merge_are_told(tmp_path: Path) -> None:
    path = tmp_path / "music.lock"
    path.write_text("<<<<<<< HEAD\nversion = 1\n")

    with pytest.raises(StoreError, match=r"`music\.lock` can't be read") as error:
        lockfile.read(path)

    assert error.value.hint is not None


def test_every_line_stands_for_itself() -> None:
    assert lockfile.text({"theme": PIN}) == (
        "# Written by partita. Commit it: it says which take of every target is the"
        " one.\n"
        "version = 2\n"
        "# theme\n"
        f'targets.theme.audio = "{"a" * 64}"\n'
        "targets.theme.frames = 441000\n"
        'targets.theme.provider = "local"\n'
        "targets.theme.rate_hz = 44100\n"
        f'targets.theme.request = "{"b" * 64}"\n'
        'targets.theme.sections = ["Verse 0..10000"]\n'
        "targets.theme.take = 1\n"
        "# end of theme\n"
    )


def test_a_take_goes_by_a_mark_and_is_named_with_its_number() -> None:
    pin = paid(1, 2)
    first, second = (take.mark for take in pin.takes)

    theme = tomllib.loads(lockfile.text({"theme": pin}))["targets"]["theme"]

    assert theme["take"] == f"2-{second}"
    assert theme["takes"][second]["parent"] == f"1-{first}"
    assert theme["takes"][second]["take"] == 2
    assert "note" not in theme["takes"][first]
    assert "rejected" not in theme["takes"][first]


def test_a_lockfile_in_tables_is_still_read(tmp_path: Path) -> None:
    (tmp_path / "music.lock").write_text(TABLES)

    pins = lockfile.read(tmp_path / "music.lock")

    assert pins == {
        "theme": replace(paid(1, 2), drafts={"d": "{}"}, expenses=(UPLOAD,))
    }


def test_a_lockfile_is_read_in_any_order_and_with_any_spaces(tmp_path: Path) -> None:
    path = tmp_path / "music.lock"
    lines = lockfile.text({"theme": paid(1, 2)}).splitlines()
    path.write_text("\n".join(reversed(lines)).replace(" = ", "="))

    assert lockfile.read(path) == {"theme": paid(1, 2)}


def test_a_lockfile_that_an_editor_saved_its_own_way_is_read(tmp_path: Path) -> None:
    path = tmp_path / "music.lock"
    text = lockfile.text({"theme": paid(1, 2)})
    path.write_bytes(("\ufeff" + text.replace("\n", "\r\n")).encode())

    assert lockfile.read(path) == {"theme": paid(1, 2)}


@pytest.mark.parametrize(
    ("more", "what"),
    [
        ("version = 3\n", "version 3"),
        ("[elsewhere]\n", "`elsewhere`"),
        ("[targets.a]\nmood = 1\n", "`mood` in `targets.a`"),
        ("[[targets.a.takes]]\nmood = 1\n", "`mood` in `targets.a.takes`"),
        ("version = 2\ntargets.a.takes.f.mood = 1\n", "`mood` in `targets.a.takes`"),
        ("version = 2\ntargets.a.expenses.f.x = 1\n", "`x` in `targets.a.expenses`"),
    ],
)
def test_what_a_newer_version_wrote_is_not_read_halfway(
    tmp_path: Path, more: str, what: str
) -> None:
    path = tmp_path / "music.lock"
    path.write_text(more)

    with pytest.raises(StoreError, match=re.escape(f"has {what}, which")) as error:
        lockfile.read(path)

    assert error.value.hint == "a newer partita wrote it; update yours"


@pytest.mark.parametrize(
    "text",
    [
        "[targets.a]\n",
        '[targets.a]\naudio = "a"\n',
        "[[targets.a.takes]]\n",
        'version = 2\ntargets.a.request = "r"\n',
        "version = 2\ntargets.a.takes.f.take = 1\n",
    ],
)
def test_half_an_entry_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "music.lock").write_text(text)

    with pytest.raises(StoreError, match=r"has no `\w+`"):
        lockfile.read(tmp_path / "music.lock")


def test_a_lockfile_that_says_the_same_already_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "music.lock"
    lockfile.write(path, {"theme": PIN})
    before = path.stat()

    lockfile.write(path, {"theme": PIN})

    after = path.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
