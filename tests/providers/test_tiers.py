import pytest

from partita.limits import OUTPUT_FORMATS
from partita.providers.tiers import LOSSLESS, MASTERS, at_once, in_order, masters
from partita.providers.wire.names import STEM_FORMATS


def test_masters_are_formats_of_the_api() -> None:
    assert set(MASTERS) <= set(OUTPUT_FORMATS)
    assert set(MASTERS[:2]) == LOSSLESS


@pytest.mark.parametrize(
    ("tier", "best"),
    [
        ("free", "mp3_48000_320"),
        ("creator", "mp3_48000_320"),
        ("pro", "pcm_48000"),
        ("business", "pcm_48000"),
        ("grant_tier_1_2025_07_23", "pcm_48000"),
        ("", "pcm_48000"),
    ],
)
def test_a_tier_is_asked_for_the_best_that_nothing_speaks_against(
    tier: str, best: str
) -> None:
    assert masters(tier)[0] == best


def test_what_was_refused_is_not_asked_for_again() -> None:
    assert masters("pro", {"pcm_48000"})[0] == "pcm_44100"


@pytest.mark.parametrize("tier", ["free", "starter", "creator", "pro"])
def test_there_is_always_something_to_ask_for(tier: str) -> None:
    assert masters(tier, OUTPUT_FORMATS) == (MASTERS[-1],)
    assert set(masters(tier)) & set(STEM_FORMATS)


@pytest.mark.parametrize(
    ("model_id", "best"),
    [("music_v1", "pcm_44100"), ("music_v2", "pcm_48000"), ("music_v2_5", "pcm_48000")],
)
def test_a_model_is_asked_for_its_own_rate_first(model_id: str, best: str) -> None:
    assert in_order(masters("pro"), model_id)[0] == best


def test_a_format_that_is_wished_for_comes_first_and_once() -> None:
    formats = in_order(masters("pro"), "music_v2", "pcm_44100")

    assert formats[:2] == ("pcm_44100", "pcm_48000")
    assert len(formats) == len(set(formats))


def test_a_model_changes_nothing_where_nothing_is_lossless() -> None:
    assert in_order(masters("free"), "music_v1") == masters("free")


@pytest.mark.parametrize(
    ("tier", "requests"),
    [("free", 1), ("pro", 2), ("scale_2024_08_10", 3), ("business", 3), ("new", 2)],
)
def test_a_tier_that_nobody_knows_is_given_what_most_have(
    tier: str, requests: int
) -> None:
    assert at_once(tier) == requests
