"""What a text or a style asks for happens, where and as it stands there."""

from __future__ import annotations

from itertools import pairwise

import pytest

from partita.engine.brief import Brief, Make
from partita.engine.compose import compose
from partita.engine.score import Line, Part, Score

RATE_HZ = 44_100


def score(*chunks: Make) -> Score:
    return compose(Brief(chunks, 1, RATE_HZ), {})


def make(text: str, *styles: str, ms: int = 16_000, no: tuple[str, ...] = ()) -> Make:
    return Make(text, ms, styles, no)


def part(whole: Score, number: int = 0) -> Part:
    found = whole.parts[number]
    assert found is not None
    return found


def lines(whole: Score, instrument: str, number: int = 0) -> list[Line]:
    return [each for each in part(whole, number).lines if each.instrument == instrument]


def leads(whole: Score, number: int = 0) -> set[str]:
    found = part(whole, number).lines
    return {line.instrument for line in found if line.stem == "lead"}


@pytest.mark.parametrize("section", ["Intro", "Verse", "Outro"])
@pytest.mark.parametrize(
    ("solo", "instrument"),
    [("sax solo", "tenor_sax"), ("piano solo", "grand_piano"), ("banjo lick", "banjo")],
)
def test_a_solo_is_played_by_whom_it_names(
    section: str, solo: str, instrument: str
) -> None:
    whole = score(make(f"[{section}]\n{{{solo}}}", "synthwave"))

    assert instrument in leads(whole)


def test_a_solo_that_names_nobody_is_played_in_an_intro_too() -> None:
    assert leads(score(make("[Intro]\n{solo}", "lofi")))


def test_who_is_forbidden_plays_no_solo() -> None:
    whole = score(make("[Verse]\n{sax solo}", "pop", no=("saxophone",)))

    assert not lines(whole, "tenor_sax")
    assert not lines(whole, "alto_sax")


def test_a_solo_in_a_chorus_leaves_the_tune_of_its_words_alone() -> None:
    words = "[Chorus]\nWe are burning brighter"
    whole = score(
        make(words, "rock"), make(f"{words}\n{{guitar solo}}"), make(words, "calm")
    )
    tunes = [
        [each.pitch for each in part(whole, number).sung[0].syllables]
        for number in range(3)
    ]
    motifs = {chart.motif for chart in whole.charts}

    assert tunes[0] == tunes[2]
    assert len(motifs) == 1


def test_two_that_are_asked_for_both_play() -> None:
    for genre in ("pop", "jazz", "orchestral"):
        whole = score(make("[Verse]", genre, "trumpet", "oboe", "slap bass", "808"))
        assert {"trumpet", "oboe"} <= leads(whole)
        assert lines(whole, "slap_bass")
        assert lines(whole, "bass_808")


def test_who_is_asked_for_plays_beside_words_that_leave_no_gap() -> None:
    text = "[Verse]\nOne more time\nTwo by two\nThree and four\nFive is alive"
    whole = score(make(text, "pop", "saxophone"))

    assert "tenor_sax" in leads(whole)


