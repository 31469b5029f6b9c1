"""Tests of decoding: files of other writers, broken files, and lengths."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from partita.audio.buffer import Audio
from partita.audio.codecs import encode
from partita.audio.decode import Probe, decode, overs, probe
from partita.audio.formats import FORMATS
from partita.errors import AudioError
from tests.audio.sounds import noise, rumble, written_by_ffmpeg

WITH_HEADERS = ("wav", "flac", "ogg", "opus_48000_64", "mp3_44100_128", "mp3_22050_32")
WHOLE = {name: encode(noise(20_000), name) for name in WITH_HEADERS}
WHOLE["m4a"] = written_by_ffmpeg(noise(20_000), "aac", "ipod")
WHOLE["adts"] = written_by_ffmpeg(noise(20_000), "aac", "adts")


@pytest.mark.parametrize(
    ("kind", "subtype"),
    [
        (kind, subtype)
        for kind in ("WAV", "FLAC", "AIFF", "W64", "CAF")
        for subtype in ("PCM_16", "PCM_24", "PCM_U8")
        if soundfile.check_format(kind, subtype)
    ],
)
def test_integers_of_up_to_24_bits_are_exact(kind: str, subtype: str) -> None:
    bits = {"PCM_16": 16, "PCM_24": 24, "PCM_U8": 8}[subtype]
    samples = (noise(500).frames >> (24 - bits)).astype(np.int32)
    file = io.BytesIO()
    soundfile.write(file, samples << (32 - bits), 44_100, subtype, format=kind)

    audio = decode(file.getvalue())

    assert np.array_equal(audio.frames, samples << (24 - bits))


@pytest.mark.parametrize("subtype", ["FLOAT", "DOUBLE", "PCM_32"])
def test_more_than_24_bits_are_rounded(subtype: str) -> None:
    wave = np.random.default_rng(2).uniform(-1, 1, (500, 2))
    wave = wave.astype(np.float32).astype(np.float64)
    file = io.BytesIO()
    soundfile.write(file, wave, 44_100, subtype, format="WAV")

    audio = decode(file.getvalue())

    assert np.abs(audio.to_float() - wave).max() <= 0.51 / (1 << 23)


@pytest.mark.parametrize("container", ["ipod", "mov", "adts", "matroska"])
def test_aac_starts_at_the_first_frame(container: str) -> None:
    audio = rumble(50_001)

    heard = decode(written_by_ffmpeg(audio, "aac", container))

    # ADTS and Matroska have no place for the encoder's delay or the exact end.
    start = 1_024 if container == "adts" else 0
    likeness = np.corrcoef(
        heard.frames[start : start + 40_000, 0], audio.frames[:40_000, 0]
    )
    assert likeness[0, 1] > 0.98


@pytest.mark.parametrize("frames", [1_000, 1_024, 44_100, 50_001])
@pytest.mark.parametrize("codec", ["aac", "alac"])
def test_m4a_is_as_long_as_it_was(codec: str, frames: int) -> None:
    heard = decode(written_by_ffmpeg(noise(frames), codec, "ipod"))

    assert heard.frame_count == frames


def test_alac_keeps_every_bit() -> None:
    audio = Audio(noise(5_000).frames >> 8 << 8, 44_100)

    heard = decode(written_by_ffmpeg(audio, "alac", "ipod"))

    assert np.abs((heard.frames - audio.frames) >> 8).max() <= 1


@pytest.mark.skipif(shutil.which("sox") is None, reason="sox is not installed")
def test_sox_agrees_on_vorbis(tmp_path: Path) -> None:
    file = tmp_path / "a.ogg"
    lengths = (1, 100, 1_024, 5_000, 44_100)
    heard = []

    for frames in lengths:
        file.write_bytes(encode(noise(frames), "ogg"))
        heard.append(_heard_by_sox(file))

    assert heard == [4 * frames for frames in lengths]


def test_mp3_without_an_info_frame_can_be_decoded() -> None:
    bare = encode(noise(20_000), "mp3_44100_128")[417:]

    audio = decode(bare)

    assert audio.frame_count > 20_000
    assert probe(bare).frames == audio.frame_count


@pytest.mark.parametrize("name", WHOLE)
def test_a_file_is_probed_as_it_is_decoded(name: str, tmp_path: Path) -> None:
    file = tmp_path / "a file"
    file.write_bytes(WHOLE[name])

    audio = decode(file)

    assert probe(file) == Probe(audio.rate_hz, audio.channels, audio.frame_count)


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(WITH_HEADERS), st.integers(1, 9_000), st.sampled_from((1, 2)))
def test_any_length_is_probed_exactly(name: str, frames: int, channels: int) -> None:
    content = encode(noise(frames, channels), name)

    assert probe(content).frames == decode(content).frame_count


@pytest.mark.parametrize("name", WHOLE)
def test_a_file_cut_in_half_is_refused(name: str) -> None:
    half = WHOLE[name][: len(WHOLE[name]) // 2]

    with pytest.raises(AudioError, match="the audio"):
        decode(half)


@pytest.mark.parametrize("name", [name for name in WHOLE if name != "flac"])
def test_a_file_cut_in_half_is_not_probed_as_whole(name: str) -> None:
    """A FLAC's header still says how long it was; decoding finds that it is not."""
    half = WHOLE[name][: len(WHOLE[name]) // 2]

    with pytest.raises(AudioError, match="the audio"):
        probe(half)


@pytest.mark.parametrize("name", WHOLE)
def test_no_cut_raises_anything_else(name: str) -> None:
    whole = WHOLE[name]
    outcomes = set()

    for end in (0, 1, 3, 4, 11, 12, 13, 40, 44, 47, 100, 200, len(whole) - 1):
        outcomes.add(_outcome(whole[:end]))

    assert AudioError in outcomes
    assert outcomes <= {AudioError, Audio}


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([*WHOLE]),
    st.lists(st.tuples(st.integers(0, 600), st.integers(0, 255)), min_size=1),
)
def test_no_damage_raises_anything_else(
    name: str, damage: list[tuple[int, int]]
) -> None:
    content = bytearray(WHOLE[name])
    for at, value in damage:
        content[at] = value

    assert _outcome(bytes(content)) in (AudioError, Audio)


