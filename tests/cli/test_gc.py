import json
from pathlib import Path

import pytest

from tests.cli.tiny import MANIFEST, Tiny


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    project = Tiny(tmp_path_factory.mktemp("tiny"))
    project.build()
    return project


@pytest.fixture
def tiny(finished: Tiny, tmp_path: Path) -> Tiny:
    return finished.copied(tmp_path / "p")


def test_a_project_that_is_as_it_was_built_has_no_garbage(tiny: Tiny) -> None:
    assert tiny.run("gc").out == "nothing to delete\n"


def test_what_an_earlier_manifest_made_is_deleted_and_nothing_else(
    tiny: Tiny,
) -> None:
    tiny.manifest(MANIFEST.replace("1s..2s", "1s..2500ms"))
    tiny.build()
    told = tiny.json("gc", "--dry-run", "--json")
    assert told["traces"] > 0
    assert tiny.json("gc", "--dry-run", "--json") == told

    assert tiny.json("gc", "--json") == told

    assert tiny.build() == set()
    assert tiny.json("verify", "--json")["findings"] == []
    assert tiny.run("gc").out == "nothing to delete\n"


def test_what_was_deleted_is_made_again_when_it_is_asked_for(tiny: Tiny) -> None:
    before = (tiny.folder / "build" / "cut.wav").read_bytes()
    tiny.manifest(MANIFEST.replace("1s..2s", "1s..2500ms"))
    tiny.build()
    tiny.run("gc")
    tiny.manifest(MANIFEST)

    assert "master:cut" in tiny.build()

    assert (tiny.folder / "build" / "cut.wav").read_bytes() == before


def test_a_paid_take_goes_when_it_is_named(tiny: Tiny) -> None:
    takes = tiny.with_takes("cut", 2)
    held = tiny.run("gc", "--dry-run").out
    assert held == "nothing to delete\n"

    done = tiny.run("gc", "--take", "cut@2")

    assert done.out.startswith("cut@2: paid for on 2026-11-20, price 960 credits\n")
    assert takes[1].received not in tiny.blobs
    assert takes[0].received in tiny.blobs
    assert "forgotten = true" in (tiny.folder / "music.lock").read_text()


def test_a_take_that_is_pinned_is_refused_and_nothing_is_deleted(
    tiny: Tiny,
) -> None:
    tiny.with_takes("cut", 1)
    tiny.run("takes", "pin", "cut", "1")

    done = tiny.run("gc", "--take", "cut@1")

    assert done.status == 1
    assert "pinned" in done.err


@pytest.mark.parametrize("name", ["cut", "cut@", "@", "cut@x"])
def test_a_take_is_named_by_target_and_number(tiny: Tiny, name: str) -> None:
    done = tiny.run("gc", "--take", name)

    assert done.status == 2
    assert "names no take" in done.err


def test_json_of_a_clean_project_is_json(tiny: Tiny) -> None:
    assert json.loads(tiny.run("gc", "--json").out)["size"] == 0
