"""What two branches say of one song, without git: see `test_merges` for the rest."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from partita.store import lockfile
from partita.store.joined import merged
from partita.store.lockfile import Pin
from partita.store.take import Take

LOCAL = Pin("a" * 64, "b" * 64, "local", 44_100, 441_000)


def take(number: int, name: str, made: str = "12:00:00", **said: object) -> Take:
    about = {"details": "d", "size": 9, "format": "pcm_48000", "duration_ms": 1_000}
    about |= {"request": "r", "received": name, "made": f"2026-11-20T{made}Z"}
    return Take(take=number, **(about | said))  # type: ignore[arg-type]


def pin(number: int, *takes: Take) -> Pin:
    meant = next(each for each in takes if each.take == number)
    by = Pin(meant.received, meant.request, "elevenlabs", 48_000, 9, number)
    return replace(by, takes=takes)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / lockfile.NAME


def union(path: Path, *sides: Pin) -> Pin | None:
    """Read what a union of some sides' lines says of a song."""
    path.write_text("".join(lockfile.text({"theme": each}) for each in sides))
    return lockfile.read(path).get("theme")


def test_takes_of_both_sides_are_numbered_in_the_order_of_their_making(
    path: Path,
) -> None:
    first, early, late = (
        take(1, "a"),
        take(2, "b", "13:00:00"),
        take(2, "c", "14:00:00"),
    )

    for sides in ((early, late), (late, early)):
        found = union(path, *(pin(2, first, side) for side in sides))

        assert found is not None
        assert found.takes == (first, early, replace(late, take=3))


def test_a_parent_follows_the_take_that_got_another_number(path: Path) -> None:
    first, early, late = (
        take(1, "a"),
        take(2, "b", "13:00:00"),
        take(2, "c", "14:00:00"),
    )
    child = take(3, "d", "15:00:00", parent=2)

    found = union(path, pin(2, first, early), pin(3, first, late, child))

    assert found is not None
    assert found.takes[2:] == (
        replace(child, parent=4),
        replace(late, take=4),
    )


def test_a_take_that_both_sides_have_stays_one_take(path: Path) -> None:
    first, bought = take(1, "a"), take(2, "b", "13:00:00")

    found = union(path, pin(2, first, bought), pin(1, first, replace(bought, take=5)))

    assert found is not None
    assert found.takes == (first, replace(bought, take=5))


def test_what_both_sides_say_of_a_take_is_said(path: Path) -> None:
    ours = take(1, "a", note="too fast", stands_for=("x",), credits=5)
    theirs = take(1, "a", note="lovely", stands_for=("y",), rejected=True)

    found = union(path, pin(1, ours), pin(1, theirs))

    assert found is not None
    assert found.takes == (
        replace(ours, note="too fast / lovely", stands_for=("x", "y"), rejected=True),
    )


def test_a_pin_of_the_embedded_engine_that_both_sides_changed_is_made_anew(
    path: Path,
) -> None:
    assert union(path, LOCAL, replace(LOCAL, audio="c" * 64)) is None


def test_a_paid_pin_stands_against_one_of_the_embedded_engine(path: Path) -> None:
    found = union(path, pin(1, take(1, "a")), LOCAL)

    assert found == Pin(request="r", take=1, takes=(take(1, "a"),))


def test_takes_that_both_sides_pinned_are_rivals_until_somebody_chose(
    path: Path,
) -> None:
    both = take(1, "a"), take(2, "b", "13:00:00")

    found = union(path, pin(1, *both), pin(2, *both))

    assert found == Pin(rivals=(1, 2), takes=both)
    assert union(path, found) == found


def test_drafts_of_both_sides_stay(path: Path) -> None:
    ours, theirs = (replace(pin(1, take(1, "a")), drafts={key: "{}"}) for key in "xy")

    found = union(path, ours, theirs)

    assert found == replace(ours, drafts={"x": "{}", "y": "{}"})


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "result"),
    [
        ({"a": 1}, {"a": 2}, {"a": 1, "b": 3}, {"a": 2, "b": 3}),
        (
            {"a": {"b": 1, "c": 1}},
            {"a": {"b": 1}},
            {"a": {"b": 2, "c": 1}},
            {"a": {"b": 2}},
        ),
        ({"a": 1}, {}, {"a": 1}, {}),
        ({"a": 1}, {}, {"a": 2}, {"a": 2}),
        ({}, {"a": 1}, {"a": 2}, {"a": (1, 2)}),
    ],
)
def test_what_one_side_changed_is_kept(
    base: object, ours: object, theirs: object, result: object
) -> None:
    assert merged(base, ours, theirs) == result
