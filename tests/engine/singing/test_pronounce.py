from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partita.engine.singing.formants import PHONES
from partita.engine.singing.pronounce import pronounce


def _phones(word: str) -> str:
    return " ".join(each.rstrip("012") for each in pronounce(word).phones)


@pytest.mark.parametrize(
    ("word", "phones"),
    [
        ("hello", "HH AH L OW"),
        ("Hello", "HH AH L OW"),
        ("fire", "F AY R"),
        ("live", "L IH V"),
        ("runnin'", "R AH N IH N"),
        ("lovin'", "L AH V IH N"),
        ("'cause", "K AH Z"),
        ("glimmer's", "G L IH M ER Z"),
        ("starlights", "S T AA R L AY T S"),
        ("moonglow", "M UW N G L OW"),
        ("unbreaking", "AH N B R EY K IH NG"),
        ("café", "K AH F EY"),
        ("TV", "T IY V IY"),
        ("XQJ", "EH K S K Y UW JH EY"),
    ],
)
def test_known_words_and_what_is_built_of_them(word: str, phones: str) -> None:
    assert _phones(word) == phones
    assert pronounce(word).how == "listed"


@pytest.mark.parametrize(
    ("sound", "phones"),
    [
        ("ooh", "UW"),
        ("oooooh", "UW"),
        ("ahh", "AA"),
        ("ohhh", "OW"),
        ("hmmm", "HH M"),
        ("mmm", "M"),
        ("la", "L AA"),
        ("yeah", "Y AE"),
        ("whoa", "W OW"),
        ("shh", "SH"),
    ],
)
def test_sounds_are_sung_as_they_are_written(sound: str, phones: str) -> None:
    assert _phones(sound) == phones


def test_drawn_out_words_are_the_words_they_draw_out() -> None:
    assert _phones("loooove") == _phones("love")
    assert _phones("baaaaby") == _phones("baby")


def test_an_unknown_english_word_is_guessed_by_rules() -> None:
    assert pronounce("zorblax").how == "rules"


def test_a_foreign_word_is_guessed_by_its_vowels() -> None:
    reading = pronounce("corazón", is_foreign=True)

    assert reading.how == "spelling"
    assert _phones_of(reading.phones) == "K OW R AA Z OW N"


def _phones_of(phones: tuple[str, ...]) -> str:
    return " ".join(each.rstrip("012") for each in phones)


@given(st.text(min_size=1, max_size=12))
def test_any_text_gives_phones_that_the_singer_knows(text: str) -> None:
    phones = {each.rstrip("012") for each in pronounce(text).phones}

    assert phones
    assert phones <= set(PHONES)
