"""Tests of encoding: each file is decoded by somebody else and compared."""

from __future__ import annotations

import io
import struct
import subprocess
import sys

import av
import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from partita.audio.buffer import Audio, Floats, silence
from partita.audio.codecs import encode
from partita.audio.convert import resampled_count, to_16_bit
from partita.audio.decode import decode
from partita.audio.formats import FORMATS
from partita.errors import AudioError
from partita.limits import LOCAL_FORMATS, OUTPUT_FORMATS
from tests.audio.sounds import heard_by_ffmpeg, music, noise, rumble, tone

RAW = ("pcm", "ulaw", "alaw")
CODED = [name for name, each in FORMATS.items() if each.codec not in RAW]
LOSSLESS = ("wav", "flac")
RATES_HZ = (8_000, 11_025, 22_050, 32_000, 44_100, 48_000, 88_200, 96_000)

#: Under about 40 kbit/s libopus uses its speech coder, whose delay is no whole number.
SLACK_FRAMES = {"opus_48000_32": 4}

#: Made in a process of its own: nothing that lives in this one goes into a file.
PRINT_DIGESTS = """
from partita import digest
from partita.audio.codecs import encode
from tests.audio.sounds import noise
for name in ("mp3_44100_128", "opus_48000_64", "ogg", "flac", "wav"):
    tags = {"TITLE": "Lantern", "ARTIST": "nobody"}
    print(name, digest.of_bytes(encode(noise(30_000), name, tags=tags, loop=(7, 99))))
"""


def test_every_format_of_the_limits_is_in_the_table_and_no_other() -> None:
    assert set(FORMATS) == {*OUTPUT_FORMATS, *LOCAL_FORMATS}


@pytest.mark.parametrize("name", OUTPUT_FORMATS)
def test_rate_and_bit_rate_are_those_of_the_name(name: str) -> None:
    codec, rate_hz, *kbps = name.split("_")
    chosen = FORMATS[name]

    assert (chosen.codec, chosen.rate_hz) == (codec, int(rate_hz))
    assert name == "mp3_48000_240" or not kbps or chosen.kbps == int(kbps[0])


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("name", FORMATS)
def test_equal_audio_gives_equal_bytes(name: str, channels: int) -> None:
    tags, loop = {"TITLE": "Lantern", "artist": "nobody"}, (10, 4_000)

    first = encode(noise(5_000, channels), name, tags=tags, loop=loop)
    second = encode(
        noise(5_000, channels), name, tags=dict(reversed(tags.items())), loop=loop
    )

    assert first == second


def test_equal_audio_gives_equal_bytes_in_another_process() -> None:
    runs = [
        subprocess.run(
            [sys.executable, "-c", PRINT_DIGESTS], capture_output=True, check=True
        ).stdout
        for _ in range(2)
    ]

    assert runs[0] == runs[1]
    assert runs[0].count(b"\n") == 5


@pytest.mark.parametrize("name", CODED)
def test_ffmpeg_hears_every_frame_where_it_was(name: str) -> None:
    audio = rumble(60_000, rate_hz=FORMATS[name].rate_hz or 44_100)

    heard = heard_by_ffmpeg(encode(audio, name))

    assert heard.shape == audio.frames.shape
    assert abs(_best_offset(heard, audio.to_float())) <= SLACK_FRAMES.get(name, 0)


@pytest.mark.parametrize("name", CODED)
def test_libsndfile_hears_every_frame_where_it_was(name: str) -> None:
    audio = rumble(60_000, 1, FORMATS[name].rate_hz or 22_050)

    heard, rate_hz = soundfile.read(io.BytesIO(encode(audio, name)), always_2d=True)

    assert (heard.shape, rate_hz) == (audio.frames.shape, audio.rate_hz)
    assert abs(_best_offset(heard, audio.to_float())) <= SLACK_FRAMES.get(name, 0)


@pytest.mark.parametrize("name", CODED)
def test_half_a_sample_at_another_rate_may_be_none(name: str) -> None:
    to_hz = FORMATS[name].rate_hz or 96_000

    heard = decode(encode(noise(1, 2, 96_000), name))

    assert heard.frame_count == resampled_count(1, 96_000, to_hz)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(CODED),
    st.one_of(st.integers(1, 3_000), st.integers(1, 200_000)),
    st.sampled_from(RATES_HZ),
    st.sampled_from((1, 2)),
)
def test_any_length_at_any_rate_is_exact(
    name: str, frames: int, rate_hz: int, channels: int
) -> None:
    to_hz = FORMATS[name].rate_hz or rate_hz

    heard = decode(encode(noise(frames, channels, rate_hz), name))

    wanted = max(resampled_count(frames, rate_hz, to_hz), 0)
    assert (heard.frame_count, heard.channels) == (wanted, channels)
    assert heard.rate_hz == to_hz


