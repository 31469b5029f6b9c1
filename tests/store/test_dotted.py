import tomllib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partita.store.dotted import Disputed, Table, either, lines, read

VALUES = st.one_of(
    st.text(), st.integers(-(2**63), 2**63 - 1), st.booleans(), st.lists(st.text())
)
TABLES = st.recursive(
    st.dictionaries(st.text(), VALUES, min_size=1),
    lambda inner: st.dictionaries(st.text(), st.one_of(VALUES, inner), min_size=1),
    max_leaves=12,
)


@settings(max_examples=40)
@given(TABLES)
def test_any_table_is_toml_and_comes_back(table: Table) -> None:
    text = "".join(lines(table))

    assert read(text) == table
    assert tomllib.loads(text) == table


@settings(max_examples=40)
@given(TABLES, st.randoms())
def test_the_order_of_lines_does_not_matter(table: Table, chance: Any) -> None:
    shuffled = list(lines(table))
    chance.shuffle(shuffled)

    assert read("# a comment\n".join(shuffled)) == table


def test_a_name_that_looks_like_the_rest_of_a_line_is_quoted() -> None:
    (line,) = lines({"targets": {'a.b = "c"': {"take": 1}}})

    assert line == 'targets."a.b = \\"c\\"".take = 1\n'
    assert read(line) == {"targets": {'a.b = "c"': {"take": 1}}}


def test_a_key_with_two_values_is_disputed() -> None:
    text = "a.take = 1\na.take = 2\na.take = 1\na.rate_hz = 3\na.rate_hz = 3\n"

    table = read(text)["a"]

    assert table == {"take": Disputed((1, 2)), "rate_hz": 3}
    assert isinstance(table["take"], Disputed)


def test_disputed_values_stay_each_once() -> None:
    assert either(Disputed((1, 2)), 2, 3) == Disputed((1, 2, 3))
    assert either([1], [1]) == [1]


@pytest.mark.parametrize(
    "text",
    [
        "[targets.a]\n",
        "take\n",
        "take = one\n",
        '"take = 1\n',
        'a."b"c = 1\n',
        'a."b"\n',
        'a."b".\n',
        "a = 1\na.b = 2\n",
        "a.b = 2\na = 1\n",
    ],
)
def test_a_line_that_does_not_stand_for_itself_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - of json, too
        read(text)
