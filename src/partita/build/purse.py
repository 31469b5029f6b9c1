"""What requests cost, what was spent, and whether one more may be sent.

Reads the account book and the lockfile's takes; sends nothing. The clock is read here
and nowhere else on the way to a provider.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from partita.build.budget import Asked, Spending, check
from partita.manifest.resolved import Caps
from partita.providers.price import Charge, Price, quote, together

if TYPE_CHECKING:
    from partita.build.yard import Yard
    from partita.errors import OverBudget
    from partita.graph.actions import Compiled

#: Name of a build in its own sums; others are told apart by not being this one.
_THIS = "this"


def now() -> str:
    """Return the time as takes and the account book write it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass
class Purse:
    """The money of one build."""

    yard: Yard
    caps: Caps
    max_credits: int | None = None
    _sent: set[str] = field(default_factory=set)

    def price(
        self, operation: str, model_id: str | None, made_ms: int, kept_ms: int
    ) -> Price:
        """Return what a request will cost."""
        return quote(operation, model_id, made_ms, kept_ms, self._charges())

    def allow(self, intent_id: str, target: str, price: Price) -> None:
        """Count a request against the caps.

        Raises:
            OverBudget: when one of them does not allow it.
        """
        self._hold_caps(target, price)
        self._sent.add(intent_id)

    def afford(self, target: str, prices: Sequence[Price]) -> None:
        """Make sure that the caps allow several requests that only make sense together.

        Raises:
            OverBudget: when one of them does not.
        """
        self._hold_caps(target, together(prices))

    def foresee(self, asked: Sequence[tuple[str, Price]]) -> OverBudget | None:
        """Return why a cap may stop a build that sends all of these, at worst."""
        spent, month = [*self._spendings()], now()[:7]
        for target, price in asked:
            one = Asked(target, _THIS, month, price)
            over = check(self.caps, one, spent, self.max_credits)
            if over is not None:
                return over
            spent.append(Spending(target, _THIS, month, price.worst))
        return None

    def _hold_caps(self, target: str, price: Price) -> None:
        asked = Asked(target, _THIS, now()[:7], price)
        over = check(self.caps, asked, self._spent(), self.max_credits)
        if over is not None:
            raise over

    def _charges(self) -> tuple[Charge, ...]:
        """Return what is known to have been charged, on this machine and on others."""
        here = [
            Charge(
                intent.operation,
                intent.model_id,
                intent.made_ms,
                intent.kept_ms,
                charged,
            )
            for intent, charged in self.yard.journal.charges()
        ]
        return (*here, *self._elsewhere_charged())

    def _elsewhere_charged(self) -> Iterator[Charge]:
        known = self._received()
        for _, take in self.yard.takes.all():
            if take.credits is not None and take.received not in known:
                yield Charge(
                    "compose", take.model_id, take.made_ms, take.kept_ms, take.credits
                )

    def _spent(self) -> tuple[Spending, ...]:
        return tuple(self._spendings())

    def _spendings(self) -> Iterator[Spending]:
        for entry in self.yard.journal.entries():
            intent = entry.intent
            known = entry.charged
            yield Spending(
                intent.target,
                _THIS if intent.id in self._sent else intent.id,
                intent.at[:7],
                intent.worst if known is None else known,
                is_open=entry.outcome is None,
            )
        yield from self._elsewhere_lost()
        known_here = self._received()
        for target, take in self.yard.takes.all():
            if take.received not in known_here:
                charged = take.credits
                if charged is None:  # on another machine, and nobody said how much
                    lengths = take.made_ms, take.kept_ms
                    charged = self.price("compose", take.model_id, *lengths).worst
                yield Spending(target, take.received, take.made[:7], charged)

    def _elsewhere_lost(self) -> Iterator[Spending]:
        for target, pin in self.yard.pins.items():
            for each in pin.expenses:
                if self.yard.journal.find(each.id) is None:
                    lengths = each.made_ms, each.kept_ms
                    worst = self.price(each.operation, each.model_id, *lengths).worst
                    charged = worst if each.credits is None else each.credits
                    yield Spending(target, each.id, each.at[:7], charged)

    def _received(self) -> set[str | None]:
        entries = self.yard.journal.entries()
        return {each.outcome.received for each in entries if each.outcome}


def open_purse(yard: Yard, compiled: Compiled, max_credits: int | None) -> Purse:
    """Return the money of a build.

    Args:
        max_credits: what this build may spend at most, whatever the manifest allows.
    """
    return Purse(yard, Caps(**compiled.caps), max_credits)
