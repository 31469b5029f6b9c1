from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partita.limits import MODELS
from partita.providers.price import Charge, Price, quote, together, usd
from partita.providers.rates import RATES

MODEL = "music_v2"


def charge(made_ms: int, kept_ms: int, credits_taken: int) -> Charge:
    return Charge("compose", MODEL, made_ms, kept_ms, credits_taken)


#: The usual rate, once it is known.
USUAL = charge(60_000, 0, 900)


def sums(made_ms: int, kept_ms: int, *charges: Charge) -> tuple[int | None, int | None]:
    price = quote("compose", MODEL, made_ms, kept_ms, charges)
    return price.expected, price.worst


def test_a_minute_costs_nine_hundred_credits_by_the_table() -> None:
    price = quote("compose", MODEL, 60_000, 0)

    assert (price.expected, price.basis) == (900, "table")
    assert price.usd == Decimal("0.15")
    assert "15 credits a second" in price.note


def test_until_a_charge_tells_the_worst_is_the_worst_that_anybody_noted() -> None:
    price = quote("compose", MODEL, 60_000, 0)

    assert (price.expected, price.worst) == (900, 1_800)
    assert price.doubts == (
        "30 credits a second, as one other note has it, until a first charge tells",
    )


def test_a_charge_takes_the_place_of_what_others_noted() -> None:
    price = quote("compose", MODEL, 120_000, 0, [charge(60_000, 0, 905)])

    assert (price.expected, price.worst, price.doubts) == (1_810, 1_810, ())
    assert sums(120_000, 0, charge(60_000, 0, 1_800)) == (3_600, 3_600)


def test_where_charges_differ_the_worst_is_the_highest_of_them() -> None:
    charges = [charge(60_000, 0, each) for each in (905, 1_200, 905)]

    price = quote("compose", MODEL, 60_000, 0, charges)

    assert (price.expected, price.worst) == (905, 1_200)
    assert price.doubts == ("20 credits a second, the most that was charged so far",)


def test_a_high_charge_for_partly_kept_audio_makes_the_worst_higher() -> None:
    charges = charge(60_000, 0, 900), charge(10_000, 10_000, 600)

    assert sums(60_000, 0, *charges) == (900, 1_800)


def test_a_charge_of_nothing_for_something_made_tells_no_price() -> None:
    assert sums(60_000, 0, charge(60_000, 0, 0)) == (900, 1_800)


def test_prices_together_are_the_sums_of_their_sums() -> None:
    price = together([quote("upload", None, 10_000, 0), quote("compose", MODEL, 0, 0)])

    assert (price.expected, price.worst, price.usd) == (150, 300, Decimal("0.03"))
    assert price.doubts[0].startswith("30 credits a second, as one note has it")


def test_a_sum_with_an_unknown_price_in_it_is_unknown() -> None:
    price = together([quote("compose", MODEL, 9_000, 0), quote("stems", None, 0, 0)])

    assert (price.expected, price.worst, price.usd) == (None, None, None)


def test_every_model_has_a_price_and_every_price_a_date() -> None:
    assert all(quote("compose", model, 1_000, 0).expected == 15 for model in MODELS)
    assert all(row.dated == "2026-11-20" and row.source for row in RATES)


def test_half_a_credit_is_rounded_up() -> None:
    assert sums(3_100, 0) == (47, 93)  # 46.5
    assert sums(3_099, 0) == (46, 93)  # 46.485, 92.97


def test_kept_audio_is_in_the_worst_sum_only_until_a_charge_tells() -> None:
    price = quote("compose", MODEL, 16_000, 48_000, [USUAL])

    assert (price.expected, price.worst) == (240, 960)
    assert price.doubts == ("kept audio is billed as well, which is not documented",)


def test_the_worst_is_of_everything_that_is_not_known() -> None:
    price = quote("compose", MODEL, 16_000, 48_000)

    assert (price.expected, price.worst) == (240, 1_920)
    assert len(price.doubts) == 2


def test_a_charge_without_kept_audio_says_that_it_is_free() -> None:
    told = USUAL, charge(10_000, 50_000, 150)

    assert sums(16_000, 48_000, *told) == (240, 240)


