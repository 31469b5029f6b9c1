"""Caps: whether a paid request may be sent, judged by the worst that it may cost.

Pure. Knows what was charged and what is still open; does not know who sends, and asks
nobody. While a cap is set, what is not known can't be allowed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from partita.errors import OverBudget
from partita.units import format_credits

if TYPE_CHECKING:
    from partita.manifest.resolved import Caps
    from partita.providers.price import Price


@dataclass(frozen=True)
class Spending:
    """One paid request: sent and charged, or sent with its outcome open.

    Args:
        build: identity of the build that sent it.
        month: of the day when it was sent, in UTC, as `2026-11`.
        credits: what was charged; of an open intent, its worst; None when unknown.
    """

    target: str
    build: str
    month: str
    credits: int | None
    is_open: bool = False


@dataclass(frozen=True)
class Asked:
    """A request that is about to be sent."""

    target: str
    build: str
    month: str
    price: Price


def check(
    caps: Caps,
    asked: Asked,
    spent: Sequence[Spending],
    max_credits: int | None = None,
) -> OverBudget | None:
    """Return why a request may not be sent, or None when every cap allows it.

    Args:
        spent: every paid request of the project, in any order.
        max_credits: a cap of the command line, for this build.
    """
    rows = _caps(caps, asked, spent, max_credits)
    return next((over for cap in rows if (over := _overrun(cap, asked))), None)


#: How a cap is written, what raises it, and what takes it away.
_FIELD: Final = (
    "`max_credits_per_{scope} = {most}`",
    "raise `max_credits_per_{scope}` in `[budget]`",
    "take `max_credits_per_{scope}` out of `[budget]` for once",
)
_OPTION: Final = (
    "`--max-credits {most}`",
    "give `--max-credits` more",
    "leave `--max-credits` out",
)


@dataclass(frozen=True)
class _Cap:
    """One cap, and what counts against it already.

    Args:
        words: how it is written, value included.
        raise_it: what raises it, in words.
        lift_it: what takes it away for once, in words.
    """

    words: str
    raise_it: str
    lift_it: str
    most: int
    within: str
    spent: tuple[Spending, ...]


def _caps(
    caps: Caps, asked: Asked, spent: Sequence[Spending], max_credits: int | None
) -> Iterator[_Cap]:
    in_build, build = "in this build", asked.build
    on_target = f"on `{asked.target}` so far"
    rows = (
        (_OPTION, "build", max_credits, in_build, build),
        (_FIELD, "build", caps.per_build, in_build, build),
        (_FIELD, "target", caps.per_target, on_target, asked.target),
        (_FIELD, "month", caps.per_month, f"in {asked.month}", asked.month),
    )
    for words, scope, most, within, same in rows:
        if most is not None:
            counted = tuple(each for each in spent if getattr(each, scope) == same)
            cap, more, off = (each.format(scope=scope, most=most) for each in words)
            yield _Cap(cap, more, off, most, within, counted)


def _overrun(cap: _Cap, asked: Asked) -> OverBudget | None:
    return _unknown(cap, asked) or _over(cap, asked)


def _unknown(cap: _Cap, asked: Asked) -> OverBudget | None:
    nameless = sum(each.credits is None for each in cap.spent)
    if asked.price.worst is None:
        message = (
            f"what `{asked.target}` will cost is not known ({asked.price.note}), so "
            f"{cap.words} can't be kept"
        )
    elif nameless:
        what = "1 request" if nameless == 1 else f"{nameless} requests"
        message = (
            f"what {what} {cap.within} cost is not known, so "
            f"{cap.words} can't be kept for `{asked.target}`"
        )
    else:
        return None
    hint = f"to send it all the same, {cap.lift_it}"
    return OverBudget(message, hint=hint)


def _over(cap: _Cap, asked: Asked) -> OverBudget | None:
    price = asked.price
    worst = price.worst or 0
    before = sum(each.credits or 0 for each in cap.spent)
    if before + worst <= cap.most:
        return None
    waiting = sum(each.credits or 0 for each in cap.spent if each.is_open)
    unsure = f" ({waiting:,} of them for requests that are open)" if waiting else ""
    why = f" (at worst {' and '.join(price.doubts)})" if price.doubts else ""
    message = (
        f"`{asked.target}` may cost {format_credits(worst)}{why}, which with "
        f"{before:,} {cap.within}{unsure} is {before + worst:,}, more than {cap.words}"
    )
    is_first = price.basis == "table" and before + (price.expected or 0) <= cap.most
    learn = "; once something short was bought, prices follow its charge" * is_first
    return OverBudget(message, hint=f"{cap.raise_it}, or ask for less{learn}")
