import random
import struct
from pathlib import Path

import pytest

from partita.engine.fonts.sf2 import Bank
from partita.engine.fonts.soundfont import Soundfont
from partita.errors import AudioError
from tests.engine.font_files import (
    DEBIAN_FONT,
    KEYS,
    MODES,
    RATE_HZ,
    SAMPLE,
    VELOCITIES,
    font,
    needs_debian_font,
    sine,
    sine_font,
)

_BOTH = {(0, 0): [{MODES: 1, SAMPLE: 0}], (128, 0): [{SAMPLE: 1}]}


def _whole() -> bytes:
    return font(_BOTH, [sine(), sine(20, (0, 0))])


def _played(content: bytes) -> None:
    """Open a font and play what it has; only `AudioError` may come of it."""
    opened = Soundfont(Bank(content, "test.sf2"))
    for pitch in (36, 60, 96):
        opened.note("grand_piano", pitch, RATE_HZ // 8, 100, RATE_HZ)
    opened.stroke("acoustic_kit", "kick", 100, RATE_HZ, 0)


def test_a_missing_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match=r"`none\.sf2` can't be read"):
        Bank.open(tmp_path / "none.sf2")


def test_an_empty_file_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "empty.sf2"
    path.touch()

    with pytest.raises(AudioError, match="can't be read"):
        Bank.open(path)


def test_another_kind_of_file_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "song.sf2"
    path.write_bytes(b"RIFF" + struct.pack("<I", 4) + b"WAVE")

    with pytest.raises(AudioError, match=r"`song\.sf2` is no soundfont"):
        Bank.open(path)


def test_a_font_cut_short_anywhere_is_an_error() -> None:
    content = _whole()

    for size in range(0, len(content) - 1, 97):
        with pytest.raises(AudioError, match="soundfont"):
            _played(content[:size])


def test_a_font_with_spoilt_bytes_is_an_error_or_plays() -> None:
    content, chance = _whole(), random.Random(11)
    records = content.index(b"pdta")
    said = set()
    for _ in range(400):
        spoilt = bytearray(content)
        for _ in range(chance.randint(1, 6)):
            where = chance.randrange(records, len(content))
            spoilt[where] = chance.choice((0, 1, 127, 128, 255, chance.randrange(256)))
        try:
            _played(bytes(spoilt))
        except AudioError as error:
            said.add(error.message)

    assert len(said) > 5
    assert all("`test.sf2`" in each for each in said)


def test_a_sample_outside_of_the_file_is_an_error() -> None:
    content = bytearray(_whole())
    head = content.index(b"shdr") + 8
    content[head + 24 : head + 28] = struct.pack("<I", 1 << 30)

    with pytest.raises(AudioError, match="sample 0 lies outside of the file"):
        _played(bytes(content))


def test_a_preset_of_too_many_zones_is_an_error() -> None:
    zones = [{SAMPLE: 0}] * 9000

    with pytest.raises(AudioError, match="too many zones"):
        _played(font({(0, 0): zones}, [sine()]))


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [(4, 200, "can't be decoded"), (0, 4, "is no Ogg Vorbis")],
)
def test_compressed_bytes_that_are_none_are_an_error(
    first: int, last: int, said: str
) -> None:
    content = bytearray(font({(0, 0): [{SAMPLE: 0}]}, [sine()], vorbis=True))
    start = content.index(b"OggS")
    content[start + first : start + last] = bytes(last - first)

    with pytest.raises(AudioError, match=f"sample 0 {said}"):
        _played(bytes(content))


def test_zones_answer_for_their_keys_and_velocities_alone() -> None:
    zones = [
        {KEYS: 59 << 8, VELOCITIES: 127 << 8, SAMPLE: 0},
        {KEYS: 127 << 8 | 60, VELOCITIES: 63 << 8, SAMPLE: 0},
    ]
    opened = Soundfont(Bank(font({(0, 0): zones}, [sine()]), "test.sf2"))

    assert opened.answers("grand_piano", 59, 100)
    assert not opened.answers("grand_piano", 60, 100)
    assert opened.answers("grand_piano", 60, 50)


def test_an_open_font_has_its_file_mapped_not_read(tmp_path: Path) -> None:
    path = tmp_path / "sine.sf2"
    path.write_bytes(sine_font())
    opened = Soundfont.open(path)
    path.unlink()

    assert opened.note("grand_piano", 60, 1000, 100, RATE_HZ) is not None


@needs_debian_font
def test_every_sample_of_debians_font_can_be_found() -> None:
    bank = Bank.open(DEBIAN_FONT)
    heads = bank.records("shdr")

    assert len(heads) > 1000
    assert all(bank.sample(number) for number in range(len(heads) - 1))
