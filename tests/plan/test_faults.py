from __future__ import annotations

from partita.plan.faults import in_backticks, known_names_hint, nearest, warning


def test_the_nearest_name_is_found_whatever_its_case_and_brackets() -> None:
    assert nearest("[CHORSU]", ["Verse", "Chorus"]) == "Chorus"


def test_a_name_like_none_has_no_nearest() -> None:
    assert nearest("xylophone", ["Verse"]) is None
    assert known_names_hint("xylophone", ["Verse"], "there is") == "there is `Verse`"


def test_names_are_listed_once_each() -> None:
    assert in_backticks(["a", "b", "a"]) == "`a`, `b`"


def test_a_long_list_is_cut() -> None:
    listed = in_backticks(str(number) for number in range(1000))

    assert listed.startswith("`0`, `1`")
    assert listed.endswith("`19` and 980 more")


def test_a_warning_stops_nothing() -> None:
    assert warning("few-styles", "few", None).severity == "warning"
