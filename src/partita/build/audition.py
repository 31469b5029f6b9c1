"""Paid takes, one beside the other: what each measures, and what the author decides.

Measured is the master if one is stored, else the audio as it came; once, since takes
never change. Sends nothing and runs no action.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any

from partita import __version__
from partita.build.answers import master_of
from partita.build.prepare import Terms, prepare
from partita.build.schedule import assess
from partita.build.yard import Yard, make_store, open_yard
from partita.errors import AudioError, BlobCorrupt, BlobMissing, StoreError
from partita.graph.actions import Kind
from partita.graph.targets import select
from partita.store import lockfile
from partita.store.guard import guard
from partita.store.lines import Lines
from partita.store.take import Take
from partita.store.takes import Takes
from partita.units import format_duration

if TYPE_CHECKING:
    from partita.audio.buffer import Audio
    from partita.build.measures import Measures

#: File of the store in which measures are kept.
FILE = "measures.jsonl"


@dataclass(frozen=True)
class Candidate:
    """A take, as its author judges it.

    Args:
        measures: None when its bytes are not here.
    """

    target: str
    take: Take
    is_pinned: bool
    measures: Measures | None


def audition(project: Path, name: str | None = None) -> tuple[Candidate, ...]:
    """Return the takes of the targets that a name or a glob means, measured.

    Raises:
        StoreError: when nothing was paid for under that name.
    """
    yard = open_yard(project, lambda _: None)
    takes = [t for t in yard.takes.all() if name is None or fnmatchcase(t[0], name)]
    if name is not None and not takes:
        raise unpaid(name)
    known = Lines(yard.store / FILE)
    return tuple(
        Candidate(target, take, yard.takes.pinned(target) == take, found)
        for target, take in takes
        for found in [_measured(yard, take, known)]
    )


def decide(project: Path, decision: Callable[[Takes], None]) -> None:
    """Change what the author says of takes, and write it into the lockfile.

    Raises:
        StoreError: as the decision does; nothing is written then.
        GuardHeld: when a build is under way.
    """
    with guard(make_store(project), wait_s=0, on_wait=lambda _: None):
        yard = open_yard(project, lambda _: None)
        decision(yard.takes)
        lockfile.write(project / lockfile.NAME, yard.takes.lock())
        yard.takes.locked()


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
    verdicts = assess(actions.values(), yard.answer, yard.traces.latest)
    action = actions.get(f"compose:{name}")
    if action is None:
        return None
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
        "takes are what a paid provider made; the embedded engine plays the same one "
        "every time, until its `seed` is changed"
    )
    return StoreError(f"`{name}` has no paid takes", hint=hint)


def _measured(yard: Yard, take: Take, known: Lines) -> Measures | None:
    master = master_of(yard.traces, take)
    is_mastered = master is not None and master.blob in yard.blobs
    blob = master.blob if master is not None and is_mastered else take.received
    of = {"audio": blob, "details": take.details, "by": __version__}
    for record in known.records:
        if of.items() <= record.items():
            kept: Measures = record["measures"]
            return kept
    try:
        found = _measure(yard, take, None if blob == take.received else blob)
    except (BlobMissing, BlobCorrupt, AudioError):
        return None
    known.append({**of, "measures": found})
    known.records.append({**of, "measures": found})
    return found


def _measure(yard: Yard, take: Take, master: str | None) -> Measures:
    from partita.audio.decode import stream
    from partita.audio.received import received
    from partita.audio.stream import collected
    from partita.build.measures import measure

    if master is not None:
        audio = collected(stream(yard.blobs.checked(master)))
    else:
        audio = collected(received(yard.blobs.checked(take.received), take.format))
    return measure(audio) | _seam(audio, _seams_ms(yard, take))


def _seam(audio: Audio, seams_ms: Iterator[int]) -> Measures:
    """Return how much the worst seam stands out, and where it is."""
    from partita.audio.seams import seam
    from partita.units import frame_at

    frames = {ms: frame_at(ms, audio.rate_hz) for ms in seams_ms}
    inside = {ms: at for ms, at in frames.items() if 0 < at < audio.frame_count}
    heard = [(seam(audio, at).click_db, -ms) for ms, at in inside.items()]
    if not heard:
        return {}
    click_db, place = max(heard)
    return {"seam_cdb": round(100 * click_db), "seam_at_ms": -place}


def _seams_ms(yard: Yard, take: Take) -> Iterator[int]:
    """Yield where kept audio begins and ends in a take."""
    import json

    from partita.graph.sources import kept_stretches
    from partita.plan.chunks import SectionPlan
    from partita.plan.document import from_document
    from partita.plan.sections import as_chunks

    details: Mapping[str, Any] = json.loads(yard.blobs.get(take.details))
    keeps = list((details.get("revised") or {}).get("keeps", ()))
    document = details.get("request", {}).get("plan")
    if document is not None:
        plan = from_document(document)
        chunked = as_chunks(plan) if isinstance(plan, SectionPlan) else plan
        keeps += kept_stretches(chunked)
    for keep in keeps:
        yield keep["at_ms"]
        yield keep["at_ms"] + keep["duration_ms"]
