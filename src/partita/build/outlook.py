"""What a build would do, as far as that is known without running anything.

Writes nothing and takes no guard. Words for people are the command line's affair.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from partita.build.expect import judged
from partita.build.prepare import Prepared, Terms, prepare
from partita.build.publish import digest_of, is_in_place, is_ours, shipped_files
from partita.build.renamed import follow_renames
from partita.build.schedule import Verdict, assess
from partita.build.states import State
from partita.build.yard import Yard, open_yard
from partita.errors import PartitaError
from partita.graph.actions import Action, Compiled, Kind
from partita.graph.targets import choose
from partita.providers.names import LOCAL

if TYPE_CHECKING:
    from partita.build.absent import Absent
    from partita.build.requests import Request
    from partita.errors import OverBudget
    from partita.store.journal import Entry


@dataclass(frozen=True)
class Outlook:
    """What a build would do, as far as that is known without running anything.

    Args:
        missing: output files that would be restored without running anything.
        edited: output files that somebody edited by hand, which a build refuses to
            replace unasked.
        requests: what would be sent to a paid provider.
        open: requests of which nobody knows how they ended, so that a build asks.
        missed: targets that were made and are not as their author expects.
        absent: takes that a build needs and that are not here.
        over: the cap that may stop a build, at the worst prices.
    """

    prepared: Prepared
    chosen: tuple[str, ...]
    actions: dict[str, Action]
    verdicts: dict[str, Verdict]
    missing: tuple[str, ...]
    edited: tuple[str, ...]
    requests: tuple[Request, ...] = ()
    open: tuple[Entry, ...] = ()
    missed: frozenset[str] = frozenset()
    absent: tuple[Absent, ...] = ()
    over: OverBudget | None = None

    @property
    def asks(self) -> frozenset[str]:
        """Return the targets that a build does not make before it was answered."""
        open_now = {
            name for e in self.open for name in (e.intent.target, e.intent.request)
        }
        return frozenset(
            action.target
            for name, action in self.actions.items()
            if action.kind is Kind.COMPOSE
            and open_now & {action.target, self.verdicts[name].action_key}
        )

    @property
    def work(self) -> dict[str, Verdict]:
        """Return the actions that would run, or may."""
        return {n: v for n, v in self.verdicts.items() if v.state is not State.CLEAN}


def look_ahead(
    project: Path, selectors: Iterable[str] = (), provider: str | None = None
) -> Outlook:
    """Tell what a build would do. Writes nothing and takes no guard.

    Args:
        provider: who makes the sound, whatever the manifest says.

    Raises:
        ManifestError, UnknownTarget: when it could not even begin.
    """
    yard = open_yard(project, lambda _: None)
    prepared = prepare(yard, Terms(provider, record=False, leave_untold=True))
    _refuse_untold(prepared.untold, selectors := tuple(selectors))
    chosen, actions = choose(prepared.compiled, selectors)
    follow_renames(yard, prepared.compiled)
    verdicts = assess(actions.values(), yard.answer, yard.traces.latest)
    misplaced = _misplaced(yard, prepared.compiled, chosen, verdicts)
    missing = tuple(path for path, is_edited in misplaced.items() if not is_edited)
    edited = tuple(path for path, is_edited in misplaced.items() if is_edited)
    requests = foresee(yard, prepared.compiled, verdicts)
    return Outlook(
        prepared,
        chosen,
        actions,
        verdicts,
        missing,
        edited,
        requests=requests,
        open=_open(yard),
        missed=frozenset(_missed(yard, actions, verdicts)),
        absent=_absent(yard, actions, verdicts),
        over=_over(yard, prepared.compiled, requests),
    )


def _over(
    yard: Yard, compiled: Compiled, requests: Iterable[Request]
) -> OverBudget | None:
    sure = [each for each in requests if not each.is_unlikely]
    paid = [(each.target, each.price) for each in sure if each.operation != "draft"]
    if not paid:
        return None
    from partita.build.purse import open_purse

    return open_purse(yard, compiled, None).foresee(paid)


def _absent(
    yard: Yard, actions: Mapping[str, Action], verdicts: Mapping[str, Verdict]
) -> tuple[Absent, ...]:
    if all(action.kind is not Kind.COMPOSE for action in actions.values()):
        return ()
    from partita.build.absent import absent_takes

    return absent_takes(yard, actions, verdicts)


def _refuse_untold(untold: Iterable[str], selectors: tuple[str, ...]) -> None:
    for name in untold:
        if name in {each.strip("+") for each in selectors}:
            message = f"`{name}` can't be told before what it is made from is drafted"
            hint = "`partita build --max-credits 0` has it drafted, and buys nothing"
            raise PartitaError(message, hint=hint)


def _open(yard: Yard) -> tuple[Entry, ...]:
    if not yard.journal.open():
        return ()
    from partita.build.settling import has_arrived

    return tuple(each for each in yard.journal.open() if not has_arrived(yard, each))


def _missed(
    yard: Yard, actions: Mapping[str, Action], verdicts: Mapping[str, Verdict]
) -> Iterator[str]:
    """Yield targets that are known to fail by what was measured."""
    for name, action in actions.items():
        if action.kind is not Kind.EXPECT or verdicts[name].state is not State.DIRTY:
            continue
        master = verdicts[action.inputs[0].action].action_key
        measures = yard.measured.find(master or "")
        if measures is not None and judged(measures, action.spec["expect"]).misses:
            yield action.target


def foresee(
    yard: Yard, compiled: Compiled, verdicts: Mapping[str, Verdict]
) -> tuple[Request, ...]:
    """Return what a build would send to a paid provider."""
    if compiled.provider == LOCAL:
        return ()
    from partita.build.purse import open_purse
    from partita.build.requests import foreseen

    purse = open_purse(yard, compiled, None)
    return tuple(foreseen(yard, purse, compiled, verdicts))


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
    return {
        path: found is not None and not is_ours(yard, path, found)
        for path, found in held.items()
        if found != wanted[path]
    }


def remembered(project: Path, actions: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return why each action ran the last time, for those that ever did."""
    traces = open_yard(project, lambda _: None).traces
    found = {name: traces.latest(name) for name in actions}
    return {name: trace.because for name, trace in found.items() if trace}
