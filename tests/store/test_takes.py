import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partita.errors import StoreError
from partita.store import lockfile
from partita.store.lockfile import Pin
from partita.store.numbered import Found
from partita.store.take import Take
from partita.store.takes import Takes

REQUEST, OTHER = "1" * 64, "2" * 64


def take(number: int, request: str = REQUEST, **more: object) -> Take:
    fields: dict[str, object] = {
        "received": f"{number:064x}",
        "details": "d" * 64,
        "size": 3_456_000,
        "format": "pcm_48000",
        "duration_ms": 64_000,
        "made": f"2026-11-2{number % 10}T13:05:11Z",
        "credits": 960,
        "made_ms": 64_000,
    }
    return Take(number, request, **(fields | more))  # type: ignore[arg-type]


def pin(number: int, request: str = REQUEST, *takes: Take) -> Pin:
    return Pin("a" * 64, request, "elevenlabs", 48_000, 99, number, takes=takes)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "takes"


def test_the_pinned_take_answers_before_a_newer_one(file: Path) -> None:
    takes = Takes(file, {"theme": pin(1, REQUEST, take(1), take(2))})

    assert takes.chosen("theme", REQUEST) == Found("theme", take(1))
    assert takes.pinned("theme") == take(1)


def test_the_newest_of_a_request_answers_when_the_pin_is_of_another(
    file: Path,
) -> None:
    held = (take(1), take(2), take(3, OTHER))
    takes = Takes(file, {"theme": pin(3, OTHER, *held)})

    assert takes.chosen("theme", REQUEST) == Found("theme", take(2))
    assert takes.chosen("theme", OTHER) == Found("theme", take(3, OTHER))
    assert takes.chosen("theme", "3" * 64) is None


def test_a_rejected_take_answers_nothing_pinned_or_not(file: Path) -> None:
    takes = Takes(file, {"theme": pin(2, REQUEST, take(1), take(2))})
    takes.reject("theme", 2)
    assert takes.chosen("theme", REQUEST) == Found("theme", take(1))

    takes.reject("theme", 1)

    assert takes.chosen("theme", REQUEST) is None
    assert len(takes.of_request("theme", REQUEST)) == 2


def test_the_embedded_engine_s_pin_is_no_paid_take(file: Path) -> None:
    local = Pin("a" * 64, OTHER, "local", 48_000, 99, 1, takes=(take(1), take(2)))

    takes = Takes(file, {"theme": local})

    assert takes.pinned("theme") is None
    assert takes.chosen("theme", REQUEST) == Found("theme", take(2))


def test_a_renamed_song_finds_its_take_by_the_request(file: Path) -> None:
    takes = Takes(file, {"theme": pin(1, REQUEST, take(1), take(2))})

    assert takes.chosen("anthem", REQUEST) == Found("theme", take(1))


def test_a_renamed_song_brings_all_its_takes_along(file: Path) -> None:
    held = (take(1), take(2, OTHER, parent=1))
    takes = Takes(file, {"theme": pin(2, OTHER, *held)})
    found = takes.chosen("anthem", OTHER)
    assert found is not None

    assert takes.adopt("anthem", found, gone=True) == held[1]

    written = takes.lock({"anthem": pin(2, OTHER)})
    assert written == {"anthem": pin(2, OTHER, *held)}


def test_a_song_with_another_song_s_request_gets_a_copy(file: Path) -> None:
    takes = Takes(file, {"theme": pin(4, REQUEST, take(4))})

    copy = takes.adopt("twin", Found("theme", take(4)), gone=False)

    assert copy == replace(take(4), take=1)
    assert takes.of("theme") == (take(4),)


def test_a_take_that_was_added_survives_a_crash(file: Path) -> None:
    Takes(file, {}).add("theme", take(1))

    again = Takes(file, {})

    assert again.chosen("theme", REQUEST) == Found("theme", take(1))
    assert again.lock({}) == {"theme": Pin(takes=(take(1),))}


def test_a_take_line_cut_short_at_any_byte_leaves_the_others(file: Path) -> None:
    Takes(file, {}).add("theme", take(1))
    one = file.read_bytes()
    Takes(file, {}).add("theme", take(2))
    both = file.read_bytes()
    for cut in range(len(one), len(both) - 1):
        file.write_bytes(both[:cut])

        assert Takes(file, {}).of("theme") == (take(1),)


def test_numbers_go_on_and_are_used_once(file: Path) -> None:
    takes = Takes(file, {"theme": pin(1, REQUEST, take(1), take(7))})
    assert takes.next_number("theme") == 8
    assert takes.next_number("new") == 1

    with pytest.raises(ValueError, match="there already"):
        takes.add("theme", take(7))


def test_a_forgotten_take_keeps_its_number_and_its_record(file: Path) -> None:
    pins = {"theme": pin(1, REQUEST, take(1), take(2))}
    takes = Takes(file, pins)
    takes.forget("theme", 2)

    written = takes.lock()

    assert written["theme"].takes == (take(1), take(2, forgotten=True))
    again = Takes(file, written)
    assert again.next_number("theme") == 3
    assert again.of_request("theme", REQUEST) == (take(1),)


