from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partita.engine.singing.numerals import cardinal, words_of


@pytest.mark.parametrize(
    ("token", "words"),
    [
        ("24", "twenty four"),
        ("105", "one hundred five"),
        ("1,000", "one thousand"),
        ("1999", "nineteen ninety nine"),
        ("1905", "nineteen oh five"),
        ("2000", "two thousand"),
        ("3rd", "third"),
        ("20th", "twentieth"),
        ("90s", "nineties"),
        ("3.5", "three point five"),
        ("$5", "five dollars"),
        ("50%", "fifty percent"),
        ("12:30", "twelve thirty"),
        ("007", "zero zero seven"),
        ("R2D2", "R two D two"),
        ("&", "and"),
    ],
)
def test_figures_are_read_as_a_singer_reads_them(token: str, words: str) -> None:
    assert words_of(token) == tuple(words.split())


def test_a_plain_word_is_no_figure() -> None:
    assert words_of("river") == ()


@given(st.integers(min_value=0, max_value=10**18))
def test_every_number_has_words(number: int) -> None:
    words = cardinal(number)

    assert words
    assert all(word.isalpha() for word in words)
