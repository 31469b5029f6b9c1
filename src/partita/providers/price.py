"""What a request will cost: from a table, and from what was really charged.

A pure sum over seconds. An unknown price is unknown, never zero. Does not know caps,
the journal, or who is charged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from statistics import median
from typing import Final, Literal

from partita.limits import MODELS
from partita.units import Milliseconds

Operation = Literal["compose", "upload", "draft"]


@dataclass(frozen=True)
class Rate:
    """One row of the table.

    Args:
        model_ids: empty for an operation that no model takes part in.
        minimum: credits of the shortest request.
        dated: when the source was read.
    """

    operation: Operation
    model_ids: tuple[str, ...]
    credits_a_second: Fraction
    minimum: int
    dated: str
    source: str


_NOTES = (
    "notes of four people who use it, Sep-Oct 2026, one of whom measured 905 a minute; "
    "one other note has it double; the service publishes no price a minute"
)

#: Sums are rounded to whole credits, halves up. No rounding and no minimum is
#: documented. Sources: wire reference, section 9.
RATES: Final = (
    Rate("compose", MODELS, Fraction(15), 0, "2026-11-20", _NOTES),
    Rate(
        "upload",
        (),
        Fraction(15),
        0,
        "2026-11-20",
        "the official Python SDK, which prices it like a generation of its length",
    ),
    Rate("draft", MODELS, Fraction(0), 0, "2026-11-20", "the official Python SDK"),
)

#: Pay as you go, by the same notes: $0.15 for a minute, which is 900 credits.
USD_A_CREDIT: Final = Fraction(15, 100) / 900

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
        worst: the same if kept audio is billed, too; equal once that is known.
        usd: what `expected` is in money.
        note: where the price comes from, for people.
    """

    expected: int | None
    worst: int | None
    usd: Decimal | None
    basis: Literal["table", "charged", "unknown"]
    note: str


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
    plain = [each for each in like if each.made_ms and not each.kept_ms]
    tariff = _tariff(row, plain)
    if tariff is None:
        return _unknown(operation, model_id)
    billed = _kept_is_billed(tariff, like)
    expected = tariff.credits(made_ms + (kept_ms if billed else 0))
    worst = expected if billed is False else tariff.credits(made_ms + kept_ms)
    doubt = "" if billed is not None or not kept_ms else _DOUBT
    return Price(expected, worst, usd(expected), tariff.basis, tariff.note + doubt)


_DOUBT: Final = "; whether kept audio is billed is not documented"


@dataclass(frozen=True)
class _Tariff:
    """A rate to reckon with, and where it comes from."""

    credits_a_second: Fraction
    minimum: int
    basis: Literal["table", "charged"]
    note: str

    def credits(self, billed_ms: Milliseconds) -> int:
        """Return what some audio costs."""
        if not billed_ms:
            return 0
        return max(self.minimum, _rounded(self.credits_a_second * billed_ms / 1000))


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
    """Return the usual rate of real charges, else that of the table."""
    table = _of_table(row) if row else None
    if not plain:
        return table
    rate = median(_credits_a_second(each, table) for each in plain)
    times = "a charge" if len(plain) == 1 else f"{len(plain)} charges"
    note = f"{_decimal(rate)} credits a second by {times} of this project"
    return _Tariff(rate, table.minimum if table else 0, "charged", note)


def _of_table(row: Rate) -> _Tariff:
    rate = row.credits_a_second
    note = f"{_decimal(rate)} credits a second by {row.source} ({row.dated})"
    return _Tariff(rate, row.minimum, "table", note)


def _credits_a_second(charge: Charge, table: _Tariff | None) -> Fraction:
    """Return what a second was charged; a charge can't tell more than its rounding."""
    if table and table.credits(charge.made_ms) == charge.credits:
        return table.credits_a_second
    return Fraction(charge.credits * 1000, charge.made_ms)


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
