"""Styles in free English."""

import pytest

from partita.engine.brief import Make
from partita.engine.roster import INSTRUMENTS, KITS
from partita.engine.vocabulary.advice import advice_on
from partita.engine.vocabulary.genres import GENRES
from partita.engine.vocabulary.instruments import KIT_WORDS, NOUNS
from partita.engine.vocabulary.lexicon import index
from partita.engine.vocabulary.reading import read_styles
from partita.engine.vocabulary.wishes import Wishes


def names(wishes: Wishes) -> list[str]:
    return [name for asked in wishes.asked for name in asked.noun.plays]


def test_at_least_forty_genres_and_sixty_instruments_are_known() -> None:
    assert len(GENRES) >= 40
    assert len({name for noun in NOUNS.values() for name in noun.plays}) >= 60


def test_every_word_for_an_instrument_means_one_that_the_roster_has() -> None:
    known = {name for noun in NOUNS.values() for name in (*noun.plays, *noun.all)}

    assert known <= set(INSTRUMENTS)
    assert set(KIT_WORDS.values()) <= set(KITS)


def test_every_instrument_of_the_roster_has_a_word() -> None:
    assert set(INSTRUMENTS) <= {n for noun in NOUNS.values() for n in noun.covers}


def test_the_longest_known_phrase_wins() -> None:
    assert names(read_styles(["a slap bass groove"])) == ["slap_bass"]
    assert names(read_styles(["music box lullaby"])) == ["music_box"]


def test_claves_are_no_clavinet() -> None:
    wishes = read_styles(["claves only"])

    assert wishes.strokes == ["clave"]
    assert not wishes.asked


def test_plurals_are_known() -> None:
    assert names(read_styles(["acoustic guitars and cellos"])) == [
        "steel_guitar",
        "cello",
    ]


def test_an_ensemble_is_all_of_its_instruments() -> None:
    assert names(read_styles(["string quartet"]))[:3] == ["violin", "viola", "cello"]


def test_adjectives_weigh_what_they_stand_with() -> None:
    assert read_styles(["light drums in background"]).drums == "soft"
    assert read_styles(["driving drums"]).drums == "strong"
    assert read_styles(["drums softening"]).drums == "soft"


@pytest.mark.parametrize("style", ["no drums", "without drums", "drums drop out"])
def test_a_wanted_style_can_forbid(style: str) -> None:
    assert read_styles([style]).drums == "out"


def test_a_no_reaches_only_to_the_end_of_its_clause() -> None:
    wishes = read_styles(["no drums, warm piano"])

    assert wishes.drums == "out"
    assert names(wishes) == ["grand_piano"]


def test_a_kind_that_is_forbidden_takes_all_of_its_instruments() -> None:
    out = read_styles([], ["electronic", "brass"]).out

    assert {"supersaw", "synth_bass", "trumpet", "tuba"} <= out
    assert "violin" not in out


def test_a_forbidden_mood_turns_the_dial_the_other_way() -> None:
    assert read_styles([], ["bright"]).dials["bright"] < 0
    assert read_styles([], ["quiet"]).dials["energy"] > 0


def test_a_melody_is_a_lead() -> None:
    wishes = read_styles(["guitar melody repeating", "rising synth melody"])

    assert [asked.role for asked in wishes.asked] == ["lead", "lead"]


def test_unknown_words_are_said_once_with_the_nearest_known() -> None:
    advice = advice_on([Make("", 1, ("zylophone",)), Make("", 1, ("zylophone",))])

    assert len(advice) == 1
    assert "`zylophone`" in advice[0]
    assert "`xylophone`" in advice[0]


def test_a_style_without_a_known_word_is_said_once_as_a_whole() -> None:
    style = "an unposted letter by the window"

    advice = advice_on([Make("", 1, (style,))])

    assert advice == (f"the style `{style}` is not known, and does nothing",)


def test_a_misspelt_word_is_said_beside_words_that_are_known() -> None:
    advice = advice_on([Make("", 1, ("soft gitar like falling snow",))])

    assert advice == ("the style word `gitar` is not known; the nearest is `guitar`",)


def test_ordinary_english_is_not_nagged_about() -> None:
    styles = (
        "harsh",
        "last note rings",
        "gentle and conversational vocals with a touch of wonder",
        "the whole band comes back in for one last time",
        "polished production",
    )

    assert advice_on([Make("", 1, styles)]) == ()


