"""What paid requests are for and what they cost, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from partita.providers.price import together
from partita.units import format_credits, format_duration

if TYPE_CHECKING:
    from partita.build.requests import Request
    from partita.providers.price import Price


def request_lines(requests: Sequence[Request]) -> Iterator[str]:
    """Yield a line for each request, and one for their sum."""
    sure = [each for each in requests if not each.is_unlikely]
    if sure:
        yield from _sure_lines(sure)
    unlikely = [each for each in requests if each.is_unlikely]
    if unlikely:
        names = ", ".join(dict.fromkeys(each.target for each in unlikely))
        yield "to be sent only if what it is made from comes out another than before:"
        yield f"  {names}: {_sum(unlikely)}"


def sum_record(requests: Sequence[Request]) -> dict[str, object]:
    """Return the sum of what would be sent for sure; null where it is not known."""
    prices = [each.price for each in requests if not each.is_unlikely]
    if not prices:
        return {"credits": 0, "credits_at_worst": 0, "usd": "0.00"}
    price = together(prices)
    money = None if price.usd is None else str(price.usd)
    return {"credits": price.expected, "credits_at_worst": price.worst, "usd": money}


def _sure_lines(requests: Sequence[Request]) -> Iterator[str]:
    yield "to be sent:"
    for each in requests:
        yield f"  {each.target}: {_what(each)}, {_cost(each)}"
        if each.is_anew:
            yield "    what it begins with and sets the tone, or its settings changed"
        if each.is_open:
            yield "    an earlier request is open: the build asks what became of it"
    yield f"  in all: {_sum(requests)}"
    yield from _price_lines(requests)


def _price_lines(requests: Sequence[Request]) -> Iterator[str]:
    """Yield where prices come from, and why they may be worse, each only once."""
    paid = [each for each in requests if each.price.worst != 0]
    for operation, note in dict.fromkeys((r.operation, r.price.note) for r in paid):
        rate, *remarks = note.split("; ")
        yield f"  price to {operation}: {rate}"
        like = (each.price for each in paid if each.operation == operation)
        doubts = dict.fromkeys(doubt for price in like for doubt in price.doubts)
        for remark in (*remarks, *(f"at worst {each}" for each in doubts)):
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
    return _sums(price)


def _sum(requests: Sequence[Request]) -> str:
    prices = [each.price for each in requests]
    known = [each for each in prices if each.expected is not None]
    if not known:
        return "at an unknown price"
    unknown = len(prices) - len(known)
    more = f", and {unknown} at an unknown price" if unknown else ""
    return _sums(together(known)) + more


def _sums(price: Price) -> str:
    """Return what is expected and, where that is more, the worst."""
    expected, worst = price.expected or 0, price.worst or 0
    money = "" if price.usd is None else f" (${price.usd})"
    at_worst = f", at worst {worst:,}" if worst > expected else ""
    return f"about {format_credits(expected)}{money}{at_worst}"
