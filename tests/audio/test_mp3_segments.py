"""Tests of MP3s that several encoders write, one segment each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from partita.audio import mp3
from partita.audio.buffer import Audio
from partita.audio.codecs import encode
from partita.audio.decode import decode
from partita.audio.mp3_frames import header_at, header_of
from partita.audio.mp3_segments import Coded, joined, segments
from partita.audio.side_by_side import allow
from tests.audio.sounds import heard_by_ffmpeg, music

#: Of MPEG-1 and of MPEG-2, whose frames are laid out otherwise.
FORMATS = ["mp3_44100_128", "mp3_22050_32"]


@pytest.fixture(scope="module", params=FORMATS)
def coded(request: pytest.FixtureRequest) -> tuple[Audio, int, bytes]:
    """Return a minute of music, its bit rate, and the music as an MP3."""
    name = str(request.param)
    _, rate_hz, kbps = name.split("_")
    audio = music(55.0, 2, int(rate_hz))
    return audio, int(kbps), encode(audio, name)


@pytest.fixture
def two_threads() -> Iterator[None]:
    allow(2)
    yield
    allow(1)


def test_segments_are_as_long_as_one_stream(coded: tuple[Audio, int, bytes]) -> None:
    audio, kbps, content = coded

    assert len(segments(audio.rate_hz, kbps, audio.frame_count)) == 2
    assert decode(content).frame_count == audio.frame_count
    assert len(heard_by_ffmpeg(content)) == audio.frame_count


def test_a_join_is_no_worse_than_what_one_encoder_writes(
    coded: tuple[Audio, int, bytes],
) -> None:
    audio, kbps, content = coded
    loudest = int(np.abs(audio.frames).max())
    alone = b"".join(mp3.mp3_blocks(audio, kbps, {}, loudest))
    samples = header_of(audio.rate_hz, kbps).samples
    at = segments(audio.rate_hz, kbps, audio.frame_count)[1].first * samples
    near = slice(at - 20 * samples, at + 20 * samples)
    wrong = [
        (decode(each).to_float() - audio.to_float())[near].reshape(40, -1).std(axis=1)
        for each in (content, alone)
    ]

    assert (wrong[0] < 1.5 * wrong[1] + 1e-4).all()


@pytest.mark.usefixtures("two_threads")
def test_two_threads_write_the_same_bytes(coded: tuple[Audio, int, bytes]) -> None:
    audio, kbps, content = coded

    assert encode(audio, f"mp3_{audio.rate_hz}_{kbps}") == content


def test_short_audio_is_one_segment() -> None:
    assert len(segments(44_100, 128, 49 * 44_100)) == 1


def test_encoders_start_where_frames_are_padded_alike() -> None:
    cut = segments(44_100, 128, 600 * 44_100)

    assert [each.start % 49 for each in cut] == [0, 0, 0, 0]


def test_where_encoders_don_t_meet_the_first_one_writes_on() -> None:
    audio = music(55.0, 2, 22_050)
    first, second = segments(22_050, 32, audio.frame_count)
    alone = b"".join(mp3.mp3_blocks(audio, 32, {}, int(np.abs(audio.frames).max())))
    info = header_at(alone, 0)
    assert info is not None
    stream = alone[info.byte_count :]
    half = len(stream) // 2
    # What the second one has written is over before it should have gone on.
    coded = [
        Coded(first, iter([stream[:half], stream[half:]])),
        Coded(second, iter([stream[:2_000]])),
    ]
    for each in coded:
        each.goes_on()

    assert joined(coded) == stream
