"""Paid takes as results of actions: what a request is answered with, and where from.

A pinned take answers before a newer one, so everything after it follows the pin.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from partita import digest
from partita.graph.actions import Action
from partita.store.traces import Made, Trace

if TYPE_CHECKING:
    from partita.store.take import Take
    from partita.store.takes import Takes
    from partita.store.traces import Traces


def answered(takes: Takes, action: Action, request: str) -> Trace | None:
    """Return a request's chosen take as a trace, if there are as many as are wanted."""
    found = takes.chosen(action.target, request)
    if found is None or missing(takes, action, request):
        return None
    return Trace(action.name, request, {}, outputs_of(found.take))


def missing(takes: Takes, action: Action, request: str) -> int:
    """Return how many takes of a request are still to be made.

    All that were made for it count, rejected and given up ones too: neither an opinion
    nor making room may buy another one. Only where none is left to make from, one is
    missing. What the author has stand for it is enough.
    """
    wanted: int = action.aside.get("takes", 1)
    # A song that was renamed, or stands there twice, has some under another name.
    made = [take for _, take in takes.all() if take.answers(request)]
    usable = [take for take in made if take.wanted]
    if any(take.is_cut or take.request != request for take in usable):
        return 0
    bought = {take.identity for take in made if take.request == request}
    return max(wanted - len(bought), 0 if usable else 1)


def outputs_of(take: Take) -> dict[str, Made]:
    """Return what the action that a take answers has made."""
    value = digest.of_value(["partita take", take.received, take.details])
    facts = {"format": take.format}
    return {
        "received": Made(value, take.received, take.size, facts),
        "details": Made(take.details, take.details, 0),
    }


def master_of(traces: Traces, take: Take) -> Made | None:
    """Return the master that was made of a take, if one ever was."""
    trace = master_trace(traces, take)
    return trace.outputs["audio"] if trace else None


def master_trace(traces: Traces, take: Take) -> Trace | None:
    """Return the record of how the master of a take was made, if it ever was."""
    return traces.with_input("received", outputs_of(take)["received"].value)
