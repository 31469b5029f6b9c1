"""Hold what was made against what its author expects, and the takes beside it.

A miss of what outputs are made from fails or warns, as its author asked. One of another
take is told and no more: nothing is made of it. Every take is measured once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from partita import digest
from partita.build.events import Noticed
from partita.build.expect import Verdict, judged
from partita.build.lineage import Mastering, mastering_of
from partita.build.request import Request
from partita.errors import AudioError, BlobCorrupt, BlobMissing, PartitaError
from partita.graph.actions import Kind
from partita.store.gc import blobs_of
from partita.store.traces import Made

if TYPE_CHECKING:
    from partita.build.measures import Measures
    from partita.build.under_way import UnderWay
    from partita.graph.actions import Action
    from partita.store.take import Take

_HELD = "nothing of it is shipped"


async def hear(build: UnderWay, action: Action) -> dict[str, Made]:
    """Measure what was made, and the takes beside it, and compare.

    Raises:
        PartitaError: for a miss of what was made, unless misses only warn.
    """
    expected = action.spec["expect"]
    found = await _measured(build, action)
    verdict = judged(found, expected)
    beside = {
        take: judged(measures, expected)
        for take, way in _beside(build, action)
        if (measures := await _take_measured(build, way)) is not None
    }
    _tell_misses(build, action.target, beside)
    better = _better(action.target, beside) if verdict.misses else ""
    said = [*verdict.misses, *verdict.doubts]
    if verdict.misses and action.spec.get("on_miss") != "warn":
        raise PartitaError("; ".join(said), hint=_hint(build, action.target, better))
    blobs, content = build.yard.blobs, digest.canonical(found)
    blob, advice = blobs.put(content), [*said, *filter(None, [better])]
    facts = {"advice": advice} if advice else {}
    return {"measures": Made(blob, blob, len(content), facts)}


def _hint(build: UnderWay, target: str, better: str) -> str:
    if f"compose:{target}" not in build.actions:
        return f"{_HELD}: change what it is made from, or `expect`"
    way = f"; {better}; or " if better else ": "
    again = f"ask for another one with `partita takes again {target}`"
    return f"{_HELD}, and the take is kept{way}{again}, or change `expect`"


def has_unheard(build: UnderWay, action: Action) -> bool:
    """Tell whether a take beside the one that outputs are made from is not measured."""
    known = build.yard.measured
    return any(known.find(w.master_key) is None for _, w in _beside(build, action))


def _beside(build: UnderWay, action: Action) -> Iterator[tuple[Take, Mastering]]:
    """Yield the takes that outputs might be made from instead, as far as they are here.

    A locked build is about what is pinned, and has none.
    """
    asked, yard = f"compose:{action.target}", build.yard
    trace = yard.traces.latest(asked)
    if build.wishes.locked or asked not in build.actions or trace is None:
        return
    found = yard.takes.chosen(action.target, trace.action_key)
    name = found.target if found else action.target
    for take in yard.takes.of_request(name, trace.action_key):
        is_other = found is not None and take.identity != found.take.identity
        way = _way(build, take) if is_other and take.wanted else None
        if way is not None:
            yield take, way


def _way(build: UnderWay, take: Take) -> Mastering | None:
    """Return what would make the master of a take, if all that needs is here."""
    blobs = build.yard.blobs
    try:
        way = mastering_of(build.yard, take)
    except (BlobMissing, BlobCorrupt):
        return None
    return way if all(blob in blobs for blob in blobs_of(blobs, take)) else None


async def _measured(build: UnderWay, action: Action) -> Measures:
    """Return what the piece measures that outputs are made from."""
    (given,) = action.inputs
    made = build.made[given.action][given.output]
    asked, master = f"compose:{action.target}", build.yard.traces.latest(given.action)
    if asked not in build.actions or master is None:
        spec = {"wanted": [*action.spec["expect"]]}
        return await _run(build, spec, {"audio": made})
    known, key = build.yard.measured, master.action_key
    found = known.find(key)
    if found is None:
        inputs = {"audio": made, "details": build.made[asked]["details"]}
        found = await _run(build, {}, inputs)
        known.add(key, found)
    return found


async def _take_measured(build: UnderWay, way: Mastering) -> Measures | None:
    """Return what a take would measure; None when its bytes are not as they came."""
    known, key = build.yard.measured, way.master_key
    found = known.find(key)
    if found is None:
        try:
            found = await _run(build, way.request.spec, way.request.inputs)
        except (BlobMissing, BlobCorrupt):
            return None
        except AudioError:
            found = {}
        known.add(key, found)
    return found


async def _run(
    build: UnderWay, spec: dict[str, Any], inputs: Mapping[str, Made]
) -> Measures:
    yard = build.yard
    request = Request(yard.store, yard.project, Kind.EXPECT, spec, dict(inputs))
    made = (await build.pool.run(request))["measures"]
    found: Measures = json.loads(yard.blobs.get(made.blob))
    return found


def _tell_misses(build: UnderWay, target: str, beside: Mapping[Take, Verdict]) -> None:
    for take, verdict in beside.items():
        if verdict.misses:
            words = f"take {take.take} of `{target}`: {'; '.join(verdict.misses)}"
            build.yard.emit(Noticed(words, target))


def _better(target: str, beside: Mapping[Take, Verdict]) -> str:
    """Say which take is as expected, if one is."""
    met = [take.take for take, verdict in beside.items() if not verdict.misses]
    if not met:
        return ""
    return f"take {met[-1]} is as expected: `partita takes pin {target} {met[-1]}`"
