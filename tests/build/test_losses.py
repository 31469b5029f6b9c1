"""Whatever record of this machine is lost, what was bought is there and known."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from partita.build.events import ActionFinished, Answered, Event
from partita.build.paying import PayTerms
from partita.build.verdicts import Verdicts
from partita.errors import ProviderError, Unsettled
from partita.providers.base import Composition, Music, Receipt
from tests.build.paid import FINALE, THEME, Paid
from tests.build.swindler import Swindler

AGAIN = PayTerms(again=frozenset({"theme"}))
CHANGED = THEME.replace('"[Chorus]"', '"[Chorus]\\nla la"')


class Gone(BaseException):
    """The process is gone."""


class EndsWhenPaid(list[Event]):
    """Hears of events until something was paid for."""

    def append(self, event: Event) -> None:
        if isinstance(event, Answered):
            raise Gone
        super().append(event)


class Last(Swindler):
    """Sells one piece, to somebody who is gone when it is there."""

    async def compose(
        self,
        composition: Composition,
        folder: Path,
        on_receipt: Callable[[Receipt], None],
    ) -> Music:
        await super().compose(composition, folder, on_receipt)
        raise Gone


@pytest.fixture
def paid(tmp_path: Path) -> Paid:
    project = Paid(tmp_path)
    project.write(THEME)
    return project


def end_when_paid(paid: Paid, *names: str, pay: PayTerms | None = None) -> None:
    """Build until something was paid for, and not to the lockfile."""
    paid.events = EndsWhenPaid()
    with pytest.raises(BaseExceptionGroup):
        paid.build(*names, pay=pay)
    paid.events = []


def lose(paid: Paid, *names: str) -> None:
    for name in names:
        path = paid.folder / ".partita" / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def said(paid: Paid) -> str:
    ends = [each for each in paid.events if isinstance(each, ActionFinished)]
    return "; ".join(f"{each.error} {each.hint}" for each in ends if each.error)


def test_the_account_book_brings_back_a_take_that_no_other_record_has(
    paid: Paid,
) -> None:
    end_when_paid(paid)
    lose(paid, "takes.jsonl")
    assert not paid.pins()

    assert paid.build()
    (take,) = paid.pins()["theme"].takes
    assert (take.credits, take.song_id, take.size) == (180, "song-0", 2_304_000)
    assert paid.shop.bill == [180]


def test_a_take_is_the_same_whichever_record_brings_it_back(paid: Paid) -> None:
    end_when_paid(paid)
    (_, known), *_ = paid.yard().takes.all()
    lose(paid, "takes.jsonl")

    assert [each for _, each in paid.yard().takes.all()] == [known]


def test_a_take_of_which_a_line_was_spoilt_is_brought_back(paid: Paid) -> None:
    end_when_paid(paid)
    path = paid.folder / ".partita/takes.jsonl"
    path.write_bytes(path.read_bytes().replace(b"180", b"190"))

    assert paid.build()
    assert [each.credits for each in paid.pins()["theme"].takes] == [180]


def test_takes_of_another_branch_are_none_of_this_one_though_one_record_is_lost(
    paid: Paid,
) -> None:
    paid.build()
    first = (paid.folder / "music.lock").read_bytes()
    paid.build("theme", pay=AGAIN)
    (paid.folder / "music.lock").write_bytes(first)
    lose(paid, "takes.jsonl")
    paid.build()

    assert (paid.folder / "music.lock").read_bytes() == first


@pytest.mark.parametrize("lost", [(), ("takes.jsonl",)])
def test_one_more_take_is_pinned_though_the_build_that_asked_was_ended(
    paid: Paid, lost: tuple[str, ...]
) -> None:
    paid.build()
    before = paid.output("theme.wav")
    end_when_paid(paid, "theme", pay=AGAIN)
    lose(paid, *lost)

    assert paid.build()
    assert paid.pins()["theme"].take == 2
    assert paid.output("theme.wav").frames.tobytes() != before.frames.tobytes()
    assert paid.shop.bill == [180, 180]


def test_one_more_take_that_had_arrived_when_the_build_ended_is_pinned(
    tmp_path: Path,
) -> None:
    paid = Paid(tmp_path, Swindler(store=tmp_path / ".partita"))
    paid.write(THEME)
    paid.build()
    paid.shop = Last(store=tmp_path / ".partita", bill=[180])
    with pytest.raises(BaseExceptionGroup):
        paid.build("theme", pay=AGAIN)
    paid.shop = Swindler()

    assert paid.pins()["theme"].take == 1
    assert paid.build()
    assert paid.pins()["theme"].take == 2


def test_a_choice_after_the_crash_counts_more(paid: Paid) -> None:
    paid.build()
    end_when_paid(paid, "theme", pay=AGAIN)
    yard = paid.yard()
    yard.takes.pin("theme", 1)
    yard.lock(yard.takes.lock())

    assert paid.build()
    assert paid.pins()["theme"].take == 1


def test_what_is_revised_is_mastered_again_when_all_traces_are_lost(
    paid: Paid,
) -> None:
    paid.build()
    before = paid.output("theme.wav")
    lose(paid, "state.jsonl")
    paid.write(CHANGED)

    assert paid.build()
    after = paid.output("theme.wav")
    assert paid.shop.bill == [180, 75]
    assert after.frames[:192_000].tobytes() == before.frames[:192_000].tobytes()


def test_what_is_mastered_again_is_foreseen_as_it_is_paid_for(paid: Paid) -> None:
    paid.build()
    lose(paid, "state.jsonl")
    paid.write(CHANGED)
    stored = [(each.operation, each.made_ms) for each in paid.foreseen()]
    paid.yard().stored.forget("song-0")
    gone = [(each.operation, each.made_ms) for each in paid.foreseen()]

    assert stored == [("compose", 5_000)]
    assert gone == [("upload", 12_000), ("compose", 5_000)]


def test_a_line_of_revisions_is_mastered_again_from_what_came(paid: Paid) -> None:
    paid.build()
    paid.write(CHANGED)
    paid.build()
    yard = paid.yard()
    masters = [
        t.outputs["audio"].blob for t in yard.traces.alive() if "master" in t.action
    ]
    for blob in masters:
        yard.blobs.path(blob).unlink()
    lose(paid, "state.jsonl")
    paid.write(CHANGED.replace("[Outro]", "[End]"))

    assert paid.build()
    assert paid.shop.bill == [180, 75, 45]


def test_a_revised_edit_is_mastered_again_with_what_it_keeps(paid: Paid) -> None:
    edit = FINALE + '[[edits.finale.replace]]\nsection = "Chorus"\ntext = "[Chorus]"\n'
    paid.write(THEME, edit)
    paid.build()
    lose(paid, "state.jsonl")
    paid.write(THEME, edit.replace("choir", "bells"))

    assert paid.build()
    theme, finale = paid.output("theme.wav"), paid.output("finale.wav")
    assert theme.frames[:192_000].tobytes() == finale.frames[:192_000].tobytes()
    assert paid.shop.bill == [180, 120, 45]


@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_bytes(b"?")])
def test_the_master_that_a_revision_keeps_from_is_made_again(
    paid: Paid, spoil: Callable[[Path], object]
) -> None:
    paid.build()
    first = paid.yard().traces.latest("master:theme")
    paid.write(CHANGED)
    paid.build()
    yard, after = paid.yard(), paid.output("theme.wav")
    second = yard.traces.latest("master:theme")
    assert first is not None
    assert second is not None
    spoil(yard.blobs.path(first.outputs["audio"].blob))
    yard.blobs.path(second.outputs["audio"].blob).unlink()
    lose(paid, "state.jsonl")

    assert paid.build(force=True), said(paid)
    assert paid.output("theme.wav").frames.tobytes() == after.frames.tobytes()
    assert paid.shop.bill == [180, 75]


def test_an_open_upload_is_told_though_what_arrived_is_lost(paid: Paid) -> None:
    paid.build()
    paid.shop.songs.clear()
    paid.shop.faults.append(ProviderError("cut", billing="unknown"))
    paid.write(THEME, FINALE)
    paid.shop.songs.clear()
    paid.build()
    lose(paid, "received")

    with pytest.raises(Unsettled, match="finale"):
        paid.build()


def test_an_open_request_whose_answer_is_lost_can_be_sent_again(paid: Paid) -> None:
    paid.shop.faults.append(ProviderError("cut", billing="unknown"))
    paid.build()
    lose(paid, "received")

    with pytest.raises(Unsettled):
        paid.build()
    verdicts = Verdicts(resend=frozenset({"theme"}))
    assert paid.build(pay=PayTerms(verdicts=verdicts))


def test_a_clone_without_bytes_says_what_to_do(paid: Paid) -> None:
    paid.build()
    shutil.rmtree(paid.folder / ".partita")
    shutil.rmtree(paid.folder / "build")

    assert not paid.build()
    assert "bring `.partita` back" in said(paid)
    assert paid.shop.bill == [180]


def test_one_spoilt_note_of_the_lockfile_brings_no_take_to_another_branch(
    paid: Paid,
) -> None:
    paid.build()
    first = (paid.folder / "music.lock").read_bytes()
    paid.build("theme", pay=AGAIN)
    (paid.folder / "music.lock").write_bytes(first)
    for name in ("takes.jsonl", "journal.jsonl"):
        path = paid.folder / ".partita" / name
        whole = path.read_bytes()
        path.write_bytes(whole.replace(b'"locked"', b'"licked"'))

        assert paid.yard().takes.lock() == paid.pins()
        path.write_bytes(whole)
