import hashlib
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partita.engine.render import UNITY, Rendered, render, stem_of
from partita.engine.roster import INSTRUMENTS, KITS, PIECES
from partita.engine.score import Line, Note, Part, Room, SungLine, Syllable
from partita.errors import AudioError
from tests.engine.plain import printed
from tests.engine.scores import RATE_HZ, beat, melody, part


def _digest(rendered: Rendered) -> str:
    return hashlib.sha256(rendered.to_bytes()).hexdigest()


def _voice(voice: str) -> SungLine:
    """Return two syllables with vowels, hiss, a closed mouth and a nose."""
    syllables = (
        Syllable(("S", "AA", "M"), 9_000, 20_000, 64, 100),
        Syllable(("T", "IY", "NG"), 29_000, 30_000, 67, 90),
    )
    return SungLine("lead", voice, "sung", syllables)


def test_an_empty_part_is_silence_of_its_length() -> None:
    rendered = render(part(seconds=3.0))

    assert len(rendered.samples) == rendered.frames == 3 * RATE_HZ
    assert not rendered.samples.any()


def test_equal_parts_give_equal_bytes_whatever_was_played_before() -> None:
    asked = part(melody(), beat())
    first = render(asked).to_bytes()
    render(part(melody(seconds=1.0, seed=3), beat("rock_kit")))

    assert render(asked).to_bytes() == first


def test_the_same_bytes_without_the_processors_newest_instructions() -> None:
    names = "string_ensemble", "distorted_guitar", "fm_bell", "grand_piano"
    room = Room(drive=30, lofi=40, delay_frames=9_000)
    asked = part(*map(melody, names), beat(), room=room)
    asked = replace(asked, sung=(_voice("female"), _voice("whisper")))
    code = (
        "import hashlib; from partita.engine.score import *;"
        "from partita.engine.render import render;"
        f"print(hashlib.sha256(render({asked!r}).to_bytes()).hexdigest())"
    )

    assert printed(code) == _digest(render(asked))


def test_bytes_give_the_same_render_back() -> None:
    rendered = render(part(melody()))
    back = Rendered.from_bytes(rendered.to_bytes())

    assert np.array_equal(back.samples, rendered.samples)
    assert (back.before, back.frames, back.rate_hz) == (
        rendered.before, rendered.frames, rendered.rate_hz,
    )  # fmt: skip


def test_bytes_of_something_else_are_refused() -> None:
    with pytest.raises(AudioError, match="no render"):
        Rendered.from_bytes(b"RIFF")


def test_tails_ring_past_the_end() -> None:
    rendered = render(part(melody("vibraphone"), room=Room(size=70)))
    tail = rendered.samples[rendered.before + rendered.frames :]

    assert rendered.tail > RATE_HZ // 2
    assert np.abs(tail[:2_000]).max() > 50 * np.abs(tail[-2_000:]).max()


def test_an_early_attack_sounds_before_the_chunk() -> None:
    early = Line("lead", "trumpet", (Note(-900, 20_000, 67, 100),))

    assert render(part(early)).before == 900


def test_a_later_start_gives_the_same_sound_later() -> None:
    dry = Room(wet=0)
    lines = [Line("lead", "flute", (Note(at, 9_000, 72, 90),)) for at in (0, 40_000)]
    first, second = (render(part(line, room=dry)).samples for line in lines)

    # Not to the last bit: an FFT rounds otherwise where the sound stands otherwise.
    assert np.abs(first[:15_000] - second[40_000:55_000]).max() <= 2


def test_stems_add_up_to_the_mix() -> None:
    room = Room(drive=20, lofi=30, delay_frames=8_000)
    asked = part(melody(), melody("finger_bass"), beat(), room=room)
    asked = replace(asked, kicks=(0, 44_100), lines=(
        asked.lines[0], replace(asked.lines[1], stem="bass", duck=60), asked.lines[2],
    ))  # fmt: skip
    mix = render(asked).samples
    total = np.zeros_like(mix)
    for number, stem in enumerate(("drums", "bass", "harmony")):
        stem_samples = render(stem_of(asked, stem), crackle=number == 0).samples
        shorter = min(len(mix), len(stem_samples))
        total[:shorter] += stem_samples[:shorter]

    body = slice(0, asked.frames)
    assert np.abs(mix[body] - total[body]).max() <= 4


