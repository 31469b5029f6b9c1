from __future__ import annotations

import pytest

from partita.plan.chunks import Section, SectionPlan
from partita.server.known_names import (
    names_artist,
    plan_without_names,
    texts_of,
    without_names,
)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("in the style of Taylor Swift, slow", "slow"),
        ("drums like daft punk", "drums"),
        ("Hans Zimmer's horns", "horns"),
        ("a beatles mood", "a beatles mood"),
        ("one\nPink Floyd\ntwo", "one\n\ntwo"),
        ("Ed Sheeran", ""),
    ],
)
def test_a_name_goes_with_the_words_that_led_to_it(text: str, left: str) -> None:
    assert without_names(text) == left
    assert not names_artist(left)


def test_no_text_of_a_plan_is_overlooked() -> None:
    name = "Ed Sheeran"
    section = Section(name, 3000, (name,), (name,), (name,))
    plan = SectionPlan((name,), (name,), (section,))

    assert len(texts_of(plan)) == 6
    assert not any(map(names_artist, texts_of(plan_without_names(plan))))
