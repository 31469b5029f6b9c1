"""The only loop that waits: run what is dirty, as soon as its needs are settled.

Takes compiled actions and traces, keeps the legal states, records before it reports.
Knows no terminal, no manifest, and nothing of what an action does.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from partita.build.events import ActionStarted, Noticed
from partita.build.known_as import as_known
from partita.build.lineage import restore_kept
from partita.build.pools import Pool, WaitPool
from partita.build.publish import not_written, publish
from partita.build.schedule import judge, reasons
from partita.build.states import State, States
from partita.build.under_way import UnderWay
from partita.build.wishes import Wishes
from partita.build.yard import Yard
from partita.errors import BlobCorrupt, BlobMissing, PartitaError, Refused
from partita.graph.actions import Action, Input, Kind, Ship
from partita.graph.keys import Explanation, action_key
from partita.store.blobs import Blobs
from partita.store.traces import Made, Trace

if TYPE_CHECKING:
    from partita.build.payer import Payer

#: How often an action may find bytes that it needs lost before it gives up.
_REPAIRS = 8


async def run(
    yard: Yard,
    wishes: Wishes,
    actions: Mapping[str, Action],
    pool: Pool,
    payer: Payer | None = None,
) -> tuple[dict[str, Mapping[str, Made]], States]:
    """Bring every action up to date, needs first.

    Args:
        actions: closed under needs, in a runnable order.
        pool: where actions run; closed when the build ends, however it ends.
        payer: gets what has to be paid for, if anything has; closed likewise.

    Returns:
        What each settled action made, and how each action ended.
    """
    slots = asyncio.Semaphore(wishes.jobs)
    states, waits = States(list(actions)), WaitPool()
    build = UnderWay(yard, wishes, actions, pool, states, slots, waits, payer)
    done = {name: asyncio.Event() for name in actions}
    try:
        async with asyncio.TaskGroup() as group:
            for action in actions.values():
                group.create_task(_settle_in_turn(build, action, done))
    except ExceptionGroup as group_error:
        # The first cause is enough, as a full disk, or a reader that went away.
        raise _first(group_error) from group_error
    finally:
        pool.close()
        waits.close()
        if payer is not None:
            await payer.close()
    return build.made, build.states


def _first(error: Exception) -> Exception:
    while isinstance(error, ExceptionGroup):
        error = error.exceptions[0]
    return error


async def _settle_in_turn(
    build: UnderWay, action: Action, done: Mapping[str, asyncio.Event]
) -> None:
    try:
        for need in action.needs:
            await done[need].wait()
        await _settle(build, action)
        if action.name in build.made:
            await _ship(build, action)
    finally:
        done[action.name].set()


async def _settle(build: UnderWay, action: Action) -> None:
    """Find an action's result, or make it."""
    unsettled = [need for need in action.needs if need not in build.made]
    if unsettled or build.is_over(action):
        return build.skip(action, unsettled)
    yard = build.yard
    verdict = judge(action, build.made, yard.answer, yard.traces.latest)
    assert verdict.explanation is not None
    assert verdict.action_key is not None
    forced = build.forced(action, verdict.action_key)
    if verdict.outputs is not None and forced is None:
        build.states.move(action.name, State.CLEAN)
        _reuse(build, action, verdict.explanation, verdict.outputs)
        return None
    build.states.move(action.name, State.DIRTY)
    because = verdict.because or ((forced,) if forced else ())
    await _make(build, action, verdict.explanation, because)
    return None


def _reuse(
    build: UnderWay,
    action: Action,
    explanation: Explanation,
    outputs: Mapping[str, Made],
) -> None:
    traces = build.yard.traces
    build.made[action.name] = outputs
    latest = traces.latest(action.name)
    cut_off = any(build.states[need] is State.DONE for need in action.needs)
    if latest is None or latest.explanation != explanation:
        because = reasons(latest, explanation)
        key = action_key(explanation)
        traces.add(Trace(action.name, key, explanation, dict(outputs), because))
    build.report(action, "cutoff" if cut_off else "reused")


async def _make(
    build: UnderWay, action: Action, explanation: Explanation, because: tuple[str, ...]
) -> None:
    """Run an action, making again what it needs and the store has lost."""
    for _ in range(_REPAIRS):
        try:
            async with build.slot(action):
                if build.is_over(action):
                    return build.skip(action, [])
                await _attempt(build, action, explanation, because)
        except (BlobMissing, BlobCorrupt) as lost:
            paid = _paid_maker(build, action, lost)
            if paid is not None:
                return build.fail(action, _lost_take(paid))
            build.states.move(action.name, State.DIRTY)
            if not await _repair(build, action, lost):
                break
        except PartitaError as error:
            return build.fail(action, error)
        except OSError as error:
            return build.fail(action, Refused(error))
        except Exception as error:  # noqa: BLE001 - a fault of ours must not hang a build
            return build.fail(action, build.fault(action, error))
        else:
            return None
    hint = "bring `.partita` back from where it is whole"
    given_up = PartitaError("what it needs is lost from the store", hint=hint)
    build.states.move(action.name, State.RUNNING)
    return build.fail(action, given_up)


