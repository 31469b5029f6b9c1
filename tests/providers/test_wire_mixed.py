from __future__ import annotations

import io
from email import message_from_bytes
from pathlib import Path

import pytest
from elevenlabs.music_custom import MusicClient

from partita.providers.wire.mixed import (
    boundary_of,
    closing,
    content_type,
    copy_audio,
    opening,
    read_mixed,
)

DOCUMENT = {"composition_plan": {"chunks": []}, "song_metadata": {"title": "Mär\n"}}
AUDIO = bytes(range(256)) * 40 + b"\r\n--x\r\n\r\n--x--"


def answer(audio: bytes = AUDIO) -> bytes:
    return opening("xyz1", DOCUMENT, "audio/mpeg", "song.mp3") + audio + closing("xyz1")


def stored(folder: Path, content: bytes) -> Path:
    path = folder / "answer"
    path.write_bytes(content)
    return path


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = stored(tmp_path, answer())
    mixed = read_mixed(path, "xyz1")
    audio = io.BytesIO()
    copy_audio(mixed, path, audio)

    assert audio.getvalue() == AUDIO
    assert mixed.document == DOCUMENT
    assert (mixed.filename, mixed.audio_type) == ("song.mp3", "audio/mpeg")
    assert mixed.whole


@pytest.mark.parametrize(
    "audio", [b"", b"\r", b"\r\n", b"\n\n", b"--xyz", b"\r\n--xyz"]
)
def test_audio_may_end_in_anything(tmp_path: Path, audio: bytes) -> None:
    path = stored(tmp_path, answer(audio))
    mixed = read_mixed(path, "xyz1")

    assert path.read_bytes()[mixed.start : mixed.end] == audio


def test_the_official_sdk_reads_it() -> None:
    parse = MusicClient._parse_multipart
    parsed = parse(object(), iter([answer()]))  # type: ignore[arg-type]

    assert parsed.json == DOCUMENT
    assert parsed.filename == "song.mp3"
    # The SDK leaves the closing delimiter on.
    assert parsed.audio == AUDIO + closing("xyz1")


def test_a_mime_parser_reads_it() -> None:
    head = f"Content-Type: {content_type('xyz1')}\r\n\r\n".encode()
    message = message_from_bytes(head + answer(b"abc"))
    json_part, audio_part = (part for part in message.walk() if part is not message)

    assert json_part.get_content_type() == "application/json"
    assert audio_part.get_payload(decode=True) == b"abc"


def test_bare_newlines_and_a_preamble_are_understood(tmp_path: Path) -> None:
    content = b"hello\n" + answer(b"abc").replace(b"\r\n", b"\n") + b"bye"
    path = stored(tmp_path, content)
    mixed = read_mixed(path, "xyz1")

    assert content[mixed.start : mixed.end] == b"abc"
    assert mixed.whole


def test_every_cut_is_told(tmp_path: Path) -> None:
    whole = answer(b"abc")
    audio_at = whole.index(b"abc")
    for size in range(len(whole) - 2):
        path = stored(tmp_path, whole[:size])
        if size < audio_at:
            with pytest.raises(ValueError, match=r"answer|empty"):
                read_mixed(path, "xyz1")
        else:
            assert not read_mixed(path, "xyz1").whole


def test_the_boundary_is_the_header_s() -> None:
    assert boundary_of('multipart/mixed; boundary="a b"') == "a b"
    assert boundary_of(content_type("xyz1")) == "xyz1"
    assert boundary_of("audio/mpeg") is None
    assert boundary_of("multipart/mixed") is None
    assert boundary_of(None) is None
