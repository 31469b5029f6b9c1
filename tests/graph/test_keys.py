from hypothesis import given
from hypothesis import strategies as st

from partita.digest import canonical
from partita.graph.actions import Action, Kind
from partita.graph.keys import Change, action_key, changes, explain

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=8,
)
specs = st.dictionaries(st.text(max_size=6), plain, max_size=4)
values = st.dictionaries(st.text(max_size=6), st.text(max_size=6), max_size=3)


@given(specs, specs, values, values)
def test_two_actions_share_a_key_exactly_when_they_share_an_explanation(
    spec: dict[str, object],
    other_spec: dict[str, object],
    given_values: dict[str, str],
    other_values: dict[str, str],
) -> None:
    one = explain(Action(Kind.SCORE, "score:a", "a", spec), given_values)
    other = explain(Action(Kind.SCORE, "score:b", "b", other_spec), other_values)

    same = canonical(one) == canonical(other)
    assert (action_key(one) == action_key(other)) == same


def test_the_name_of_an_action_is_no_part_of_its_key() -> None:
    one = Action(Kind.RENDER, "render:dawn/1", "dawn", {"engine": 1})
    other = Action(Kind.RENDER, "render:dusk/9", "dusk", {"engine": 1})

    assert action_key(explain(one, {})) == action_key(explain(other, {}))


def test_kinds_with_the_same_spec_have_keys_of_their_own() -> None:
    one = Action(Kind.RENDER, "a", "a", {"engine": 1})
    other = Action(Kind.MASTER, "a", "a", {"engine": 1})

    assert action_key(explain(one, {})) != action_key(explain(other, {}))


def test_a_changed_style_is_named_with_its_place_old_and_new() -> None:
    old = {"plan": {"chunks": [{"positive_styles": ["slow", "warm"]}]}}
    new = {"plan": {"chunks": [{"positive_styles": ["slow", "cold"]}]}}

    (change,) = changes(old, new)

    assert str(change) == "plan.chunks[0].positive_styles[1]: `warm` -> `cold`"


def test_of_many_lines_those_that_changed_are_told() -> None:
    lines = "[Verse]\n" + "The trams are sleeping in a row\n" * 3
    change = Change("text", lines + "Ring the bell", lines + "Ring a bell")

    assert str(change) == "text: `Ring the bell` -> `Ring a bell`"


def test_a_changed_text_of_several_lines_is_told_on_one() -> None:
    (change,) = changes({"text": "[Verse]\nDusk"}, {"text": "[Bridge]\nDawn"})

    assert str(change) == r"text: `[Verse]\nDusk` -> `[Bridge]\nDawn`"


def test_an_inserted_style_is_one_change_and_not_a_shift_of_all() -> None:
    assert changes({"s": ["a", "b"]}, {"s": ["a", "x", "b"]}) == [
        Change("s[1]", None, "x")
    ]


def test_a_removed_chunk_is_one_change() -> None:
    assert changes({"s": ["a", "x", "b"]}, {"s": ["a", "b"]}) == [
        Change("s[1]", "x", None)
    ]


# None stands for an absent field, so it has no part in this.
held = st.recursive(
    st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(held, held)
def test_there_are_changes_exactly_when_values_differ(old: object, new: object) -> None:
    assert bool(changes(old, new)) == (old != new)


def test_other_source_audio_is_told_without_digests() -> None:
    (change,) = changes({"input source/0": "a" * 64}, {"input source/0": "b" * 64})

    assert str(change) == "what it is made from came out different (source/0)"