@settings(max_examples=15, deadline=None)
@given(st.integers(1, 20_000), st.sampled_from(RATES_HZ), st.sampled_from((1, 2)))
def test_raw_formats_have_as_many_bytes_as_arithmetic_says(
    frames: int, rate_hz: int, channels: int
) -> None:
    audio = noise(frames, channels, rate_hz)

    at_8_khz = resampled_count(frames, rate_hz, 8_000)

    assert len(encode(audio, "pcm_8000")) == 4 * at_8_khz
    assert len(encode(audio, "ulaw_8000")) == at_8_khz
    assert len(encode(audio, "alaw_8000")) == at_8_khz


@pytest.mark.parametrize("name", LOSSLESS)
def test_lossless_formats_keep_every_bit(name: str) -> None:
    audio = noise(10_000)

    heard = heard_by_ffmpeg(encode(audio, name))

    assert np.array_equal(np.round(heard * (1 << 23)), audio.frames)


@pytest.mark.parametrize("codec", ["ulaw", "alaw"])
def test_telephone_formats_are_g_711_to_others(codec: str) -> None:
    audio = music(0.5, channels=1, rate_hz=8_000)

    raw = encode(audio, f"{codec}_8000")

    law = "pcm_mulaw" if codec == "ulaw" else "pcm_alaw"
    context = av.CodecContext.create(law, "r")
    assert isinstance(context, av.AudioCodecContext)
    context.sample_rate, context.layout = 8_000, "mono"
    heard = context.decode(av.Packet(raw))[0].to_ndarray()[0] / 32_768
    error = heard - audio.to_float()[:, 0]
    assert np.sqrt((error**2).mean()) < 0.02 * np.sqrt((heard**2).mean())


def test_pcm_is_little_endian_stereo_without_a_header() -> None:
    audio = Audio(np.array([[0x0102 << 8, -256]], np.int32), 44_100)

    assert encode(audio, "pcm_44100") == b"\x02\x01\xff\xff"


def test_pcm_of_mono_has_the_same_on_both_sides() -> None:
    samples = np.frombuffer(encode(noise(100, 1), "pcm_44100"), "<i2").reshape(-1, 2)

    assert np.array_equal(samples[:, 0], samples[:, 1])


def test_sixteen_bits_come_back_from_sixteen_bits() -> None:
    every = np.arange(-32_768, 32_768, dtype=np.int32).reshape(-1, 2)

    assert np.array_equal(to_16_bit(Audio(every << 8, 48_000)), every)


def test_a_wav_loop_ends_on_its_last_frame() -> None:
    wav = encode(noise(9_601, 1, 48_000), "wav", loop=(96, 9_600))

    smpl = wav[wav.index(b"smpl") + 8 :]
    period, loops = (struct.unpack_from("<I", smpl, at)[0] for at in (8, 28))
    assert (period, loops) == (20_833, 1)
    assert struct.unpack_from("<6I", smpl, 36) == (0, 0, 96, 9_599, 0, 0)
    assert struct.unpack_from("<I", wav, 4)[0] == len(wav) - 8


def test_a_wav_with_a_loop_plays_as_one_without() -> None:
    audio = noise(9_601, 1, 48_000)

    heard = heard_by_ffmpeg(encode(audio, "wav", loop=(96, 9_600)))

    assert np.array_equal(np.round(heard * (1 << 23)), audio.frames)


@pytest.mark.parametrize("name", ["ogg", "flac", "opus_48000_96", "mp3_48000_128"])
def test_loop_comments_agree_with_each_other(name: str) -> None:
    content = encode(noise(96_000, 2, 48_000), name, loop=(4_800, 48_000))

    comments = _comments(content)

    assert comments["LOOPSTART"] == "4800"
    assert comments["LOOPLENGTH"] == "43200"
    assert comments["LOOPEND"] == "48000"


def test_loop_points_move_to_the_rate_of_the_file() -> None:
    comments = _comments(encode(noise(44_100), "opus_48000_64", loop=(441, 44_100)))

    assert (comments["LOOPSTART"], comments["LOOPEND"]) == ("480", "48000")


