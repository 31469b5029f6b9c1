"""The runner over random graphs: real store, real traces, cheap actions."""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from partita.build.events import Event
from partita.build.request import Request
from partita.build.runner import run
from partita.build.schedule import assess
from partita.build.states import State, States
from partita.build.wishes import Wishes
from partita.build.yard import Yard, make_store, open_yard
from partita.errors import PartitaError
from partita.graph.actions import Action, Input, Kind, Ship
from partita.store.blobs import Blobs
from partita.store.traces import Made

Graph = dict[str, Action]


class Ledger:
    """A pool that runs at once, in place, and counts what ran.

    An action's result is its inputs' bytes and its own words; `dull` ones give the
    same whatever comes in, `broken` ones fail.
    """

    def __init__(self) -> None:
        self.ran: Counter[str] = Counter()

    async def run(self, request: Request) -> dict[str, Made]:
        blobs = Blobs(request.store)
        given_bytes = [blobs.get(made.blob) for made in request.inputs.values()]
        await asyncio.sleep(0)
        self.ran[request.spec["name"]] += 1
        if request.spec.get("broken"):
            raise PartitaError("said no", hint="ask nicely")
        words = str(request.spec["words"]).encode()
        content = words if request.spec.get("dull") else b"".join([words, *given_bytes])
        blob = blobs.put(content)
        return {"out": Made(blob, blob, len(content))}

    def get_ready(self) -> None:
        """Be ready."""

    def close(self) -> None:
        pass


def action(name: str, *needs: str, **spec: object) -> Action:
    inputs = tuple(Input(need, need, "out") for need in needs)
    return Action(Kind.RENDER, name, name, {"name": name, "words": 0, **spec}, inputs)


def graph_of(*actions: Action) -> Graph:
    return {each.name: each for each in actions}


@contextmanager
def yard() -> Iterator[Yard]:
    with tempfile.TemporaryDirectory() as folder:
        make_store(Path(folder))
        yield open_yard(Path(folder), lambda _: None)


def build(
    place: Yard, graph: Graph, **wishes: object
) -> tuple[Counter[str], States, Mapping[str, Mapping[str, Made]]]:
    ledger = Ledger()
    events: list[Event] = []
    fresh = open_yard(place.project, events.append)
    settled: dict[str, Any] = {"ships": {}, **wishes}
    asked = Wishes(jobs=2, output_dir="build", **settled)
    made, states = asyncio.run(run(fresh, asked, graph, ledger))
    return ledger.ran, states, made


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    count = draw(st.integers(1, 9))
    actions = []
    for number in range(count):
        earlier = [f"n{i}" for i in range(number)]
        needs = draw(st.lists(st.sampled_from(earlier), unique=True)) if earlier else []
        words, dull = draw(st.integers(0, 2)), draw(st.booleans())
        actions.append(action(f"n{number}", *needs, words=words, dull=dull))
    return graph_of(*actions)


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_a_finished_build_agrees_with_its_traces_and_a_second_runs_nothing(
    graph: Graph,
) -> None:
    with yard() as place:
        first, _, made = build(place, graph)
        again, states, _ = build(place, graph)

        traces = open_yard(place.project, lambda _: None).traces
        assert set(first) == set(graph)
        assert not again
        assert all(states[name] is State.CLEAN for name in graph)
        for name, outputs in made.items():
            trace = traces.latest(name)
            assert trace is not None
            assert trace.outputs == outputs
        verdicts = assess(
            graph.values(), lambda _, key: traces.find(key), traces.latest
        )
        assert {v.state for v in verdicts.values()} == {State.CLEAN}


@settings(max_examples=60, deadline=None)
@given(graphs(), graphs())
def test_building_another_graph_in_between_changes_no_result(
    graph: Graph, other: Graph
) -> None:
    with yard() as place:
        _, _, made = build(place, graph)
        build(place, other)
        ran, _, again = build(place, graph)

        assert again == made
        assert not ran  # everything made once is still known


@settings(max_examples=60, deadline=None)
@given(graphs(), st.randoms(use_true_random=False))
def test_lost_bytes_are_made_again_when_they_are_needed(graph: Graph, chance) -> None:  # type: ignore[no-untyped-def]
    with yard() as place:
        _, _, made = build(place, graph)
        lost = chance.sample(sorted(made), k=chance.randint(0, len(made)))
        for name in lost:
            place.blobs.path(made[name]["out"].blob).unlink(missing_ok=True)
        end = list(graph)[-1]
        _, _, again = build(place, graph, force=frozenset([end]))

        assert again == made
        assert place.blobs.get(again[end]["out"].blob) is not None


