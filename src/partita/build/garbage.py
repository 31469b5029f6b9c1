"""Clean a project's store: what the manifest as it stands can still ask for stays.

That is what every action would be answered with, what it made the last time (a build
says what changed since), the masters of pinned takes, and what a provider drafted,
which is another one when asked again. Runs nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from partita.build.answers import outputs_of
from partita.build.prepare import Terms, prepare
from partita.build.schedule import assess
from partita.build.yard import Yard, make_store, open_yard
from partita.graph.actions import Compiled, Kind
from partita.store.gc import Garbage, Live, Shelf, collect, plan_gc
from partita.store.guard import guard
from partita.store.traces import Trace


def garbage_of(project: Path, named: Sequence[tuple[str, int]] = ()) -> Garbage:
    """Tell what cleaning would delete. Writes nothing and takes no guard.

    Args:
        named: paid takes to give up, by target and number.

    Raises:
        ManifestError: when what is still needed can't be known.
        StoreError: when a take that was named is not there, or is pinned.
    """
    yard = open_yard(project, lambda _: None)
    return plan_gc(_shelf(yard), _live(yard), named)


def clean(project: Path, named: Sequence[tuple[str, int]] = ()) -> Garbage:
    """Delete what nothing can ask for any more, and return what that was.

    Raises:
        ManifestError, StoreError: as `garbage_of`; nothing was deleted then.
        GuardHeld: when a build is under way.
    """
    with guard(make_store(project), wait_s=0, on_wait=lambda _: None):
        yard = open_yard(project, lambda _: None)
        live = _live(yard)
        garbage = plan_gc(_shelf(yard), live, named)
        if named:
            # The record first: bytes may be gone without it, never the other way.
            for each in garbage.takes:
                yard.takes.forget(each.target, each.take.take)
            yard.lock(yard.takes.lock())
        collect(_shelf(yard), live, garbage)
    return garbage


def _shelf(yard: Yard) -> Shelf:
    return Shelf(yard.blobs, yard.traces, yard.takes, yard.journal)


def _live(yard: Yard) -> Live:
    terms = Terms(record=False)
    return live_traces(yard, prepare(yard, terms).compiled)


def live_traces(yard: Yard, compiled: Compiled) -> Live:
    """Return what tells whether a trace is still needed."""
    actions, latest = compiled.actions, yard.traces.latest
    verdicts = assess(actions.values(), yard.answer, latest)
    keys = {verdict.action_key for verdict in verdicts.values()}
    pinned = filter(None, (yard.takes.pinned(name) for name in yard.pins))
    received = {outputs_of(take)["received"].value for take in pinned}

    def is_live(trace: Trace) -> bool:
        words = trace.explanation
        return (
            trace.action_key in keys
            or (trace.action in actions and latest(trace.action) is trace)
            or words.get("input received") in received
            or (words.get("kind") == Kind.DRAFT and "provider" in words)
        )

    return is_live
