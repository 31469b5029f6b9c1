import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partita.errors import StoreError
from partita.store.journal import (
    Arrival,
    Entry,
    Intent,
    Journal,
    Outcome,
    Word,
    new_id,
)
from partita.store.lines import Lines
from partita.store.take import Take

INTENT = Intent(
    id="one",
    at="2026-11-20T13:05:11Z",
    target="theme",
    request="r" * 64,
    operation="compose",
    provider="elevenlabs",
    model_id="music_v2",
    made_ms=16_000,
    kept_ms=48_000,
    expected=240,
    worst=960,
)
LATER = "2026-11-20T13:06:00Z"
ARRIVAL = Arrival(LATER, song_id="song", credits=250)
RECEIVED = Outcome("received", LATER, 250, "a" * 64, "b" * 64)

TAKE = Take(
    take=2,
    request="r" * 64,
    received="a" * 64,
    details="b" * 64,
    size=3_456_000,
    format="pcm_48000",
    duration_ms=64_000,
    made=LATER,
    credits=250,
    stands_for=("s" * 64,),
    chosen=True,
)
BOUGHT = replace(RECEIVED, take=TAKE)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "journal"


def of(number: int) -> Intent:
    return replace(INTENT, id=f"intent {number}", worst=100 * number)


def test_an_intent_is_open_until_its_outcome_is_written(file: Path) -> None:
    journal = Journal(file)
    journal.intend(INTENT)
    assert Journal(file).open() == (Entry(INTENT),)

    journal.arrived("one", ARRIVAL)
    assert Journal(file).open() == (Entry(INTENT, ARRIVAL),)

    journal.settle("one", RECEIVED)
    assert Journal(file).open() == ()
    assert Journal(file).find("one") == Entry(INTENT, ARRIVAL, RECEIVED)


def test_what_is_told_at_once_is_what_is_read_later(file: Path) -> None:
    journal = Journal(file)
    journal.intend(of(1))
    journal.intend(replace(of(2), expected=None, worst=None))
    journal.settle("intent 2", Outcome("unbilled", LATER))

    assert Journal(file).entries() == journal.entries()


def test_a_take_is_read_as_it_was_bought(file: Path) -> None:
    journal = Journal(file)
    journal.intend(INTENT)
    journal.settle("one", BOUGHT)

    assert Journal(file).find("one") == Entry(INTENT, None, BOUGHT)
    assert [*Journal(file).takes()] == [("theme", TAKE, False)]


def test_a_lockfile_has_the_takes_that_were_there_when_it_was_written(
    file: Path,
) -> None:
    journal = Journal(file)
    journal.locked()
    journal.intend(of(1))
    journal.settle("intent 1", BOUGHT)
    journal.intend(of(2))
    journal.locked()
    journal.settle("intent 2", BOUGHT)

    assert [was for _, _, was in Journal(file).takes()] == [True, False]


def test_the_lockfile_is_noted_when_it_brought_news(file: Path) -> None:
    journal = Journal(file)
    journal.intend(INTENT)
    journal.settle("one", BOUGHT)
    journal.locked()
    before = file.read_bytes()
    journal.locked()

    assert file.read_bytes() == before


def test_an_outcome_with_a_take_that_nobody_knows_is_spoilt(file: Path) -> None:
    journal = Journal(file)
    journal.intend(INTENT)
    journal.settle("one", BOUGHT)
    lines = Lines(file)
    lines.rewrite([lines.records[0], lines.records[1] | {"take": {"colour": "red"}}])

    assert Journal(file).spoilt == [2]


def test_a_request_is_settled_once(file: Path) -> None:
    journal = Journal(file)
    journal.intend(INTENT)
    journal.settle("one", RECEIVED)

    with pytest.raises(ValueError, match="settled already"):
        journal.settle("one", Outcome("forgotten", LATER))


def test_a_doubt_opens_a_request_again(file: Path) -> None:
    journal = Journal(file)
    journal.intend(INTENT)
    journal.arrived("one", ARRIVAL)
    journal.settle("one", RECEIVED)
    journal.doubt("one", LATER)

    assert (
        Journal(file).open() == journal.open() == (Entry(INTENT, ARRIVAL, None, True),)
    )
    assert journal.open()[0].charged == 250
    journal.settle("one", Outcome("resent", LATER))
    assert Journal(file).open() == ()


def test_an_id_is_used_once(file: Path) -> None:
    journal = Journal(file)
    journal.intend(INTENT)

    with pytest.raises(ValueError, match="there already"):
        journal.intend(INTENT)
    assert new_id() != new_id()


