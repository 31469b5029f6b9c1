from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from partita.build.events import ActionFinished
from partita.build.paying import PayTerms
from partita.build.verdicts import Verdicts
from partita.errors import ProviderError, StoreError, UnknownTarget, Unsettled
from tests.build.paid import FINALE, THEME, Paid
from tests.build.shop import RATE_HZ

CHANGED = THEME.replace('"[Chorus]"', '"[Chorus]\\nla la"')
MENU = '[songs.menu]\nprompt = "glass bells"\nlength = "6s"\n'


@pytest.fixture
def paid(tmp_path: Path) -> Paid:
    project = Paid(tmp_path)
    project.write(THEME, FINALE)
    return project


def lost() -> ProviderError:
    return ProviderError("the connection was cut", billing="unknown")


def test_a_second_build_sends_nothing(paid: Paid) -> None:
    assert paid.build()
    bill = list(paid.shop.bill)

    assert paid.build()
    assert paid.shop.bill == bill == [180, 45]


def test_an_edit_names_the_stored_song_of_its_source_and_uploads_nothing(
    paid: Paid,
) -> None:
    paid.build()

    assert paid.shop.uploads == 0
    assert paid.pins()["theme"].song_id == "song-0"


def test_what_an_edit_keeps_is_its_sources_audio_to_the_sample(paid: Paid) -> None:
    paid.build()
    theme, finale = paid.output("theme.wav"), paid.output("finale.wav")
    kept = 9 * RATE_HZ

    assert np.array_equal(theme.frames[:kept], finale.frames[:kept])
    assert not np.array_equal(theme.frames[kept:], finale.frames[kept:])


def test_a_changed_chunk_is_all_that_is_generated_again(paid: Paid) -> None:
    paid.write(THEME)
    paid.build()
    before = paid.output("theme.wav")
    paid.write(CHANGED)
    request = paid.foreseen()[0]
    paid.build()
    after = paid.output("theme.wav")

    assert (request.made_ms, request.kept_ms, request.revises) == (5_000, 7_000, 1)
    assert paid.shop.bill == [180, 75]
    assert np.array_equal(before.frames[: 4 * RATE_HZ], after.frames[: 4 * RATE_HZ])
    assert np.array_equal(before.frames[9 * RATE_HZ :], after.frames[9 * RATE_HZ :])
    assert paid.pins()["theme"].takes[1].parent == 1


def test_another_first_chunk_is_another_piece(paid: Paid) -> None:
    paid.write(THEME)
    paid.build()
    paid.write(THEME.replace("[Verse]", "[Intro]"))
    is_anew = [each.is_anew for each in paid.foreseen()]
    paid.build()

    assert is_anew == [True]
    assert paid.shop.bill == [180, 180]


def test_where_nothing_was_to_be_kept_nothing_is_said_of_it(paid: Paid) -> None:
    paid.write(THEME, FINALE)
    paid.build()
    paid.write(THEME, FINALE.replace("choir", "bells"))

    assert [(e.target, e.made_ms, e.is_anew) for e in paid.foreseen()] == [
        ("finale", 3_000, False)
    ]


def test_an_author_may_want_changes_composed_anew(paid: Paid) -> None:
    anew = '[songs.theme]\non_change = "recompose"\n'
    paid.write(anew, THEME)
    paid.build()
    paid.write(anew, CHANGED)
    paid.build()

    assert paid.shop.bill == [180, 180]


def test_a_chunk_that_only_went_costs_nothing(paid: Paid) -> None:
    paid.write(THEME)
    paid.build()
    before = paid.output("theme.wav")
    paid.write(THEME[: THEME.rindex("[[songs")])
    foreseen = paid.foreseen()
    paid.build()
    after = paid.output("theme.wav")

    assert (paid.shop.bill, foreseen) == ([180], ())
    assert np.array_equal(before.frames[: 9 * RATE_HZ], after.frames)


