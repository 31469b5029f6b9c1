import hashlib

import numpy as np

from partita.engine.fonts.sf2 import Bank
from partita.engine.fonts.soundfont import Soundfont
from partita.engine.render import UNITY, Rendered, render, stem_of
from partita.engine.score import Part
from tests.engine.font_files import (
    DEBIAN_FONT,
    KEYS,
    MODES,
    SAMPLE,
    font,
    needs_debian_font,
    sine,
)
from tests.engine.plain import printed
from tests.engine.scores import RATE_HZ, beat, melody, part


def _piano_font() -> Soundfont:
    """Return a font that holds a piano and nothing else."""
    content = font({(0, 0): [{MODES: 1, SAMPLE: 0}]}, [sine()])
    return Soundfont(Bank(content, "test.sf2"))


def _digest(rendered: Rendered) -> str:
    return hashlib.sha256(rendered.to_bytes()).hexdigest()


def test_a_part_sounds_otherwise_with_a_font_that_holds_its_instrument() -> None:
    asked = part(melody("grand_piano"))

    assert _digest(render(asked, _piano_font())) != _digest(render(asked))


def test_instruments_that_a_font_lacks_sound_as_without_it() -> None:
    asked = part(melody("violin"), beat("acoustic_kit"))

    assert _digest(render(asked, _piano_font())) == _digest(render(asked))


def test_pitches_that_a_font_lacks_still_sound() -> None:
    zone = {KEYS: 62 << 8 | 60, MODES: 1, SAMPLE: 0}
    opened = Soundfont(Bank(font({(0, 0): [zone]}, [sine()]), "test.sf2"))
    rendered = render(part(melody("grand_piano")), opened)
    step = RATE_HZ // 4
    levels = [
        np.abs(rendered.samples[at * step + 2_000 : at * step + 6_000]).max()
        for at in range(8)
    ]

    assert min(levels) > 0.01 * UNITY


def test_equal_parts_and_fonts_give_equal_bytes_whatever_was_played_before() -> None:
    asked, used = part(melody("grand_piano")), _piano_font()
    render(part(melody("grand_piano", seconds=1.0, seed=3, bright=-40)), used)

    assert _digest(render(asked, used)) == _digest(render(asked, _piano_font()))


def test_a_dull_line_is_dull_with_a_font_too() -> None:
    saw = sine()
    wave = np.tile(np.linspace(-20_000, 20_000, 100), 50).astype(np.int16)
    content = font({(0, 0): [{MODES: 1, SAMPLE: 0}]}, [type(saw)(wave, saw.loop)])
    opened = Soundfont(Bank(content, "test.sf2"))
    shares = []
    for bright in (0, -80):
        rendered = render(part(melody("grand_piano", bright=bright)), opened)
        power = np.abs(np.fft.rfft(rendered.samples[:RATE_HZ, 0])) ** 2
        shares.append(power[8_000:].sum() / power.sum())

    assert shares[1] < 0.3 * shares[0]


@needs_debian_font
def test_stems_with_a_font_add_up_to_the_mix() -> None:
    opened = Soundfont.open(DEBIAN_FONT)
    asked = part(melody("grand_piano"), beat("rock_kit"))
    both = render(asked, opened)
    stems = [render(stem_of(asked, stem), opened) for stem in ("harmony", "drums")]
    frames = 2 * RATE_HZ
    total = sum(each.samples[:frames].astype(np.int64) for each in stems)

    assert np.abs(total - both.samples[:frames]).max() <= 2


@needs_debian_font
def test_a_font_gives_the_same_bytes_without_the_newest_instructions() -> None:
    names = ("string_ensemble", "electric_piano", "synth_bass", "flute")
    asked = part(*(melody(name) for name in names), beat("brush_kit"))
    code = (
        "import hashlib; from pathlib import Path;"
        "from partita.engine.score import *;"
        "from partita.engine.render import render;"
        "from partita.engine.fonts.soundfont import Soundfont;"
        f"font = Soundfont.open(Path({str(DEBIAN_FONT)!r}));"
        f"made = render({asked!r}, font).to_bytes();"
        "print(hashlib.sha256(made).hexdigest())"
    )
    here = render(asked, Soundfont.open(DEBIAN_FONT))

    assert printed(code) == _digest(here)


@needs_debian_font
def test_a_font_keeps_the_level_of_the_mix() -> None:
    opened = Soundfont.open(DEBIAN_FONT)

    def level_db(asked: Part, played_by: Soundfont | None) -> float:
        samples = render(asked, played_by).samples / UNITY
        return float(10 * np.log10(np.mean(samples**2)))

    for asked in (part(melody("string_ensemble")), part(beat("acoustic_kit"))):
        assert abs(level_db(asked, opened) - level_db(asked, None)) < 4.5
