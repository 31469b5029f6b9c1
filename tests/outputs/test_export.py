"""Tests of what an export ships."""

from __future__ import annotations

import configparser
import io
import json
import struct

import av
import numpy as np
import pytest

from partita.audio.buffer import Audio, concatenate, silence
from partita.audio.decode import decode
from partita.audio.loops import wrap
from partita.audio.loudness import measure
from partita.errors import AudioError
from partita.limits import LOCAL_FORMATS, OUTPUT_FORMATS
from partita.outputs.engines import ENGINES
from partita.outputs.export import ExportParameters, OutputFile, export
from tests.audio.sounds import metered_by_ffmpeg, music, tone

#: Half a second that leads in, two that loop, half a second that rings out.
LOOP = (24_000, 120_000)


def shipped(
    audio: Audio, file_format: str, engine: str | None = None, **more: object
) -> dict[str, OutputFile]:
    parameters = ExportParameters("theme", file_format, engine=engine, **more)  # type: ignore[arg-type]
    return {each.suffix: each for each in export(audio, parameters)}


def test_an_export_keeps_the_masters_level_unless_asked() -> None:
    master = music(1.0)

    files = shipped(master, "flac")

    assert [*files] == [".flac"]
    assert decode(files[".flac"].content).digest() == master.digest()


@pytest.mark.parametrize("file_format", ["wav", "ogg", "mp3_48000_192"])
def test_an_export_has_the_loudness_asked_for(file_format: str) -> None:
    (file,) = shipped(music(4.0), file_format, loudness_lufs=-16.0).values()

    heard, _ = metered_by_ffmpeg(decode(file.content).to_float(), 48_000)
    assert heard == pytest.approx(-16.0, abs=0.3)


@pytest.mark.parametrize("target_lufs", [-16.0, -9.0])
def test_peaks_stay_under_the_ceiling(target_lufs: float) -> None:
    (file,) = shipped(music(3.0), "wav", loudness_lufs=target_lufs).values()

    assert measure(decode(file.content)).true_peak_dbtp <= -1.0


@pytest.mark.parametrize("target_lufs", [-30.0, -16.0, 0.0])
def test_a_loop_gets_one_gain_all_over(target_lufs: float) -> None:
    master = music(3.0)

    (file,) = shipped(master, "wav", loudness_lufs=target_lufs, loop=LOOP).values()

    heard = decode(file.content)
    loud = np.abs(master.frames) > 1 << 18
    gains = heard.frames[loud] / master.frames[loud]
    assert np.ptp(gains) < 1e-5
    assert measure(heard).true_peak_dbtp <= -1.0


def test_a_loop_that_is_louder_still_loops() -> None:
    master = tone(144_000, 440, 48_000, 0.05)
    loop = (24_000, 24_000 + 1_200 * 80)

    (file,) = shipped(master, "wav", loudness_lufs=-16.0, loop=loop).values()

    assert not wrap(master, loop).clicks
    assert not wrap(decode(file.content), loop).clicks


@pytest.mark.parametrize("loop", [None, (0, 100)])
def test_silence_can_be_exported(loop: tuple[int, int] | None) -> None:
    master = silence(1_000, 2, 48_000)

    (file,) = shipped(master, "wav", loudness_lufs=-16.0, loop=loop).values()

    assert decode(file.content).digest() == master.digest()


def test_a_title_is_in_the_tags() -> None:
    (file,) = shipped(music(0.5), "ogg", title="Lantern").values()

    assert _comments(file)["TITLE"] == "Lantern"


@pytest.mark.parametrize("engine", ["unity", "unreal", None])
def test_a_loop_in_wav_is_in_its_sampler_chunk(engine: str | None) -> None:
    (file,) = shipped(music(3.0), "wav", engine, loop=LOOP).values()

    assert _smpl_loop(file) == (24_000, 119_999)
    assert decode(file.content).frame_count == 144_000


def test_rpg_maker_gets_start_and_length_of_the_loop() -> None:
    (file,) = shipped(music(3.0), "ogg", "rpgmaker", loop=LOOP).values()

    comments = _comments(file)
    assert (comments["LOOPSTART"], comments["LOOPLENGTH"]) == ("24000", "96000")


def test_loop_points_follow_a_change_of_rate() -> None:
    files = shipped(music(3.0), "mp3_44100_128", "godot", loop=LOOP)

    stub = _stub(files[".mp3.import"])
    assert float(stub["params"]["loop_offset"]) == 22_050 / 44_100