def test_a_kick_pushes_a_ducked_line_down() -> None:
    pad = Line("harmony", "analog_strings", (Note(0, 80_000, 60, 90),), duck=100)
    asked = replace(part(pad, room=Room(wet=0)), kicks=(40_000,))
    heard = np.abs(render(asked).samples).astype(float)

    assert heard[40_500:42_000].mean() < 0.4 * heard[30_000:39_000].mean()


def test_fades_begin_and_end_in_silence() -> None:
    asked = replace(part(melody("hammond_organ")), fade_in=30_000, fade_out=30_000)
    rendered = render(asked)
    heard = np.abs(rendered.samples).max(axis=1)

    assert heard[:300].max() < 0.001 * heard.max()
    assert heard[rendered.frames - 300 :].max() < 0.001 * heard.max()


def test_ten_decibels_less_is_ten_decibels_less() -> None:
    loud = render(part(melody()))
    soft = render(replace(part(melody()), level_cb=-100))
    frames = slice(0, loud.frames)
    ratio = np.sqrt(np.mean(soft.samples[frames] ** 2.0)) / np.sqrt(
        np.mean(loud.samples[frames] ** 2.0)
    )

    assert 20 * np.log10(ratio) == pytest.approx(-10, abs=0.01)


def test_pan_moves_a_line() -> None:
    left = render(part(melody("flute", pan=-80))).samples.astype(float)

    assert np.abs(left[:, 0]).sum() > 2 * np.abs(left[:, 1]).sum()


def test_a_voice_sings_in_the_mix() -> None:
    syllables = (Syllable(("AA",), 9_000, 20_000, 64, 100),)
    line = SungLine("lead", "female", "sung", syllables)
    rendered = render(replace(part(), sung=(line,)))

    assert np.abs(rendered.samples[12_000:25_000]).max() > 0.01 * UNITY


_PLAYED = st.builds(
    Note,
    start=st.integers(-3_000, 40_000),
    length=st.integers(1, 60_000),
    pitch=st.integers(0, 127),
    velocity=st.integers(1, 127),
    glide_cents=st.sampled_from((0, 0, -200, 700)),
)
_STRUCK = st.builds(
    Note,
    start=st.integers(0, 40_000),
    length=st.integers(1, 20_000),
    pitch=st.just(0),
    velocity=st.integers(1, 127),
    piece=st.sampled_from(PIECES),
)
_STEMS = st.sampled_from(("drums", "bass", "harmony", "lead", "backing", "effects"))
_PERCENT = st.integers(0, 100)


def _lines(names: tuple[str, ...], notes: st.SearchStrategy[Note]) -> st.SearchStrategy:
    return st.builds(
        Line, _STEMS, st.sampled_from(names), st.lists(notes, max_size=4).map(tuple),
        level_cb=st.integers(-300, 60), pan=st.integers(-100, 100), reverb=_PERCENT,
        delay=_PERCENT, duck=_PERCENT, bright=st.integers(-100, 100),
        seed=st.integers(0, 9),
    )  # fmt: skip


_PARTS = st.builds(
    Part,
    rate_hz=st.sampled_from((44_100, 48_000)),
    frames=st.integers(1, 50_000),
    lines=st.lists(
        st.one_of(_lines(tuple(INSTRUMENTS), _PLAYED), _lines(KITS, _STRUCK)),
        max_size=3,
    ).map(tuple),
    room=st.builds(
        Room, size=_PERCENT, wet=_PERCENT, delay_frames=st.sampled_from((0, 3, 9_000)),
        tilt_cb=st.integers(-60, 60), width=st.integers(0, 150), drive=_PERCENT,
        lofi=_PERCENT,
    ),
    kicks=st.lists(st.integers(-100, 60_000), max_size=3).map(tuple),
    fade_in=st.integers(0, 9_000),
    fade_out=st.integers(0, 9_000),
    level_cb=st.integers(-200, 0),
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(_PARTS)
def test_any_part_gives_finite_sound_of_its_length(asked: Part) -> None:
    rendered = render(asked)

    assert rendered.frames == asked.frames
    assert len(rendered.samples) >= rendered.before + asked.frames
    assert np.abs(rendered.samples).max(initial=0) < 1 << 23