def test_going_back_to_an_earlier_manifest_costs_nothing(paid: Paid) -> None:
    paid.write(THEME)
    paid.build()
    first = paid.output("theme.wav")
    paid.write(CHANGED)
    paid.build()
    bill = list(paid.shop.bill)
    paid.write(THEME)
    paid.build()

    assert paid.shop.bill == bill
    assert paid.output("theme.wav").frames.tobytes() == first.frames.tobytes()


def test_a_renamed_song_keeps_its_takes(paid: Paid) -> None:
    paid.write(THEME)
    paid.build()
    paid.write(THEME.replace("songs.theme", "songs.anthem"))
    paid.build()
    pins = paid.pins()

    assert paid.shop.bill == [180]
    assert set(pins) == {"anthem"}
    assert pins["anthem"].takes[0].credits == 180


def test_a_song_that_leaves_the_manifest_leaves_its_takes_in_the_lockfile(
    paid: Paid,
) -> None:
    paid.build()
    paid.write(MENU)
    paid.build()

    assert [t.credits for t in paid.pins()["theme"].takes] == [180]


def test_as_many_takes_as_are_wanted_are_made(paid: Paid) -> None:
    paid.write("[songs.theme]\ntakes = 3\n", THEME)
    paid.build()

    assert paid.shop.bill == [180] * 3
    assert paid.pins()["theme"].take == 3


def test_one_more_take_is_paid_for_and_heard(paid: Paid) -> None:
    paid.write(THEME)
    paid.build()
    before = paid.output("theme.wav")
    paid.build("theme", pay=PayTerms(again=frozenset({"theme"})))

    assert paid.pins()["theme"].take == 2
    assert paid.output("theme.wav").frames.tobytes() != before.frames.tobytes()


def test_one_more_take_is_heard_though_a_cap_stopped_the_next(paid: Paid) -> None:
    paid.write(THEME, FINALE)
    paid.build()
    again = PayTerms(again=frozenset({"theme"}), count=2, max_credits=200)

    assert not paid.build("theme", pay=again)
    assert paid.pins()["theme"].take == 2
    assert [each.target for each in paid.foreseen()] == ["finale"]
    assert paid.build()
    assert paid.pins()["theme"].take == 2


def test_what_depends_on_a_target_follows_its_pin(paid: Paid) -> None:
    paid.build()
    paid.build("theme", pay=PayTerms(again=frozenset({"theme"})))
    paid.build()
    yard = paid.yard()
    yard.takes.pin("theme", 1)
    lockfile_text = yard.takes.lock()
    from partita.store import lockfile

    lockfile.write(paid.folder / lockfile.NAME, lockfile_text)
    bill = list(paid.shop.bill)
    paid.build()

    assert paid.shop.bill == bill
    assert paid.pins()["finale"].take == 1


def test_a_song_that_the_provider_lost_is_handed_in_again(paid: Paid) -> None:
    paid.write(THEME)
    paid.build()
    paid.shop.songs.clear()
    paid.write(THEME, FINALE)

    assert paid.build()
    assert paid.shop.uploads == 1
    assert paid.shop.bill == [180, 180, 45]


def misread(paid: Paid) -> None:
    """Come to an upload that brought an id which nobody knows."""
    paid.write(THEME)
    paid.build()
    paid.shop.songs.clear()
    paid.shop.misread.add(1)
    paid.write(THEME, FINALE)
    assert not paid.build()


def test_an_upload_that_brought_no_song_is_not_paid_for_again_unasked(
    paid: Paid,
) -> None:
    misread(paid)
    assert "the stored song that it brought is not there" in paid.said()

    with pytest.raises(Unsettled, match=r"finale.*upload of 12s.*180 credits were"):
        paid.build()
    assert paid.shop.bill == [180, 180]


@pytest.mark.parametrize("word", ["resend", "forget"])
def test_a_person_may_have_it_handed_in_again(paid: Paid, word: str) -> None:
    misread(paid)
    verdicts = Verdicts(**{word: frozenset({"finale"})})

    assert paid.build(pay=PayTerms(verdicts=verdicts))
    assert paid.shop.bill == [180, 180, 180, 45]
    pins = paid.pins().values()
    assert sum(each.credits or 0 for pin in pins for each in pin.expenses) == 360
    assert paid.build()


