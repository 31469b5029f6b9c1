"""The whole program on one screen: prepare, choose, run, pin, seal.

Each step takes the last one's value. Words for people are the command line's affair.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from partita.build.events import (
    BuildFinished,
    BuildStarted,
    Emit,
    Event,
    Noticed,
    Tally,
)
from partita.build.pins import pin
from partita.build.pools import CpuPool
from partita.build.prepare import Prepared, prepare
from partita.build.publish import digest_of, is_in_place, left_over, shipped_files
from partita.build.runner import run
from partita.build.schedule import Verdict, assess
from partita.build.seal import seal
from partita.build.states import State
from partita.build.wishes import Wishes
from partita.build.yard import Yard, make_store, open_yard
from partita.errors import BuildFailed
from partita.graph.actions import Action, Compiled, Ship, Target
from partita.graph.targets import closure, select
from partita.store import lockfile
from partita.store.blobs import sweep
from partita.store.guard import guard


@dataclass(frozen=True)
class Order:
    """What a person asked for.

    Args:
        selectors: empty for everything.
        wait_s: for another build to end; negative for ever.
    """

    selectors: tuple[str, ...] = ()
    jobs: int = 1
    keep_going: bool = False
    force: bool = False
    wait_s: float = -1


@dataclass(frozen=True)
class Outlook:
    """What a build would do, as far as that is known without running anything.

    Args:
        missing: output files that would be restored without running anything.
        edited: output files that somebody edited by hand, which a build refuses to
            replace unasked.
    """

    prepared: Prepared
    chosen: tuple[str, ...]
    actions: dict[str, Action]
    verdicts: dict[str, Verdict]
    missing: tuple[str, ...]
    edited: tuple[str, ...]

    @property
    def work(self) -> dict[str, Verdict]:
        """Return the actions that would run, or may."""
        return {n: v for n, v in self.verdicts.items() if v.state is not State.CLEAN}


def look_ahead(project: Path, selectors: Iterable[str] = ()) -> Outlook:
    """Tell what a build would do. Writes nothing and takes no guard.

    Raises:
        ManifestError, UnknownTarget: when it could not even begin.
    """
    yard = open_yard(project, lambda _: None)
    prepared = prepare(yard, record=False)
    chosen, actions = _choose(prepared.compiled, tuple(selectors))
    traces = yard.traces
    verdicts = assess(actions.values(), traces.find, traces.latest)
    misplaced = _misplaced(yard, prepared.compiled, chosen, verdicts)
    missing = tuple(path for path, is_edited in misplaced.items() if not is_edited)
    edited = tuple(path for path, is_edited in misplaced.items() if is_edited)
    return Outlook(prepared, chosen, actions, verdicts, missing, edited)


def _misplaced(
    yard: Yard,
    compiled: Compiled,
    chosen: Iterable[str],
    verdicts: Mapping[str, Verdict],
) -> dict[str, bool]:
    """Return the output files that are not as they should be, though nothing must run.

    For each, whether somebody edited it: then a build would not restore it unasked.
    """
    wanted = {
        path: output.value
        for name in chosen
        for ship in compiled.targets[name].ships
        if (made := verdicts[ship.action].outputs) is not None
        for path, output in shipped_files(ship, made)
        if not is_in_place(yard, compiled.output_dir, path, output.value)
    }
    folder = yard.project / compiled.output_dir
    held = {path: digest_of(folder / path) for path in wanted}
    return {p: held[p] is not None for p in wanted if held[p] != wanted[p]}


def remembered(project: Path, actions: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return why each action ran the last time, for those that ever did."""
    traces = open_yard(project, lambda _: None).traces
    found = {name: traces.latest(name) for name in actions}
    return {name: trace.because for name, trace in found.items() if trace}


def build(project: Path, order: Order, emit: Emit) -> Tally:
    """Bring targets up to date, under the project's guard.

    Returns:
        What was done.

    Raises:
        ManifestError, UnknownTarget, GuardHeld: when it could not begin.
        BuildFailed: when something failed; each failure was emitted.
    """
    began, tally = time.perf_counter(), Tally()

    def tell(event: Event) -> None:
        tally.take(event)
        emit(event)

    def waiting(who: str) -> None:
        tell(Noticed(f"waiting for another build: {who}"))

    targets, success = 0, False
    with guard(make_store(project), wait_s=order.wait_s, on_wait=waiting):
        try:
            yard = open_yard(project, tell)
            sweep(yard.store)
            targets = _build(yard, order)
            success = tally.failed == 0
        finally:
            seconds = round(time.perf_counter() - began, 3)
            tell(_finished(tally, targets, seconds, success=success))
    if not success:
        raise BuildFailed(f"{tally.failed} failed")
    return tally


def _build(yard: Yard, order: Order) -> int:
    # Read first: a lockfile that can't be read must not cost a build to find out.
    pins = lockfile.read(yard.project / lockfile.NAME)
    prepared = prepare(yard)
    for warning in prepared.warnings:
        yard.emit(Noticed(warning.message, diagnostic=warning))
    compiled = prepared.compiled
    chosen, actions = _choose(compiled, order.selectors)
    verdicts = assess(actions.values(), yard.traces.find, yard.traces.latest)
    dirty = sum(each.state is not State.CLEAN for each in verdicts.values())
    yard.emit(BuildStarted(len(chosen), len(actions), dirty))
    targets = [compiled.targets[name] for name in chosen]
    wishes = _wishes(compiled, targets, order)
    made, _ = asyncio.run(run(yard, wishes, actions, CpuPool(order.jobs)))
    pin(yard, compiled, made, pins)
    yard.traces.compact()
    if not order.selectors:
        for path in left_over(yard, compiled, made):
            if yard.traces.tell_left_over(path):
                yard.emit(Noticed(_left_over_words(f"{compiled.output_dir}/{path}")))
        seal(yard, prepared, made)
    return len(chosen)


def _left_over_words(path: str) -> str:
    what = f"`{path}` is no longer made by the manifest"
    return f"{what}; delete it if nothing needs it"


def _choose(
    compiled: Compiled, selectors: tuple[str, ...]
) -> tuple[tuple[str, ...], dict[str, Action]]:
    """Return the chosen targets, and every action that they need."""
    chosen = select(selectors, compiled.targets)
    ends = [name for target in chosen for name in compiled.targets[target].final]
    needs = {name: action.needs for name, action in compiled.actions.items()}
    wanted = closure(ends, needs)
    actions = {n: a for n, a in compiled.actions.items() if n in wanted}
    return tuple(chosen), actions


def _wishes(compiled: Compiled, targets: list[Target], order: Order) -> Wishes:
    ships: dict[str, tuple[Ship, ...]] = {}
    for target in targets:
        for ship in target.ships:
            ships[ship.action] = (*ships.get(ship.action, ()), ship)
    names = {target.name for target in targets}
    own = {n for n, a in compiled.actions.items() if a.target in names}
    return Wishes(
        jobs=order.jobs,
        output_dir=compiled.output_dir,
        ships=ships,
        keep_going=order.keep_going,
        force=frozenset(own) if order.force else frozenset(),
        overwrite=order.force,
    )


def _finished(
    tally: Tally, targets: int, seconds: float, *, success: bool
) -> BuildFinished:
    return BuildFinished(
        success,
        tally.run,
        tally.reused,
        tally.failed,
        tally.skipped,
        tally.written,
        seconds,
        targets,
    )
