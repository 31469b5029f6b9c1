"""The composer's promises, each by its name."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partita.engine.brief import Brief, Make
from partita.engine.canonical import part_bytes
from partita.engine.compose import chunk_frames, compose
from partita.engine.composing.sections import kind_of
from partita.engine.roster import INSTRUMENTS, KITS, PIECES, SOUNDS
from partita.engine.score import Chart, Line, Part, Score
from partita.engine.vocabulary.genres import GENRES

SONG = (
    Make(
        "[Verse 1]\nMorning light is on the water\nEvery window starts to glow",
        16_000,
        ("indie pop", "female vocals", "acoustic guitar", "112 BPM", "D major"),
    ),
    Make("[Pre-Chorus]\nHold on to the wire", 8_000, ("building intensity",)),
    Make("[Chorus]\nWe are burning brighter\nBrighter than the sun", 16_000),
    Make("[Verse 2]\nEvening comes without a warning", 16_000),
    Make("[Chorus]\nWe are burning brighter\nBrighter than the sun", 16_000),
    Make("[Outro]", 8_000, ("fading out",), ("vocals",)),
)


def make(
    *styles: str, text: str = "[Verse]", without: tuple[str, ...] = (), ms: int = 16_000
) -> Make:
    return Make(text, ms, styles, without)


def score(*chunks: Make, seed: int | None = 1, rate_hz: int = 44_100) -> Score:
    return compose(Brief(chunks, seed, rate_hz), {})


def part(whole: Score, number: int = 0) -> Part:
    found = whole.parts[number]
    assert found is not None
    return found


def names(whole: Score, number: int = 0) -> set[str]:
    return {line.instrument for line in part(whole, number).lines}


def pulse_bpm(chart: Chart) -> float:
    compound = chart.beat_unit == 8 and chart.beats_a_bar % 3 == 0
    beats_a_pulse = 3 if compound else chart.beat_unit // 4
    return chart.tempo_mbpm / 1000 / beats_a_pulse


def line_of(whole: Score, stem: str, number: int = 0) -> Line:
    return next(line for line in part(whole, number).lines if line.stem == stem)


@pytest.mark.parametrize("genre", GENRES)
def test_every_genre_plays_in_its_own_way(genre: str) -> None:
    row = GENRES[genre]
    whole = score(make(row.words[0], ms=12_000), make(text="[Chorus]", ms=12_000))
    chart = whole.charts[0]

    assert chart.genre == genre
    assert row.tempo[0] * 0.9 <= pulse_bpm(chart) <= row.tempo[2] * 1.1
    assert f"{chart.beats_a_bar}/{chart.beat_unit}" == row.metre
    assert names(whole, 1) & {player.instrument for player in row.players}
    assert all(line.notes for line in part(whole).lines)


@pytest.mark.parametrize("bpm", [55, 72, 96, 120, 143, 174, 190])
def test_the_tempo_is_the_one_that_was_asked_for(bpm: int) -> None:
    whole = score(make("rock", f"{bpm} BPM"), make(text="[Chorus]", ms=11_300))

    for chart in whole.charts:
        assert pulse_bpm(chart) == pytest.approx(bpm, rel=0.035)


@pytest.mark.parametrize(
    ("style", "tonic", "mode"),
    [("C major", 0, "major"), ("F# minor", 6, "minor"), ("Bb dorian", 10, "dorian")],
)
def test_the_key_is_the_one_that_was_asked_for(
    style: str, tonic: int, mode: str
) -> None:
    chart = score(make("pop", style)).charts[0]

    assert (chart.tonic, chart.mode) == (tonic, mode)
    assert chart.chords[0].root == tonic


@pytest.mark.parametrize("metre", ["3/4", "6/8", "5/4", "7/8", "12/8", "4/4"])
def test_the_metre_is_the_one_that_was_asked_for(metre: str) -> None:
    chart = score(make("jazz", f"{metre} time")).charts[0]

    assert f"{chart.beats_a_bar}/{chart.beat_unit}" == metre


@pytest.mark.parametrize(("tonic", "key"), [(1, "C# minor"), (9, "A major")])
def test_drums_are_tuned_to_the_chord_of_the_key(tonic: int, key: str) -> None:
    third = 3 if "minor" in key else 4
    drums = line_of(score(make("metal", key, text="[Chorus]")), "drums")
    pitches = {note.piece: note.pitch for note in drums.notes}

    assert (pitches["kick"] - tonic) % 12 == 0
    assert (pitches["snare"] - tonic) % 12 in (0, third, 7)
    assert pitches["crash"] == 0


@pytest.mark.parametrize("ms", [12_000, 16_000, 20_000, 27_500])
def test_a_second_chorus_brings_back_the_tune(ms: int) -> None:
    whole = score(*SONG[:4], replace(SONG[4], duration_ms=ms), SONG[5])
    first, second = (
        [each.pitch for each in part(whole, number).sung[0].syllables]
        for number in (2, 4)
    )

    assert first == second


def test_a_second_chorus_brings_back_the_chords() -> None:
    whole = score(*SONG)

    assert [c.root for c in whole.charts[2].chords] == [
        c.root for c in whole.charts[4].chords
    ]


def test_verses_and_choruses_have_tunes_of_their_own() -> None:
    motifs = {score(*SONG).charts[number].motif for number in (0, 2)}

    assert len(motifs) == 2


def others_that_change(changed: int, other: Make) -> set[int]:
    before = score(*SONG, seed=None)
    after = score(*SONG[:changed], other, *SONG[changed + 1 :], seed=None)
    assert part_bytes(part(before, changed)) != part_bytes(part(after, changed))
    return {
        number
        for number in range(len(SONG))
        if part_bytes(part(before, number)) != part_bytes(part(after, number))
    } - {changed}


@pytest.mark.parametrize("changed", range(1, len(SONG)))
def test_a_changed_chunk_leaves_all_other_parts_as_they_are(changed: int) -> None:
    other = replace(
        SONG[changed],
        text=SONG[changed].text.replace("We are", "I was"),
        positive_styles=("huge drums", "distorted guitar", "choir"),
    )

    assert others_that_change(changed, other) == set()


@pytest.mark.parametrize("changed", range(1, 5))
def test_sections_follow_the_first_of_their_name_alone(changed: int) -> None:
    first_chorus, second_chorus = 2, 4
    text = SONG[changed].text + "\nAnother line of words to sing"

    assert others_that_change(changed, replace(SONG[changed], text=text)) == (
        {second_chorus} if changed == first_chorus else set()
    )


def test_the_same_brief_gives_the_same_score() -> None:
    assert score(*SONG) == score(*SONG)


def test_another_seed_is_another_piece_of_the_same_kind() -> None:
    one, other = score(*SONG, seed=1), score(*SONG, seed=2)

    assert part_bytes(part(one)) != part_bytes(part(other))
    assert one.charts[0].tonic == other.charts[0].tonic
    assert one.charts[0].genre == other.charts[0].genre


def test_energy_goes_as_the_sections_ask() -> None:
    sections = ("[Breakdown]", "[Verse]", "[Pre-Chorus]", "[Chorus]", "[Drop]")
    for genre in ("pop", "rock", "house", "orchestral", "hip-hop"):
        charts = score(make(genre), *(make(text=text) for text in sections)).charts[1:]
        levels = [chart.energy for chart in charts]
        assert levels == sorted(levels)
        assert len(set(levels)) == len(levels)


def test_energy_is_heard_as_notes_and_level() -> None:
    whole = score(make("rock"), make(text="[Breakdown]"), make(text="[Chorus]"))
    quiet, loud = part(whole, 1), part(whole, 2)

    assert quiet.level_cb < loud.level_cb
    assert sum(len(line.notes) for line in quiet.lines) < sum(
        len(line.notes) for line in loud.lines
    )


@pytest.mark.parametrize(
    ("style", "instrument"),
    [
        ("kalimba", "kalimba"),
        ("warm cello", "cello"),
        ("slap bass", "slap_bass"),
        ("glassy pads", "glass_pad"),
        ("church organ", "church_organ"),
        ("pedal steel", "pedal_steel"),
        ("sitar", "sitar"),
    ],
)
def test_an_instrument_that_is_asked_for_plays(style: str, instrument: str) -> None:
    for genre in ("pop", "techno", "folk"):
        assert instrument in names(score(make(genre, style)))


def test_a_later_chunk_changes_what_it_names() -> None:
    whole = score(make("pop", "120 BPM", "C major"), make("banjo", "90 BPM", "E minor"))

    assert "banjo" in names(whole, 1)
    assert "banjo" not in names(whole, 0)
    assert pulse_bpm(whole.charts[1]) == pytest.approx(90, rel=0.03)
    assert (whole.charts[1].tonic, whole.charts[1].mode) == (4, "minor")


@pytest.mark.parametrize(
    ("negative", "gone"),
    [
        ("drums", set(KITS)),
        ("piano", {"grand_piano", "felt_piano", "electric_piano"}),
        ("guitars", {"steel_guitar", "clean_guitar", "overdriven_guitar"}),
        ("strings", {"string_ensemble", "violin", "cello"}),
        ("electronic", {"saw_lead", "warm_pad", "kit_909", "kit_808", "synth_bass"}),
        ("brass", {"trumpet", "brass_section", "french_horn", "trombone"}),
        ("bass", {"finger_bass", "synth_bass", "upright_bass", "sub_bass"}),
    ],
)
def test_what_a_negative_style_names_is_not_there(
    negative: str, gone: set[str]
) -> None:
    for genre in ("pop", "house", "orchestral", "jazz", "rock"):
        for text in ("[Verse]", "[Chorus]", "[Outro]"):
            whole = score(make(genre, text=text, without=(negative,)))
            assert not names(whole) & gone, (genre, text)
            assert part(whole).lines


def test_a_forbidden_melody_or_arpeggio_is_not_played() -> None:
    stems = {line.stem for line in part(score(make("pop", without=("melody",)))).lines}

    assert "lead" not in stems
    assert "harmony" in stems


def test_a_list_that_forbids_everything_still_gives_music() -> None:
    everything = (
        "drums", "bass", "piano", "guitar", "strings", "synths", "brass", "woodwinds",
        "vocals", "electronic", "acoustic", "orchestral", "percussion", "mallets",
    )  # fmt: skip
    whole = score(make("pop", without=everything))

    assert sum(len(line.notes) for line in part(whole).lines) > 4


def test_lyrics_are_sung_and_timed() -> None:
    chart = score(*SONG).charts[0]

    assert [word.word for word in chart.words][:5] == [
        "Morning", "light", "is", "on", "the",
    ]  # fmt: skip
    assert all(0 <= word.start < word.end <= chart.frames for word in chart.words)
    assert all(a.end <= b.start + 1 for a, b in pairwise(chart.words))
    assert chart.instruments[0] == "vocals"


@pytest.mark.parametrize(
    "chunk",
    [
        make("pop", text="[Verse]\nNobody sings this", without=("vocals",)),
        make("pop", "instrumental", text="[Verse]\nNobody sings this"),
    ],
)
def test_nobody_sings_where_nobody_may(chunk: Make) -> None:
    whole = score(chunk)

    assert part(whole).sung == ()
    assert whole.charts[0].words == ()


def test_a_voiceover_is_spoken() -> None:
    whole = score(
        make("pop"),
        make(
            "spoken voiceover", "confident male voice",
            text="[Voiceover]\nQuiet tools for busy hands", without=("singing",),
        ),
    )  # fmt: skip

    assert [(line.manner, line.voice) for line in part(whole, 1).sung] == [
        ("spoken", "male")
    ]


def test_voices_are_cast_as_the_styles_say() -> None:
    text = "[Verse]\nHello again"
    voices = {
        style: part(score(make("pop", style, text=text))).sung[0].voice
        for style in (
            "male vocals",
            "female vocals",
            "choir vocals",
            "whispered vocals",
        )
    }

    assert list(voices.values()) == ["male", "female", "choir", "whisper"]


def test_sounds_in_parentheses_are_sung_where_they_stand() -> None:
    whole = score(make("pop", text="[Verse]\nStay with me\n(ooh)\nUntil the end"))
    words = [word.word for word in whole.charts[0].words]

    assert words == ["Stay", "with", "me", "ooh", "Until", "the", "end"]


def test_a_voice_that_is_asked_for_without_words_sings_without_words() -> None:
    whole = score(make("pop", "female vocals"), make("full band"))

    assert part(whole, 0).sung
    assert part(whole, 1).sung == ()


def test_an_impossible_tempo_or_metre_is_played_as_near_as_can_be_and_said() -> None:
    whole = score(make("rock", "900 BPM", "99/4"))

    assert pulse_bpm(whole.charts[0]) == pytest.approx(225, rel=0.04)
    assert [text.split(";")[0] for text in whole.advice] == [
        "`900 BPM` can't be played",
        "`99/4` can't be played",
    ]


def test_a_solo_is_played_where_it_stands() -> None:
    text = "[Verse]\nStay with me\n{guitar solo}\nUntil the end"
    whole = score(make("rock", text=text))
    lead = line_of(whole, "lead")
    words = {word.word: word.start for word in whole.charts[0].words}

    assert all(words["me"] < note.start < words["Until"] for note in lead.notes)


def test_a_drum_fill_and_a_riser_happen() -> None:
    plain = score(make("rock", text="[Verse]"))
    filled = score(make("rock", text="[Verse]\n{drum fill}\n{riser}"))

    assert line_of(plain, "drums").notes != line_of(filled, "drums").notes
    assert "riser" in {note.piece for note in line_of(filled, "effects").notes}


def test_an_ending_ends_on_the_tonic() -> None:
    for genre in ("pop", "jazz", "classical", "metal", "techno"):
        chart = score(make(genre), make(text="[Outro]", ms=12_000)).charts[1]
        assert chart.chords[-1].root == chart.tonic


def test_an_intro_builds_and_an_outro_ends() -> None:
    whole = score(make("pop", text="[Intro]"), make(), make(text="[Outro]"))
    starts = sorted(line.notes[0].start for line in part(whole, 0).lines)

    assert starts[-1] > part(whole, 0).frames // 4
    assert part(whole, 2).fade_out > 0


def test_lengths_are_exact_for_awkward_times() -> None:
    chunks = tuple(make("pop", ms=ms) for ms in (3_001, 3_333, 7_777, 119_999))
    whole = score(*chunks)

    assert sum(chart.frames for chart in whole.charts) == round(134_110 * 44.1)
    assert chunk_frames(Brief(chunks, 1, 44_100)) == tuple(
        each.frames for each in whole.charts
    )


@pytest.mark.parametrize("style", ["blues", "12-bar blues, rock", "jump blues"])
def test_the_blues_is_played_in_choruses_of_twelve_bars(style: str) -> None:
    whole = score(make(style, "96 BPM", ms=60_000), make(ms=30_000))
    chart = whole.charts[0]
    bar = 4 * 44_100 * 60_000 // chart.tempo_mbpm
    sounding = [
        [each.root for each in chart.chords if each.start <= at * bar + 9_999][-1]
        for at in range(24)
    ]

    form = [(root - chart.tonic) % 12 for root in sounding]
    assert form[:12] == form[12:]
    assert [form[at] for at in (0, 2, 4, 5, 6, 7, 8, 9)] == [0, 0, 5, 5, 0, 0, 7, 5]


def test_a_ten_minute_plan_of_thirty_chunks_has_thirty_parts() -> None:
    whole = score(*(make("pop", text=f"[Verse {n}]", ms=20_000) for n in range(30)))

    assert len(whole.parts) == 30
    assert sum(each.frames for each in whole.charts) == 600 * 44_100


def test_sections_are_understood_by_their_names() -> None:
    kinds = {
        "Verse 2": "verse", "Pre-Chorus": "prechorus", "Final Chorus": "chorus",
        "Tension Build": "tension", "Climax": "climax", "Glue": "glue", "Drop": "drop",
        "Middle Eight": "bridge", "Guitar Solo": "solo", "Outro": "outro", "": "body",
        "Kitchen": "body",
    }  # fmt: skip

    assert {name: kind_of(name).name for name in kinds} == kinds


WORDS = st.sampled_from(
    sorted(
        {genre.words[0] for genre in GENRES.values()}
        | {
            "no drums", "drums", "full band", "sparse", "7/8", "3/4", "A minor",
            "in F#",
            "200 BPM", "40 BPM", "choir", "fading out", "string quartet", "whispered",
            "rap", "a cappella", "half-time", "huge reverb", "warm pads", "xylophone",
            "seamless loop", "swing", "bagpipes", "spoken word", "building", "ähm",
        }
    )
)  # fmt: skip
TEXTS = st.sampled_from(
    (
        "", "[Verse]", "[Chorus]\nOne more time\n{riser}\n(ooh)", "[Glue]",
        "[Drop]\n{drum break}", "la\nla\nla", "[X]\n{stop}\nwe go", "{guitar solo}",
        "[Bridge]\n(hmmm)",
    )
)  # fmt: skip
MAKES = st.builds(
    Make,
    text=TEXTS,
    duration_ms=st.one_of(st.integers(50, 400), st.integers(3_000, 9_000)),
    positive_styles=st.lists(WORDS, max_size=4).map(tuple),
    negative_styles=st.lists(WORDS, max_size=3).map(tuple),
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    chunks=st.lists(MAKES, min_size=1, max_size=3),
    seed=st.one_of(st.none(), st.integers(0, 2**31 - 1)),
    rate_hz=st.sampled_from((44_100, 48_000)),
)
def test_any_brief_gives_a_score_that_can_be_played(
    chunks: list[Make], seed: int | None, rate_hz: int
) -> None:
    whole = compose(Brief(tuple(chunks), seed, rate_hz), {})

    for each, frames in zip(
        whole.parts, chunk_frames(Brief(tuple(chunks), seed, rate_hz)), strict=True
    ):
        assert each is not None
        assert each.frames == frames
        assert part_bytes(each)  # refuses floats
        assert each.lines or each.sung or frames < rate_hz // 2
        for line in each.lines:
            assert_playable(line, frames)
        for sung in each.sung:
            for syllable in sung.syllables:
                assert 0 <= syllable.start < frames
                assert syllable.length > 0
                assert 30 <= syllable.pitch <= 84


def assert_playable(line: Line, frames: int) -> None:
    starts = [note.start for note in line.notes]
    assert starts == sorted(starts)
    for note in line.notes:
        assert 0 <= note.start < frames
        assert note.length > 0
        assert 1 <= note.velocity <= 127
        if line.instrument in INSTRUMENTS:
            known = INSTRUMENTS[line.instrument]
            assert known.low <= note.pitch <= known.high
        else:
            assert line.instrument in KITS
            assert note.piece in (*PIECES, *SOUNDS)