def test_a_pinned_take_is_not_forgotten(file: Path) -> None:
    takes = Takes(file, {"theme": pin(1, REQUEST, take(1))})

    with pytest.raises(StoreError, match="pinned") as error:
        takes.forget("theme", 1)

    assert "`partita takes reject theme 1`" in str(error.value.hint)


def test_a_forgotten_take_can_not_be_pinned(file: Path) -> None:
    held = (take(1), take(2, forgotten=True))
    takes = Takes(file, {"theme": pin(1, REQUEST, *held)})

    with pytest.raises(StoreError, match="deleted"):
        takes.pin("theme", 2)


def test_pinning_a_take_leaves_its_audio_to_the_next_build(file: Path) -> None:
    held = (take(1), take(2, OTHER, song_id="song", rejected=True))
    takes = Takes(file, {"theme": pin(1, REQUEST, *held)})

    takes.pin("theme", 2)

    wanted = take(2, OTHER, song_id="song", chosen=True)
    pinned = Pin(request=OTHER, take=2, song_id="song", takes=(take(1), wanted))
    assert takes.lock() == {"theme": pinned}
    assert takes.pinned("theme") == wanted


def test_pinning_what_is_pinned_only_notes_the_choice(file: Path) -> None:
    takes = Takes(file, {"theme": pin(1, REQUEST, take(1))})

    takes.pin("theme", 1)

    assert takes.lock() == {"theme": pin(1, REQUEST, take(1, chosen=True))}


def test_a_take_that_is_not_there_is_said_to_be_missing(file: Path) -> None:
    takes = Takes(file, {"theme": pin(1, REQUEST, take(1), take(2))})

    with pytest.raises(StoreError, match="no take 3 of `theme`") as error:
        takes.note("theme", 3, "brighter")

    assert error.value.hint == "it has 1, 2"


def test_a_note_is_kept_and_taken_away(file: Path) -> None:
    takes = Takes(file, {"theme": pin(1, REQUEST, take(1))})
    takes.note("theme", 1, "the bridge drags")
    assert takes.find("theme", 1).note == "the bridge drags"

    takes.note("theme", 1, "")

    assert takes.find("theme", 1) == take(1)


def test_a_local_pin_does_not_replace_a_paid_one(file: Path) -> None:
    pins = {"theme": pin(1, REQUEST, take(1))}
    local = Pin("f" * 64, "9" * 64, "local", 44_100, 5)

    assert Takes(file, pins).lock({"theme": local}) == pins


def test_the_pin_of_a_recording_replaces_a_paid_one_and_keeps_its_takes(
    file: Path,
) -> None:
    pins = {"theme": pin(1, REQUEST, take(1))}
    recording = Pin("f" * 64, "9" * 64, "file", 44_100, 5)

    written = Takes(file, pins).lock({"theme": recording})

    assert written == {"theme": replace(recording, takes=(take(1),))}


def test_takes_of_a_target_that_left_the_manifest_stay(file: Path) -> None:
    pins = {
        "theme": pin(1, REQUEST, take(1)),
        "local": Pin("f" * 64, "9" * 64, "local"),
    }

    assert Takes(file, pins).lock({}) == {"theme": pin(1, REQUEST, take(1))}


def test_takes_of_another_branch_are_known_but_not_written(file: Path) -> None:
    there = Takes(file, {})
    there.add("theme", take(1))
    there.lock({})
    there.locked()

    here = Takes(file, {})

    assert here.chosen("theme", REQUEST) == Found("theme", take(1))
    assert here.lock({}) == {}
    assert here.next_number("theme") == 2


def test_that_the_lockfile_was_written_is_noted_once_and_for_every_new_take(
    file: Path,
) -> None:
    takes = Takes(file, {})
    takes.locked()
    assert not file.exists()
    for number in (1, 2):
        takes.add("theme", take(number))
        takes.locked()
        takes.locked()

    assert file.read_text().count('"locked"') == 2
    assert Takes(file, {}).lock({}) == {}
    Takes(file, {}).locked()
    assert file.read_text().count('"locked"') == 2


def test_a_take_of_another_branch_comes_along_with_its_lineage_once_it_is_pinned(
    file: Path,
) -> None:
    there = Takes(file, {})
    there.add("theme", take(1))
    there.add("theme", take(2))
    there.add("theme", take(3, OTHER, parent=1))
    there.locked()

    here = Takes(file, {})
    written = here.lock({"theme": pin(3, OTHER)})

    held = (take(1), take(3, OTHER, parent=1))
    assert written == {"theme": pin(3, OTHER, *held)}


def test_a_number_that_another_machine_used_is_changed_here(file: Path) -> None:
    Takes(file, {}).add("theme", take(1))
    theirs = take(1, OTHER, received="f" * 64)

    takes = Takes(file, {"theme": pin(1, OTHER, theirs)})

    assert takes.of("theme") == (theirs, replace(take(1), take=2))


def test_what_is_in_the_lockfile_is_not_there_twice(file: Path) -> None:
    Takes(file, {}).add("theme", take(1))
    noted = take(1, note="good")

    takes = Takes(file, {"theme": pin(1, REQUEST, noted)})

    assert takes.of("theme") == (noted,)


