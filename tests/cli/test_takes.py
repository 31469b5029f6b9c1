import json
import resource
from dataclasses import replace
from pathlib import Path

import pytest

from partita.store import lockfile
from partita.store.expense import Expense
from tests.cli.tiny import RATE_HZ, Tiny


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    project = Tiny(tmp_path_factory.mktemp("tiny"))
    project.build()
    project.with_takes("cut", 2)
    return project


@pytest.fixture
def tiny(finished: Tiny, tmp_path: Path) -> Tiny:
    return finished.copied(tmp_path / "p")


def test_takes_are_listed_with_price_and_measures(tiny: Tiny) -> None:
    first, second, total = tiny.run("takes").out.splitlines()

    assert total == "1,920 credits for 2"
    assert first.startswith("cut@1    4s  960 credits  2026-11-20  all new  -")
    assert " LUFS  " in first
    assert " dBTP  120 BPM  A major" in first
    assert second.startswith("cut@2  ")


def test_what_is_measured_once_is_not_measured_again(tiny: Tiny) -> None:
    listed = tiny.run("takes").out
    kept = tiny.folder / ".partita" / "measures.jsonl"
    before = kept.read_bytes()
    assert before.count(b"\n") == 2

    assert tiny.run("takes", "cut").out == listed

    assert kept.read_bytes() == before


def test_takes_are_listed_where_nothing_can_be_written(tiny: Tiny) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        listed = tiny.run("takes")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert listed.status == 0, listed.err
    assert listed.out == tiny.run("takes").out


def test_a_take_whose_bytes_are_elsewhere_is_listed_all_the_same(tiny: Tiny) -> None:
    take = lockfile.read(tiny.folder / "music.lock")["cut"].takes[0]
    tiny.blobs.path(take.received).unlink()

    first, second, _ = tiny.run("takes").out.splitlines()

    assert first.endswith("all new  not here")
    assert "LUFS" in second


def test_takes_that_branches_pinned_are_listed_as_undecided(tiny: Tiny) -> None:
    pins = lockfile.read(tiny.folder / "music.lock")
    merged = lockfile.Pin(takes=pins["cut"].takes, rivals=(1, 2))
    lockfile.write(tiny.folder / "music.lock", pins | {"cut": merged})

    first, _, decide, _ = tiny.run("takes").out.splitlines()

    assert first.startswith("cut@1  pinned on a branch  4s")
    assert decide == (
        "branches pinned different takes of `cut`: `partita takes pin cut NUMBER` "
        "decides"
    )


def test_a_note_of_several_lines_stays_below_its_take(tiny: Tiny) -> None:
    tiny.run("takes", "note", "cut", "1", "too fast\n\x1b[31mand too loud")

    assert "\n    too fast\n     [31mand too loud\n" in tiny.run("takes").out


def charge(tiny: Tiny, target: str, operation: str, credits_: int | None) -> None:
    pins = lockfile.read(tiny.folder / "music.lock")
    at, pin = "2026-11-20T13:05:11Z", pins.get(target, lockfile.Pin())
    spent = Expense(operation, operation, at, "music_v2", 4_000, credits=credits_)
    pins[target] = replace(pin, expenses=(*pin.expenses, spent))
    lockfile.write(tiny.folder / "music.lock", pins)


def test_what_brought_no_take_is_in_the_sum(tiny: Tiny) -> None:
    charge(tiny, "whole", "upload", 60)
    charge(tiny, "cut", "compose", None)

    *_, takes, lost, upload, total = tiny.run("takes").out.splitlines()

    assert takes == "1,920 credits for 2"
    assert lost == "cut  no take came of 4s  price unknown  2026-11-20"
    assert upload == "whole  upload of 4s  60 credits  2026-11-20"
    assert total == "in all 1,980 credits and 1 of unknown price"


def test_a_name_that_was_only_charged_for_is_listed(tiny: Tiny) -> None:
    charge(tiny, "whole", "upload", 60)

    assert tiny.run("takes", "whole").out.endswith("in all 60 credits\n")
    (spent,) = tiny.json("takes", "whole", "--json")["expenses"]
    assert (spent["target"], spent["credits"]) == ("whole", 60)


