"""Paid takes, one beside the other: what each measures, and what the author decides.

Measured is what would be the master if a take were pinned, once, since takes never
change. Sends nothing, keeps no audio.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any

from partita.build.answers import outputs_of
from partita.build.expect import Verdict, judged
from partita.build.expenses import expenses
from partita.build.lineage import mastering_of
from partita.build.metering import measured
from partita.build.prepare import Terms, prepare
from partita.build.request import Request
from partita.build.schedule import assess
from partita.build.yard import Yard, make_store, open_yard
from partita.errors import (
    AudioError,
    BlobCorrupt,
    BlobMissing,
    ManifestError,
    StoreError,
)
from partita.graph.actions import Kind
from partita.graph.targets import select
from partita.store.guard import guard
from partita.store.take import Take
from partita.store.takes import Takes
from partita.units import format_duration

if TYPE_CHECKING:
    from partita.build.measures import Measures
    from partita.graph.actions import Action
    from partita.store.expense import Expense
    from partita.store.traces import Trace


@dataclass(frozen=True)
class Candidate:
    """A take, as its author judges it.

    Args:
        is_rival: one branch pinned it, and another one another; nobody chose yet.
        measures: None when its bytes are not here; nothing when they are no music.
        verdict: on what its author expects, if anything and as far as it is measured.
    """

    target: str
    take: Take
    is_pinned: bool
    is_rival: bool
    measures: Measures | None
    verdict: Verdict | None


def audition(project: Path, name: str | None = None) -> tuple[Candidate, ...]:
    """Return the takes of the targets that a name or a glob means, measured.

    Raises:
        StoreError: when nothing was paid for under that name.
    """
    yard = open_yard(project, lambda _: None)
    takes = [each for each in yard.takes.all() if _is_meant(each[0], name)]
    if name is not None and not takes and not beside(project, name):
        raise unpaid(name)
    expected = _expected(yard)
    return tuple(
        Candidate(
            target,
            take,
            yard.takes.pinned(target) == take,
            take.wanted and take.take in yard.takes.rivals(target),
            measures,
            None if measures is None or wish is None else judged(measures, wish),
        )
        for target, take in takes
        for measures, wish in [(_measured(yard, take), expected.get(target))]
    )


def beside(project: Path, name: str | None = None) -> dict[str, tuple[Expense, ...]]:
    """Return what was charged beside the takes of the targets that a name means."""
    found = expenses(open_yard(project, lambda _: None))
    return {n: spent for n, spent in found.items() if _is_meant(n, name)}


def _is_meant(target: str, name: str | None) -> bool:
    return name is None or fnmatchcase(target, name)


def _expected(yard: Yard) -> dict[str, Mapping[str, Any]]:
    """Return what the manifest expects of each target; nothing if it can't be read."""
    try:
        actions = prepare(yard, Terms(record=False)).compiled.actions.values()
    except ManifestError:
        return {}
    return {a.target: a.spec["expect"] for a in actions if a.kind is Kind.EXPECT}


def decide(project: Path, decision: Callable[[Takes], None]) -> None:
    """Change what the author says of takes, and write it into the lockfile.

    Raises:
        StoreError: as the decision does; nothing is written then.
        GuardHeld: when a build is under way.
    """
    with guard(make_store(project), wait_s=0, on_wait=lambda _: None):
        yard = open_yard(project, lambda _: None)
        decision(yard.takes)
        yard.lock(yard.takes.lock())


def pin(project: Path, name: str, number: int) -> bool:
    """Pin a take, and tell whether outputs follow it at the next build.

    A take of an earlier plan stands for what the manifest asks now, until the manifest
    asks for something else.

    Raises:
        ManifestError, StoreError, GuardHeld: when nothing was pinned.
    """
    yard = open_yard(project, lambda _: None)
    take, asked = yard.takes.find(name, number), _asked_for(yard, name)
    if asked is None:
        decide(project, lambda takes: takes.pin(name, number))
        return False
    request, duration_ms = asked
    if take.duration_ms != duration_ms:
        lengths = format_duration(take.duration_ms), format_duration(duration_ms)
        message = f"take {number} of `{name}` lasts {lengths[0]}, not {lengths[1]}"
        hint = (
            "bring back the manifest that it was made for, with git; it costs nothing"
        )
        raise StoreError(message, hint=hint)
    decide(project, lambda takes: takes.stand(name, number, request))
    return True


def _asked_for(yard: Yard, name: str) -> tuple[str, int] | None:
    """Return the key and length of what the manifest asks for, if that is known."""
    actions = prepare(yard, Terms(record=False)).compiled.actions
    action = actions.get(f"compose:{name}")
    if action is None:
        return None

    def answer(each: Action, key: str) -> Trace | None:
        # Its own answer may be what branches differ about; its key is all that counts.
        return None if each is action else yard.answer(each, key)

    verdicts = assess(actions.values(), answer, yard.traces.latest)
    key = verdicts[action.name].action_key
    return None if key is None else (key, action.aside["duration_ms"])


def paid_targets(project: Path, name: str) -> tuple[str, ...]:
    """Return the targets that a name or a glob means, all made by a paid provider.

    Raises:
        ManifestError, UnknownTarget: when there is none of this name.
        StoreError: when the embedded engine makes one of them.
    """
    yard = open_yard(project, lambda _: None)
    compiled = prepare(yard, Terms(record=False)).compiled
    chosen = select([name], compiled.targets)
    paid = {a.target for a in compiled.actions.values() if a.kind is Kind.COMPOSE}
    for each in chosen:
        if each not in paid:
            raise unpaid(each)
    return tuple(chosen)


def unpaid(name: str) -> StoreError:
    """Return the error that says that a target has no paid takes."""
    hint = (
        "takes are what a paid provider made; a recording, what is only cut from other "
        "pieces, and what the embedded engine plays are the same every time"
    )
    return StoreError(f"`{name}` has no paid takes", hint=hint)


def _measured(yard: Yard, take: Take) -> Measures | None:
    try:
        way = mastering_of(yard, take)
        return _heard(yard, way.master_key, way.request)
    except (BlobMissing, BlobCorrupt):
        pass  # what it keeps of others is not here; what came may be
    came = outputs_of(take)["received"]
    spec = {"duration_ms": take.duration_ms, "keeps": []}
    request = Request(yard.store, yard.project, Kind.MASTER, spec, {"received": came})
    try:
        return _heard(yard, came.value, request)
    except (BlobMissing, BlobCorrupt):
        return None


def _heard(yard: Yard, name: str, request: Request) -> Measures:
    """Return what a take measures, by the name under which that is remembered.

    Raises:
        BlobMissing, BlobCorrupt: when it can't be measured here.
    """
    found = yard.measured.find(name)
    if found is None:
        try:
            found = json.loads(measured(request, yard.blobs)["measures"].content)
        except AudioError:
            found = {}
        with suppress(OSError):  # a disk that only can be read is read all the same
            yard.measured.add(name, found)
    return found