def test_two_songs_may_have_the_same_take_before_the_lockfile_says_so(
    file: Path,
) -> None:
    takes = Takes(file, {})
    takes.add("theme", take(1))
    takes.add("twin", take(1))

    takes = Takes(file, {})
    takes.forget("twin", 1)

    assert list(Takes(file, {}).all()) == [("theme", take(1))]


DIGESTS = st.integers(1, 1 << 200).map(lambda number: f"{number:064x}")
WORDS = st.none() | st.text(min_size=1)
TAKES = st.lists(
    st.builds(
        Take,
        take=st.integers(1, 50),
        request=DIGESTS,
        received=DIGESTS,
        details=DIGESTS,
        size=st.integers(0, 1 << 40),
        format=st.text(),
        duration_ms=st.integers(0, 600_000),
        made=st.text(),
        song_id=WORDS,
        request_id=WORDS,
        credits=st.none() | st.integers(0, 1 << 40),
        made_ms=st.integers(0, 600_000),
        kept_ms=st.integers(0, 600_000),
        parent=st.none() | st.integers(0, 50),
        note=WORDS,
        rejected=st.booleans(),
        forgotten=st.booleans(),
    ),
    max_size=4,
    unique_by=lambda each: each.take,
)
NAMES = st.text(min_size=1, max_size=12)


@settings(max_examples=50)
@given(st.dictionaries(NAMES, TAKES.filter(bool), max_size=4))
def test_any_takes_come_back_from_the_lockfile_as_they_were(
    by_target: dict[str, list[Take]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "music.lock"
        pins = {
            name: pin(1, "r", *sorted(takes, key=lambda each: each.take))
            for name, takes in by_target.items()
        }
        lockfile.write(path, pins)

        read = lockfile.read(path)

        assert read == pins
        assert Takes(Path(folder) / "takes", read).lock() == pins


@settings(max_examples=50)
@given(st.lists(st.tuples(NAMES, DIGESTS, DIGESTS, WORDS), max_size=5))
def test_any_takes_that_were_added_survive_a_crash(
    added: list[tuple[str, str, str, str | None]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "takes"
        told = Takes(file, {})
        for name, request, received, note in added:
            number = told.next_number(name)
            told.add(name, take(number, request, received=received, note=note))

        again = Takes(file, {})

        identities = {(name, each.identity) for name, each in told.all()}
        assert {(name, each.identity) for name, each in again.all()} == identities


def test_a_take_that_was_pinned_is_gone_back_to_before_a_newer_one(file: Path) -> None:
    takes = Takes(file, {"theme": pin(2, REQUEST, take(1), take(2), take(3, OTHER))})
    takes.pin("theme", 1)
    takes.pin("theme", 3)
    takes = Takes(file, takes.lock())

    assert takes.chosen("theme", REQUEST) == Found("theme", take(1, chosen=True))
    takes.pin("theme", 2)
    assert [each.chosen for each in takes.of("theme")] == [False, True, True]


def test_what_the_lockfile_names_answers_before_a_take_of_another_branch(
    file: Path,
) -> None:
    there = Takes(file, {})
    for number in (1, 2):
        there.add("theme", take(number))
    there.locked()

    here = Takes(file, {"theme": pin(3, OTHER, take(1), take(3, OTHER))})

    assert here.chosen("theme", REQUEST) == Found("theme", take(1))


def test_takes_of_another_branch_that_are_counted_are_in_the_lockfile(
    file: Path,
) -> None:
    there = Takes(file, {})
    for number in (1, 2, 3):
        there.add("theme", take(number))
    there.locked()
    here = Takes(file, {"theme": pin(1, REQUEST, take(1))})

    here.count_in("theme", REQUEST, 2)

    assert [each.take for each in here.lock()["theme"].takes] == [1, 3]


def test_the_account_book_tells_of_takes_that_the_file_lost(file: Path) -> None:
    bought = [("theme", take(2), False), ("menu", take(1, OTHER), True)]
    takes = Takes(file, {"theme": pin(1, REQUEST, take(1))}, bought)
    locked = takes.lock()

    assert takes.chosen("menu", OTHER) == Found("menu", take(1, OTHER))
    assert {name: len(locked[name].takes) for name in locked} == {"theme": 2}


def test_a_take_that_somebody_gave_up_is_not_brought_back(file: Path) -> None:
    first = Takes(file, {"theme": pin(2, REQUEST, take(1), take(2))})
    first.forget("theme", 1)
    bought = [("theme", take(1), True)]

    assert Takes(file, {"theme": pin(2, REQUEST, take(2))}, bought).of("theme") == (
        take(2),
    )


def test_a_take_that_was_asked_for_to_be_heard_is_pinned_until_a_lockfile_was_written(
    file: Path,
) -> None:
    pins = {"theme": pin(1, REQUEST, take(1))}
    heard = take(2, chosen=True)

    for was_locked, pinned in ((False, heard), (True, take(1))):
        takes = Takes(file, pins, [("theme", heard, was_locked)])
        assert takes.pinned("theme") == pinned
