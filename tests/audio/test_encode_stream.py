"""Tests of encoding audio that is still being made."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from partita.audio.buffer import Audio, Samples
from partita.audio.codecs import encode, encode_stream
from partita.audio.decode import decode
from partita.audio.stream import Stream
from partita.errors import AudioError
from partita.limits import LOCAL_FORMATS, OUTPUT_FORMATS
from tests.audio.sounds import noise, tone


class Maker:
    """Makes audio as it is read, once, and knows how far it has come."""

    def __init__(self, audio: Audio, block: int = 1 << 14) -> None:
        self.made = 0
        self._audio, self._block = audio, block
        self.sound = Stream(
            audio.rate_hz, audio.channels, audio.frame_count, self._read
        )

    def _read(self, start: int, end: int) -> Iterator[Samples]:
        assert (self.made, start, end) == (0, 0, self._audio.frame_count)
        while self.made < end:
            block = self._audio.frames[self.made : self.made + self._block]
            self.made += len(block)
            yield block


@pytest.mark.parametrize("name", OUTPUT_FORMATS)
def test_a_stream_is_the_file_that_would_be_written_at_once(name: str) -> None:
    audio = noise(100_000)
    streamed = b"".join(encode_stream(Maker(audio).sound, name, peak_db=-1.0))

    assert streamed == encode(audio, name)


@pytest.mark.parametrize("name", ["mp3_44100_128", "opus_48000_96", "pcm_22050"])
def test_the_first_bytes_come_long_before_the_last_frame(name: str) -> None:
    maker = Maker(noise(20 * 44_100))
    content = encode_stream(maker.sound, name)
    while not next(content):
        pass

    assert maker.made < 3 * 44_100


@pytest.mark.parametrize("frames", [1, 575, 1151, 1152, 30_001])
def test_a_streamed_mp3_has_the_exact_length(frames: int) -> None:
    sound = Maker(noise(frames)).sound
    content = b"".join(encode_stream(sound, "mp3_44100_128"))

    assert decode(content).frame_count == frames


def test_a_streamed_mp3_is_as_loud_as_the_audio_where_its_peak_is_known() -> None:
    audio = tone(44_100, level=0.5)
    content = b"".join(encode_stream(Maker(audio).sound, "mp3_44100_64", peak_db=-1.0))
    heard = decode(content).to_float()[4_000:-4_000]

    assert np.abs(heard).max() == pytest.approx(0.5, rel=0.01)


@pytest.mark.parametrize("name", LOCAL_FORMATS)
def test_a_file_that_needs_its_end_first_is_refused_at_once(name: str) -> None:
    maker = Maker(noise(1_000))

    with pytest.raises(AudioError, match="before the audio is there"):
        encode_stream(maker.sound, name)
    assert maker.made == 0
