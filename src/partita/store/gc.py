"""What in the store nothing can ask for any more, and its deletion.

Roots are the traces that the caller calls live, every paid take, and what arrived of
requests that are still open. What was paid for goes only when its take was named.
Knows no manifest and no graph.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from partita.errors import BlobCorrupt, BlobMissing
from partita.store.blobs import Blobs, sweep
from partita.store.journal import Entry, Journal
from partita.store.numbered import Found
from partita.store.take import Take
from partita.store.takes import Takes
from partita.store.traces import Trace, Traces

#: Folder of the store in which answers are kept until they are takes.
RECEIVED = "received"

#: What a request's folder holds besides its answer.
_ABOUT = "about.json"

Live = Callable[[Trace], bool]


@dataclass(frozen=True)
class Shelf:
    """All that a store holds, as far as garbage is concerned."""

    blobs: Blobs
    traces: Traces
    takes: Takes
    journal: Journal


@dataclass(frozen=True)
class Garbage:
    """What would be deleted.

    Args:
        blobs: size of each, by digest.
        paths: folders of settled requests, corrupt blobs that were moved aside.
        size: of all of it, in bytes.
        traces: how many records of what ran.
        takes: paid takes that were named, which are deleted too.
    """

    blobs: dict[str, int]
    paths: tuple[Path, ...]
    size: int
    traces: int
    takes: tuple[Found, ...]


def plan_gc(shelf: Shelf, live: Live, named: Sequence[tuple[str, int]] = ()) -> Garbage:
    """Tell what can be deleted.

    Args:
        named: paid takes to give up, by target and number.

    Raises:
        StoreError: when one of these is not there, or is pinned.
    """
    takes = shelf.takes
    given_up = tuple(Found(n, takes.refuse_pinned(n, number)) for n, number in named)
    wanted = _roots(shelf, live, {(each.target, each.take.take) for each in given_up})
    blobs = {b: size for b, size in shelf.blobs.all() if b not in wanted}
    paths = (*_folders(shelf), *_aside(shelf.blobs, wanted))
    return Garbage(
        blobs=blobs,
        paths=paths,
        size=sum(blobs.values()) + sum(map(_size, paths)),
        traces=sum(not live(trace) for trace in shelf.traces.alive()),
        takes=given_up,
    )


def collect(shelf: Shelf, live: Live, garbage: Garbage) -> None:
    """Delete it, what points at it first. Only under the project's guard.

    The takes that were named must be forgotten already.
    """
    if garbage.traces or shelf.traces.spoilt:
        shelf.traces.sift(live)
    for blob in garbage.blobs:
        shelf.blobs.path(blob).unlink(missing_ok=True)
    for path in garbage.paths:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    sweep(shelf.blobs.root)


def _roots(shelf: Shelf, live: Live, named: set[tuple[str, int]]) -> set[str]:
    """Return every blob that something can still ask for."""
    kept, given_up = list[Take](), list[Take]()
    for target, take in shelf.takes.all():
        gone = take.forgotten or (target, take.take) in named
        (given_up if gone else kept).append(take)
    traced = {
        made.blob
        for trace in shelf.traces.alive()
        if live(trace)
        for made in trace.outputs.values()
    }
    lost = {blob for take in given_up for blob in (take.received, take.details)}
    entries = shelf.journal.entries()
    paid = {blob for entry in entries for blob in _arrived(entry)} | traced
    return (paid - lost) | {b for take in kept for b in blobs_of(shelf.blobs, take)}


def blobs_of(blobs: Blobs, take: Take) -> Iterator[str]:
    """Yield the blobs that a take is made of: its own, and what it was revised from."""
    yield take.received
    yield take.details
    try:
        revised = json.loads(blobs.get(take.details)).get("revised")
    except (BlobMissing, BlobCorrupt, ValueError):
        return
    if revised is not None:
        yield revised["master"]


def _arrived(entry: Entry) -> Iterator[str]:
    if entry.outcome is not None:
        named = (entry.outcome.received, entry.outcome.details)
        yield from (blob for blob in named if blob is not None)


def _folders(shelf: Shelf) -> Iterator[Path]:
    """Yield the folders of requests whose answer is a take, or never came."""
    folder = shelf.blobs.root / RECEIVED
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        entry = shelf.journal.find(path.name)
        is_open = entry is not None and entry.outcome is None
        if not is_open and (_is_kept(shelf.blobs, entry) or not any(_answers(path))):
            yield path


def _is_kept(blobs: Blobs, entry: Entry | None) -> bool:
    held = tuple(_arrived(entry)) if entry else ()
    return bool(held) and all(blob in blobs for blob in held)


def _answers(folder: Path) -> Iterable[Path]:
    return (p for p in folder.rglob("*") if p.is_file() and p.name != _ABOUT)


def _aside(blobs: Blobs, wanted: set[str]) -> Iterator[Path]:
    """Yield corrupt blobs that were moved aside and that no take needs."""
    for path in sorted((blobs.root / "corrupt").glob("*")):
        if path.name not in wanted or path.name in blobs:
            yield path


def _size(path: Path) -> int:
    files = path.rglob("*") if path.is_dir() else (path,)
    return sum(file.stat().st_size for file in files if file.is_file())
