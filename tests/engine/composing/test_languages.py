from __future__ import annotations

from partita.engine.brief import Brief, Make
from partita.engine.compose import compose
from partita.engine.composing.languages import (
    GUESSED_WORDS,
    advice_on_words,
    languages_of,
)
from partita.engine.singing.espeak import found
from partita.engine.singing.lyrics import syllabify
from tests.engine.singing.espeak_here import needs_espeak

FRENCH = Make("[Verse]\nJe marche dans la nuit\nSans toi", 8_000)


def _phones(pronunciation: str, *styles: str) -> list[tuple[str, ...]]:
    chunk = Make("[Verse]\nLa vie en rose", 8_000, styles)
    score = compose(Brief((chunk,), 1, 44_100, pronunciation), {})
    assert score.parts[0] is not None
    return [each.phones for each in score.parts[0].sung[0].syllables]


def test_each_chunk_is_in_its_own_language() -> None:
    english = Make("[Chorus]\nWalking home in the rain", 8_000)

    assert languages_of([FRENCH, english]) == ("fr", "en")


def test_a_chunk_that_does_not_say_is_in_the_language_of_the_first() -> None:
    assert languages_of([FRENCH, Make("[Outro]\nTralala", 8_000)]) == ("fr", "fr")


def test_a_language_that_styles_name_outweighs_a_guess() -> None:
    named = Make("[Verse]\nmi amor", 8_000, ("sung in Italian",))

    assert languages_of([named]) == ("it",)


@needs_espeak
def test_lyrics_are_pronounced_in_their_language_where_that_is_asked_for() -> None:
    here = found()
    assert here

    guessed, said = (_phones(each, "French vocals") for each in ("", here.version))

    assert [len(each) for each in guessed] == [2, 2, 2, 2, 2]  # ro-se, as it is spelt
    assert [len(each) for each in said] == [2, 2, 1, 3]


def test_lyrics_of_another_language_are_told_once() -> None:
    (advice,) = advice_on_words([FRENCH, FRENCH], pronounces=False)

    assert advice.startswith("lyrics look French, and are sung by their vowels;")
    assert advice_on_words([FRENCH], pronounces=True) == ()


def test_many_invented_words_are_told_and_a_name_is_not() -> None:
    lines = "The zibble and the zobbled quoob\nThe frumious thrandle of the morvane"
    named = Make("Elbereth walks along the river in the rain", 8_000)

    (advice,) = advice_on_words([Make(lines, 8_000)], pronounces=False)

    assert advice.startswith("`zibble`, `zobbled`, `quoob` and 2 more are in no dict")
    assert advice_on_words([named], pronounces=False) == ()


def test_an_unknown_language_is_to_be_named() -> None:
    lines = Make("vikuuna laukkaa heinikossa pitkin", 8_000)

    (advice,) = advice_on_words([lines], pronounces=True)

    assert "with a style like `sung in French`" in advice


def test_advice_on_words_can_be_switched_off() -> None:
    muted = frozenset({GUESSED_WORDS})

    assert compose(Brief((FRENCH,), 1, 44_100), {}).advice
    assert not compose(Brief((FRENCH,), 1, 44_100, muted=muted), {}).advice


def test_lines_among_foreign_ones_are_read_by_their_vowels_too() -> None:
    lines = (
        "La luna sobre el mar me llama\nY yo no quiero dormir sin tu amor\n"
        "Baby I love you"
    )
    chunk = Make(f"[Verse]\n{lines}", 12_000)

    score = compose(Brief((chunk,), 1, 44_100), {})

    assert score.parts[0] is not None
    (line,) = score.parts[0].sung
    words = {each.word: each.phones for each in line.syllables if each.word}
    assert words["sobre"] == ("S", "OW")
    assert words["love"] == ("L", "AH", "V")
    assert score.advice[0].startswith("lyrics look Spanish")


@needs_espeak
def test_signs_that_espeak_ng_can_only_name_are_told() -> None:
    (advice,) = advice_on_words([Make("\u685c\u306e\u82b1", 8_000)], pronounces=True)

    assert "can't read `\u685c\u306e\u82b1`" in advice


@needs_espeak
def test_chinese_may_be_written_in_pinyin() -> None:
    words = syllabify("yu\u00e8 liang", "cmn")

    assert [word.how for word in words] == ["listed", "listed"]
