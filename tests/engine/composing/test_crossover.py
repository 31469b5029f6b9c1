"""Two genres at once: who leads, who is a guest, and whose drums play."""

from __future__ import annotations

import pytest

from partita.engine.composing.tone import choose_genre
from partita.engine.vocabulary.genres import GENRES, Genre
from partita.engine.vocabulary.reading import read_styles


def _named(*styles: str) -> Genre:
    return choose_genre(read_styles(styles))


def _instruments(genre: Genre) -> set[str]:
    return {each.instrument for each in genre.players}


@pytest.mark.parametrize(
    ("styles", "leads"),
    [
        (("folk metal",), "metal"),
        (("celtic techno",), "techno"),
        (("folk", "metal"), "folk"),
        (("rock with trap beat",), "rock"),
        (("boom-bap hip-hop",), "boom_bap"),
    ],
)
def test_the_noun_of_a_phrase_leads_and_else_the_first(
    styles: tuple[str, ...], leads: str
) -> None:
    assert _named(*styles).name == leads


def test_a_second_genre_lends_its_chords_and_its_tune() -> None:
    genre = _named("synthwave", "flamenco")

    assert "nylon_guitar" in _instruments(genre) - _instruments(GENRES["synthwave"])


def test_genres_of_one_kind_are_one_genre() -> None:
    assert _named("drum and bass", "breakbeat") == GENRES["dnb"]


def test_music_made_around_its_drums_brings_them_with_its_bass() -> None:
    genre, trap = _named("bossa nova", "trap"), GENRES["trap"]

    assert (genre.name, genre.kit, genre.groove) == (
        "bossa_nova",
        trap.kit,
        trap.groove,
    )
    assert "bass_808" in _instruments(genre)
    assert "upright_bass" not in _instruments(genre)


def test_a_guest_leaves_the_drums_of_a_dance_alone() -> None:
    genre = _named("house", "flamenco")

    assert (genre.kit, genre.groove) == (GENRES["house"].kit, GENRES["house"].groove)


def test_a_beat_is_borrowed_alone() -> None:
    genre, jazz = _named("jazz", "hip-hop beat"), GENRES["jazz"]

    assert genre.groove == GENRES["hiphop"].groove
    assert genre.players == jazz.players


def test_a_groove_that_does_not_go_into_the_metre_stays_at_home() -> None:
    genre = _named("waltz", "techno")

    assert (genre.kit, genre.groove) == (GENRES["techno"].kit, GENRES["waltz"].groove)


def test_an_orchestra_plays_along_where_a_score_is_like_an_adjective() -> None:
    assert "string_ensemble" in _instruments(_named("orchestral dubstep"))


def test_the_tempo_suits_both_where_one_does() -> None:
    shared, apart = _named("rock", "trap"), _named("reggae", "punk")

    assert (shared.tempo[0], shared.tempo[2]) == (
        max(GENRES["rock"].tempo[0], GENRES["trap"].tempo[0]),
        min(GENRES["rock"].tempo[2], GENRES["trap"].tempo[2]),
    )
    assert apart.tempo == GENRES["reggae"].tempo


def test_a_forbidden_genre_is_no_guest() -> None:
    wishes = read_styles(("jazz", "techno"), ("techno",))

    assert choose_genre(wishes) == GENRES["jazz"]
