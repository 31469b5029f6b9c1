"""Generated references are up to date, and nothing is left out."""

from __future__ import annotations

import re

import pytest
from tools.write_reference import PAGES as GENERATED
from tools.write_reference import anchor, heading, subjects, written

from partita.cli.main import COMMANDS
from partita.limits import ADVISED_FIRST_STYLES
from partita.manifest.schema import schema
from tests.docs.pages import PAGES, ROOT

_LINK = re.compile(r"(?<!!)\[[^\]]+\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)")
_PICTURE = re.compile(r"!\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def anchors(page: str) -> set[str]:
    """Return what can be linked to in a page."""
    return {anchor(title.replace("`", "")) for title in _HEADING.findall(page)}


@pytest.mark.parametrize("page", GENERATED)
def test_a_generated_page_is_up_to_date(page: str) -> None:
    text = (ROOT / "docs" / page).read_text("utf-8")

    assert written(text) == text, "run `python -m tools.write_reference`"


def test_every_table_of_the_manifest_is_in_the_reference() -> None:
    shown = {
        name for kind, name in subjects(PAGES["docs/manifest.md"]) if kind == "fields"
    }

    assert shown == set(schema()["$defs"])


def test_every_table_stands_under_its_own_heading() -> None:
    page = PAGES["docs/manifest.md"]

    tables = [name for kind, name in subjects(page) if kind == "fields"]
    for definition in tables:
        before = page[: page.index(f"<!-- fields: {definition} -->")]
        assert _HEADING.findall(before)[-1] == heading(definition)


def test_every_command_is_in_the_reference_with_its_options() -> None:
    shown = [name for _, name in subjects(PAGES["docs/commands.md"])]

    assert shown == ["all", "partita", *COMMANDS]


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    for target, place in _LINK.findall(PAGES[page]):
        path = (ROOT / page).parent / target if target else ROOT / page
        assert path.exists(), target
        if place:
            assert place in anchors(path.read_text("utf-8")), place


@pytest.mark.parametrize("page", PAGES)
def test_pictures_are_there_and_small(page: str) -> None:
    for target in _PICTURE.findall(PAGES[page]):
        picture = (ROOT / page).parent / target

        assert picture.stat().st_size < 150_000


def test_the_advised_number_of_styles_is_the_table_s() -> None:
    advised = f"at least {ADVISED_FIRST_STYLES} styles"

    assert advised in " ".join(PAGES["docs/limits.md"].split())


def test_the_readme_has_the_two_commands() -> None:
    assert "pip install . && partita build" in PAGES["README.md"]
    assert "pip install '.[test]' && pytest" in PAGES["README.md"]


def test_the_readme_leads_to_every_page() -> None:
    pages = {f"docs/{file.name}" for file in (ROOT / "docs").glob("*.md")}
    linked = {target for target, _ in _LINK.findall(PAGES["README.md"])}

    assert pages <= linked
