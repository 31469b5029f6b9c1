"""Tests of streams: the same audio as in memory, however it is cut into blocks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from partita.audio.buffer import Audio, Identity, Samples
from partita.audio.codecs import encode
from partita.audio.convert import at_rate, in_channels
from partita.audio.decode import decode, stream
from partita.audio.flac import write_flac
from partita.audio.formats import FORMATS
from partita.audio.stream import Stream, collected, cut, evenly, lengthened, watched
from partita.errors import AudioError
from tests.audio.sounds import music, noise

ODD_FRAMES = 7_777


def _streamed(audio: Audio) -> Stream:
    """Return audio as a stream of small blocks of an odd size."""

    def read(start: int, end: int) -> Iterator[Samples]:
        for first in range(start, end, ODD_FRAMES):
            yield audio.frames[first : min(first + ODD_FRAMES, end)]

    return Stream(audio.rate_hz, audio.channels, audio.frame_count, read)


def _file(tmp_path: Path, audio: Audio, name: str) -> Path:
    path = tmp_path / f"a{FORMATS[name].suffix}"
    path.write_bytes(encode(audio, name))
    return path


@pytest.mark.parametrize("name", FORMATS)
def test_a_stream_gives_the_same_file_as_audio_in_memory(name: str) -> None:
    audio = music(3.3, rate_hz=44_100)

    assert encode(_streamed(audio), name) == encode(audio, name)


@pytest.mark.parametrize("channels", [1, 2])
def test_a_stream_has_the_identity_of_its_audio(channels: int) -> None:
    audio = noise(30_000, channels)

    assert _streamed(audio).digest() == audio.digest()


def test_an_identity_is_told_while_audio_passes_by() -> None:
    audio = noise(30_000)
    identity = Identity(audio.rate_hz, audio.channels, audio.frame_count)

    encode(watched(_streamed(audio), identity.add), "flac")

    assert identity.digest() == audio.digest()


@pytest.mark.parametrize("name", ["flac", "wav", "ogg", "mp3_44100_128"])
def test_a_file_is_streamed_as_it_is_decoded(tmp_path: Path, name: str) -> None:
    path = _file(tmp_path, noise(300_000), name)
    whole = decode(path)

    assert stream(path).digest() == whole.digest()


@pytest.mark.parametrize("name", ["flac", "wav", "ogg", "mp3_44100_128"])
@pytest.mark.parametrize(("start", "end"), [(0, 5), (70_001, 270_000), (299_999, None)])
def test_a_slice_of_a_file_is_that_of_its_audio(
    tmp_path: Path, name: str, start: int, end: int | None
) -> None:
    path = _file(tmp_path, noise(300_000), name)
    sliced = collected(stream(path).slice(start, end))

    assert np.array_equal(sliced.frames, decode(path).slice(start, end).frames)


def test_a_full_disk_is_told_when_flac_is_written() -> None:
    """Python's errors don't come through libsndfile, which would go on."""
    with (
        pytest.raises(OSError, match="No space left"),
        Path("/dev/full").open("r+b", buffering=0) as full,
    ):
        write_flac(full, noise(300_000))


def test_a_file_shorter_than_is_known_is_refused(tmp_path: Path) -> None:
    path = _file(tmp_path, noise(1_000), "flac")

    with pytest.raises(AudioError, match="cut short"):
        collected(stream(path, 1_001))


def test_a_slice_at_another_rate_is_cut_from_the_whole() -> None:
    audio = noise(100_000)
    sliced = at_rate(_streamed(audio), 48_000).slice(30_000, 90_000)
    whole = collected(at_rate(audio, 48_000))

    assert sliced.digest() == whole.slice(30_000, 90_000).digest()


def test_a_stream_in_mono_is_the_mean_of_its_sides() -> None:
    audio = noise(20_000)
    made = collected(in_channels(_streamed(audio), 1).slice(5, 15_000))

    mean = audio.frames.mean(axis=1, keepdims=True)[5:15_000]
    assert np.abs(made.frames - mean).max() <= 0.5


def test_a_slice_of_a_slice_starts_where_both_say() -> None:
    audio = noise(30_000)

    assert (
        _streamed(audio).slice(10_000, 25_000).slice(500, 900).digest()
        == audio.slice(10_500, 10_900).digest()
    )


def test_a_slice_that_starts_outside_is_refused() -> None:
    with pytest.raises(AudioError, match="not inside"):
        _streamed(noise(10)).slice(11)


def test_blocks_are_cut_to_a_range() -> None:
    frames = np.arange(20, dtype=np.int32).reshape(-1, 1)
    blocks = iter([frames[:7], frames[7:9], frames[9:]])

    assert np.concatenate(list(cut(blocks, 8, 12))).ravel().tolist() == [8, 9, 10, 11]


@pytest.mark.parametrize("size", [1, 6, 7, 20, 30])
def test_blocks_of_any_size_become_even(size: int) -> None:
    frames = np.arange(20, dtype=np.int32).reshape(-1, 1)
    blocks = list(evenly(iter([frames[:7], frames[7:9], frames[9:]]), size))

    assert np.array_equal(np.concatenate(blocks), frames)
    assert {len(block) for block in blocks[:-1]} <= {size}
    assert len(blocks[-1]) <= size


def test_a_lengthened_sound_ends_in_silence() -> None:
    audio = noise(100)
    longer = collected(lengthened(_streamed(audio), 103))

    assert np.array_equal(longer.frames[:100], audio.frames)
    assert longer.frame_count == 103
    assert not longer.frames[100:].any()


def test_a_slice_of_a_lengthened_sound_may_lie_behind_its_end() -> None:
    longer = lengthened(_streamed(noise(100)), 120).slice(105, 110)

    assert collected(longer).frames.tolist() == [[0, 0]] * 5
