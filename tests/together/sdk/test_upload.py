"""Uploads, what is heard in them, and stems."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from elevenlabs.client import ElevenLabs
from elevenlabs.core.api_error import ApiError

from tests.together.hearing import heard
from tests.together.plans import FERRY, kept, plan
from tests.together.sdk.official import MODEL, RATE_HZ, compose_pcm, frame


def chirps() -> bytes:
    """Return four seconds that no engine made: a chirp every half second."""
    at = np.arange(4 * RATE_HZ) / RATE_HZ % 0.5
    sound = 0.4 * np.sin(2 * np.pi * (300 + 900 * at) * at) * np.exp(-6 * at)
    file = io.BytesIO()
    soundfile.write(file, np.stack([sound, sound], axis=1), RATE_HZ, format="FLAC")
    return file.getvalue()


@pytest.mark.parametrize("extract", [True, "music_v1"])
def test_an_older_plan_is_heard_in_an_upload(
    client: ElevenLabs, extract: bool | str
) -> None:
    stored = client.music.upload(file=chirps(), extract_composition_plan=extract)

    found: Any = stored.composition_plan
    assert found.sections
    assert sum(s.duration_ms for s in found.sections) == pytest.approx(4000, abs=1)


def test_a_plan_of_chunks_is_heard_and_can_be_played(client: ElevenLabs) -> None:
    stored = client.music.upload(file=chirps(), extract_composition_plan=MODEL)

    assert stored.composition_plan is not None
    heard_plan = stored.composition_plan.model_dump()
    assert len(compose_pcm(client, heard_plan)) == pytest.approx(frame(4000), abs=400)


def test_an_upload_shows_its_waveform(client: ElevenLabs) -> None:
    stored = client.music.upload(file=chirps(), with_waveform_visual=True)

    assert stored.waveform_visual is not None
    assert len(stored.waveform_visual) == 16
    assert max(map(abs, stored.waveform_visual)) <= 1000
    assert stored.words_timestamps is None


def test_the_words_of_a_song_of_its_own_are_known(client: ElevenLabs) -> None:
    song = b"".join(
        client.music.compose(
            composition_plan=FERRY, model_id=MODEL, store_for_inpainting=True
        )
    )

    stored = client.music.upload(file=song, with_timestamps=True)

    words = " ".join(word.word for word in stored.words_timestamps or ())
    assert words.lower().startswith("the ferry hums at harbour nine")


def test_a_file_name_leads_nowhere(client: ElevenLabs) -> None:
    named = ("../../../up/and\\away.flac", chirps(), "audio/flac")

    stored = client.music.upload(file=named)

    assert len(compose_pcm(client, plan(kept(stored.song_id, 0, 4000)))) == frame(4000)


@pytest.mark.parametrize(
    "content", [b"example_file", b"", b"RIFF\xff\xff\xff\x7fWAVEfmt "]
)
def test_what_is_no_recording_is_refused(client: ElevenLabs, content: bytes) -> None:
    with pytest.raises(ApiError) as refusal:
        client.music.upload(file=content)

    assert refusal.value.status_code in (400, 422)
    assert refusal.value.body["detail"]


@pytest.mark.parametrize(
    ("variation", "count", "names"),
    [
        ("two_stems_v1", 2, {"vocals"}),
        ("six_stems_v1", 6, {"vocals", "drums", "bass", "guitar", "piano", "other"}),
    ],
)
def test_a_song_of_its_own_comes_apart_again(
    client: ElevenLabs, variation: str, count: int, names: set[str]
) -> None:
    made = client.music.compose(
        composition_plan=FERRY, model_id=MODEL, store_for_inpainting=True
    )
    song = b"".join(made)

    pieces = client.music.separate_stems(file=song, stem_variation_id=variation)

    stems = zipfile.ZipFile(io.BytesIO(b"".join(pieces)))
    assert len(stems.namelist()) == count
    assert names <= {Path(name).stem for name in stems.namelist()}
    for name in stems.namelist():
        sound = heard(stems.read(name), "mp3_44100_128")
        assert sound.seconds == pytest.approx(6, abs=0.06)


def test_a_stranger_does_not_come_apart(client: ElevenLabs) -> None:
    with pytest.raises(ApiError) as refusal:
        b"".join(client.music.separate_stems(file=chirps()))

    assert refusal.value.status_code in (400, 403)
    assert refusal.value.body["detail"]["message"]
