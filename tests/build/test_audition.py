from pathlib import Path

import pytest

from partita.build.audition import audition, paid_targets, pin
from partita.build.outlook import look_ahead
from partita.errors import ManifestError, StoreError, UnknownTarget
from tests.build.paid import FINALE, THEME, Paid

CHANGED = THEME.replace('"[Chorus]"', '"[Chorus]\\nla la"')


@pytest.fixture
def paid(tmp_path: Path) -> Paid:
    project = Paid(tmp_path)
    project.write(THEME)
    assert project.build()
    return project


def test_an_earlier_take_is_brought_back_though_the_manifest_moved_on(
    paid: Paid,
) -> None:
    first = paid.output("theme.wav")
    paid.write(CHANGED)
    paid.build()
    bill = list(paid.shop.bill)

    assert pin(paid.folder, "theme", 1)
    assert paid.build()
    assert paid.output("theme.wav").frames.tobytes() == first.frames.tobytes()
    assert paid.shop.bill == bill


def test_a_take_that_is_brought_back_is_bought_no_successor(paid: Paid) -> None:
    paid.write("[songs.theme]\ntakes = 2\n", CHANGED)
    assert pin(paid.folder, "theme", 1)

    assert look_ahead(paid.folder).requests == ()
    assert paid.build()
    assert paid.shop.bill == [180]


def test_a_take_that_stands_in_is_given_up_when_the_manifest_changes(
    paid: Paid,
) -> None:
    paid.write(CHANGED)
    paid.build()
    pin(paid.folder, "theme", 1)
    paid.write(CHANGED.replace("la la", "lo lo"))
    paid.build()

    assert paid.pins()["theme"].take == 3
    assert paid.pins()["theme"].takes[2].parent == 1


def test_a_take_of_another_length_stands_for_nothing(paid: Paid) -> None:
    paid.write(CHANGED.replace("5s", "6s"))
    paid.build()

    with pytest.raises(StoreError, match="lasts 12s, not 13s"):
        pin(paid.folder, "theme", 1)


def test_nothing_is_pinned_while_the_manifest_can_not_be_read(paid: Paid) -> None:
    paid.write("[songs.theme]\ntakes = 2\n", THEME)
    assert paid.build()
    before = paid.pins()
    paid.write("[songs")

    with pytest.raises(ManifestError):
        pin(paid.folder, "theme", 1)

    assert paid.pins() == before


def test_a_seam_is_measured_in_the_master_once_there_is_one(paid: Paid) -> None:
    paid.write(CHANGED)
    assert paid.build()

    first, second = audition(paid.folder, "th*")

    assert first.measures is not None
    assert "seam_cdb" not in first.measures
    assert second.is_pinned
    assert second.measures is not None
    assert second.measures["seam_at_ms"] in (4_000, 9_000)


def test_only_what_is_paid_for_can_be_had_again(paid: Paid) -> None:
    paid.write(THEME, FINALE)

    assert paid_targets(paid.folder, "*") == ("theme", "finale")
    with pytest.raises(UnknownTarget):
        paid_targets(paid.folder, "thime")


def test_a_project_of_the_embedded_engine_has_nothing_to_pay_for(
    paid: Paid,
) -> None:
    manifest = paid.folder / "music.toml"
    manifest.write_text(manifest.read_text().replace("elevenlabs", "local"))

    with pytest.raises(StoreError, match="no paid takes"):
        paid_targets(paid.folder, "theme")