@settings(max_examples=100, deadline=None)
@given(st.binary(min_size=0, max_size=300))
def test_garbage_is_refused(garbage: bytes) -> None:
    with pytest.raises(AudioError):
        decode(garbage)


@pytest.mark.parametrize("kind", ["WAV", "FLAC", "OGG"])
def test_more_than_two_channels_are_refused(kind: str) -> None:
    file = io.BytesIO()
    soundfile.write(file, np.zeros((1_000, 6)), 44_100, format=kind)

    with pytest.raises(AudioError, match="6 channels"):
        decode(file.getvalue())


def test_more_than_two_channels_are_refused_in_m4a_too() -> None:
    file = io.BytesIO()
    with av.open(file, "w", format="ipod") as target:
        stream = target.add_stream("aac", rate=48_000, layout="5.1")
        assert isinstance(stream, av.AudioStream)
        frame = av.AudioFrame.from_ndarray(
            np.zeros((6, 4_800), np.float32), format="fltp", layout="5.1"
        )
        frame.sample_rate, frame.pts = 48_000, 0
        target.mux(stream.encode(frame))
        target.mux(stream.encode(None))

    with pytest.raises(AudioError, match="6 channels"):
        decode(file.getvalue())


@pytest.mark.parametrize("name", WHOLE)
def test_audio_longer_than_allowed_is_refused(name: str) -> None:
    rate_hz = probe(WHOLE[name]).rate_hz
    most_ms = 9_999 * 1_000 // rate_hz

    with pytest.raises(AudioError, match=rf"longer than {most_ms}ms.* at {rate_hz} Hz"):
        decode(WHOLE[name], max_frames=9_999)


@pytest.mark.parametrize("rate_hz", [6, 3_999, 1_000_000])
def test_a_rate_that_no_music_has_is_refused(rate_hz: int) -> None:
    file = io.BytesIO()
    soundfile.write(file, np.zeros(60), rate_hz, format="WAV")

    for read in (decode, probe):
        with pytest.raises(AudioError, match=f"has {rate_hz} frames a second"):
            read(file.getvalue())


@pytest.mark.parametrize("head", [b"\xff\xe4", b"ID3\x04\0\0\0\0\0\0\xff\xfb"])
def test_what_only_looks_like_an_mp3_is_refused_in_silence(
    head: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    junk = head + np.random.default_rng(3).bytes(60_000)

    with pytest.raises(AudioError, match="holds nothing of one"):
        probe(junk)
    assert capfd.readouterr().err == ""


def test_only_floats_go_beyond_full_scale(tmp_path: Path) -> None:
    wave = np.sin(np.arange(9_000) / 50) * 2.1
    heights = []
    for subtype in ("FLOAT", "DOUBLE", "PCM_24"):
        soundfile.write(tmp_path / "a.wav", wave, 44_100, subtype)
        heights.append(overs(tmp_path / "a.wav"))

    assert heights == [pytest.approx(2.1, abs=1e-3), pytest.approx(2.1, abs=1e-3), 0]


def test_audio_just_as_long_as_allowed_is_read() -> None:
    assert decode(WHOLE["flac"], max_frames=20_000).frame_count == 20_000


def test_a_header_that_promises_hours_takes_no_memory() -> None:
    wav = bytearray(encode(noise(100), "wav"))
    wav[40:44] = b"\xff\xff\xff\xf0"

    with pytest.raises(AudioError, match="cut short"):
        decode(bytes(wav))


def test_a_wav_of_a_writer_that_streamed_is_read() -> None:
    wav = bytearray(encode(noise(100), "wav"))
    wav[40:44] = wav[4:8] = b"\xff\xff\xff\xff"

    assert decode(bytes(wav)).frame_count == 100


def test_a_message_names_the_file_and_no_address(tmp_path: Path) -> None:
    file = tmp_path / "jingle.wav"
    file.write_bytes(b"not music")

    with pytest.raises(AudioError) as refused:
        decode(file)

    assert refused.value.message.startswith("`jingle.wav` can't be decoded")
    assert not re.search("0x|object at", refused.value.message)


def test_a_file_that_is_not_there_is_an_audio_error(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match=r"`none\.wav` can't be read"):
        decode(tmp_path / "none.wav")


def test_a_folder_is_an_audio_error(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match="can't be read"):
        probe(tmp_path)


@pytest.mark.parametrize("name", FORMATS)
def test_an_encoded_file_is_no_traceback_when_probed(name: str) -> None:
    content = encode(noise(2_000), name)

    raw = FORMATS[name].codec in ("pcm", "ulaw", "alaw")

    assert raw or probe(content).frames > 0


def _outcome(content: bytes) -> type[object]:
    try:
        return type(decode(content))
    except AudioError as error:
        return type(error)


def _heard_by_sox(file: Path) -> int:
    command = ["sox", str(file), "-t", "s16", "-"]
    return len(subprocess.run(command, capture_output=True, check=True).stdout)
