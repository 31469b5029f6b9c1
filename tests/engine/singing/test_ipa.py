# ruff: noqa: RUF001  # phonetic signs look like letters

from __future__ import annotations

import pytest

from partita.engine.singing.formants import PHONES
from partita.engine.singing.ipa import _CONSONANTS, _NASALS, _VOWELS, is_read, phones_of


@pytest.mark.parametrize(
    ("spoken", "language", "phones"),
    [
        ("b_ɔ̃_ʒ_ˈu_ʁ", "fr", "B ON0 ZH U1 RU"),
        ("n_y_ˈi", "fr", "N WY IY1"),
        ("l_y_n", "fr", "L UE0 N"),
        ("p_ˈe_r_o", "es-419", "PP E1 RR O0"),
        ("p_ˈe_ɾ_o", "es-419", "PP E1 RT O0"),
        ("n_ˈa_x_t", "de", "N A1 X T"),
        ("_ɪ_ç", "de", "IH0 C"),
        ("l_ˈaɪ_z_ə", "de", "L AY1 Z AX0"),
        ("n_ˈɐ̃ʊ̃", "pt-br", "N AHN1 W"),
        ("m_ˈeʊ", "pt-br", "M E1 W"),
        ("s_ˈo_ɲ_o", "it", "S O1 N Y O0"),
        ("kʲ_ˈo̞_ɯᵝ", "ja", "KK Y O1 IX0"),
        ("tʃ_ˈa_o", "it", "CH A1 O0"),
        ("(en)_w_iː_k_ˈɛ_n_d_(fr)", "fr", "W IY0 KK EH1 N D"),
    ],
)
def test_signs_become_the_nearest_phones(
    spoken: str, language: str, phones: str
) -> None:
    assert " ".join(phones_of(spoken, language)) == phones


def test_all_that_signs_become_can_be_sung() -> None:
    for signs in (*_CONSONANTS, *_VOWELS, *(f"{each}\u0303" for each in _NASALS)):
        sung = {each.rstrip("012") for each in phones_of(signs, "fr")}

        assert sung
        assert sung <= set(PHONES)


def test_a_sign_that_is_only_named_in_english_is_not_read() -> None:
    assert not is_read("(en)_tʃ_ˈaɪ_n_iː_z_(ja)_l_ˈe̞_t_ə", "桜")
    assert is_read("(en)_w_iː_k_ˈɛ_n_d_(fr)", "weekend")