@pytest.mark.parametrize("name", ["ogg", "flac", "opus_48000_96", "mp3_44100_128"])
def test_tags_can_be_read_by_others(name: str) -> None:
    tags = {"title": "Lanterne — été", "ARTIST": "nobody", "TAKE": "2"}

    comments = _comments(encode(noise(5_000), name, tags=tags))

    assert comments["TITLE"] == "Lanterne — été"
    assert comments["ARTIST"] == "nobody"
    assert comments["TAKE"] == "2"


def test_a_wav_carries_its_title() -> None:
    wav = encode(noise(5_000), "wav", tags={"TITLE": "Lantern", "TAKE": "2"})

    assert _comments(wav)["TITLE"] == "Lantern"


def test_long_comments_fill_pages_of_their_own() -> None:
    ogg = encode(noise(5_000), "ogg", tags={"LYRICS": "la " * 50_000})

    assert len(_comments(ogg)["LYRICS"]) == 150_000
    assert decode(ogg).frame_count == 5_000


@pytest.mark.parametrize("name", [n for n in FORMATS if n.startswith("mp3")])
def test_mp3_has_a_constant_bit_rate(name: str) -> None:
    audio = music(2.0, rate_hz=FORMATS[name].rate_hz or 0)

    content = encode(audio, name)

    kbps = len(content) * 8 / 2.0 / 1000
    assert kbps == pytest.approx(FORMATS[name].kbps, rel=0.06)


@pytest.mark.parametrize("name", CODED)
def test_music_comes_back_as_loud_as_it_was(name: str) -> None:
    """LAME would turn most bit rates down by half a decibel."""
    audio = tone(60_000, 440, FORMATS[name].rate_hz or 44_100, 0.89)

    heard = heard_by_ffmpeg(encode(audio, name))[6_000:-6_000]

    level = heard.std() / audio.to_float()[6_000:-6_000].std()
    assert abs(20 * np.log10(level)) < 0.15


def test_a_full_scale_mp3_does_not_clip_on_the_way_in() -> None:
    audio = tone(60_000, 440, 44_100, 1.0)

    heard = heard_by_ffmpeg(encode(audio, "mp3_44100_192"))[6_000:-6_000, 0]

    overtones = np.abs(np.fft.rfft(heard * np.hanning(len(heard))))
    assert overtones[1_200:6_000].max() < 1e-3 * overtones.max()


@pytest.mark.parametrize("name", [n for n in FORMATS if n.startswith("opus")])
def test_opus_comes_near_its_bit_rate(name: str) -> None:
    kbps = len(encode(music(3.0), name)) * 8 / 3.0 / 1000

    assert kbps == pytest.approx(FORMATS[name].kbps, rel=0.2)


def test_a_format_that_is_none_is_refused_with_those_that_are() -> None:
    with pytest.raises(AudioError, match="`mp2`") as refused:
        encode(noise(10), "mp2")

    assert "mp3_44100_128" in (refused.value.hint or "")


def test_audio_of_no_length_is_refused() -> None:
    with pytest.raises(AudioError, match="no length"):
        encode(silence(0, 2, 44_100), "wav")


@pytest.mark.parametrize("loop", [(5, 5), (-1, 5), (0, 11)])
def test_a_loop_outside_the_audio_is_refused(loop: tuple[int, int]) -> None:
    with pytest.raises(AudioError, match="loop"):
        encode(silence(10, 2, 44_100), "wav", loop=loop)


@pytest.mark.parametrize("name", ["", "A=B", "ÄRGER", "A\n"])
def test_a_tag_that_comments_can_not_have_is_refused(name: str) -> None:
    with pytest.raises(AudioError, match="tag"):
        encode(noise(10), "ogg", tags={name: "x"})


def _best_offset(heard: Floats, wanted: Floats) -> int:
    """Return by how many frames to move what was heard for it to fit best."""
    spectra = [np.fft.rfft(each.sum(axis=1), 2 * len(each)) for each in (heard, wanted)]
    likeness = np.fft.irfft(spectra[0] * np.conj(spectra[1]))
    offset = int(np.argmax(likeness))
    return offset if offset < len(heard) else offset - 2 * len(heard)


def _comments(content: bytes) -> dict[str, str]:
    with av.open(io.BytesIO(content)) as source:
        found = {**source.metadata, **source.streams.audio[0].metadata}
    return {name.upper(): value for name, value in found.items()}
