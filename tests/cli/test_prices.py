"""What paid requests cost, in lines."""

from __future__ import annotations

from dataclasses import replace

from partita.build.events import Asking
from partita.build.requests import Request
from partita.cli.prices import request_lines, sum_record
from partita.cli.progress import sentence
from partita.providers.price import quote
from partita.units import format_credits


def request(operation: str, made_ms: int, kept_ms: int = 0) -> Request:
    price = quote(operation, "music_v2", made_ms, kept_ms)
    return Request("theme", operation, (), made_ms, kept_ms, made_ms, price)


def test_where_a_price_comes_from_is_told_once() -> None:
    asked = [request("compose", 3_000), request("compose", 4_000, kept_ms=5_000)]
    lines = list(request_lines(asked))

    assert sum("price to compose" in line for line in lines) == 1
    assert len(lines) == len(set(lines))
    assert lines[-1] == (
        "    at worst kept audio is billed as well, which is not documented"
    )


def test_both_sums_are_told_where_they_differ() -> None:
    lines = list(request_lines([request("compose", 16_000), request("upload", 0)]))

    assert lines[1:4] == [
        "  theme: compose 16s, about 240 credits ($0.04), at worst 480",
        "  theme: upload 0s, free",
        "  in all: about 240 credits ($0.04), at worst 480",
    ]


def test_an_unknown_price_is_not_counted_as_nothing() -> None:
    unknown = replace(request("compose", 3_000), price=quote("stems", None, 3_000, 0))
    lines = list(request_lines([request("compose", 3_000), unknown]))

    assert lines[2] == "  theme: compose 3s, at an unknown price"
    assert lines[3].endswith("at worst 90, and 1 at an unknown price")


def test_programs_are_told_the_sum_too() -> None:
    asked = [request("compose", 3_000), request("compose", 4_000)]
    unknown = replace(asked[0], price=quote("stems", None, 3_000, 0))
    unlikely = replace(asked[0], is_unlikely=True)

    total = {"credits": 105, "credits_at_worst": 210, "usd": "0.02"}
    assert sum_record([*asked, unlikely]) == total
    assert sum_record([*asked, unknown])["credits"] is None
    assert sum_record([])["credits"] == 0


def test_each_operation_has_a_price_of_its_own() -> None:
    asked = [request("compose", 3_000), request("upload", 4_000)]
    lines = "\n".join(request_lines(asked))

    assert "  price to compose: 15 credits a second" in lines
    assert "  price to upload: 15 credits a second" in lines


def test_no_line_of_a_price_is_very_long() -> None:
    lines = request_lines([request("compose", 3_000, kept_ms=9_000)])

    assert max(map(len, lines)) < 130


def test_an_upload_goes_to_the_provider() -> None:
    event = Asking("finale", "upload", "elevenlabs", 12_000, 0, 180, 180)

    assert sentence(event) == (
        "uploading 12s for finale to elevenlabs, about 180 credits"
    )


def test_credits_are_written_alike_for_people() -> None:
    asking = Asking("theme", "compose", "elevenlabs", 100_000, 0, 1_500, 3_000)
    (_, line, *_) = request_lines([request("compose", 100_000)])

    assert [format_credits(each) for each in (0, 1, 1_500)] == [
        "0 credits",
        "1 credit",
        "1,500 credits",
    ]
    assert "about 1,500 credits" in line
    assert (sentence(asking) or "").endswith("about 1,500 credits")