@pytest.mark.parametrize(
    "style", ["", "   ", ",,;", "🎸🎸", "ñandú", "x" * 300, "- - -"]
)
def test_nothing_that_an_author_writes_is_a_failure(style: str) -> None:
    read_styles([style], [style])


def test_genre_words_name_one_genre_each() -> None:
    for genre in GENRES.values():
        for word in genre.words:
            assert index()[word]["genre"] == genre.name, word


def test_a_forbidden_kind_of_voice_does_not_forbid_all_singing() -> None:
    assert read_styles((), ("male vocals",)).voice_out == {"male"}
    assert read_styles((), ("backing vocals",)).voice_out == {"harmony"}
    assert read_styles((), ("vocals",)).voice_out == {"sing"}


def test_a_short_style_is_taken_word_by_word() -> None:
    (said,) = advice_on([Make("", 1, ("gruff guitar", "guitar played by a gruff man"))])

    assert said == "the style `gruff` is not known, and does nothing"


@pytest.mark.parametrize(
    ("forbidden", "voices"),
    [
        ("vocals", {"sing"}),
        ("male vocals", {"male"}),
        ("robotic vocals", {"tuned"}),
        ("yodelish vocals", set()),
        ("choir", {"choir"}),
    ],
)
def test_a_voice_that_is_forbidden_is_not_all_singing(
    forbidden: str, voices: set[str]
) -> None:
    assert read_styles((), (forbidden,)).voice_out == voices


def test_who_forbids_voices_forbids_choirs_that_play() -> None:
    assert {"choir_aahs", "choir_oohs"} <= read_styles((), ("vocals",)).out


@pytest.mark.parametrize(
    ("style", "tonic", "mode"),
    [
        ("in F#m", 6, "minor"),
        ("key of F#m", 6, "minor"),
        ("key: Bbm", 10, "minor"),
        ("key Am", 9, "minor"),
        ("Am key", 9, "minor"),
        ("H minor", 11, "minor"),
        ("in A", 9, None),
    ],
)
def test_a_key_is_read_as_people_write_it(
    style: str, tonic: int, mode: str | None
) -> None:
    wishes = read_styles((style,))

    assert (wishes.tonic, wishes.mode) == (tonic, mode)


@pytest.mark.parametrize("style", ["84 b.p.m.", "\u2669 = 84", "tempo: 84", "84bpm"])
def test_a_tempo_is_read_as_people_write_it(style: str) -> None:
    assert read_styles((style,)).tempo_mbpm == 84_000


@pytest.mark.parametrize("metre", ["0/4", "1/1", "17/32"])
def test_a_metre_that_nobody_plays_is_said(metre: str) -> None:
    (said,) = advice_on([Make("", 1, (f"waltz in {metre} time",))])

    assert said.startswith(f"`{metre}` can't be played")


@pytest.mark.parametrize(
    ("wanted", "forbidden", "named"),
    [
        ("piano only", "piano", "grand piano"),
        ("drums only", "drums", "drums"),
        ("techno", "techno", "techno"),
        ("female vocals", "vocals", "vocals"),
    ],
)
def test_what_is_asked_for_and_forbidden_is_said(
    wanted: str, forbidden: str, named: str
) -> None:
    (said,) = advice_on([Make("", 1, (wanted,), (forbidden,))])

    assert said == f"`{named}` is asked for and forbidden, and stays away"


@pytest.mark.parametrize(
    ("style", "plays"),
    [
        ("mandolin-led", ("mandolin",)),
        ("violin-driven", ("violin",)),
        ("808-heavy", ("bass_808",)),
        ("bodhr\u00e1n and mandolin", ("mandolin",)),
        ("piano+cello", ("grand_piano", "cello")),
    ],
)
def test_a_compound_is_known_by_its_parts(style: str, plays: tuple[str, ...]) -> None:
    assert tuple(each.noun.plays[0] for each in read_styles((style,)).asked) == plays
    assert advice_on([Make("", 1, (style,))]) == ()


def test_what_music_is_free_of_is_forbidden() -> None:
    assert "grand_piano" in read_styles(("piano-free",)).out


def test_rap_that_is_forbidden_forbids_no_hip_hop() -> None:
    wishes = read_styles(("hip hop",), ("rap",))

    assert wishes.genres_out == set()
    assert "rapped" in wishes.voice_out
