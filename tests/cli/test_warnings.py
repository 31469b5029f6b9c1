"""Advice is given once in full, until what it is about changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from partita.build.events import Noticed
from tests.build.paid import HEAD, THEME, Paid
from tests.cli.keyless import run

#: Few styles are asked for, and nobody switched the advice off.
WARNED = HEAD.replace("few-styles = false", "") + THEME
ADVICE = "asks for no styles"


@pytest.fixture
def paid(tmp_path: Path) -> Paid:
    (tmp_path / "music.toml").write_text(WARNED)
    return Paid(tmp_path)


def told(paid: Paid) -> int:
    """Build, and return how many warnings that told."""
    paid.events.clear()
    assert paid.build()
    return sum(isinstance(e, Noticed) and bool(e.diagnostic) for e in paid.events)


def test_a_build_warns_when_something_changed(paid: Paid) -> None:
    assert [told(paid), told(paid)] == [1, 0]

    (paid.folder / "music.toml").write_text(WARNED + "\n# another line\n")

    assert [told(paid), told(paid)] == [1, 0]


@pytest.mark.parametrize("command", ["plan", "status"])
def test_who_looks_is_told_in_full_until_a_build_has_told(
    paid: Paid, command: str
) -> None:
    first, second = (run(paid, command).stderr for _ in range(2))
    assert ADVICE in first
    assert first == second

    paid.build()

    said = run(paid, command).stderr
    assert said == "1 warning as before; `partita doctor` shows what they are\n"


def test_a_doctor_always_tells(paid: Paid) -> None:
    paid.build()
    said = run(paid, "doctor").stdout

    assert "note   warning        music.toml:" in said
    assert ADVICE in said