def test_under_another_name_it_is_asked_about_as_well(paid: Paid) -> None:
    misread(paid)
    paid.write(THEME, FINALE.replace("finale", "ending"))

    assert not paid.build()
    assert "nobody knows how a request ended: `finale`" in paid.said()
    assert paid.shop.uploads == 1


def test_a_song_that_was_used_and_expired_is_handed_in_again(paid: Paid) -> None:
    paid.write(THEME)
    paid.build()
    paid.shop.songs.clear()
    paid.write(THEME, FINALE)
    paid.build()
    paid.shop.songs.clear()
    paid.write(THEME, FINALE.replace("choir", "bells"))

    assert paid.build()
    assert paid.shop.bill == [180, 180, 45, 180, 45]


def test_what_was_charged_is_not_said_to_be_unknown(paid: Paid) -> None:
    paid.write(THEME)
    paid.shop.faults.append(ProviderError("it was cut", billing="yes"))
    paid.build()

    assert "it was paid for, so it is not sent again by itself" in paid.said()
    assert "`partita build --resend theme`" in paid.said()


def test_where_nothing_may_be_sent_nobody_is_asked(paid: Paid) -> None:
    paid.write(THEME)
    paid.shop.faults.append(lost())
    paid.build()
    paid.events.clear()

    assert not paid.build(pay=PayTerms(refusal="--locked"), locked=True)
    assert "`--locked` sends none" in paid.said()
    assert "--resend" not in paid.said()


def test_an_open_request_stops_no_locked_build_that_does_not_need_it(
    paid: Paid,
) -> None:
    paid.write(THEME)
    paid.build()
    paid.shop.faults.append(lost())
    paid.build("theme", pay=PayTerms(again=frozenset({"theme"})))

    assert paid.build(pay=PayTerms(refusal="--locked"), locked=True)


def test_the_lockfile_adds_up_to_what_was_billed(paid: Paid) -> None:
    paid.write(THEME)
    paid.build()
    paid.shop.songs.clear()
    paid.write(THEME, FINALE)
    paid.build()
    pins = paid.pins().values()
    takes = sum(t.credits or 0 for pin in pins for t in pin.takes)
    expenses = [each for pin in pins for each in pin.expenses]

    assert [(each.operation, each.credits) for each in expenses] == [("upload", 180)]
    assert takes + 180 == sum(paid.shop.bill)


def test_a_cap_counts_what_another_machine_lost(paid: Paid) -> None:
    paid.write(THEME)
    paid.build()
    paid.shop.songs.clear()
    paid.write(THEME, FINALE)
    paid.build()
    (paid.folder / ".partita/journal.jsonl").unlink()
    cap = "[budget]\nmax_credits_per_month = 440\n"
    paid.write(cap, THEME, FINALE.replace("choir", "bells"))

    assert not paid.build()
    assert paid.shop.bill == [180, 180, 45]


def test_a_request_whose_outcome_is_unknown_is_not_sent_again(paid: Paid) -> None:
    paid.write(THEME)
    paid.shop.faults.append(lost())

    assert not paid.build()
    assert [each.is_open for each in paid.foreseen()] == [True]
    with pytest.raises(Unsettled, match=r"theme.*up to 360 credits"):
        paid.build()
    assert len(paid.shop.asked) == 1


def test_a_person_may_have_it_sent_again(paid: Paid) -> None:
    paid.write(THEME)
    paid.shop.faults.append(lost())
    paid.build()
    verdicts = Verdicts(resend=frozenset({"theme"}))

    assert paid.build(pay=PayTerms(verdicts=verdicts))
    assert len(paid.shop.asked) == 2
    assert paid.build()


def test_a_name_that_nothing_is_open_for_is_refused(paid: Paid) -> None:
    paid.write(THEME)
    paid.shop.faults.append(lost())
    paid.build()

    with pytest.raises(UnknownTarget, match="no request is open for `them`"):
        paid.build(pay=PayTerms(verdicts=Verdicts(forget=frozenset({"them"}))))


