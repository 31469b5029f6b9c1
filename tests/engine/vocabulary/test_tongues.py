from __future__ import annotations

import pytest

from partita.engine.vocabulary.reading import read_styles
from partita.engine.vocabulary.tongues import named_language


@pytest.mark.parametrize(
    ("style", "language", "left"),
    [
        ("sung in French", "fr", "sung"),
        ("Spanish vocals", "es-419", "vocals"),
        ("soft Japanese female voice", "ja", "soft female voice"),
        ("French-language singing", "fr", "singing"),
        ("vocals in German, close", "de", "vocals, close"),
        ("in Italian", "it", ""),
        ("Spanish guitar", "", "Spanish guitar"),
        ("in Japanese style", "", "in Japanese style"),
    ],
)
def test_a_style_may_name_the_language_of_the_voice(
    style: str, language: str, left: str
) -> None:
    assert named_language(style) == (language, left)


def test_a_language_for_the_voice_is_no_flavour_of_the_band() -> None:
    assert read_styles(["Spanish vocals"]).genres == []
    assert read_styles(["Spanish guitar"]).genres != []


def test_a_language_alone_is_a_known_style() -> None:
    assert read_styles(["in Polish"]).unknown == []
