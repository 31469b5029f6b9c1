# ruff: noqa: SIM905  # word lists read better as text

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partita.engine.singing.dictionary import MARKED, lookup
from partita.engine.singing.letters import spell

#: Words that the rules were not written after, to see that they still do.
HELD_OUT = (
    "table winter market silver planet summer garden mother shining turning candle "
    "lightning nation mission station captain fountain bottle paper mistake complete "
    "delight explode parade rescue thunder whisper feather blossom harvest lantern "
    "copper hammer kitten pillow rocket shelter signal tunnel velvet wander zipper "
    "bright flame grace phone quick scratch shade throne twist wheel yield"
).split()


def _vowels(phones: tuple[str, ...]) -> int:
    return sum(phone[-1].isdecimal() for phone in phones)


@pytest.mark.parametrize(
    ("word", "phones"),
    [
        ("glim", "G L IH1 M"),
        ("blate", "B L EY1 T"),
        ("frobing", "F R OW1 B IH0 NG"),
        ("nightspark", "N AY1 T S P AA0 R K"),
        ("kessation", "K EH0 S EY1 SH AH0 N"),
        ("phlone", "F L OW1 N"),
        ("thrudge", "TH R AH1 JH"),
    ],
)
def test_made_up_words_sound_as_english_would(word: str, phones: str) -> None:
    assert [each.rstrip("012") for each in spell(word)] == [
        each.rstrip("012") for each in phones.split()
    ]


def test_held_out_words_get_their_count_of_syllables() -> None:
    right = [
        word for word in HELD_OUT if _vowels(spell(word)) == _vowels(lookup(word) or ())
    ]

    assert len(right) >= 0.9 * len(HELD_OUT)


def test_held_out_words_are_stressed_where_english_stresses_them() -> None:
    right = [
        word
        for word in HELD_OUT
        if [each[-1] == "1" for each in spell(word) if each[-1].isdecimal()]
        == [each[-1] == "1" for each in lookup(word) or () if each[-1].isdecimal()]
    ]

    assert len(right) >= 0.8 * len(HELD_OUT)


@given(st.text("abcdefghijklmnopqrstuvwxyz", max_size=24))
def test_any_letters_give_phones_of_the_table(word: str) -> None:
    assert set(spell(word)) <= {*MARKED, *(each[:2] for each in MARKED)}
