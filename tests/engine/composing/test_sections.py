"""What section names mean, in the languages that authors name them in."""

from __future__ import annotations

import pytest

from partita.engine.composing.sections import identity_of, kind_of

_SAID = {
    "verse": "Strophe|Strofa 2|Verso 1|Couplet|Vers 2|Куплет 1|Aメロ|主歌1|1절|Verse2",
    "prechorus": "Pre-Hook|Pre-Estribillo|Pré-Refrão|Vorrefrain|Bメロ|导歌|프리코러스",
    "chorus": "Coro|Estribillo|Refrão|Ritornello|Refrain 2|Refräng|Припев|サビ2|副歌",
    "bridge": "Puente|Ponte|Brücke|Pont|Köprü|Cメロ|桥段|브리지",
    "interlude": "Zwischenspiel|Intermezzo|Interlúdio|間奏|간주",
    "intro": "Einleitung|Introducción|Introduction|イントロ|前奏|인트로",
    "outro": "Schluss|Cierre|Fin|Final|アウトロ|尾奏|아웃트로",
}


@pytest.mark.parametrize("kind", _SAID)
def test_a_name_in_another_language_means_what_it_says(kind: str) -> None:
    assert {kind_of(name).name for name in _SAID[kind].split("|")} == {kind}


def test_a_name_inside_another_word_means_nothing() -> None:
    names = ("Universe", "Trapped", "Traverse", "Corona", "Versatile")

    assert {kind_of(name).name for name in names} == {"body"}


def test_sections_of_one_kind_share_their_tune_in_any_language() -> None:
    assert identity_of("Coro 2") == identity_of("コーラス") == identity_of("Chorus")


def test_a_name_means_the_same_however_its_letters_are_made() -> None:
    assert kind_of("Refra\u0303o").name == kind_of("Refr\u00e3o").name == "chorus"
    assert kind_of("\uff21メロ").name == kind_of("Aメロ").name == "verse"