def test_a_corrupt_blob_is_moved_aside_made_again_and_never_used() -> None:
    graph = graph_of(action("a"), action("b", "a"))
    with yard() as place:
        _, _, made = build(place, graph)
        blob = made["a"]["out"].blob
        place.blobs.path(blob).write_bytes(b"spoilt")

        ran, _, again = build(place, graph, force=frozenset(["b"]))

        assert ran == Counter({"a": 1, "b": 1})
        assert again == made
        assert (place.store / "corrupt" / blob).read_bytes() == b"spoilt"


def test_only_what_follows_from_a_change_runs() -> None:
    before = graph_of(action("a"), action("b"), action("c", "a"), action("d", "b"))
    after = before | graph_of(action("a", words=1))
    with yard() as place:
        build(place, before)
        ran, _, _ = build(place, after)

    assert set(ran) == {"a", "c"}


def test_what_follows_is_not_touched_when_the_result_is_the_same() -> None:
    before = graph_of(action("a"), action("b", "a", dull=True), action("c", "b"))
    after = before | graph_of(action("a", words=1))
    with yard() as place:
        build(place, before)
        ran, states, _ = build(place, after)

    assert set(ran) == {"a", "b"}
    assert states["c"] is State.CLEAN


def test_a_failure_stops_what_has_not_begun() -> None:
    graph = graph_of(action("a", broken=True), action("b", "a"), action("c", "b"))
    with yard() as place:
        _, states, _ = build(place, graph)

    assert states["a"] is State.FAILED
    assert states["c"] is State.SKIPPED


def test_keep_going_makes_what_does_not_need_the_failed_one() -> None:
    graph = graph_of(
        action("a", broken=True), action("b", "a"), action("x"), action("y", "x")
    )
    with yard() as place:
        ran, states, _ = build(place, graph, keep_going=True)

    assert states["b"] is State.SKIPPED
    assert states["y"] is State.DONE
    assert ran["y"] == 1


def test_what_was_made_before_a_failure_is_not_made_again() -> None:
    graph = graph_of(action("x"), action("a", "x", broken=True))
    mended = graph | graph_of(action("a", "x"))
    with yard() as place:
        build(place, graph)
        ran, _, _ = build(place, mended)

    assert set(ran) == {"a"}


def test_a_renamed_action_is_answered_by_the_old_ones_trace() -> None:
    with yard() as place:
        build(place, {"a": Action(Kind.RENDER, "a", "t", {"name": "n", "words": 1})})
        renamed = {"b": Action(Kind.RENDER, "b", "t", {"name": "n", "words": 1})}
        ran, _, _ = build(place, renamed)

    assert not ran


def test_an_output_that_was_deleted_comes_back_without_running_anything() -> None:
    graph, ships = graph_of(action("a")), {"a": (Ship("a.bin", "a", "out"),)}
    with yard() as place:
        build(place, graph, ships=ships)
        file = place.project / "build" / "a.bin"
        file.unlink()

        ran, _, _ = build(place, graph, ships=ships)

        assert file.read_bytes() == b"0"
        assert not ran


def test_an_output_whose_blob_is_lost_too_is_made_again() -> None:
    graph, ships = graph_of(action("a")), {"a": (Ship("a.bin", "a", "out"),)}
    with yard() as place:
        _, _, made = build(place, graph, ships=ships)
        file = place.project / "build" / "a.bin"
        file.unlink()
        place.blobs.path(made["a"]["out"].blob).unlink()

        ran, _, _ = build(place, graph, ships=ships)

        assert file.read_bytes() == b"0"
        assert set(ran) == {"a"}


def test_after_a_failure_nothing_new_is_begun() -> None:
    graph = graph_of(*(action(f"a{n}", broken=True) for n in range(9)))
    with yard() as place:
        ran, states, _ = build(place, graph)

    assert len(ran) <= 2  # what two jobs had begun
    assert states.counts()[State.SKIPPED] == 9 - len(ran)


def test_a_field_left_at_none_by_an_older_key_format_dirties_nothing() -> None:
    with yard() as place:
        old = {"a": Action(Kind.RENDER, "a", "t", {"name": "n", "words": 1})}
        build(place, old)
        spec = {"name": "n", "words": 1, "later": None}
        ran, _, _ = build(place, {"a": Action(Kind.RENDER, "a", "t", spec)})

    assert not ran
