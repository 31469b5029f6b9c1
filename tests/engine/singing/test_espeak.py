from __future__ import annotations

import pytest

from partita.engine.singing.espeak import found, require, spoken
from partita.engine.singing.lyrics import syllabify
from partita.errors import PartitaError
from tests.engine.singing.espeak_here import needs_espeak


def _sung(line: str, language: str) -> str:
    return " ".join(
        ".".join(" ".join(phones) for phones, _ in word.syllables)
        for word in syllabify(line, language)
    )


@needs_espeak
def test_what_is_installed_has_a_version_and_its_tables() -> None:
    here = found()

    assert here
    assert here.version.startswith("espeak-ng 1.")
    assert here.table.is_file()


@needs_espeak
@pytest.mark.parametrize(
    ("line", "language", "sung"),
    [
        ("la nuit", "fr", "L A N WY IY"),
        ("mi perro", "es-419", "M IY PP E.RR O"),
        ("die Nacht", "de", "D IY N A X T"),
        ("che sogno", "it", "KK E S O N.Y O"),
        ("sakura", "ja", "S A.KK U.RT A"),
        ("さくら", "ja", "S A.KK IX.RT A"),
    ],
)
def test_words_of_other_languages_are_sung_as_they_are_said(
    line: str, language: str, sung: str
) -> None:
    assert _sung(line, language) == sung


@needs_espeak
def test_an_english_line_in_a_french_song_stays_english() -> None:
    assert _sung("you and me in the rain", "fr") == _sung("you and me in the rain", "")


@needs_espeak
def test_a_sign_that_espeak_only_names_is_sung_all_the_same() -> None:
    assert _sung("桜", "ja") == "L AA"


@needs_espeak
def test_a_language_that_espeak_does_not_have_is_sung_by_its_vowels() -> None:
    assert spoken("xx", ("bla",)) is None
    assert _sung("bla", "xx") == "B L AA"


@needs_espeak
def test_another_version_than_the_wanted_one_is_refused() -> None:
    with pytest.raises(PartitaError, match="is wanted"):
        require("espeak-ng 0.1")