def test_programs_get_figures_in_whole_numbers(tiny: Tiny) -> None:
    first, _ = tiny.json("takes", "cut", "--json")["takes"]

    assert first["target"] == "cut"
    assert first["credits"] == 960
    assert first["pinned"] is False
    assert first["measures"]["length_ms"] == 4000
    assert first["measures"]["tempo_mbpm"] == pytest.approx(120_000, abs=1500)


def test_the_worst_seam_of_a_revision_is_measured(tiny: Tiny) -> None:
    whole = tiny.blobs.put((tiny.folder / "whole.wav").read_bytes())
    kept = {"source": "own", "start_ms": 0, "at_ms": 0, "duration_ms": 2000}
    revised = {"master": whole, "frames": 4 * RATE_HZ, "keeps": [kept]}
    details = {"request": {}, "revised": revised}
    tiny.with_takes("other", 1, details)

    (take,) = tiny.json("takes", "other", "--json")["takes"]

    assert take["measures"]["seam_at_ms"] == 2000
    assert "seam" in tiny.run("takes", "other").out


def test_pinning_is_written_into_the_lockfile(tiny: Tiny) -> None:
    done = tiny.run("takes", "pin", "cut", "2")

    # The embedded engine plays it now: nothing asks for what was paid for.
    assert done.out.startswith("take 2 of `cut` is pinned, but it was made for another")
    assert lockfile.read(tiny.folder / "music.lock")["cut"].take == 2
    assert "cut@2  pinned" in tiny.run("takes").out


def test_rejecting_and_noting_show_in_the_lockfile_and_the_list(tiny: Tiny) -> None:
    assert tiny.run("takes", "reject", "cut", "1").status == 0
    assert tiny.run("takes", "note", "cut", "1", "the bridge drags").status == 0

    text = (tiny.folder / "music.lock").read_text()
    assert 'note = "the bridge drags"' in text
    assert "rejected = true" in text
    shown = tiny.run("takes").out
    assert "cut@1  rejected" in shown
    assert "\n    the bridge drags\n" in shown

    tiny.run("takes", "note", "cut", "1")

    assert "note" not in (tiny.folder / "music.lock").read_text()


def test_a_take_that_is_not_there_changes_nothing(tiny: Tiny) -> None:
    before = (tiny.folder / "music.lock").read_text()

    done = tiny.run("takes", "pin", "cut", "7")

    assert done.status == 1
    assert "there is no take 7 of `cut`" in done.err
    assert "it has 1, 2" in done.err
    assert (tiny.folder / "music.lock").read_text() == before


def test_a_target_that_nothing_was_paid_for_is_said_to_have_no_takes(
    tiny: Tiny,
) -> None:
    done = tiny.run("takes", "whole")

    assert done.status == 1
    assert "`whole` has no paid takes" in done.err


def test_one_more_take_of_what_the_embedded_engine_plays_is_refused(
    tiny: Tiny,
) -> None:
    done = tiny.run("takes", "again", "cut")

    assert done.status == 1
    assert "the embedded engine" in done.err


def test_one_more_take_of_an_unknown_target_gets_the_nearest_name(
    tiny: Tiny,
) -> None:
    done = tiny.run("takes", "again", "cuts")

    assert "did you mean `cut`?" in done.err


def test_a_project_that_paid_for_nothing_says_so(tiny: Tiny) -> None:
    (tiny.folder / "music.lock").unlink()
    (tiny.folder / ".partita" / "takes.jsonl").unlink()

    assert tiny.run("takes").out == "nothing was paid for yet\n"
    assert json.loads(tiny.run("takes", "--json").out)["takes"] == []


def test_help_is_of_all_takes(tiny: Tiny) -> None:
    shown = tiny.run("takes", "--help").out

    assert all(word in shown for word in ("pin", "reject", "note", "again", "list"))
