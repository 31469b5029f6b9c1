"""A build that has nothing to do says so when `plan` does, and only then."""

from __future__ import annotations

from pathlib import Path

import pytest

from partita.build.outlook import look_ahead
from partita.start import nothing_to_do
from partita.store.journal import Intent
from tests.build.paid import THEME, Paid


@pytest.fixture
def paid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Paid:
    project = Paid(tmp_path)
    project.write(THEME)
    assert project.build()
    assert project.build()
    monkeypatch.chdir(tmp_path)
    return project


def test_a_finished_project_has_nothing_to_do(paid: Paid) -> None:
    assert nothing_to_do() == "nothing to do: 1 target up to date"
    assert not look_ahead(paid.folder).work


def test_lost_records_are_made_again_as_the_plan_says(paid: Paid) -> None:
    (paid.folder / ".partita/state.jsonl").unlink()

    assert nothing_to_do() is None
    assert look_ahead(paid.folder).work
    assert paid.build()
    assert nothing_to_do() is not None
    assert not look_ahead(paid.folder).work


@pytest.mark.parametrize("has_journal", [True, False])
def test_an_open_request_is_asked_about(paid: Paid, *, has_journal: bool) -> None:
    """As when asking for one more take was cut off, here or in a clone."""
    if not has_journal:
        (paid.folder / ".partita/journal.jsonl").unlink()
        assert paid.build()
        assert nothing_to_do() is not None
    request = paid.pins()["theme"].request
    paid.yard().journal.intend(
        Intent(
            id="one",
            at="2026-11-20T13:05:11Z",
            target="theme",
            request=request,
            operation="compose",
            provider="elevenlabs",
            model_id="music_v2",
            made_ms=12_000,
            kept_ms=0,
        )
    )

    assert nothing_to_do() is None
    assert look_ahead(paid.folder).asks == {"theme"}