def test_what_is_certainly_unbilled_leaves_nothing_open(paid: Paid) -> None:
    paid.write(THEME)
    paid.shop.faults.append(ProviderError("no credits are left", billing="no"))

    assert not paid.build()
    assert not paid.yard().journal.open()
    assert not list((paid.folder / ".partita/received").iterdir())
    assert paid.build()


def test_a_cap_is_kept_before_anything_is_sent(paid: Paid) -> None:
    paid.write("[budget]\nmax_credits_per_build = 359\n", THEME)

    assert not paid.build()
    assert not paid.shop.asked
    paid.write("[budget]\nmax_credits_per_build = 360\n", THEME)
    assert paid.build()


def test_a_cap_follows_what_was_charged(paid: Paid) -> None:
    paid.write(THEME)
    paid.build()
    paid.write("[budget]\nmax_credits_per_build = 179\n", THEME, FINALE)

    assert not paid.build()
    paid.write("[budget]\nmax_credits_per_build = 180\n", THEME, FINALE)
    assert paid.build()


def test_a_cap_of_the_command_line_is_kept(paid: Paid) -> None:
    paid.write(THEME)

    assert not paid.build(pay=PayTerms(max_credits=100))
    assert not paid.shop.asked


def test_an_upload_is_not_paid_for_when_what_needs_it_can_not_be(paid: Paid) -> None:
    paid.write(THEME)
    paid.build()
    paid.shop.songs.clear()
    paid.write("[budget]\nmax_credits_per_build = 200\n", THEME, FINALE)
    paid.build()

    assert paid.shop.bill == [180]


def test_two_songs_that_ask_for_the_same_are_paid_for_once(paid: Paid) -> None:
    paid.write(THEME, THEME.replace("songs.theme", "songs.twin"))

    assert [each.target for each in paid.foreseen()] == ["theme"]
    assert paid.build()
    assert paid.build()
    assert paid.shop.bill == [180]


def test_force_makes_nothing_again_that_is_paid_for(paid: Paid) -> None:
    paid.build()
    bill = list(paid.shop.bill)

    assert paid.build(force=True)
    assert paid.shop.bill == bill


def test_the_bytes_of_a_take_are_never_bought_again_by_themselves(paid: Paid) -> None:
    paid.write(THEME)
    paid.build()
    take = paid.pins()["theme"].takes[0]
    yard = paid.yard()
    yard.blobs.path(take.received).unlink()
    master = yard.traces.latest("master:theme")
    assert master is not None
    yard.blobs.path(master.outputs["audio"].blob).unlink()
    (paid.folder / "build/theme.wav").unlink()
    encoded = yard.traces.latest("encode:theme")
    assert encoded is not None
    yard.blobs.path(encoded.outputs["file"].blob).unlink()

    assert not paid.build()
    assert paid.shop.bill == [180]


def test_takes_survive_the_loss_of_all_traces(paid: Paid) -> None:
    paid.build()
    for name in ("state.jsonl", "takes.jsonl", "journal.jsonl", "stored.jsonl"):
        (paid.folder / ".partita" / name).unlink(missing_ok=True)
    shutil.rmtree(paid.folder / "build")

    assert paid.build()
    assert paid.shop.bill == [180, 45]


def test_a_draft_is_the_lockfiles_in_a_fresh_clone(paid: Paid) -> None:
    paid.write(MENU)
    paid.build()
    (paid.folder / ".partita/state.jsonl").unlink()
    (paid.folder / ".partita/compiled.bin").unlink()

    assert paid.build()
    assert paid.shop.bill == [90]


def test_a_draft_stays_in_the_lockfile_after_one_of_the_embedded_engine(
    paid: Paid,
) -> None:
    paid.write(MENU)
    paid.build(pay=PayTerms(max_credits=1))
    paid.build(provider="local")
    paid.build()

    assert paid.pins()["menu"].drafts


