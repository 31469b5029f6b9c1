from __future__ import annotations

import subprocess
import sys
from importlib.resources import files

from hypothesis import given
from hypothesis import strategies as st

from partita.engine.singing.dictionary import lookup


def test_the_first_and_the_last_word_are_found() -> None:
    assert lookup("'bout") == ("B", "AW1", "T")
    assert lookup("zywicki") == ("Z", "IH0", "W", "IH1", "K", "IY0")


def test_a_word_that_is_not_listed_is_none() -> None:
    assert lookup("zorblax") is None
    assert lookup("") is None
    assert lookup("naïve") is None


def test_the_dictionary_comes_with_its_notice() -> None:
    folder = files("partita.engine.singing") / "data"
    notice = (folder / "cmudict.NOTICE").read_text("utf-8")

    assert "Carnegie Mellon University" in notice
    assert "Redistributions in binary form" in notice


@given(st.text(max_size=12))
def test_any_text_can_be_looked_up(text: str) -> None:
    assert lookup(text) is None or text.isascii()


def test_words_are_found_without_numpy() -> None:
    code = (
        "import sys; from partita.engine.singing.lyrics import syllabify;"
        "syllabify('river');"
        "sys.exit('numpy' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
