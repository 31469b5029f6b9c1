from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from partita.manifest.template import template
from tests.manifest.projects import load_text
from tests.manifest.test_schema import linted

if TYPE_CHECKING:
    from pathlib import Path


def test_the_first_project_is_right(tmp_path: Path) -> None:
    loaded = load_text(tmp_path, template("first"))

    assert loaded.diagnostics == ()
    assert loaded.manifest is not None
    assert set(loaded.manifest.songs) == {"harbour", "menu"}
    assert set(loaded.manifest.edits) == {"harbour-finale"}


def test_the_first_project_pleases_tombi(tmp_path: Path) -> None:
    result = linted(tmp_path, template("first"))

    assert result.returncode == 0, result.stderr


def test_the_first_line_names_the_schema() -> None:
    assert template("x").startswith("#:schema ./music.schema.json\n")


@pytest.mark.parametrize("name", ['a "b" \\ c', "étude 🎵", "NAME", "tab\tbell\x07"])
def test_any_folder_can_name_the_project(tmp_path: Path, name: str) -> None:
    manifest = load_text(tmp_path, template(name)).manifest

    assert manifest is not None
    assert manifest.name == name.replace("\t", " ").replace("\x07", " ")
