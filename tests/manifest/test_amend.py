from __future__ import annotations

import json
import tomllib
from random import Random
from typing import TYPE_CHECKING

import pytest

from partita.manifest.amend import amended

if TYPE_CHECKING:
    from partita.errors import ValuePath
    from partita.manifest.amend import Words

_TOML = '''\
# über the theme
[songs.theme]   # kept
prompt = 'é: a "slow" bed'  # kept too
[[songs.theme.chunks]]
text = """
[Verse]
  one\\ttwo
"""
positive_styles = [
  "warm",   # first
  "bright", # second
  "slow",
]
negative_styles = ["loud", "fast", "thin"]
'''

_CHUNK: ValuePath = ("songs", "theme", "chunks", 0)


def changed_lines(changes: dict[ValuePath, Words], text: str = _TOML) -> list[str]:
    """Return the lines of a changed text that the old one has not."""
    new = amended(text, "music.toml", changes)
    return [line for line in new.splitlines() if line not in text.splitlines()]


def test_a_string_is_changed_and_its_quotes_stay() -> None:
    path = ("songs", "theme", "prompt")

    assert changed_lines({path: "ä slow bed"}) == ["prompt = 'ä slow bed'  # kept too"]
    assert changed_lines({path: "it's"}) == ['prompt = "it\'s"  # kept too']


def test_a_text_of_several_lines_stays_one() -> None:
    text = "[Verse]\n  one\ttwo\nthree \\ four\n"

    assert changed_lines({(*_CHUNK, "text"): text}) == ["  one\ttwo", "three \\\\ four"]


@pytest.mark.parametrize(
    "words",
    ['say """ it', 'ends in "', "\nfirst", "bell \x07", "\u202eback", "\U0001f511"],
)
@pytest.mark.parametrize("quotes", ['"', '"""', "'''", "'"])
def test_any_words_are_written_so_that_they_are_read_again(
    words: str, quotes: str
) -> None:
    text = f"a = {quotes}old{quotes} # b\n"
    new = amended(text, "x.toml", {("a",): words})

    assert tomllib.loads(new) == {"a": words}
    assert new.endswith(" # b\n")


def test_an_element_of_a_list_is_changed_alone() -> None:
    styles = ("warm", "dark", "slow")

    changes: dict[ValuePath, Words] = {(*_CHUNK, "positive_styles"): styles}
    assert changed_lines(changes) == ['  "dark", # second']


@pytest.mark.parametrize("count", range(4))
def test_elements_that_go_take_their_lines_along(count: int) -> None:
    styles = ("warm", "bright", "slow")[count:]
    new = amended(_TOML, "x.toml", {(*_CHUNK, "positive_styles"): styles})

    chunk = tomllib.loads(new)["songs"]["theme"]["chunks"][0]
    assert chunk["positive_styles"] == list(styles)
    assert ("# second" in new) is (count < 2)
    assert "# kept too" in new


@pytest.mark.parametrize(
    ("styles", "written"),
    [
        (("fast", "thin"), '["fast", "thin"]'),
        (("loud", "thin"), '["loud", "thin"]'),
        (("loud",), '["loud"]'),
        ((), "[]"),
        (("a", "loud", "fast", "thin"), '["a", "loud", "fast", "thin"]'),
        (("loud", "a", "b", "fast", "thin"), '["loud", "a", "b", "fast", "thin"]'),
        (("quiet", "thin"), '["quiet", "thin"]'),
    ],
)
def test_elements_come_and_go_on_one_line(
    styles: tuple[str, ...], written: str
) -> None:
    changes: dict[ValuePath, Words] = {(*_CHUNK, "negative_styles"): styles}

    assert changed_lines(changes) == [f"negative_styles = {written}"]


def test_a_comment_about_what_stays_stays() -> None:
    text = 'a = [ "b", # about b\n  "c" ]\n'

    assert amended(text, "x.toml", {("a",): ("b",)}) == 'a = [ "b", # about b\n   ]\n'


def test_a_new_element_stands_on_a_line_of_its_own_among_such() -> None:
    styles = ("warm", "bright", "slow", "new")
    changes: dict[ValuePath, Words] = {(*_CHUNK, "positive_styles"): styles}

    assert changed_lines(changes) == ['  "new",']


def _layout(words: list[str], chance: Random) -> str:
    """Write a list on one line or several, with commas and comments as people do."""
    if not words:
        return chance.choice(["[]", "[ ]", "[ # none\n]"])
    around, end = chance.choice([(" ", ""), ("\n  ", ","), ("\n", "")])
    comments = ["", "", " # a, [b]", "\n # c"] if "\n" in around else [""]
    quoted = [json.dumps(each) for each in words]
    lines = [f"{each}," + chance.choice(comments) for each in quoted[:-1]]
    return f"[{around}{around.join([*lines, quoted[-1]])}{end}{around}]"


def test_any_list_in_any_layout_becomes_any_other() -> None:
    """What comes out is read again and compared by `amended` itself."""
    chance, known = Random(7), ["a", 'b "c"', "d, e", "# f", "]", ""]
    for _ in range(400):
        old = chance.choices(known, k=chance.randrange(5))
        new = [each for each in old if chance.random() < 0.6]
        new[chance.randrange(2) :] += chance.choices(known, k=chance.randrange(3))
        text = f"l = {_layout(old, chance)} # after\n"

        written = amended(text, "x.toml", {("l",): tuple(new)})
        assert tomllib.loads(written) == {"l": new}
        assert written.endswith(" # after\n")


@pytest.mark.parametrize("styles", [("a",), ("b", "ü\u202e"), (), ("x", "a", "b", "c")])
def test_a_plan_of_the_api_stays_json(styles: tuple[str, ...]) -> None:
    text = '{"chunks": [\n  {"positive_styles": [\n    "a",\n    "b"\n  ], "n": 1}\n]}'
    path: ValuePath = ("chunks", 0, "positive_styles")

    new = amended(text, "plan.json", {path: styles})
    assert json.loads(new)["chunks"][0] == {"positive_styles": list(styles), "n": 1}


def test_line_ends_and_a_byte_order_mark_stay() -> None:
    text = "\ufeff" + _TOML.replace("\n", "\r\n")
    changes: dict[ValuePath, Words] = {
        (*_CHUNK, "text"): "[Verse]\none\ntwo\n",
        (*_CHUNK, "positive_styles"): ("warm", "slow", "new"),
    }
    new = amended(text, "x.toml", changes)

    assert new.startswith("\ufeff# über")
    assert new.count("\r\n") == new.count("\n") == text.count("\n") + 1


def test_lines_that_end_in_two_ways_stay_so() -> None:
    text = 'a = "b"\r\nc = 1\nd = 2\r\n'

    assert amended(text, "x.toml", {("a",): "e"}) == text.replace('"b"', '"e"')


def test_what_is_not_written_is_not_changed() -> None:
    with pytest.raises(ValueError, match="nothing is written"):
        amended(_TOML, "x.toml", {(*_CHUNK, "lines"): ("a",)})
