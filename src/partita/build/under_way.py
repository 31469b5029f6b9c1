"""One build under way: its states, what was made so far, and how it tells.

Changes states only by their table. Decides nothing; `runner` does.
"""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from partita.build.events import ActionFinished, Outcome
from partita.build.hearing import has_unheard, hear
from partita.build.request import Request
from partita.build.states import State
from partita.errors import PartitaError, Spot
from partita.graph.actions import Action, Kind
from partita.graph.keys import Explanation, action_key

if TYPE_CHECKING:
    from partita.build.payer import Payer
    from partita.build.pools import Pool, WaitPool
    from partita.build.states import States
    from partita.build.wishes import Wishes
    from partita.build.yard import Yard
    from partita.store.traces import Made


@dataclass
class UnderWay:
    """One build under way."""

    yard: Yard
    wishes: Wishes
    actions: Mapping[str, Action]
    pool: Pool
    states: States
    slots: asyncio.Semaphore
    waits: WaitPool
    payer: Payer | None
    made: dict[str, Mapping[str, Made]] = field(default_factory=dict)
    turns: dict[str, asyncio.Lock] = field(default_factory=dict)
    stopped: bool = False

    def forced(self, action: Action, key: str) -> str | None:
        """Return why an action runs though it is clean, if it does.

        What is paid for never does, unless another take of it is wanted.
        """
        if action.kind is Kind.COMPOSE:
            assert self.payer is not None
            wanted = self.payer.missing(action, key) > 0
            return "another take of it is wanted" if wanted else None
        if action.kind is Kind.EXPECT and has_unheard(self, action):
            return "a take of it is not measured yet"
        return "was asked for again" if action.name in self.wishes.force else None

    def slot(self, action: Action) -> AbstractAsyncContextManager[None]:
        """Return the turn that an action waits for: one on a network takes no core."""
        return nullcontext() if action.kind is Kind.COMPOSE else self.slots

    async def perform(
        self, action: Action, explanation: Explanation
    ) -> Mapping[str, Made]:
        """Run an action and return what it made, already in the store."""
        given = {i.role: self.made[i.action][i.output] for i in action.inputs}
        if action.kind is Kind.COMPOSE:
            assert self.payer is not None
            return await self.payer.compose(action, action_key(explanation), given)
        if action.kind is Kind.EXPECT:
            return await hear(self, action)
        yard = self.yard
        return await self.pool.run(
            Request(
                yard.store, yard.project, action.kind, action.spec, given, action.file
            )
        )

    def skip(self, action: Action, unsettled: Sequence[str]) -> None:
        """Give up on an action that was not tried."""
        self.states.move(action.name, State.SKIPPED)
        error = f"needs {unsettled[0]}" if unsettled else "the build was stopped"
        self.report(action, "skipped", error=error)

    def is_over(self, action: Action) -> bool:
        """Tell whether an action is not tried any more.

        A locked build goes on as far as to name all that is missing.
        """
        missing = self.wishes.locked and self._lacks_a_take(action)
        return self.stopped and not missing

    def _lacks_a_take(self, action: Action) -> bool:
        if action.kind is Kind.COMPOSE:
            return True
        given = [i for i in action.inputs if i.action in self.made]
        bought = [i for i in given if self.actions[i.action].kind is Kind.COMPOSE]
        blobs = self.yard.blobs
        return any(self.made[i.action][i.output].blob not in blobs for i in bought)

    def fail(self, action: Action, error: PartitaError) -> None:
        """Give up on an action that said no."""
        self.states.move(action.name, State.FAILED)
        self.made.pop(action.name, None)
        self.report(
            action,
            "failed",
            error=error.message,
            hint=error.hint,
            spots=error.spots,
        )
        self.stopped = self.stopped or not self.wishes.keep_going

    def fault(self, action: Action, error: Exception) -> PartitaError:
        """Keep a fault's traceback in a file; people get one sentence."""
        log = self.yard.store / "fault.txt"
        text = "".join(traceback.format_exception(error))
        log.write_text(f"{action.name}\n{text}", encoding="utf-8")
        message = f"an unexpected fault: {type(error).__name__}: {error}"
        return PartitaError(message, hint="details are in `.partita/fault.txt`")

    def report(
        self,
        action: Action,
        outcome: Outcome,
        *,
        seconds: float = 0.0,
        error: str | None = None,
        hint: str | None = None,
        spots: tuple[Spot, ...] = (),
    ) -> None:
        """Tell how an action ended."""
        name, kind, target = action.name, action.kind.value, action.target
        seconds = round(seconds, 3)
        self.yard.emit(
            ActionFinished(name, kind, target, outcome, seconds, error, hint, spots)
        )