def test_a_locked_build_of_an_undrafted_prompt_fails_in_a_sentence(
    paid: Paid,
) -> None:
    paid.write(MENU)

    assert not paid.build(pay=PayTerms(refusal="--locked"), locked=True)
    said = [e.error or "" for e in paid.events if isinstance(e, ActionFinished)]
    assert "`--locked` sends none" in said[0]


def test_a_locked_build_sends_nothing_and_says_what_is_missing(paid: Paid) -> None:
    paid.write(THEME)
    locked = PayTerms(refusal="--locked")

    assert not paid.build(pay=locked, locked=True)
    assert not paid.shop.asked
    paid.build()
    text = (paid.folder / "music.lock").read_text()
    assert paid.build(pay=locked, locked=True)
    assert (paid.folder / "music.lock").read_text() == text


def test_a_locked_build_refuses_what_the_lockfile_does_not_say(paid: Paid) -> None:
    paid.write(THEME)
    paid.build()
    (paid.folder / "music.lock").unlink()

    with pytest.raises(StoreError, match="theme"):
        paid.build(pay=PayTerms(refusal="--locked"), locked=True)


def test_a_draft_of_the_embedded_engine_does_not_replace_a_paid_pin(
    paid: Paid,
) -> None:
    paid.write(THEME)
    paid.build()
    bought = paid.output("theme.wav")
    pin = paid.pins()["theme"]
    paid.build(provider="local")
    drafted = paid.output("theme.wav")
    paid.build()

    assert paid.pins()["theme"] == pin
    assert drafted.frames.tobytes() != bought.frames.tobytes()
    assert paid.output("theme.wav").frames.tobytes() == bought.frames.tobytes()
    assert paid.shop.bill == [180]


def test_a_format_that_was_refused_is_not_asked_for_in_the_next_build(
    paid: Paid,
) -> None:
    paid.write(THEME)
    paid.shop.refused_formats = frozenset({"pcm_48000"})
    paid.build()
    assert paid.told_refused == frozenset()
    paid.write(CHANGED)
    paid.build()

    assert paid.told_refused == {"pcm_48000"}


def test_the_provider_is_let_go_at_the_end(paid: Paid) -> None:
    paid.build()

    assert not paid.shop.is_open


def test_where_a_recording_was_handed_in_is_known_from_the_lockfile_alone(
    paid: Paid,
) -> None:
    paid.write(THEME)
    paid.build()
    paid.shop.songs.clear()
    paid.write(THEME, FINALE)
    paid.build()
    (paid.folder / ".partita/stored.jsonl").unlink()

    assert paid.build(pay=PayTerms(refusal="--locked"), locked=True)
    assert paid.pins()["theme"].song_id == "upload-1"


def test_an_output_that_the_store_holds_may_be_replaced_whoever_wrote_it(
    paid: Paid,
) -> None:
    paid.write(THEME)
    paid.build()
    (paid.folder / ".partita/state.jsonl").unlink()
    paid.write(THEME.replace("[Verse]", "[Intro]"))

    assert paid.build()
    assert paid.shop.bill == [180, 180]


def test_a_take_that_was_handed_in_once_is_not_foreseen_to_be_again(
    paid: Paid,
) -> None:
    paid.write(THEME)
    paid.build()
    paid.shop.songs.clear()
    paid.write(THEME, FINALE)
    paid.build()
    paid.write(CHANGED)

    assert [each.operation for each in paid.foreseen()] == ["compose"]


def test_a_renamed_song_is_bought_as_many_takes_as_are_missing(paid: Paid) -> None:
    paid.write(THEME)
    paid.build()
    paid.write("[songs.anthem]\ntakes = 3\n", THEME.replace("theme", "anthem"))
    paid.build()

    assert paid.build()
    assert paid.shop.bill == [180] * 3


def test_an_open_request_is_not_sent_again_under_another_name(paid: Paid) -> None:
    paid.write(THEME)
    paid.shop.faults.append(lost())
    paid.build()
    paid.write(THEME.replace("theme", "anthem"))

    assert not paid.build()
    assert len(paid.shop.asked) == 1
    assert paid.build(pay=PayTerms(verdicts=Verdicts(resend=frozenset({"theme"}))))
    assert paid.shop.bill == [180]


