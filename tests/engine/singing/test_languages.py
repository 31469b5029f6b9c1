from __future__ import annotations

import pytest

from partita.engine.singing.languages import NAMES, guess, name_of, score


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("Je marche dans la nuit sans toi", "fr"),
        ("Mi corazón te busca por la calle", "es-419"),
        ("Ich gehe durch die Nacht mit dir", "de"),
        ("Questa notte è solo per te", "it"),
        ("Meu coração não sabe esperar", "pt-br"),
        ("Sakura no hana ga yoru ni", "ja"),
        ("さくらの花が", "ja"),
        ("桜の花", "ja"),
        ("Привет солнце", "ru"),
        ("Привіт сонце її", "uk"),
        ("Καλημέρα ήλιε", "el"),
        ("Walking home in the rain with you", "en"),
        ("Baby mi amor come on and stay with me now", "en"),
        ("Elbereth Gilthoniel", ""),
        ("Noche", ""),
    ],
)
def test_a_language_is_known_by_its_little_words_and_letters(
    line: str, language: str
) -> None:
    assert guess(line.split()) == language


def test_a_word_said_again_says_no_more() -> None:
    assert score(["je", "je", "Je"], "fr") == 1


def test_every_language_has_a_name() -> None:
    assert name_of("fr") == "French"
    assert {name_of(code).lower() for code in NAMES.values()} <= set(NAMES)
