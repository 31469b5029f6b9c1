"""What a request will cost: from a table, and from what was really charged.

A pure sum over seconds. An unknown price is unknown, never zero. Does not know caps,
the journal, or who is charged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from statistics import median
from typing import Final, Literal

from partita.providers.rates import RATES, USD_A_CREDIT, Rate
from partita.units import Milliseconds

#: A charge tells whether kept audio is billed when it lies this near to one of the two
#: sums, as a share of what lies between them.
_CLEARLY: Final = Fraction(1, 4)


@dataclass(frozen=True)
class Charge:
    """What a request of this project was charged."""

    operation: str
    model_id: str | None
    made_ms: Milliseconds
    kept_ms: Milliseconds
    credits: int


@dataclass(frozen=True)
class Price:
    """What a request will cost.

    Args:
        expected: credits; None when unknown.
        worst: what it may cost at most, as far as anybody knows; None when unknown.
        usd: what `expected` is in money.
        note: where the price comes from, for people.
        doubts: what would make it the worst, for people; none when both are equal.
    """

    expected: int | None
    worst: int | None
    usd: Decimal | None
    basis: Literal["table", "charged", "unknown"]
    note: str
    doubts: tuple[str, ...] = ()


def quote(
    operation: str,
    model_id: str | None,
    made_ms: Milliseconds,
    kept_ms: Milliseconds,
    charges: Sequence[Charge] = (),
) -> Price:
    """Return what a request will cost, by what was charged for its like so far.

    Args:
        made_ms: how much is generated; of an upload, how long it is.
        kept_ms: how much is taken from audio that the provider has.
    """
    row = _row(operation, model_id)
    like = [each for each in charges if _is_like(each, operation, model_id, row)]
    tariff = _tariff(row, [each for each in like if not each.kept_ms])
    if tariff is None:
        return _unknown(operation, model_id)
    billed = _kept_is_billed(tariff, like)
    tariff = _with_partly_kept(tariff, like, is_billed=billed is not False)
    expected = tariff.credits(made_ms + (kept_ms if billed else 0))
    worst = tariff.at_worst(made_ms + (0 if billed is False else kept_ms))
    doubts = _doubts(tariff, is_kept_open=kept_ms > 0 and billed is None)
    doubts = doubts if worst > expected else ()
    return Price(expected, worst, usd(expected), tariff.basis, tariff.note, doubts)


def together(prices: Sequence[Price]) -> Price:
    """Return what several requests cost, in the words of the last one."""
    expected = _total([each.expected for each in prices])
    worst = _total([each.worst for each in prices])
    doubts = dict.fromkeys(doubt for each in prices for doubt in each.doubts)
    money = None if expected is None else usd(expected)
    last = prices[-1]
    return replace(
        last, expected=expected, worst=worst, usd=money, doubts=tuple(doubts)
    )


def _total(sums: Sequence[int | None]) -> int | None:
    known = [each for each in sums if each is not None]
    return sum(known) if len(known) == len(sums) else None


def _doubts(tariff: _Tariff, *, is_kept_open: bool) -> tuple[str, ...]:
    kept = "kept audio is billed as well, which is not documented"
    return tuple(each for each in (tariff.doubt, kept * is_kept_open) if each)


@dataclass(frozen=True)
class _Tariff:
    """Rates to reckon with, and where they come from.

    Args:
        doubt: what the worst rate is, and who says so; empty when it is the usual one.
    """

    credits_a_second: Fraction
    worst_a_second: Fraction
    minimum: int
    basis: Literal["table", "charged"]
    note: str
    doubt: str

    def credits(self, billed_ms: Milliseconds) -> int:
        """Return what some audio costs."""
        return self._at(self.credits_a_second, billed_ms)

    def at_worst(self, billed_ms: Milliseconds) -> int:
        """Return what some audio may cost at most."""
        return self._at(self.worst_a_second, billed_ms)

    def rate_of(self, credit_count: int, billed_ms: Milliseconds) -> Fraction:
        """Return what a second was charged, to no more than its rounding."""
        for rate in (self.credits_a_second, self.worst_a_second):
            if self._at(rate, billed_ms) == credit_count:
                return rate
        return Fraction(credit_count * 1000, billed_ms)

    def _at(self, rate: Fraction, billed_ms: Milliseconds) -> int:
        return max(self.minimum, _rounded(rate * billed_ms / 1000)) if billed_ms else 0


def _row(operation: str, model_id: str | None) -> Rate | None:
    for row in RATES:
        if row.operation == operation and model_id in (row.model_ids or (model_id,)):
            return row
    return None


def _is_like(
    charge: Charge, operation: str, model_id: str | None, row: Rate | None
) -> bool:
    any_model = row is not None and not row.model_ids
    return charge.operation == operation and (any_model or charge.model_id == model_id)


def _tariff(row: Rate | None, plain: Sequence[Charge]) -> _Tariff | None:
    """Return the usual and the highest rate of real charges, else those of the table.

    What cost nothing tells no price: the service may not say it where we look.
    """
    table = _of_table(row) if row else None
    told = [each for each in plain if each.made_ms and each.credits]
    if not told:
        return table
    rounding = table or _Tariff(Fraction(0), Fraction(0), 0, "table", "", "")
    rates = [rounding.rate_of(each.credits, each.made_ms) for each in told]
    rate, worst = median(rates), max(rates)
    times = "a charge" if len(told) == 1 else f"{len(told)} charges"
    note = f"{_decimal(rate)} credits a second by {times} of this project"
    doubt = _HIGHEST.format(_decimal(worst)) if worst > rate else ""
    return _Tariff(rate, worst, rounding.minimum, "charged", note, doubt)


_HIGHEST: Final = "{} credits a second, the most that was charged so far"


def _of_table(row: Rate) -> _Tariff:
    rate, worst = row.credits_a_second, row.worst_a_second
    note = f"{_decimal(rate)} credits a second by {row.source} ({row.dated})"
    doubt = (
        f"{_decimal(worst)} credits a second, {row.worst_source}, until a first "
        "charge tells"
    )
    return _Tariff(
        rate, worst, row.minimum, "table", note, doubt if worst > rate else ""
    )


def _with_partly_kept(
    tariff: _Tariff, like: Sequence[Charge], *, is_billed: bool
) -> _Tariff:
    """Be ready for what a second was charged where audio was kept, if that is more."""
    billed = ((c.credits, c.made_ms + c.kept_ms * is_billed) for c in like if c.kept_ms)
    rates = (tariff.rate_of(credit_count, ms) for credit_count, ms in billed if ms)
    worst = max(rates, default=Fraction(0))
    if worst <= tariff.worst_a_second:
        return tariff
    doubt = _HIGHEST.format(_decimal(worst))
    return replace(tariff, worst_a_second=worst, doubt=doubt)


def _kept_is_billed(tariff: _Tariff, like: Sequence[Charge]) -> bool | None:
    """Tell what charges for partly kept audio say; None when they do not, or differ."""
    verdicts = {
        verdict
        for each in like
        if each.kept_ms and (verdict := _verdict(tariff, each)) is not None
    }
    return verdicts.pop() if len(verdicts) == 1 else None


def _verdict(tariff: _Tariff, charge: Charge) -> bool | None:
    without = tariff.credits(charge.made_ms)
    both = tariff.credits(charge.made_ms + charge.kept_ms)
    near = (both - without) * _CLEARLY
    if both == without:
        return None
    if abs(charge.credits - without) <= near:
        return False
    return True if abs(charge.credits - both) <= near else None


def _unknown(operation: str, model_id: str | None) -> Price:
    model = f" with `{model_id}`" if model_id else ""
    note = f"no price is known for `{operation}`{model}"
    return Price(None, None, None, "unknown", note)


def _rounded(exact: Fraction) -> int:
    """Round to a whole number, halves up."""
    return int(exact + Fraction(1, 2))


def _decimal(rate: Fraction) -> str:
    return f"{float(rate):.2f}".rstrip("0").rstrip(".")


def usd(credit_count: int) -> Decimal:
    """Return credits in money, to the cent, halves up."""
    exact = credit_count * USD_A_CREDIT
    return (Decimal(exact.numerator) / exact.denominator).quantize(
        Decimal("0.01"), ROUND_HALF_UP
    )