def test_a_line_cut_short_at_any_byte_is_as_if_it_never_was(file: Path) -> None:
    journal = Journal(file)
    steps = [b""]
    journal.intend(INTENT)
    steps.append(file.read_bytes())
    journal.arrived("one", ARRIVAL)
    steps.append(file.read_bytes())
    journal.settle("one", RECEIVED)
    steps.append(file.read_bytes())
    states = ((), (Entry(INTENT),), (Entry(INTENT, ARRIVAL),), ())
    whole = steps[-1]
    for cut in range(len(whole)):
        file.write_bytes(whole[:cut])

        read = Journal(file)

        done = sum(len(step) <= cut + 1 for step in steps[1:])
        assert read.open() == states[done]
        read.intend(of(2))
        assert Journal(file).open() == (*states[done], Entry(of(2)))


def test_nothing_is_sent_while_a_line_of_the_journal_is_spoilt(file: Path) -> None:
    journal = Journal(file)
    journal.intend(INTENT)
    journal.intend(of(2))
    content = bytearray(file.read_bytes())
    content[30] ^= 1
    file.write_bytes(content)

    spoilt = Journal(file)

    assert spoilt.spoilt == [1]
    with pytest.raises(StoreError, match="line 1") as error:
        spoilt.intend(of(3))
    assert error.value.hint is not None
    spoilt.settle("intent 2", RECEIVED)


def test_what_was_charged_is_known_from_the_outcome_or_the_headers(
    file: Path,
) -> None:
    journal = Journal(file)
    for number in range(1, 6):
        journal.intend(of(number))
    journal.arrived("intent 1", ARRIVAL)
    journal.settle("intent 2", Outcome("unbilled", LATER))
    journal.settle("intent 3", Outcome("forgotten", LATER))
    journal.settle("intent 4", replace(RECEIVED, credits=260))

    charged = [entry.charged for entry in Journal(file).entries()]

    assert charged == [250, 0, None, 260, None]


def test_prices_are_learnt_from_what_was_received(file: Path) -> None:
    journal = Journal(file)
    for number in range(1, 4):
        journal.intend(of(number))
    journal.settle("intent 1", RECEIVED)
    journal.settle("intent 2", Outcome("unbilled", LATER))
    journal.arrived("intent 3", ARRIVAL)
    journal.settle("intent 3", replace(RECEIVED, credits=None))

    assert list(journal.charges()) == [(of(1), 250), (of(3), 250)]


#: What is told, of which intent, a price, an outcome, and how much of a torn line.
Step = tuple[str, int, int | None, Word, int]
WORDS: tuple[Word, ...] = ("received", "unbilled", "forgotten", "resent")
STEPS: st.SearchStrategy[list[Step]] = st.lists(
    st.tuples(
        st.sampled_from(("intend", "arrived", "settle")),
        st.integers(0, 4),
        st.none() | st.integers(0, 1000),
        st.sampled_from(WORDS),
        st.integers(0, 400),
    ),
    max_size=12,
)


@settings(max_examples=60)
@given(STEPS)
def test_no_history_with_crashes_loses_what_was_told(steps: list[Step]) -> None:
    """Every step may end in a crash that tears the next line at any byte."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "journal"
        told: dict[str, Entry] = {}
        for step, number, price, word, tear in steps:
            journal, name = Journal(file), f"intent {number}"
            assert {e.intent.id: e for e in journal.entries()} == told
            entry = told.get(name)
            if step == "intend" and entry is None:
                journal.intend(of(number))
                told[name] = Entry(of(number))
            elif step == "arrived" and entry is not None:
                journal.arrived(name, Arrival(LATER, credits=price))
                told[name] = replace(entry, arrival=Arrival(LATER, credits=price))
            elif step == "settle" and entry is not None and entry.outcome is None:
                outcome = Outcome(word, LATER, price)
                journal.settle(name, outcome)
                told[name] = replace(entry, outcome=outcome)
            if tear:
                _tear(file, tear)

        assert {e.intent.id: e for e in Journal(file).entries()} == told


def _tear(file: Path, length: int) -> None:
    """Leave the beginning of a line, as a crash does."""
    other = file.with_name("other")
    other.unlink(missing_ok=True)
    Journal(other).intend(replace(INTENT, id="never told"))
    line = other.read_bytes()
    with file.open("ab") as end:
        end.write(line[: min(length, len(line) - 2)])
