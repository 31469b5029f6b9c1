"""What paid requests are for and what they cost, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from partita.providers.price import usd
from partita.units import format_duration

if TYPE_CHECKING:
    from decimal import Decimal

    from partita.build.requests import Request


def request_lines(requests: Sequence[Request]) -> Iterator[str]:
    """Yield a line for each request, and one for their sum."""
    if not requests:
        return
    yield "to be sent:"
    for each in requests:
        yield f"  {each.target}: {_what(each)}, {_cost(each)}"
        if each.is_anew:
            yield "    its first chunk, which sets the tone, or its settings changed"
        if each.is_open:
            yield "    an earlier request is open: the build asks what became of it"
    yield f"  in all: {_sum(requests)}"
    yield from _price_lines(requests)


def _price_lines(requests: Sequence[Request]) -> Iterator[str]:
    """Yield where prices come from, each only once."""
    paid = (each for each in requests if each.made_ms)
    notes = dict.fromkeys((each.operation, each.price.note) for each in paid)
    lines = (_price_note(*each) for each in notes)
    yield from dict.fromkeys(line for note in lines for line in note)


def _price_note(operation: str, note: str) -> Iterator[str]:
    rate, *remarks = note.split("; ")
    yield f"  price to {operation}: {rate}"
    for remark in remarks:
        yield f"    {remark}"


def _what(request: Request) -> str:
    if request.operation == "draft":
        return "draft its prompt"
    if request.operation == "upload":
        return f"upload {format_duration(request.made_ms)}"
    length_ms = request.made_ms + request.kept_ms
    if request.revises is not None:
        made, whole = format_duration(request.made_ms), format_duration(length_ms)
        return f"revise take {request.revises}: regenerates {made} of {whole}"
    anew = ", all anew" if request.is_anew else ""
    made = f"compose {format_duration(request.made_ms)}{anew}"
    kept = f" and keep {format_duration(request.kept_ms)}" if request.kept_ms else ""
    return made + kept


def _cost(request: Request) -> str:
    price = request.price
    if price.expected is None:
        return "at an unknown price"
    if price.expected == 0 and price.worst == 0:
        return "free"
    cost = f"about {_credits(price.expected)}{_money(price.usd)}"
    if price.worst is not None and price.worst > price.expected:
        cost += f", {_credits(price.worst)} if kept audio is billed"
    return cost


def _sum(requests: Sequence[Request]) -> str:
    prices = [each.price for each in requests]
    unknown = sum(each.expected is None for each in prices)
    expected = sum(each.expected or 0 for each in prices)
    worst = sum(each.worst or 0 for each in prices)
    text = f"about {_credits(expected)}{_money(usd(expected))}"
    if worst > expected:
        text += f", {_credits(worst)} at worst"
    if unknown:
        text += f", and {unknown} at an unknown price"
    return text


def _credits(count: int) -> str:
    return f"{count:,} credit{'s' * (count != 1)}"


def _money(dollars: Decimal | None) -> str:
    return "" if dollars is None else f" (${dollars})"
