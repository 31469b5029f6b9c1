"""What a second of music costs, by what people noted before this project was charged.

A table with its sources and their dates. Reckons nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from partita.limits import MODELS

Operation = Literal["compose", "upload", "draft"]


@dataclass(frozen=True)
class Rate:
    """One row of the table.

    Args:
        model_ids: empty for an operation that no model takes part in.
        worst_a_second: what to be ready for until a charge tells.
        minimum: credits of the shortest request.
        dated: when the sources were read.
        worst_source: who says that it may be the worst.
    """

    operation: Operation
    model_ids: tuple[str, ...]
    credits_a_second: Fraction
    worst_a_second: Fraction
    minimum: int
    dated: str
    source: str
    worst_source: str = ""


_NOTES = (
    "notes of four people who use it, Sep-Oct 2026, one of whom measured 905 a minute; "
    "the service publishes no price a minute"
)

#: Sums are rounded to whole credits, halves up. No rounding and no minimum is
#: documented. Sources: wire reference, section 9.
RATES: Final = (
    Rate(
        "compose",
        MODELS,
        Fraction(15),
        Fraction(30),
        0,
        "2026-11-20",
        _NOTES,
        "as one other note has it",
    ),
    Rate(
        "upload",
        (),
        Fraction(15),
        Fraction(30),
        0,
        "2026-11-20",
        "the official Python SDK, which prices it like a generation of its length",
        "as one note has it of generations",
    ),
    Rate(
        "draft",
        MODELS,
        Fraction(0),
        Fraction(0),
        0,
        "2026-11-20",
        "the official Python SDK",
    ),
)

#: Pay as you go, by the same notes: $0.15 for a minute, which is 900 credits.
USD_A_CREDIT: Final = Fraction(15, 100) / 900
