"""What a shop refuses, shown where the manifest says it."""

from __future__ import annotations

from pathlib import Path

import pytest

from partita.errors import ProviderError
from tests.build.paid import THEME, Paid
from tests.build.refused import (
    BETTER,
    MENU,
    SECTIONS,
    STYLED,
    broken,
    failure,
    refusal,
    where,
)


@pytest.fixture
def paid(tmp_path: Path) -> Paid:
    return Paid(tmp_path)


def test_a_refused_plan_is_shown_beside_what_is_suggested(paid: Paid) -> None:
    paid.write(STYLED)
    paid.shop.faults.append(refusal(*BETTER))
    failed = failure(paid)

    assert where(failed.spots) == [
        "music.toml:13 songs.theme.chunks[0].text",
        "music.toml:22 songs.theme.chunks[0].positive_styles[1]",
        "music.toml:11 songs.theme.positive_styles[1]",
    ]
    assert failed.spots[0].said == (
        "refused:   [Verse] / by Someone, softly / to the end",
        "suggested: [Verse] / softly / to the end",
    )
    assert failed.hint is not None
    assert "`partita fix theme` writes the suggestion into `music.toml`" in failed.hint


@pytest.mark.parametrize("suggestion", [7, "words", {"chunks": 3}, [None], {}])
def test_a_suggestion_that_is_none_is_no_fault_of_ours(
    paid: Paid, suggestion: object
) -> None:
    paid.write(THEME)
    paid.shop.faults.append(ProviderError("refused", suggestion=suggestion))

    assert failure(paid).error == "refused"


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("sections", 1, "duration_ms"), "music.toml:14 songs.old.sections[1].bars"),
        (("sections", 0, "lines", 1), "music.toml:13 songs.old.sections[0].lines[1]"),
        (("sections", 0, "section"), "music.toml:13 songs.old.sections[0]"),
        (("negative_global_styles",), "music.toml:11 songs.old.negative_global_styles"),
        (("sections", 7, "lines"), "music.toml:8 songs.old"),
        (("sections",), "music.toml:8 songs.old"),
    ],
)
def test_a_broken_field_is_told_where_it_is_written(
    paid: Paid, path: tuple[str | int, ...], place: str
) -> None:
    paid.write(SECTIONS)
    paid.shop.faults.append(broken("composition_plan", *path))

    assert where(failure(paid).spots) == [place]


def test_a_broken_length_is_told_with_the_sum_behind_it(paid: Paid) -> None:
    paid.write(SECTIONS)
    path = ("composition_plan", "sections", 1, "duration_ms")
    paid.shop.faults.append(broken(*path))

    (spot,) = failure(paid).spots
    assert spot.said == ("no", "sent: 4s, 4 bars of 4/4 at 240 BPM")


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("seed",), "music.toml:8 defaults.seed"),
        (("model_id",), "music.toml:10 songs.theme.model"),
        (("unheard", "of"), "music.toml:9 songs.theme"),
    ],
)
def test_a_broken_field_of_a_request_is_told_where_it_is_written(
    paid: Paid, path: tuple[str | int, ...], place: str
) -> None:
    song = '[defaults]\nseed = 3\n[songs.theme]\nmodel = "music_v2"'
    paid.write(song, THEME)
    paid.shop.faults.append(broken(*path))

    assert where(failure(paid).spots) == [place]


def test_a_broken_reference_of_a_revision_is_told_at_the_song(paid: Paid) -> None:
    paid.write(THEME)
    paid.build()
    paid.write(THEME.replace("[Outro]", "[End]"))
    paid.shop.faults.append(broken("composition_plan", "chunks", 0, "range", "end_ms"))

    (spot,) = failure(paid).spots
    assert where((spot,)) == ["music.toml:8 songs.theme"]
    assert spot.said == ("no", "sent: 9000")


def test_a_broken_prompt_is_told_where_it_is_written(paid: Paid) -> None:
    paid.write(MENU)
    paid.shop.drafting_faults.append(broken("music_length_ms"))
    with pytest.raises(ProviderError) as raised:
        paid.build()

    assert where(raised.value.spots) == ["music.toml:10 songs.menu.length"]


def test_what_may_have_been_billed_keeps_its_own_hint(paid: Paid) -> None:
    paid.write(STYLED)
    error = refusal(*BETTER)
    error.billing = "unknown"
    paid.shop.faults.append(error)
    failed = failure(paid)

    assert failed.spots == ()
    assert failed.hint is not None
    assert "--resend theme" in failed.hint