def test_two_takes_of_what_is_only_cut_are_one(paid: Paid) -> None:
    paid.write(THEME)
    paid.build()
    paid.write("[songs.theme]\ntakes = 2\n", THEME[: THEME.rindex("[[songs")])
    paid.build()

    assert paid.build()
    assert [each.credits for each in paid.pins()["theme"].takes] == [180, 0]


def test_a_rejected_take_is_not_gone_on_from(paid: Paid) -> None:
    paid.write(THEME)
    paid.build()
    paid.build("theme", pay=PayTerms(again=frozenset({"theme"})))
    yard = paid.yard()
    yard.takes.reject("theme", 2)
    yard.lock(yard.takes.lock())
    paid.write(CHANGED)

    assert [each.revises for each in paid.foreseen()] == [1]


def test_a_rejected_revision_is_made_again_from_what_it_was_made_from(
    paid: Paid,
) -> None:
    paid.write(THEME)
    paid.build()
    paid.write(CHANGED)
    paid.build()
    yard = paid.yard()
    yard.takes.reject("theme", 2)
    yard.lock(yard.takes.lock())

    assert [each.revises for each in paid.foreseen()] == [1]
    assert paid.build()
    assert paid.shop.bill == [180, 75, 75]


def reject(paid: Paid, *numbers: int) -> None:
    yard = paid.yard()
    for number in numbers:
        yard.takes.reject("theme", number)
    yard.lock(yard.takes.lock())


def test_rejecting_one_of_three_buys_no_fourth(paid: Paid) -> None:
    paid.write("[songs.theme]\ntakes = 3\n", THEME)
    paid.build()
    reject(paid, 3)

    assert paid.foreseen() == ()
    assert paid.build()
    assert (paid.pins()["theme"].take, paid.shop.bill) == (2, [180] * 3)


def test_rejecting_all_of_three_asks_for_one(paid: Paid) -> None:
    paid.write("[songs.theme]\ntakes = 3\n", THEME)
    paid.build()
    reject(paid, 1, 2, 3)

    assert len(paid.foreseen()) == 1
    assert paid.build()
    assert (paid.pins()["theme"].take, paid.shop.bill) == (4, [180] * 4)


def test_a_clone_misses_none_of_three_though_one_is_rejected(paid: Paid) -> None:
    paid.write("[songs.theme]\ntakes = 3\n", THEME)
    paid.build()
    reject(paid, 3)
    for file in (paid.folder / ".partita").glob("*.*"):
        file.unlink()

    assert paid.foreseen() == ()


def test_a_cut_of_a_take_has_an_opinion_of_its_own(paid: Paid) -> None:
    paid.write(THEME)
    paid.build()
    yard = paid.yard()
    yard.takes.stand("theme", 1, "another request")
    yard.lock(yard.takes.lock())
    paid.write(THEME[: THEME.rindex("[[songs")])
    paid.build()
    cut = paid.pins()["theme"].takes[1]

    assert (cut.stands_for, cut.chosen, cut.rejected) == ((), False, False)


def test_one_more_take_of_what_was_only_cut_is_made_as_a_whole(paid: Paid) -> None:
    paid.write(THEME)
    paid.build()
    paid.write(THEME[: THEME.rindex("[[songs")])
    paid.build()
    paid.build("theme", pay=PayTerms(again=frozenset({"theme"})))

    assert paid.shop.bill == [180, 135]


def test_a_take_that_is_not_here_is_missed_before_its_revision_is_paid_for(
    paid: Paid,
) -> None:
    paid.write(THEME)
    paid.build()
    for name in (".partita", "build"):
        shutil.rmtree(paid.folder / name)
    paid.write(CHANGED)

    assert not paid.build()
    assert paid.shop.bill == [180]
    paid.write('[songs.theme]\non_change = "recompose"\n', CHANGED)
    assert paid.build()
    assert paid.shop.bill == [180, 180]
