"""What the documents show is true: manifests load, commands parse and print that."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tools.run_documents import agrees, blocks, differences, steps

from partita.cli.main import group
from partita.errors import Diagnostic
from partita.manifest.load import load
from partita.plan.check import check
from partita.plan.lower import lower
from tests.docs.pages import PAGES

if TYPE_CHECKING:
    from tools.run_documents import Block

_BLOCKS = [(page, each) for page, text in PAGES.items() for each in blocks(text)]
_TOML = [(page, each) for page, each in _BLOCKS if each.language == "toml"]
_CONSOLE = [(page, each) for page, each in _BLOCKS if each.language == "console"]
_RUN = sorted({page for page, each in _CONSOLE if "run" in each.words})


def manifest_of(page: str, block: Block) -> str:
    """Return a block's manifest, after the block that it continues, if it does."""
    named = {b.words.get("name"): b.text for p, b in _TOML if p == page}
    return named.get(block.words.get("with", "-"), "") + block.text


def errors(folder: Path, manifest: str) -> list[Diagnostic]:
    """Return what is wrong with a manifest."""
    (folder / "music.toml").write_text(manifest, "utf-8")
    loaded = load(folder / "music.toml")
    if loaded.manifest is None:
        return list(loaded.diagnostics)
    lowering = lower(loaded.manifest, lengths={}, drafts={})
    found = (*loaded.diagnostics, *lowering.diagnostics)
    found = (*found, *check(lowering, loaded.manifest))
    return [each for each in found if each.severity == "error"]


@pytest.mark.parametrize(("page", "block"), _TOML)
def test_a_manifest_in_the_documents_has_no_errors(
    page: str, block: Block, tmp_path: Path
) -> None:
    assert errors(tmp_path, manifest_of(page, block)) == []


def test_every_command_in_the_documents_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    commands = [step.command for _, block in _CONSOLE for step in steps(block)]
    for words in map(shlex.split, commands):
        if words[0] == "partita":
            with group.make_context("partita", words[1:]) as context:
                rest = [*context._protected_args, *context.args]
                name, found, left = group.resolve_command(context, rest)
                assert found is not None
                found.make_context(name, left, parent=context).close()


@pytest.mark.parametrize("page", _RUN)
def test_commands_print_what_the_page_says(page: str, tmp_path: Path) -> None:
    found = [(step, printed) for step, printed in differences(PAGES[page], tmp_path)]

    assert found == []


def test_a_page_may_leave_lines_out_and_time_may_differ() -> None:
    assert agrees("one\n…\nlast (1.0 s)\n", "one\ntwo\nthree\nlast (0.3 s)\n")
    assert not agrees("one\nlast\n", "one\ntwo\nlast\n")
    assert not agrees("wrote 3 files\n", "wrote 4 files\n")