def test_a_charge_with_kept_audio_says_that_it_is_billed() -> None:
    told = USUAL, charge(10_000, 50_000, 900)

    assert sums(16_000, 48_000, *told) == (960, 960)


def test_charges_between_the_two_sums_or_at_odds_tell_nothing() -> None:
    between = charge(10_000, 50_000, 525)
    at_odds = charge(10_000, 50_000, 150), charge(10_000, 50_000, 900)

    assert sums(16_000, 48_000, USUAL, between) == (240, 960)
    assert sums(16_000, 48_000, USUAL, *at_odds) == (240, 960)


def test_the_usual_rate_of_real_charges_beats_the_table() -> None:
    charges = [charge(60_000, 0, each) for each in (1_800, 1_812, 9_000)]

    price = quote("compose", MODEL, 30_000, 0, charges)

    assert (price.expected, price.basis) == (906, "charged")
    assert "3 charges" in price.note


def test_a_rounded_charge_that_the_table_explains_leaves_its_rate() -> None:
    assert sums(60_000, 0, charge(3_100, 0, 47)) == (900, 900)


def test_whether_kept_audio_is_billed_is_judged_at_the_learned_rate() -> None:
    charges = charge(60_000, 0, 1_800), charge(10_000, 50_000, 1_800)

    assert sums(16_000, 48_000, *charges) == (1_920, 1_920)


def test_charges_of_other_models_and_operations_teach_nothing() -> None:
    others = (
        Charge("compose", "music_v1", 60_000, 0, 1),
        Charge("upload", None, 60_000, 0, 1),
    )

    assert sums(60_000, 0, *others) == (900, 1_800)


def test_an_upload_costs_like_its_length_whatever_the_model() -> None:
    charged = Charge("upload", None, 60_000, 0, 450)

    first, then = (quote("upload", MODEL, 60_000, 0, each) for each in ((), [charged]))

    assert (first.expected, first.worst) == (900, 1_800)
    assert (then.expected, then.worst) == (450, 450)


def test_a_draft_is_free() -> None:
    assert quote("draft", MODEL, 0, 0).expected == 0
    assert quote("draft", MODEL, 60_000, 0).worst == 0


@pytest.mark.parametrize(
    ("operation", "model_id"), [("compose", "music_v9"), ("stems", None)]
)
def test_what_is_not_in_the_table_is_unknown_and_not_free(
    operation: str, model_id: str | None
) -> None:
    price = quote(operation, model_id, 0, 0)

    assert price == Price(None, None, None, "unknown", price.note)
    assert operation in price.note


def test_a_charge_makes_the_price_of_an_unknown_model_known() -> None:
    charged = Charge("compose", "music_v9", 10_000, 0, 300)

    price = quote("compose", "music_v9", 20_000, 20_000, [charged])

    assert (price.expected, price.worst, price.basis) == (600, 1_200, "charged")


def test_money_is_rounded_to_the_cent() -> None:
    assert [usd(each) for each in (0, 29, 30, 6_000)] == [
        Decimal(each) for each in ("0.00", "0.00", "0.01", "1.00")
    ]


_LENGTHS = st.integers(0, 600_000)


@given(_LENGTHS, _LENGTHS, st.lists(st.builds(charge, _LENGTHS, _LENGTHS, _LENGTHS)))
def test_the_worst_is_never_less_than_what_is_expected(
    made_ms: int, kept_ms: int, charges: list[Charge]
) -> None:
    price = quote("compose", MODEL, made_ms, kept_ms, charges)

    assert price.expected is not None
    assert price.worst is not None
    assert 0 <= price.expected <= price.worst
    assert bool(price.doubts) == (price.expected < price.worst)


_SHORT = st.integers(3_000, 600_000)


@given(st.lists(st.tuples(_SHORT, st.integers(1, 99_999)), min_size=1))
def test_the_worst_covers_every_charge_that_there_was(
    charged: list[tuple[int, int]],
) -> None:
    charges = [charge(made_ms, 0, taken) for made_ms, taken in charged]

    for made_ms, taken in charged:
        worst = quote("compose", MODEL, made_ms, 0, charges).worst
        assert worst is not None
        assert worst >= taken