def _paid_maker(
    build: UnderWay, action: Action, lost: BlobMissing | BlobCorrupt
) -> Action | None:
    """Return the action that lost bytes were paid for in, if they were."""
    makers = (build.actions[i.action] for i in action.inputs if _holds(build, i, lost))
    return next((each for each in makers if each.kind is Kind.COMPOSE), None)


def _lost_take(maker: Action) -> PartitaError:
    target = maker.target
    message = f"the bytes of a take of `{target}` that was paid for are lost"
    hint = (
        f"bring `.partita` back from where it is whole, or reject the take "
        f"(`partita takes {target}` lists them) to pay for another one"
    )
    return PartitaError(message, hint=hint)


async def _attempt(
    build: UnderWay, action: Action, explanation: Explanation, because: tuple[str, ...]
) -> None:
    emit = build.yard.emit
    build.states.move(action.name, State.RUNNING)
    emit(ActionStarted(action.name, action.kind.value, action.target, because))
    began = time.perf_counter()
    outputs = await build.perform(action, explanation)
    seconds = time.perf_counter() - began
    key = action_key(explanation)
    trace = Trace(action.name, key, explanation, dict(outputs), because, seconds)
    outputs = as_known(build.yard, trace, action.file)
    build.yard.traces.add(replace(trace, outputs=outputs))
    build.made[action.name] = outputs
    build.states.move(action.name, State.DONE)
    build.report(action, "run", seconds=seconds)
    advice = [
        words for made in outputs.values() for words in made.facts.get("advice", ())
    ]
    if advice:
        emit(Noticed(f"`{action.target}`: {'; '.join(advice)}", action.target))


async def _repair(
    build: UnderWay, action: Action, lost: BlobMissing | BlobCorrupt
) -> bool:
    """Make lost bytes again by the action that made them. Tell if that worked."""
    yard = build.yard
    maker = next((i.action for i in action.inputs if _holds(build, i, lost)), None)
    if maker is None:
        return _restore(build, action, lost)
    async with build.turns.setdefault(maker, asyncio.Lock()):
        if _readable(yard.blobs, lost.digest):
            return True  # somebody else who needed them had them made
        await _make_again(build, build.actions[maker], lost)
        return maker in build.made


def _restore(build: UnderWay, action: Action, lost: BlobMissing | BlobCorrupt) -> bool:
    """Make the master again that a take keeps from. Tell if that worked."""
    yard, given = build.yard, {i.role: build.made[i.action] for i in action.inputs}
    if "details" not in given:
        return False
    if isinstance(lost, BlobCorrupt):
        yard.blobs.move_aside(lost.digest)
    details = given["details"]["details"].blob
    return restore_kept(yard, details, lost.digest)


async def _make_again(
    build: UnderWay, maker: Action, lost: BlobMissing | BlobCorrupt
) -> None:
    if isinstance(lost, BlobCorrupt):
        build.yard.blobs.move_aside(lost.digest)
        what = f"a stored result of `{maker.name}` was corrupt"
        message = f"{what}: moved to `.partita/corrupt` and made again"
        build.yard.emit(Noticed(message, maker.target))
    trace = build.yard.traces.latest(maker.name)
    assert trace is not None
    build.states.move(maker.name, State.DIRTY)
    because = ("its bytes in the store were lost",)
    await _make(build, maker, trace.explanation, because)


def _readable(blobs: Blobs, blob: str) -> bool:
    try:
        blobs.get(blob)
    except (BlobMissing, BlobCorrupt):
        return False
    return True


def _holds(build: UnderWay, given: Input, lost: BlobMissing | BlobCorrupt) -> bool:
    return build.made[given.action][given.output].blob == lost.digest


async def _ship(build: UnderWay, action: Action) -> None:
    """Put what an action made into the output folder, if something ships it."""
    for ship in build.wishes.ships.get(action.name, ()):
        try:
            await _publish(build, action, ship)
        except PartitaError as error:
            build.stopped = build.stopped or not build.wishes.keep_going
            build.yard.emit(not_written(ship, action.target, error))


async def _publish(build: UnderWay, action: Action, ship: Ship) -> None:
    made = build.made[action.name]
    try:
        await publish(build.yard, ship, made, build.wishes, build.waits)
    except (BlobMissing, BlobCorrupt) as lost:
        await _make_again(build, action, lost)
        if action.name in build.made:
            made = build.made[action.name]
            await publish(build.yard, ship, made, build.wishes, build.waits)
