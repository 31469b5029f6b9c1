"""What a shop suggests, written where the manifest says what was refused."""

from __future__ import annotations

import json
from itertools import zip_longest
from pathlib import Path

import pytest

from partita.build.fixing import fix_of, write_fix
from partita.errors import PartitaError, ProviderError
from partita.providers.wire.plans import plan_to_wire
from tests.build.paid import FINALE, HEAD, THEME, Paid
from tests.build.refused import (
    BETTER,
    MENU,
    SECTIONS,
    STYLED,
    chunk,
    failure,
    refusal,
    section,
    where,
)


@pytest.fixture
def paid(tmp_path: Path) -> Paid:
    return Paid(tmp_path)


def fixed(paid: Paid, target: str, file: str = "music.toml") -> dict[str, str]:
    """Write what is suggested, and return each changed line by the line before."""
    (rewrite,) = fix_of(paid.yard(), target).rewrites
    write_fix(paid.folder, fix_of(paid.yard(), target))
    assert (paid.folder / file).read_text() == rewrite.after
    before, after = rewrite.before.splitlines(), rewrite.after.splitlines()
    gone = [line for line in before if line not in after]
    new = [line for line in after if line not in before]
    return dict(zip_longest(gone, new, fillvalue=""))


def test_only_what_differs_is_written_and_comments_stay(paid: Paid) -> None:
    paid.write(STYLED)
    paid.shop.faults.append(refusal(*BETTER))
    failure(paid)

    assert fixed(paid, "theme") == {
        'positive_styles = ["warm", "Someone\'s drums"]  # of the song': (
            'positive_styles = ["warm", "soft drums"]  # of the song'
        ),
        "by Someone, softly": "softly",
        '  "Someone guitar", # goes': "",
    }


def test_what_is_fixed_is_asked_for_and_then_nothing_is_suggested(paid: Paid) -> None:
    paid.write(STYLED)
    paid.shop.faults.append(refusal(*BETTER))
    failure(paid)
    fixed(paid, "theme")

    assert [each.target for each in paid.foreseen()] == ["theme"]
    assert paid.build()
    sent = plan_to_wire(paid.shop.asked[-1].plan)
    assert sent == {"chunks": [*BETTER]}
    with pytest.raises(PartitaError, match="nothing is suggested for `theme`"):
        fix_of(paid.yard(), "theme")


def test_a_style_that_others_use_is_for_the_author_to_change(paid: Paid) -> None:
    paid.write(STYLED)
    styles = ("warm", "Someone's drums", "unlike", "tape", "slow", "Someone guitar")
    text = "[Verse]\nby Someone, softly\nto the end"
    paid.shop.faults.append(refusal(chunk(text, 4, *styles), chunk("[Chorus]", 5)))
    failure(paid)
    fix = fix_of(paid.yard(), "theme")

    assert fix.rewrites == ()
    assert where(fix.by_hand) == ["music.toml:9 styles.house.positive[0]"]
    assert fix.by_hand[0].said == (
        "refused:   `like Nobody`",
        "suggested: `unlike`",
        "by hand:   other pieces have these styles too",
    )


def test_a_new_style_is_written_beside_the_one_that_it_follows(paid: Paid) -> None:
    paid.write(THEME.replace('"[Verse]"', '"[Verse]"\npositive_styles = ["warm"]'))
    new = chunk("[Verse]", 4, "warm", "dry"), chunk("[Chorus]", 5), chunk("[Outro]", 3)
    paid.shop.faults.append(refusal(*new))
    failure(paid)

    assert list(fixed(paid, "theme").values()) == ['positive_styles = ["warm", "dry"]']


def test_a_revision_knows_which_chunks_were_sent(paid: Paid) -> None:
    paid.write(THEME)
    paid.build()
    paid.write(THEME.replace("[Outro]", "[Outro]\\nlike Someone"))
    kept = {"song_id": "song-0", "range": {"start_ms": 0, "end_ms": 9_000}}
    paid.shop.faults.append(refusal(kept, chunk("[Outro]\nlike none", 3)))
    failed = failure(paid)

    assert where(failed.spots) == ["music.toml:15 songs.theme.chunks[2].text"]
    assert fixed(paid, "theme") == {
        'text = "[Outro]\\nlike Someone"': 'text = "[Outro]\\nlike none"'
    }


def test_an_edit_is_mended_where_it_is_written(paid: Paid) -> None:
    paid.write(THEME)
    paid.build()
    paid.write(THEME, FINALE.replace('"choir"', '"choir like Someone"'))
    kept = {"song_id": "song-0", "range": {"start_ms": 0, "end_ms": 9_000}}
    paid.shop.faults.append(refusal(kept, chunk("[Outro]", 3, "choir")))
    failed = failure(paid)

    place = "music.toml:24 edits.finale.replace[0].positive_styles[0]"
    assert where(failed.spots) == [place]
    assert list(fixed(paid, "finale").values()) == ['positive_styles = ["choir"]']


def test_a_refused_prompt_is_mended(paid: Paid) -> None:
    paid.write(MENU)
    suggestion = "glass bells like rain\nInstrumental, no vocals"
    error = ProviderError("no", code="bad_prompt", suggestion=suggestion)
    paid.shop.drafting_faults.append(error)
    with pytest.raises(ProviderError) as raised:
        paid.build()

    assert where(raised.value.spots) == ["music.toml:9 songs.menu.prompt"]
    assert fixed(paid, "menu") == {
        'prompt = "glass bells like Someone\'s"  # said so': (
            'prompt = "glass bells like rain"  # said so'
        )
    }
    assert paid.build()
    assert not (paid.folder / ".partita/refused/menu.json").exists()


