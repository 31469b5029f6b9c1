"""The whole program on one screen: prepare, choose, settle, run, pin, seal.

Each step takes the last one's value. Words for people are the command line's affair.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from partita.build.events import (
    BuildFinished,
    BuildStarted,
    Emit,
    Event,
    Noticed,
    Tally,
)
from partita.build.outlook import foresee, look_ahead
from partita.build.paying import PayTerms
from partita.build.pins import pin, refuse_drift
from partita.build.pools import CpuPool, Pool
from partita.build.prepare import Terms, prepare
from partita.build.publish import left_over
from partita.build.renamed import follow_renames
from partita.build.runner import run
from partita.build.saved_plan import Asked, asked_for, record_of, refuse_moved
from partita.build.schedule import assess
from partita.build.seal import seal
from partita.build.states import State
from partita.build.wishes import Wishes
from partita.build.yard import Yard, make_store, open_yard
from partita.errors import BuildFailed
from partita.graph.actions import Action, Compiled, Kind, Ship, Target
from partita.graph.targets import choose
from partita.store.blobs import sweep
from partita.store.guard import guard

if TYPE_CHECKING:
    from partita.build.payer import Payer


@dataclass(frozen=True)
class Order:
    """What a person asked for.

    Args:
        selectors: empty for everything.
        wait_s: for another build to end; negative for ever.
        provider: who makes the sound, whatever the manifest says.
        locked: fail rather than make anything that the lockfile does not say.
        plan: a saved plan; what it does not say is not done.
        pay: what may be sent to a paid provider.
        open_pool: returns where actions run, so many at once.
    """

    selectors: tuple[str, ...] = ()
    jobs: int = 1
    keep_going: bool = False
    force: bool = False
    wait_s: float = -1
    provider: str | None = None
    locked: bool = False
    plan: Path | None = None
    pay: PayTerms = field(default_factory=PayTerms)
    open_pool: Callable[[int], Pool] = CpuPool


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
    with (
        guard(make_store(project), wait_s=order.wait_s, on_wait=waiting),
        closing(order.open_pool(order.jobs)) as pool,
    ):
        try:
            yard = open_yard(project, tell)
            sweep(yard.store)
            targets = _build(yard, order, pool)
            success = tally.failed == 0
        finally:
            seconds = round(time.perf_counter() - began, 3)
            tell(_finished(tally, targets, seconds, success=success))
    if not success:
        raise BuildFailed(f"{tally.failed} failed")
    return tally


def _build(yard: Yard, order: Order, pool: Pool) -> int:
    # Read first: a lockfile that can't be read must not cost a build to find out.
    _ = yard.pins
    if order.plan is not None:
        order = _approved(yard, order, order.plan)
    drafter = order.pay.drafter(_teller(yard))
    terms = Terms(order.provider, drafter, on_change=pool.get_ready)
    prepared = prepare(yard, terms)
    for warning in () if prepared.is_known else prepared.warnings:
        yard.emit(Noticed(warning.message, diagnostic=warning))
    compiled = prepared.compiled
    chosen, actions = choose(compiled, order.selectors)
    targets = [compiled.targets[name] for name in chosen]
    follow_renames(yard, compiled)
    payer = _payer(yard, compiled, actions, order)
    verdicts = assess(actions.values(), yard.answer, yard.traces.latest)
    if order.plan is not None:
        requests = foresee(yard, compiled, verdicts)
        asked = Asked(order.selectors, order.provider)
        record = record_of(yard.project, compiled, requests, asked)
        refuse_moved(order.plan, record, is_drafted=True)
    dirty = sum(each.state is not State.CLEAN for each in verdicts.values())
    yard.emit(BuildStarted(len(chosen), len(actions), dirty))
    wishes = _wishes(compiled, targets, order)
    made, _ = asyncio.run(run(yard, wishes, actions, pool, payer))
    if order.locked:
        refuse_drift(yard, compiled, made)
        return len(chosen)
    pin(yard, compiled, made)
    yard.traces.compact()
    if not order.selectors and order.provider is None:
        for path in left_over(yard, compiled, made):
            if yard.traces.tell_left_over(path):
                yard.emit(Noticed(_left_over_words(f"{compiled.output_dir}/{path}")))
        seal(yard, prepared, made)
    return len(chosen)


def _approved(yard: Yard, order: Order, file: Path) -> Order:
    """Return an order for what a saved plan is about; nothing was drafted yet."""
    saved = asked_for(file)
    asked = Asked(order.selectors or saved.targets, order.provider or saved.provider)
    outlook = look_ahead(yard.project, asked.targets, asked.provider)
    compiled = outlook.prepared.compiled
    record = record_of(yard.project, compiled, outlook.requests, asked)
    refuse_moved(file, record)
    return replace(order, selectors=asked.targets, provider=asked.provider)


def _payer(
    yard: Yard, compiled: Compiled, actions: Mapping[str, Action], order: Order
) -> Payer | None:
    """Return the way to the provider; requests of earlier builds are settled first."""
    asking = [a.target for a in actions.values() if a.kind is Kind.COMPOSE]
    if not asking:
        return None
    from partita.build.payer import Payer
    from partita.build.purse import now, open_purse
    from partita.build.refused_formats import remembered
    from partita.build.settling import settle_open

    pay = order.pay
    fetch = settle_open(yard, asking, pay.verdicts, may_send=pay.refusal is None)
    purse = open_purse(yard, compiled, pay.max_credits)
    name = compiled.provider
    refused = remembered(yard.store, name, now()[:7])
    return Payer(
        yard,
        purse,
        lambda: pay.provider(name, _teller(yard), refused),
        again=pay.again,
        count=pay.count,
        fetch=fetch,
        is_approved=order.plan is not None,
    )


def _teller(yard: Yard) -> Callable[[str], None]:
    return lambda words: yard.emit(Noticed(words))


def _left_over_words(path: str) -> str:
    what = f"`{path}` is no longer made by the manifest"
    return f"{what}; delete it if nothing needs it"


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
        locked=order.locked,
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
        tally.credits,
    )
