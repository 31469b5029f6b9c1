"""After an update of partita a plan names no request that a build does not send."""

import shutil
from pathlib import Path

import numpy as np
import pytest
import soundfile

from partita.build.outlook import look_ahead
from partita.graph.keys import action_key
from partita.store.lines import Lines
from partita.store.lockfile import NAME
from tests.build.paid import FINALE, THEME, Paid
from tests.build.shop import RATE_HZ

HORN = """
[songs.horn]
file = "horn.wav"
[edits.fanfare]
kind = "extend"
source = "horn"
keep = "0s..3s"
after = [{ text = "[Fanfare]", duration = "3s" }]
"""


@pytest.fixture
def paid(tmp_path: Path) -> Paid:
    tone = np.sin(np.arange(4 * RATE_HZ) / 50) / 4
    soundfile.write(tmp_path / "horn.wav", tone, RATE_HZ)
    project = Paid(tmp_path)
    project.write(THEME, FINALE, HORN)
    assert project.build()
    return project


def age(paid: Paid) -> None:
    """Make every record one of a partita whose codecs had another number."""
    store = paid.folder / ".partita"
    lines = Lines(store / "state.jsonl")
    for record in lines.records:
        explanation = record.get("explanation", {})
        if "codecs" in explanation:
            explanation["codecs"] -= 1
            record["key"] = action_key(explanation)
    lines.rewrite(lines.records)
    for memo in store.glob("*.bin"):
        memo.unlink()


def foreseen(paid: Paid) -> list[tuple[str, str, bool]]:
    return [(r.operation, r.target, r.is_unlikely) for r in paid.foreseen()]


def test_other_codecs_cost_nothing_and_no_plan_says_so(paid: Paid) -> None:
    bill = list(paid.shop.bill)
    age(paid)
    planned, work = foreseen(paid), look_ahead(paid.folder).work

    assert {"import:horn", "master:theme"} <= work.keys()
    assert planned == []
    assert paid.build()
    assert (paid.shop.bill, foreseen(paid)) == (bill, [])


def test_what_no_lockfile_knows_is_sent_only_if_it_comes_out_another(
    paid: Paid,
) -> None:
    bill = list(paid.shop.bill)
    age(paid)
    (paid.folder / NAME).unlink()
    planned = foreseen(paid)

    assert {name for _, name, unlikely in planned if unlikely} >= {"finale", "fanfare"}
    assert all(unlikely for _, _, unlikely in planned)
    assert paid.build()
    assert (paid.shop.bill, foreseen(paid)) == (bill, [])


def test_what_changes_along_with_the_codecs_is_sure_to_be_sent(paid: Paid) -> None:
    age(paid)
    paid.write(THEME, FINALE.replace("choir", "bells"), HORN)
    (sure,) = [each for each in paid.foreseen() if not each.is_unlikely]
    bill = list(paid.shop.bill)
    paid.build()

    assert (sure.target, sure.made_ms, sure.price.expected) == ("finale", 3_000, 45)
    assert paid.shop.bill == [*bill, 45]


def test_a_lockfile_and_blobs_are_enough_to_foresee_nothing(paid: Paid) -> None:
    bill = list(paid.shop.bill)
    (paid.folder / ".partita/state.jsonl").unlink()
    for memo in (paid.folder / ".partita").glob("*.bin"):
        memo.unlink()
    shutil.rmtree(paid.folder / "build")

    assert foreseen(paid) == []
    assert paid.build()
    assert paid.shop.bill == bill


def test_another_take_of_a_source_is_sure_to_be_followed(paid: Paid) -> None:
    age(paid)
    paid.write(THEME.replace("[Verse]", "[Intro]"), FINALE, HORN)
    sure = [name for _, name, unlikely in foreseen(paid) if not unlikely]
    paid.events.clear()
    paid.build()

    assert sure == paid.asked() == ["theme", "finale"]
