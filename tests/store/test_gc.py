import json
from pathlib import Path

import pytest

from partita.errors import StoreError
from partita.store.blobs import Blobs
from partita.store.gc import Garbage, Shelf, collect, plan_gc
from partita.store.journal import Intent, Journal, Outcome
from partita.store.lockfile import Pin
from partita.store.take import Take
from partita.store.takes import Takes
from partita.store.traces import Made, Trace, Traces

LATER = "2026-11-20T13:06:00Z"


class Store:
    """A store in a folder, and what its takes, traces and journal say."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.blobs = Blobs(folder)
        self.pins: dict[str, Pin] = {}

    def shelf(self) -> Shelf:
        return Shelf(
            self.blobs,
            Traces(self.folder / "state.jsonl"),
            Takes(self.folder / "takes.jsonl", self.pins),
            Journal(self.folder / "journal.jsonl"),
        )

    def trace(self, action: str, content: bytes) -> str:
        blob = self.blobs.put(content)
        made = {"audio": Made(blob, blob, len(content))}
        self.shelf().traces.add(Trace(action, f"key of {action}", {}, made))
        return blob

    def take(self, number: int, *, revised: str | None = None) -> Take:
        received = self.blobs.put(b"music %d" % number)
        document = {"n": number, "revised": revised and {"master": revised}}
        details = self.blobs.put(json.dumps(document).encode())
        return Take(
            number, "request", received, details, 7, "pcm", 9, "2026", credits=5
        )

    def pin(self, *takes: Take, pinned: int = 1) -> None:
        self.pins["theme"] = Pin(
            "a", "request", "elevenlabs", 1, 1, pinned, takes=takes
        )

    def held(self) -> set[str]:
        return {blob for blob, _ in self.blobs.all()}

    def open(self, name: str) -> Path:
        """Note that a request is sent, and let a piece of its answer arrive."""
        intent = Intent(name, LATER, "theme", "r", "compose", "elevenlabs", "m", 9, 0)
        self.shelf().journal.intend(intent)
        folder = self.folder / "received" / name
        (folder / "answer").mkdir(parents=True)
        (folder / "about.json").write_text("{}")
        return folder


def everything(trace: Trace) -> bool:
    return True


def nothing(trace: Trace) -> bool:
    return False


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def collected(store: Store) -> Garbage:
    garbage = plan_gc(store.shelf(), nothing)
    collect(store.shelf(), nothing, garbage)
    return garbage


def test_what_a_live_trace_made_stays(store: Store) -> None:
    kept, gone = store.trace("render:a", b"kept"), store.trace("render:b", b"gone")

    def live(trace: Trace) -> bool:
        return trace.action == "render:a"

    garbage = plan_gc(store.shelf(), live)
    collect(store.shelf(), live, garbage)

    assert garbage == Garbage({gone: 4}, (), 4, 1, ())
    assert store.held() == {kept}
    assert store.shelf().traces.latest("render:b") is None


def test_nothing_of_a_paid_take_goes_unasked_pinned_or_not(store: Store) -> None:
    master = store.blobs.put(b"what the second take was revised from")
    takes = (store.take(1), store.take(2, revised=master), store.take(3))
    store.pin(*takes, pinned=3)
    before = store.held()

    garbage = collected(store)

    assert garbage.size == 0
    assert store.held() == before


def test_a_take_that_is_not_in_the_lockfile_yet_stays(store: Store) -> None:
    store.shelf().takes.add("theme", store.take(1))

    assert collected(store).blobs == {}


def test_a_take_that_is_named_goes_and_a_dry_run_tells_its_price(
    store: Store,
) -> None:
    takes = (store.take(1), store.take(2))
    store.pin(*takes)

    garbage = plan_gc(store.shelf(), nothing, [("theme", 2)])

    assert set(garbage.blobs) == {takes[1].received, takes[1].details}
    assert [each.take.credits for each in garbage.takes] == [5]


def test_bytes_that_another_take_has_too_stay(store: Store) -> None:
    first = store.take(1)
    twin = Take(2, "other", first.received, first.details, 7, "pcm", 9, "2026")
    store.pin(first, twin)

    assert plan_gc(store.shelf(), nothing, [("theme", 2)]).blobs == {}


@pytest.mark.parametrize(("number", "words"), [(1, "pinned"), (7, "no take 7")])
def test_a_pinned_take_or_one_that_is_not_there_is_refused(
    store: Store, number: int, words: str
) -> None:
    store.pin(store.take(1))

    with pytest.raises(StoreError, match=words):
        plan_gc(store.shelf(), nothing, [("theme", number)])


def test_what_arrived_of_an_open_request_stays(store: Store) -> None:
    folder = store.open("one")
    (folder / "answer" / "audio").write_bytes(b"half of it")

    assert collected(store).paths == ()
    assert folder.is_dir()


def test_what_arrived_stays_when_a_person_gave_the_request_up(store: Store) -> None:
    folder = store.open("one")
    (folder / "answer" / "audio").write_bytes(b"half of it")
    store.shelf().journal.settle("one", Outcome("forgotten", LATER))

    assert collected(store).paths == ()


def test_an_answer_that_is_a_take_by_now_goes_and_its_blobs_stay(
    store: Store,
) -> None:
    folder = store.open("one")
    (folder / "answer" / "audio").write_bytes(b"music")
    blobs = store.blobs.put(b"music"), store.blobs.put(b"details")
    outcome = Outcome("received", LATER, 5, *blobs)
    store.shelf().journal.settle("one", outcome)

    garbage = collected(store)

    assert garbage.paths == (folder,)
    assert not folder.exists()
    assert store.held() == set(blobs)


def test_the_folder_of_a_request_that_was_never_sent_goes(store: Store) -> None:
    folder = store.folder / "received" / "unknown"
    (folder / "answer").mkdir(parents=True)
    (folder / "about.json").write_text("{}")

    assert collected(store).paths == (folder,)


def test_a_corrupt_blob_that_was_moved_aside_goes_unless_it_was_paid_for(
    store: Store,
) -> None:
    take, local = store.take(1), store.trace("render:a", b"local")
    store.pin(take)
    paid = store.blobs.move_aside(take.received)
    gone = store.blobs.move_aside(local)

    assert collected(store).paths == (gone,)
    assert paid.is_file()


def test_cleaning_twice_finds_nothing_the_second_time(store: Store) -> None:
    store.trace("render:a", b"a")
    store.pin(store.take(1))
    store.open("one")
    collected(store)

    assert collected(store) == Garbage({}, (), 0, 0, ())
