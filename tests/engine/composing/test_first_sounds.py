"""The first sounds of a piece."""

from itertools import pairwise

import pytest

from partita.engine.brief import Brief, Keep, Make, Slice
from partita.engine.compose import compose
from partita.engine.composing.first_sounds import after_start
from partita.engine.hearing import hearing_of_charts
from partita.engine.score import Score, Syllable
from partita.engine.singing.speech import onset_s

RATE_HZ = 44_100


def syllable(phones: str, start: int, length: int = 20_000) -> Syllable:
    return Syllable(tuple(phones.split()), start, length, 60, 90, 1, "word")


@pytest.mark.parametrize("phones", ["S AH", "T EY K", "SH AY N", "B L UW"])
def test_the_first_vowel_waits_for_its_consonants(phones: str) -> None:
    first, second = after_start(
        (syllable(phones, 0), syllable("L AH", 22_050)), RATE_HZ, "sung"
    )

    assert first.start >= onset_s(first, "sung") * RATE_HZ - 1
    assert first.start + first.length == 20_000
    assert second.start == 22_050


def test_a_vowel_waits_for_nothing_to_speak_of() -> None:
    (first,) = after_start((syllable("AO L", 0),), RATE_HZ, "sung")

    assert first.start < RATE_HZ // 50


def test_fast_syllables_move_aside_and_none_is_swallowed() -> None:
    words = tuple(syllable("S AH", at * 5_500, 5_500) for at in range(9))
    sung = after_start(words, RATE_HZ, "sung")

    assert all(b.start - a.start >= RATE_HZ // 10 for a, b in pairwise(sung))
    assert sung[-1] == words[-1]


def test_only_where_nothing_may_sound_before_anybody_waits() -> None:
    chunk = Make("[Verse]\nSummer stars are falling", 12_000, ("ballad", "vocals"))
    whole: Score = compose(Brief((chunk, chunk), 1, RATE_HZ), {})
    starts = [chart.words[0].start for chart in whole.charts]

    assert starts[0] > RATE_HZ // 10
    assert starts[1] == 0


@pytest.mark.parametrize("end_ms", [9_750, 10_750, 11_000])
def test_no_syllable_is_lost_behind_a_bar_that_kept_audio_began(end_ms: int) -> None:
    source = Make("[Verse]", 24_000, ("pop", "112 BPM", "A minor"))
    charts = compose(Brief((source,), 3, RATE_HZ), {}).charts
    kept = Slice("one", 3_000, end_ms)
    heard = hearing_of_charts(charts, 3 * RATE_HZ, end_ms * RATE_HZ // 1000, RATE_HZ)
    text = "[Verse]\nSummer stars are falling\nNever to return\nTake me to the river"
    chunk = Make(text, 9_000, ("female vocals",))
    whole = compose(Brief((Keep(kept), chunk), None, RATE_HZ), {kept: heard})
    part = whole.parts[1]

    assert part is not None
    first = part.sung[0].syllables[0]
    assert first.start >= onset_s(first, "sung") * RATE_HZ - 1
    assert sum(len(each.syllables) for each in part.sung) == 17
