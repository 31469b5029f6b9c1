from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
import soundfile

from tests.server.served import MODEL, TIDE, Served, detail, kept, made, plan, serving

RATE_HZ = 44_100


def tone(seconds: float, *, channels: int = 2) -> bytes:
    at = np.arange(int(seconds * RATE_HZ)) / RATE_HZ
    sound = 0.4 * np.sin(2 * np.pi * 220 * at)
    file = io.BytesIO()
    soundfile.write(file, np.stack([sound] * channels, axis=1), RATE_HZ, format="WAV")
    return file.getvalue()


def upload(served: Served, content: bytes, **fields: str) -> httpx.Response:
    files = {"file": ("../../etc/tone.wav", content)}
    return served.client.post("/v1/music/upload", files=files, data=fields)


def test_a_recording_is_kept_sample_for_sample(served: Served) -> None:
    answer = upload(served, tone(2))

    assert answer.headers["character-cost"] == "30"
    song_id = answer.json()["song_id"]
    edit = served.compose(plan(kept(song_id, 0, 2000), made("[B]", "drums")))
    sent, _ = soundfile.read(io.BytesIO(tone(2)), dtype="int16")
    assert edit.content.startswith(sent.tobytes())


def test_what_nobody_asked_for_is_null(served: Served) -> None:
    answer = upload(served, tone(1, channels=1)).json()

    assert set(answer) == {
        "song_id",
        "composition_plan",
        "words_timestamps",
        "waveform_visual",
    }
    assert [value for key, value in answer.items() if key != "song_id"] == [None] * 3


def test_a_waveform_is_of_the_recording(served: Served) -> None:
    answer = upload(served, tone(1), with_waveform_visual="true").json()

    assert [abs(each) for each in answer["waveform_visual"]] == pytest.approx(
        [400] * 4, abs=1
    )


def test_a_song_of_its_own_is_known_again(served: Served) -> None:
    body = {"composition_plan": TIDE, "model_id": MODEL, "store_for_inpainting": True}
    song = served.post("", body).content

    answer = upload(served, song, with_timestamps="true").json()
    words = [each["word"] for each in answer["words_timestamps"]]
    assert words == ["The", "tide", "is", "slow"]


@pytest.mark.parametrize("content", [b"", b"no sound", tone(1)[:1000]])
def test_what_is_no_recording_is_refused(served: Served, content: bytes) -> None:
    answer = upload(served, content)

    assert answer.status_code == 400
    assert detail(answer)["code"] == "invalid_audio"
    assert served.work == []


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("application/json", b"{}"),
        ("multipart/form-data", b"--b--"),
        ("multipart/form-data; boundary=b", b"nothing"),
        ("multipart/form-data; boundary=b", b'--b\r\nContent-Disposition: "'),
    ],
)
def test_a_body_that_is_no_form_is_refused(
    served: Served, kind: str, content: bytes
) -> None:
    answer = served.client.post(
        "/v1/music/upload", content=content, headers={"content-type": kind}
    )

    assert detail(answer)["code"] == "bad_request"


def test_a_form_without_a_file_says_so(served: Served) -> None:
    files = {"other": ("x", b"sound")}
    answer = served.client.post("/v1/music/upload", files=files)

    assert answer.json()["detail"][0]["loc"] == ["body", "file"]


def test_a_form_holds_only_so_much_in_memory(served: Served) -> None:
    answer = upload(served, tone(1), with_timestamps="a" * 100_000)

    assert detail(answer)["code"] == "bad_request"


@pytest.mark.parametrize("model", ["true", "music_v1", "music_v2"])
def test_a_plan_is_heard_and_can_be_played(served: Served, model: str) -> None:
    answer = upload(served, tone(4), extract_composition_plan=model).json()

    heard = answer["composition_plan"]
    model_id = "music_v1" if model == "true" else model
    assert len(served.compose(heard, model_id=model_id).content) == 4 * RATE_HZ * 4


def test_a_plan_needs_some_music(served: Served) -> None:
    answer = upload(served, tone(1), extract_composition_plan="music_v2")

    assert detail(answer)["code"] == "audio_too_short"


def test_a_broken_field_says_which(served: Served) -> None:
    answer = upload(served, tone(1), with_timestamps="perhaps")

    assert answer.json()["detail"][0]["loc"] == ["body", "with_timestamps"]


@pytest.mark.parametrize(
    ("bound", "status", "code"),
    [
        ({"most_upload_bytes": 1000}, 413, "request_too_large"),
        ({"most_upload_ms": 900}, 400, "audio_too_long"),
        ({"credits": 14}, 402, "insufficient_credits"),
    ],
)
def test_a_recording_beyond_a_bound_is_refused(
    tmp_path: Path, bound: dict[str, Any], status: int, code: str
) -> None:
    with serving(tmp_path, **bound) as served:
        answer = upload(served, tone(1))

        assert (answer.status_code, detail(answer)["code"]) == (status, code)
        assert served.work == []
        assert list((tmp_path / "songs").iterdir()) == []


def test_hours_in_a_few_bytes_are_not_unpacked(tmp_path: Path) -> None:
    file = io.BytesIO()
    with soundfile.SoundFile(file, "w", 8000, 1, "PCM_16", format="FLAC") as flac:
        for _ in range(7):
            flac.write(np.zeros(8000 * 600, np.int16))
    with serving(tmp_path) as served:
        answer = upload(served, file.getvalue())

        assert detail(answer)["code"] == "audio_too_long"


def separate(served: Served, song: bytes, **fields: str) -> httpx.Response:
    files = {"file": ("song", song)}
    return served.client.post("/v1/music/stem-separation", files=files, data=fields)


def test_stems_add_up_to_the_song(served: Served) -> None:
    answer = served.compose(TIDE, store_for_inpainting=True)
    files = {"file": ("song", answer.content + b"\r\n--left-by-the-sdk--\r\n")}
    stems = served.client.post(
        "/v1/music/stem-separation",
        files=files,
        data={"stem_variation_id": "two_stems_v1"},
        params={"output_format": "pcm_44100"},
    )

    opened = zipfile.ZipFile(io.BytesIO(stems.content))
    assert opened.namelist() == ["vocals.pcm", "instrumental.pcm"]
    parts = [np.frombuffer(opened.read(n), "<i2") for n in opened.namelist()]
    assert all(np.abs(part).max() > 100 for part in parts)
    added = parts[0].astype(int) + parts[1]
    song = np.frombuffer(answer.content, "<i2").astype(int)
    assert np.abs(added - song).max() <= 1


def test_a_song_that_was_not_stored_comes_apart_as_well(served: Served) -> None:
    song = served.compose(TIDE, seed=77).content

    stems = zipfile.ZipFile(io.BytesIO(separate(served, song).content))
    assert len(stems.namelist()) == 6


def test_stems_of_an_edit_are_as_long_as_it(served: Served) -> None:
    edit = plan(kept(served.store(TIDE), 0, 1000), made("[B]", "drums"))
    song = served.compose(edit, store_for_inpainting=True).content

    stems = zipfile.ZipFile(io.BytesIO(separate(served, song).content))
    assert len(stems.namelist()) == 6


def test_a_stranger_s_recording_is_not_taken_apart(served: Served) -> None:
    answer = separate(served, tone(1))

    assert answer.status_code == 403
    assert detail(answer)["code"] == "feature_not_available"
