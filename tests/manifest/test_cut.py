from __future__ import annotations

import random
import tomllib
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from partita.manifest.cut import parse
from tests.manifest.projects import LANTERN
from tests.manifest.test_fuzz import mutated

#: Lines that make and break TOML: headers in strings and lists, odd headers, doubles.
_LINES = (
    "[a.b]", "[a.c]", "[[a.b.x]]", "[[a.d]]", "[d]", "[[e]]", "[a]", "[ a . b ]",
    '["a".b]', "[a.'b']", "  [a.f]", "[a.g] # note", "[a.b]]", "x = 1", "y = 'it''s'",
    "b.z = 2", "a.b.q = 1", 'x = "[a.b]"', 't = """', '"""', "t = '''", "'''",
    '"""""', "m = [", "]", "  [1, 2],", "[[1]]", "n = [ [1], # ]", "i = { p = [1] }",
    "# [a.b]", 's = "\\\""', "", "w = [1, 'a]', \"b]\"]", "é = 1", "k = 'a' # \"\"\"",
)  # fmt: skip


def _whole(text: str) -> object:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return str(error)


def _cut(text: str, known: dict[str, dict[str, Any]]) -> object:
    try:
        return parse(text, known)[0]
    except tomllib.TOMLDecodeError as error:
        return str(error)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(_LINES), max_size=14))
@example(["[a.b]", 't = """', "[a.c]", '"""', "x = 1", "[a.c]", "y = 'it''s'"])
@example(["[a.b]", "[a.c]", "[a.b.x]"])
@example(["[a]", "b.z = 2", "[a.b]"])
@example(["[[a.d]]", "[a.c]", "[[a.d]]"])
@example(["[a.b]", "m = [", "[[1]]", "]", "[a.c]"])
def test_cutting_gives_what_tomllib_gives(lines: list[str]) -> None:
    text = "\n".join(lines)

    assert _cut(text, {}) == _whole(text)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_LINES), max_size=8), st.randoms(use_true_random=False))
def test_what_is_known_changes_nothing(lines: list[str], chance: random.Random) -> None:
    first = "\n".join(lines)
    chance.shuffle(lines)
    second = "\n".join(lines)
    known: dict[str, dict[str, Any]] = {}
    for text in (first, second):
        if isinstance(_whole(text), dict):
            known |= parse(text, {})[1]

    assert [_cut(text, known) for text in (first, second)] == [
        _whole(text) for text in (first, second)
    ]


def test_mutated_manifests_parse_as_with_tomllib() -> None:
    chance = random.Random(11)
    known = parse(LANTERN, {})[1]
    for _ in range(300):
        text = mutated(LANTERN.encode(), chance).decode("utf-8", "replace")
        # By their text, since no nan is equal to itself.
        assert repr(_cut(text, known)) == repr(_whole(text))


def test_tables_keep_the_order_in_which_they_are_written() -> None:
    text = "[songs.b]\nx = 1\n[edits.e]\nx = 1\n[songs.a]\nx = 1\n"

    value, _ = parse(text, {})

    assert list(value) == ["songs", "edits"]
    assert list(value["songs"]) == ["b", "a"]


def test_a_known_group_is_not_parsed_again() -> None:
    before, groups = parse("[songs.a]\nx = 1\n[songs.b]\nx = 2\n", {})
    after, _ = parse("[songs.a]\nx = 1\n[songs.b]\nx = 3\n", groups)

    assert after["songs"]["a"] is before["songs"]["a"]
    assert after["songs"]["b"] == {"x": 3}


def test_headers_inside_lyrics_are_no_borders() -> None:
    text = '[songs.a]\ntext = """\n[Chorus]\n[songs.b]\n"""\n[songs.b]\nx = 1\n'

    value, groups = parse(text, {})

    assert value == tomllib.loads(text)
    assert len(groups) == 2


@pytest.mark.parametrize("text", ["", "\n", "# nothing\n", "x = 1", "\r\n[a.b]\r\n"])
def test_small_documents_are_themselves(text: str) -> None:
    assert parse(text, {})[0] == tomllib.loads(text)
