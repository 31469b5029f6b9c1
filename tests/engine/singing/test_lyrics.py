from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partita.engine.singing.dictionary import VOWELS
from partita.engine.singing.lyrics import guessed, split, syllabify


def _shape(line: str) -> list[str]:
    return [
        ".".join(" ".join(phones) for phones, _ in word.syllables)
        for word in syllabify(line)
    ]


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("fire", 1), ("river", 2), ("every", 2), ("heaven", 2), ("beautiful", 3),
        ("everybody", 4), ("imagination", 5), ("24", 3), ("twenty-four", 3),
        ("la-la-la", 3), ("hmm", 1), ("shh", 1),
    ],
)  # fmt: skip
def test_known_words_have_their_count_of_syllables(word: str, count: int) -> None:
    (only,) = syllabify(word)

    assert len(only.syllables) == count


@pytest.mark.parametrize(
    ("word", "stresses"),
    [("breaking", (1, 0)), ("alone", (0, 1)), ("imagination", (2, 2, 0, 1, 0))],
)
def test_known_words_keep_their_stress(word: str, stresses: tuple[int, ...]) -> None:
    (only,) = syllabify(word)

    assert tuple(stress for _, stress in only.syllables) == stresses


def test_consonants_go_to_the_syllable_that_they_can_begin() -> None:
    assert _shape("extra angry hungry") == [
        "EH K.S T R AH",
        "AE NG.G R IY",
        "HH AH NG.G R IY",
    ]


def test_small_words_are_light() -> None:
    stresses = [word.syllables[0][1] for word in syllabify("the moon in my heart")]

    assert stresses == [0, 1, 0, 0, 1]


def test_the_is_said_otherwise_before_a_vowel() -> None:
    assert _shape("the end, the moon")[::2] == ["DH IY", "DH AH"]


def test_directions_and_names_are_not_sung() -> None:
    words = syllabify("[Verse] shine {guitar solo} on (ooh)")

    assert [word.text for word in words] == ["shine", "on", "ooh"]


def test_words_are_kept_as_written_without_punctuation() -> None:
    words = syllabify("\u201cDon\u2019t stop!\u201d she said \u2013 'never', runnin'.")

    assert [word.text for word in words] == [
        "Don't", "stop", "she", "said", "never", "runnin'",
    ]  # fmt: skip


def test_a_foreign_line_is_guessed_and_said_so() -> None:
    words = syllabify("te quiero mi corazón")

    assert guessed(words) == ("te", "quiero", "mi", "corazón")
    assert guessed(syllabify("the quiet river, the naïve café")) == ()


def test_other_scripts_are_sung_by_the_names_of_their_letters() -> None:
    assert _shape("привет") == ["P R IY.V EH T"]
    assert _shape("さくら") == ["S AA.K UW.R AA"]


def test_nothing_to_sing_is_no_words() -> None:
    assert syllabify("… — !! ' - {solo}") == ()


@given(st.text(max_size=60))
def test_any_line_gives_syllables_that_can_be_sung(line: str) -> None:
    for word in syllabify(line):
        assert word.text
        for phones, stress in word.syllables:
            assert sum(phone in VOWELS for phone in phones) <= 1
            assert phones
            assert stress in {0, 1, 2}


@given(st.lists(st.sampled_from(["S", "T", "R", "NG", "K", "AA1", "IY0"]), min_size=1))
def test_splitting_loses_no_phone(phones: list[str]) -> None:
    syllables = split(tuple(phones))
    joined = [phone for bare, _ in syllables for phone in bare]

    assert joined == [phone.rstrip("012") for phone in phones]
