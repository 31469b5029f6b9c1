from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any, get_args

import pytest

from partita import limits
from partita.manifest.schema import schema
from partita.manifest.values import Adherence, Strength
from tests.manifest.editor import LanguageServer, tombi
from tests.manifest.projects import LANTERN, load_text
from tests.manifest.test_diagnose import MISTAKES
from tests.patience import PATIENCE_S

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_UNFINISHED = """\
#:schema ./music.schema.json
[songs.a]
prompt = "x"

[edits.b]
kind = "loop"
source = "a"

"""


def write_schema(root: Path) -> None:
    (root / "music.schema.json").write_text(json.dumps(schema()), "utf-8")


def linted(root: Path, text: str) -> subprocess.CompletedProcess[str]:
    write_schema(root)
    (root / "music.toml").write_text(text, "utf-8")
    return subprocess.run(
        [tombi(), "lint", "--offline", "--error-on-warnings", "music.toml"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_S,
    )


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LanguageServer]:
    write_schema(tmp_path)
    (tmp_path / "music.toml").write_text(_UNFINISHED, "utf-8")
    server = LanguageServer(tmp_path)
    server.open(tmp_path / "music.toml")
    yield server
    server.close()


def test_completion_offers_the_fields_of_the_edit_s_kind(
    server: LanguageServer, tmp_path: Path
) -> None:
    server.diagnostics(tmp_path / "music.toml")  # answered once the file is read
    labels = server.labels(tmp_path / "music.toml", line=7, character=0)

    assert {"glue", "range", "section", "nth", "tags", "seed"} <= set(labels)
    assert not {"replace", "keep", "before", "chunks", "prompt"} & set(labels)


def test_an_unfinished_edit_is_marked_by_what_it_lacks(
    server: LanguageServer, tmp_path: Path
) -> None:
    found = server.diagnostics(tmp_path / "music.toml")

    assert [each["message"] for each in found] == ['"glue" is required']


def test_a_misspelt_key_is_marked_in_its_line(tmp_path: Path) -> None:
    write_schema(tmp_path)
    path = tmp_path / "music.toml"
    path.write_text(_UNFINISHED + 'gleu = { duration = "3s" }\n', "utf-8")
    server = LanguageServer(tmp_path)
    server.open(path)
    found = server.diagnostics(path)
    server.close()

    marked = {each["message"]: each["range"]["start"]["line"] for each in found}
    assert marked['"gleu" is not allowed'] == 8


def test_tombi_accepts_every_feature(tmp_path: Path) -> None:
    result = linted(tmp_path, LANTERN)

    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize(
    "mistake",
    [
        "typo in a field",
        "typo in a kind",
        "typo in a format",
        "number in quotes",
        "both prompt and chunks",
        "neither prompt nor chunks",
        "field of another kind of edit",
        "missing field",
        "duration without unit",
        "seed beyond the API's",
        "name with a space",
    ],
)
def test_tombi_refuses_what_the_loader_refuses(tmp_path: Path, mistake: str) -> None:
    text = MISTAKES[mistake][0]

    result = linted(tmp_path, f"#:schema ./music.schema.json\n{text}\n")

    assert result.returncode != 0
    assert load_text(tmp_path, text).manifest is None


def _tables(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value:
        if isinstance(each, dict | list):
            yield from _tables(each)


def test_every_field_has_a_title_and_a_description() -> None:
    for definition in schema()["$defs"].values():
        assert definition["title"]
        assert definition["description"]
        for name, each in definition["properties"].items():
            assert each["description"], name
            assert "title" in each or "$ref" in each, name


def test_every_table_refuses_unknown_fields_and_nothing_is_null() -> None:
    for table in _tables(schema()):
        if "properties" in table and table.get("type") == "object":
            assert table["additionalProperties"] is False
        assert table.get("type") != "null"
        assert not ("default" in table and table["default"] is None)


def test_limits_come_from_the_table_of_limits() -> None:
    definitions = schema()["$defs"]
    prompt = definitions["PromptSong"]["properties"]["prompt"]
    seed = definitions["PromptSong"]["properties"]["seed"]
    chunks = definitions["ChunksSong"]["properties"]["chunks"]

    assert prompt["maxLength"] == limits.PROMPT.maximum
    assert seed["maximum"] == limits.SEED.maximum
    assert chunks["maxItems"] == limits.CHUNKS.maximum


def test_choices_are_the_api_s() -> None:
    assert get_args(Adherence) == limits.CONTEXT_ADHERENCE
    assert get_args(Strength) == limits.CONDITION_STRENGTH


def test_every_reference_inside_the_schema_leads_somewhere() -> None:
    whole = schema()
    names = {
        each["$ref"].rpartition("/")[2] for each in _tables(whole) if "$ref" in each
    }

    assert names <= set(whole["$defs"])
