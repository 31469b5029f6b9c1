"""Who is left when only some are to play."""

import pytest

from partita.engine.brief import Brief, Make
from partita.engine.compose import compose
from partita.engine.composing.band import choose_band
from partita.engine.composing.heard import Heard
from partita.engine.roster import KITS
from partita.engine.vocabulary.genres import GENRES
from partita.engine.vocabulary.reading import read_styles

STRINGS = {"violin", "viola", "cello", "string_ensemble"}


def bands(*styles: str, later: tuple[str, ...] = ()) -> list[list[str]]:
    """Return who plays in a verse, and in a chorus after it."""
    first, second = Make("[Verse]", 16_000, styles), Make("[Chorus]", 16_000, later)
    whole = compose(Brief((first, second), 1, 44_100), {})
    return [[each.instrument for each in part.lines] for part in whole.parts if part]


@pytest.mark.parametrize(
    ("styles", "few"),
    [
        (("solo piano", "ballad"), {"grand_piano"}),
        (("piano only",), {"grand_piano"}),
        (("folk", "just acoustic guitar"), {"steel_guitar"}),
        (("unaccompanied cello",), {"cello"}),
        (("solo harp",), {"harp"}),
        (("string quartet",), STRINGS),
        (("violin and cello duo",), {"violin", "cello"}),
        (("a cappella choir",), {"choir_aahs"}),
    ],
)
def test_only_those_who_are_named_play(styles: tuple[str, ...], few: set[str]) -> None:
    for band in bands(*styles):
        assert set(band) == few


def test_a_piano_alone_has_tune_chords_and_bass() -> None:
    whole = compose(Brief((Make("[Verse]", 16_000, ("solo piano",)),), 1, 44_100), {})
    (part,) = whole.parts
    assert part is not None

    assert {line.stem for line in part.lines} == {"lead", "harmony", "bass"}


def test_drums_alone_are_drums_alone() -> None:
    for band in bands("only drums"):
        assert len(band) == 1
        assert band[0] in KITS


def test_a_later_section_can_bring_the_others_in() -> None:
    verse, chorus = bands("solo piano", "pop", later=("full band",))

    assert set(verse) == {"grand_piano"}
    assert len(set(chorus)) > 3


@pytest.mark.parametrize(
    "styles",
    [
        ("pop", "string quartet"),
        ("rock", "only light percussion"),
        ("orchestral", "solo violin"),
        ("folk", "just a touch of strings"),
        ("jazz quartet",),
    ],
)
def test_what_is_only_featured_leaves_the_others_in(styles: tuple[str, ...]) -> None:
    assert len(set(bands(*styles)[1])) > 3


def test_a_cappella_holds_until_somebody_is_asked_in() -> None:
    words = "[Verse]\nStay with me"
    chunks = (
        Make(words, 8_000, ("folk", "a cappella")),
        Make(words, 8_000),
        Make(words, 8_000, ("piano",)),
    )
    whole = compose(Brief(chunks, 1, 44_100), {})

    assert [bool(part.lines) for part in whole.parts if part] == [False, False, True]


def test_without_bass_nobody_plays_the_bass() -> None:
    for genre in ("rock", "orchestral", "house"):
        whole = compose(
            Brief((Make("[Chorus]", 9_000, (genre, "without bass")),), 1, 44_100), {}
        )
        stems = {line.stem for part in whole.parts if part for line in part.lines}
        assert "bass" not in stems


@pytest.mark.parametrize(
    ("style", "piece"),
    [
        ("claps", "clap"),
        ("tambourine", "tambourine"),
        ("cowbell", "cowbell"),
        ("congas", "conga_high"),
        ("finger snaps", "finger_snap"),
    ],
)
def test_a_stroke_that_is_asked_for_is_struck(style: str, piece: str) -> None:
    for genre in ("pop", "ballad", "jazz"):
        whole = compose(Brief((Make("[Verse]", 9_000, (genre, style)),), 1, 44_100), {})
        (part,) = whole.parts
        assert part is not None
        kit = next(line for line in part.lines if line.stem == "drums")
        assert piece in {note.piece for note in kit.notes}


def test_instruments_that_were_heard_play_beside_a_piano_alone() -> None:
    wishes = read_styles(("solo piano",))
    heard = Heard(instruments=("cello", "flute"), drums=True)
    band = choose_band(GENRES["ballad"], wishes, wishes, heard, is_first=True)

    assert {each.instrument for each in band.players} == {
        "grand_piano", "cello", "flute",
    }  # fmt: skip
    assert band.drums == "in"


def test_a_later_section_can_send_the_others_away() -> None:
    first = ("orchestral", "timpani", "horns")
    _, chorus = bands(*first, later=("solo oboe", "strings only"))

    assert sorted(chorus) == ["oboe", "string_ensemble"]


def test_claps_that_are_asked_for_go_with_voices_alone() -> None:
    styles = ("sea shanty", "male choir", "a cappella", "claps")
    chunk = Make("[Verse]\nOh the wind it blows", 8_000, styles)
    (part,) = compose(Brief((chunk,), 1, 44_100), {}).parts
    assert part is not None

    assert [line.stem for line in part.lines] == ["drums"]


@pytest.mark.parametrize(
    ("wanted", "forbidden"),
    [
        ("drums only", "drums"),
        ("piano only", "piano"),
        ("solo piano", "keys"),
        ("bass only", "bass"),
        ("choir alone", "choir"),
        ("percussion ensemble", "drums"),
        ("a cappella", "vocals"),
    ],
)
def test_whoever_is_to_be_alone_and_may_not_leaves_it_to_others(
    wanted: str, forbidden: str
) -> None:
    only = Make("[Verse]", 8_000, (wanted,), (forbidden,))

    (part,) = compose(Brief((only,), 1, 44_100), {}).parts

    assert part is not None
    assert sum(len(line.notes) for line in part.lines) > 8


@pytest.mark.parametrize(
    "style", ["rock with a string quartet", "rock, string quartet"]
)
def test_an_ensemble_beside_a_genre_plays_with_its_band(style: str) -> None:
    (band,) = bands(style)[:1]

    assert {"violin", "viola", "cello"} < set(band)
    assert {"overdriven_guitar", "picked_bass"} & set(band)


def test_who_is_alone_in_one_part_is_not_in_the_next() -> None:
    alone, together = bands("rock, solo piano intro", later=("full band",))

    assert set(alone) == {"grand_piano"}
    assert len(set(together)) > 3


@pytest.mark.parametrize(
    ("genre", "out", "instead"),
    [
        ("metal", "distortion", "clean_guitar"),
        ("dubstep", "wobble bass", "synth_bass"),
    ],
)
def test_the_next_of_kin_stands_in_for_who_is_forbidden(
    genre: str, out: str, instead: str
) -> None:
    chunk = Make("[Verse]", 16_000, (genre,), (out,))

    (part,) = compose(Brief((chunk,), 1, 44_100), {}).parts

    assert part is not None
    assert instead in {line.instrument for line in part.lines}