@pytest.mark.parametrize(
    ("file_format", "suffix", "importer", "kind"),
    [
        ("ogg", ".ogg", "oggvorbisstr", "AudioStreamOggVorbis"),
        ("mp3_48000_192", ".mp3", "mp3", "AudioStreamMP3"),
        ("wav", ".wav", "wav", "AudioStreamWAV"),
    ],
)
def test_godot_is_told_how_to_import(
    file_format: str, suffix: str, importer: str, kind: str
) -> None:
    files = shipped(music(0.5), file_format, "godot")

    stub = _stub(files[suffix + ".import"])
    assert [*files] == [suffix, suffix + ".import"]
    assert stub["remap"]["importer"] == f'"{importer}"'
    assert stub["remap"]["type"] == f'"{kind}"'


def test_godot_loops_from_an_offset_to_the_end_of_the_file() -> None:
    master = music(3.0)
    files = shipped(master, "ogg", "godot", loop=LOOP)

    stub = _stub(files[".ogg.import"])
    assert stub["params"]["loop"] == "true"
    assert float(stub["params"]["loop_offset"]) == 0.5
    assert decode(files[".ogg"].content).frame_count == 120_000


def test_godot_does_not_loop_what_is_no_loop() -> None:
    stub = _stub(shipped(music(0.5), "ogg", "godot")[".ogg.import"])

    assert stub["params"]["loop"] == "false"


@pytest.mark.parametrize(("loop", "mode"), [(LOOP, "0"), (None, "1")])
def test_godot_reads_a_wav_loop_from_the_file(
    loop: tuple[int, int] | None, mode: str
) -> None:
    files = shipped(music(3.0), "wav", "godot", loop=loop)

    assert _stub(files[".wav.import"])["params"]["edit/loop_mode"] == mode


def test_the_web_gets_a_sprite_of_the_loop() -> None:
    files = shipped(music(3.0), "ogg", "web", loop=LOOP)

    sprite = json.loads(files[".json"].content)
    assert sprite == {
        "src": ["theme.ogg"],
        "sprite": {"intro": [0, 500], "loop": [500, 2000, True]},
    }


def test_the_web_needs_no_sprite_without_a_loop() -> None:
    assert [*shipped(music(0.5), "ogg", "web")] == [".ogg"]


@pytest.mark.parametrize(
    ("engine", "file_format"),
    [
        ("unreal", "ogg"),
        ("rpgmaker", "wav"),
        ("godot", "opus_48000_96"),
        ("godot", "flac"),
        ("web", "pcm_48000"),
    ],
)
def test_a_format_that_an_engine_can_not_play_is_refused(
    engine: str, file_format: str
) -> None:
    with pytest.raises(AudioError, match=f"`{engine}` can't play `{file_format}`"):
        shipped(music(0.5), file_format, engine)


def test_a_loop_that_an_engine_can_not_be_told_is_refused() -> None:
    with pytest.raises(AudioError, match="can't start a loop") as refused:
        shipped(music(3.0), "ogg", "unity", loop=LOOP)

    assert refused.value.hint == "use wav"


def test_a_loop_from_the_first_frame_needs_no_mark() -> None:
    (file,) = shipped(music(3.0), "ogg", "unity", loop=(0, 120_000)).values()

    assert decode(file.content).frame_count == 120_000


def test_an_engine_that_is_none_is_refused_with_those_that_are() -> None:
    with pytest.raises(AudioError, match="`gamemaker`") as refused:
        shipped(music(0.5), "ogg", "gamemaker")

    assert "godot, unity" in (refused.value.hint or "")


@pytest.mark.parametrize("engine", ENGINES)
def test_an_engine_plays_what_it_loops(engine: str) -> None:
    spec = ENGINES[engine]

    assert {*spec.loop_formats, *spec.start_formats} <= {*spec.formats}
    assert {*spec.formats} <= {*OUTPUT_FORMATS, *LOCAL_FORMATS}


@pytest.mark.parametrize(
    ("engine", "file_format"),
    [(name, each) for name, spec in ENGINES.items() for each in spec.formats],
)
def test_equal_masters_ship_equal_files(engine: str, file_format: str) -> None:
    whole = concatenate((music(0.2), music(0.2)))
    loop = (0, whole.frame_count)

    first = shipped(whole, file_format, engine, loop=loop)

    assert first == shipped(whole, file_format, engine, loop=loop)


def _stub(file: OutputFile) -> configparser.ConfigParser:
    stub = configparser.ConfigParser()
    stub.read_string(file.content.decode())
    return stub


def _comments(file: OutputFile) -> dict[str, str]:
    with av.open(io.BytesIO(file.content)) as source:
        return {**source.metadata, **source.streams.audio[0].metadata}


def _smpl_loop(file: OutputFile) -> tuple[int, int]:
    at = file.content.index(b"smpl") + 8 + 36 + 8
    start, end = struct.unpack_from("<II", file.content, at)
    return start, end
