from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partita.build.budget import Asked, Spending, check
from partita.manifest.resolved import Caps
from partita.providers.price import Price

NOW = "2026-11"


def asked(worst: int | None, target: str = "theme") -> Asked:
    known = Price(worst, worst, Decimal(1), "table", "by the table")
    unknown = Price(None, None, None, "unknown", "no table has it")
    return Asked(target, "build 2", NOW, unknown if worst is None else known)


def spent(
    taken: int | None, target: str = "theme", *, is_open: bool = False
) -> Spending:
    return Spending(target, "build 2", NOW, taken, is_open)


def refused(caps: Caps, request: Asked, *before: Spending) -> str | None:
    over = check(caps, request, before)
    return None if over is None else over.message


def test_without_a_cap_anything_goes() -> None:
    assert refused(Caps(), asked(10**9)) is None
    assert refused(Caps(), asked(None), spent(None)) is None


def test_a_cap_may_be_reached_but_not_passed() -> None:
    caps = Caps(per_build=1_000)

    assert refused(caps, asked(400), spent(600)) is None
    assert refused(caps, asked(401), spent(600)) == (
        "`theme` may cost 401 credits, which with 600 in this build is 1,001, more "
        "than `max_credits_per_build = 1000`"
    )


def test_a_cap_that_only_the_worst_breaks_says_why_it_is_the_worst() -> None:
    price = Price(500, 1_000, None, "table", "by the table", ("twice that, by one",))
    over = check(Caps(per_build=900), Asked("theme", "build 2", NOW, price), ())

    assert over is not None
    assert over.message.startswith(
        "`theme` may cost 1,000 credits (at worst twice that, by one), which with 0"
    )
    assert over.hint
    assert over.hint.endswith(
        "once something short was bought, prices follow its charge"
    )


def test_a_cap_of_the_command_line_is_told_by_its_option() -> None:
    over = check(Caps(per_build=1_000), asked(400), (), 300)

    assert over is not None
    assert over.message.endswith("is 400, more than `--max-credits 300`")
    assert over.hint == "give `--max-credits` more, or ask for less"


@pytest.mark.parametrize(
    ("caps", "stranger"),
    [
        (Caps(per_build=1_000), Spending("theme", "build 1", NOW, 999)),
        (Caps(per_target=1_000), Spending("menu", "build 2", NOW, 999)),
        (Caps(per_month=1_000), Spending("theme", "build 2", "2026-10", 999)),
    ],
)
def test_a_cap_counts_only_what_it_is_for(caps: Caps, stranger: Spending) -> None:
    assert refused(caps, asked(100), stranger) is None
    assert refused(caps, asked(100), stranger, spent(901)) is not None


def test_a_target_is_counted_over_all_builds_and_months() -> None:
    long_ago = Spending("theme", "build 1", "2025-01", 950)

    message = refused(Caps(per_target=1_000), asked(100), long_ago)

    assert message
    assert "950 on `theme` so far" in message


def test_open_requests_count_by_their_worst_and_are_told() -> None:
    message = refused(
        Caps(per_month=1_000), asked(100), spent(500), spent(450, is_open=True)
    )

    assert message == (
        "`theme` may cost 100 credits, which with 950 in 2026-11 (450 of them for "
        "requests that are open) is 1,050, more than `max_credits_per_month = 1000`"
    )


def test_a_request_of_unknown_price_is_not_sent_under_a_cap() -> None:
    over = check(Caps(per_build=10**9), asked(None), [])

    assert over
    assert "is not known (no table has it)" in over.message
    assert over.hint
    assert "`max_credits_per_build`" in over.hint


def test_a_sum_with_something_unknown_in_it_is_unknown() -> None:
    caps = Caps(per_target=10**9)

    assert refused(caps, asked(1), spent(None, "menu")) is None
    assert refused(caps, asked(1), spent(None)) == (
        "what 1 request on `theme` so far cost is not known, so "
        "`max_credits_per_target = 1000000000` can't be kept for `theme`"
    )


def test_a_cap_of_nothing_lets_through_what_is_free() -> None:
    assert refused(Caps(per_build=0), asked(0)) is None
    assert refused(Caps(per_build=0), asked(1)) is not None


@given(st.lists(st.integers(0, 500), max_size=12), st.integers(0, 2_000))
def test_requests_that_were_let_through_never_pass_the_cap(
    worsts: list[int], cap: int
) -> None:
    caps, sent = Caps(cap, cap, cap), list[Spending]()
    for worst in worsts:
        if check(caps, asked(worst), sent) is None:
            sent.append(spent(worst, is_open=worst % 2 == 0))

    assert sum(each.credits or 0 for each in sent) <= cap