def test_a_plan_that_was_drafted_is_mended_by_another_prompt(paid: Paid) -> None:
    paid.write(MENU)
    paid.shop.faults.append(refusal(chunk("[Verse]\nglass bells", 6)))
    failed = failure(paid)
    fix = fix_of(paid.yard(), "menu")

    assert where(failed.spots) == ["music.toml:9 songs.menu.prompt"]
    assert fix.rewrites == ()
    assert "change the prompt" in fix.by_hand[0].said[-1]


def test_a_suggestion_that_is_built_otherwise_is_not_laid_over_a_song(
    paid: Paid,
) -> None:
    paid.write(THEME)
    paid.shop.faults.append(refusal(chunk("[Verse]", 4)))
    failed = failure(paid)

    assert failed.hint is not None
    assert "1 chunk, not 3" in failed.hint
    with pytest.raises(PartitaError, match="built in another way"):
        fix_of(paid.yard(), "theme")
    assert (paid.folder / ".partita/refused/theme.json").exists()


def test_a_manifest_that_changed_since_is_not_touched(paid: Paid) -> None:
    paid.write(STYLED)
    paid.shop.faults.append(refusal(*BETTER))
    failure(paid)
    paid.write(STYLED.replace("by Someone, softly", "by nobody"))

    with pytest.raises(PartitaError, match="no longer what the manifest says") as told:
        fix_of(paid.yard(), "theme")
    assert where(told.value.spots) == ["music.toml:13 songs.theme.chunks[0].text"]


def test_a_change_elsewhere_does_not_matter(paid: Paid) -> None:
    paid.write(STYLED)
    paid.shop.faults.append(refusal(*BETTER))
    failure(paid)
    paid.write("# a comment\n", STYLED, FINALE)

    assert fixed(paid, "theme")["by Someone, softly"] == "softly"
    with pytest.raises(PartitaError, match="says already what was suggested"):
        fix_of(paid.yard(), "theme")


def test_a_refusal_without_a_suggestion_takes_the_last_one_away(paid: Paid) -> None:
    paid.write(STYLED)
    paid.shop.faults += [refusal(*BETTER), ProviderError("no", code="bad_prompt")]
    failure(paid)
    failure(paid)

    with pytest.raises(PartitaError, match="nothing is suggested"):
        fix_of(paid.yard(), "theme")


def test_a_stranger_cant_write_to_the_terminal(paid: Paid) -> None:
    paid.write(MENU)
    error = ProviderError("no", suggestion="bells\x1b[2J\u202e")
    paid.shop.drafting_faults.append(error)
    with pytest.raises(ProviderError) as raised:
        paid.build()

    assert raised.value.spots[0].said[1] == "suggested: bells [2J "
    assert (
        'prompt = "bells\\u001b[2J\\u202e"'
        in fix_of(paid.yard(), "menu").rewrites[0].after
    )


def test_an_included_file_is_mended(paid: Paid) -> None:
    included = '[project]\ninclude = ["more.toml"]\n'
    (paid.folder / "music.toml").write_text(HEAD.replace("[project]\n", included))
    (paid.folder / "more.toml").write_text(STYLED)
    paid.shop.faults.append(refusal(*BETTER))
    failed = failure(paid)

    assert failed.spots[0].origin.file == "more.toml"
    assert fixed(paid, "theme", "more.toml")["by Someone, softly"] == "softly"


def test_a_plan_of_the_api_is_mended_in_its_own_file(paid: Paid) -> None:
    paid.write('[songs.boss]\nplan = "boss.json"\n')
    chunks = [{"text": "[A] like Someone", "durationMs": 4000, "positiveStyles": ["x"]}]
    (paid.folder / "boss.json").write_text(json.dumps({"chunks": chunks}, indent=1))
    paid.shop.faults.append(refusal(chunk("[A]", 4, "y")))
    failed = failure(paid)

    assert where(failed.spots) == [
        "boss.json:4 chunks[0].text",
        "boss.json:7 chunks[0].positiveStyles[0]",
    ]
    assert list(fixed(paid, "boss", "boss.json").values()) == [
        '   "text": "[A]",',
        '    "y"',
    ]


def test_sections_are_mended_in_lines_and_styles(paid: Paid) -> None:
    paid.write(SECTIONS)
    better = {
        "positive_global_styles": ["folk"],
        "negative_global_styles": [],
        "sections": [
            section("Verse", ["one", "two"], []),
            section("Chorus", [], ["240 BPM"]),
        ],
    }
    paid.shop.faults.append(ProviderError("refused", suggestion=better))

    assert where(failure(paid).spots) == [
        "music.toml:10 songs.old.positive_global_styles[1]",
        "music.toml:13 songs.old.sections[0].lines[1]",
    ]
    assert list(fixed(paid, "old").values()) == [
        'positive_global_styles = ["folk"]',
        '  { section_name = "Verse", duration = "4s", lines = ["one", "two"] },',
    ]


def test_lines_of_the_skill_page_are_for_the_author_to_change(paid: Paid) -> None:
    lines = [{"text": "one", "type": "vocal"}, {"text": "like Someone"}]
    old = section("Verse", [], []) | {"lines": lines}
    whole = {"positive_global_styles": ["a"], "negative_global_styles": []}
    (paid.folder / "old.json").write_text(json.dumps({**whole, "sections": [old]}))
    paid.write('[songs.old]\nmodel = "music_v1"\nplan = "old.json"\n')
    better = {**whole, "sections": [section("Verse", ["one", "two"], [])]}
    paid.shop.faults.append(ProviderError("refused", suggestion=better))
    failure(paid)

    fix = fix_of(paid.yard(), "old")
    assert fix.rewrites == ()
    assert fix.by_hand[0].said == (
        "refused:   `like Someone`",
        "suggested: `two`",
        "by hand:   its lines are tables",
    )