def test_a_general_pause_lasts_a_bar_at_the_most() -> None:
    whole = score(make("[Bridge]\n{silence}", "pop", "120 BPM"), make("[Chorus]"))
    last = max(
        note.start + note.length for line in part(whole).lines for note in line.notes
    )

    assert last == pytest.approx(14 * RATE_HZ, abs=RATE_HZ // 2)


def test_a_cappella_voices_do_not_fall_silent() -> None:
    whole = score(make("[Verse]\n(hmmm)", "folk", "a cappella", "female vocals"))
    (voice,) = part(whole).sung
    starts = [each.start for each in voice.syllables]

    assert part(whole).lines == ()
    assert max(after - start for start, after in pairwise(starts)) < 6 * RATE_HZ
    assert starts[-1] > 10 * RATE_HZ


@pytest.mark.parametrize("genre", ["classical", "ambient", "lullaby"])
def test_a_drum_fill_is_played_by_a_kit_that_is_silent_otherwise(genre: str) -> None:
    whole = score(make("[Verse]\n{drum fill}", genre), make("[Verse]"))
    (kit,) = (line for line in part(whole).lines if line.stem == "drums")

    assert kit.notes[0].start > 10 * RATE_HZ
    assert not any(line.stem == "drums" for line in part(whole, 1).lines)


def test_nobody_strikes_a_drum_twice_at_once() -> None:
    whole = score(make("[Chorus]\n{drum fill}", "swing", "3/4", "straight"))
    (kit,) = (line for line in part(whole).lines if line.stem == "drums")
    kicks = [note.start for note in kit.notes if note.piece == "kick"]

    assert all(after - start > RATE_HZ // 50 for start, after in pairwise(kicks))


def test_double_time_doubles_the_backbeat() -> None:
    counts = []
    for style in ("straight", "double-time"):
        whole = score(make("[Verse]", "rock", "100 BPM", style))
        (kit,) = (line for line in part(whole).lines if line.stem == "drums")
        counts.append(sum(note.piece == "snare" for note in kit.notes))

    assert counts[1] > 1.6 * counts[0]


def test_a_chunk_that_slows_down_does() -> None:
    whole = score(make("[Outro]", "house", "120 BPM", "slowing down"))
    (kit,) = (line for line in part(whole).lines if line.stem == "drums")
    kicks = [note.start for note in kit.notes if note.piece == "kick"]

    assert kicks[-1] - kicks[-2] > 1.2 * (kicks[1] - kicks[0])


def test_a_drum_roll_leads_to_the_end() -> None:
    whole = score(make("[Intro]", "orchestral", "drum roll"), make("[Verse]"))
    pieces = {note.piece for line in part(whole).lines for note in line.notes}

    assert "snare_roll" in pieces


def test_punch_brings_the_kit_forward() -> None:
    levels = [
        next(each for each in part(score(chunk)).lines if each.stem == "drums").level_cb
        for chunk in (make("[Verse]", "house"), make("[Verse]", "house", "punchy"))
    ]

    assert levels[1] > levels[0]


def test_who_is_to_sing_sings_in_later_chunks_of_hip_hop_too() -> None:
    whole = score(
        make("[Verse]\nStay with me", "hip-hop", "female vocals"),
        make("[Chorus]\nStay with me"),
    )

    assert [part(whole, number).sung[0].manner for number in (0, 1)] == ["sung", "sung"]


def test_a_choir_that_only_the_genre_brings_does_not_speak() -> None:
    whole = score(make("[Verse]\nStay with me", "gospel", "spoken word"))

    assert part(whole).sung[0].voice in ("male", "female")


@pytest.mark.parametrize("ms", [3_000, 4_000, 5_000])
def test_a_short_ending_ends_with_a_chord_that_is_held(ms: int) -> None:
    whole = score(make("[Verse]", "pop", "87 BPM"), make("[Outro]", ms=ms))
    ends = part(whole, 1)
    last = max(note.start for line in ends.lines for note in line.notes)

    assert ends.frames - last > RATE_HZ


def test_a_tune_comes_home_without_a_leap() -> None:
    for genre in ("pop", "classical", "bluegrass", "metal"):
        whole = score(make("[Theme]", genre))
        tune = next(line for line in part(whole).lines if line.stem == "lead")
        assert abs(tune.notes[-1].pitch - tune.notes[-2].pitch) <= 7


def test_a_key_change_lifts_a_section_and_its_tune() -> None:
    whole = score(
        make("[Chorus]", "pop", "C major"),
        make("[Chorus]", "key change"),
        make("[Chorus]", "up a semitone"),
        make("[Chorus]"),
    )

    assert [chart.tonic for chart in whole.charts] == [0, 2, 1, 0]
    assert len({chart.motif for chart in whole.charts}) == 1


def test_a_chunk_that_speeds_up_does() -> None:
    whole = score(make("[Build]", "house", "120 BPM", "speeding up"), make("[Drop]"))
    (kit,) = (line for line in part(whole).lines if line.stem == "drums")
    kicks = [note.start for note in kit.notes if note.piece == "kick"]

    assert kicks[-1] - kicks[-2] < 0.85 * (kicks[1] - kicks[0])
