from __future__ import annotations

import pytest

from partita.plan.syllables import count_syllables, sung_syllables


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("the moon is rising", 5),
        ("walked", 1),
        ("wanted", 2),
        ("places", 2),
        ("times", 1),
        ("little", 2),
        ("don't stop believing", 5),
        ("corazón", 3),
        ("歌をうたう", 5),
        ("きょう", 2),
        ("サッカー", 2),
        ("사랑해", 3),
        ("люблю", 2),
        ("नमस्ते", 2),
        ("42", 2),
        ("", 0),
        ("- … -", 0),
        ("hmm", 1),
    ],
)
def test_syllables_are_estimated_from_spelling(line: str, count: int) -> None:
    assert count_syllables(line) == count


def test_directions_and_names_are_not_sung() -> None:
    assert sung_syllables("[Verse One]\nla la\n{guitar solo}\n[Again]") == 2


def test_a_sound_takes_time_only_on_a_line_of_its_own() -> None:
    assert sung_syllables("la la (ooh ooh ooh)\n(ooh)") == 3
