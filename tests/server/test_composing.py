from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

from partita.plan.chunks import ChunkPlan, GenerationChunk
from partita.providers.wire.mixed import boundary_of, read_mixed
from partita.server.compose_job import Compose
from partita.server.told import Composed, Finished, Planned, Sounded
from tests.server.served import BELL, MODEL, PCM, SEED, TIDE, Served, kept, made, plan

THREE_SECONDS = 3 * 44_100 * 4


def test_a_plan_is_played_to_its_exact_length(served: Served) -> None:
    answer = served.compose(TIDE)

    assert len(answer.content) == THREE_SECONDS
    assert answer.headers["content-type"] == "audio/pcm"
    assert answer.headers["character-cost"] == "45"
    assert "song-id" not in answer.headers
    assert answer.headers["request-id"]


def test_the_same_plan_and_seed_are_the_same_music(served: Served) -> None:
    one = served.compose(TIDE, seed=7, store_for_inpainting=True)
    other = served.compose(TIDE, seed=7)

    assert one.content == other.content
    assert one.headers["song-id"]


def test_the_same_plan_without_a_seed_is_another_take_each_time(
    served: Served,
) -> None:
    takes = [served.compose(TIDE, seed=None).content for _ in range(3)]

    assert len({*takes, served.compose(TIDE, seed=7).content}) == 4


def test_a_prompt_is_enough(served: Served) -> None:
    body = {"prompt": "a slow drone", "music_length_ms": 3000}
    answer = served.post("", body, output_format=PCM)

    assert len(answer.content) == THREE_SECONDS


@pytest.mark.parametrize(
    ("model", "start"), [("music_v1", b"\xff\xfb"), ("music_v2_5", b"\xff\xfb")]
)
def test_auto_is_an_mp3(served: Served, model: str, start: bytes) -> None:
    body = {"prompt": "a slow drone", "music_length_ms": 3000, "model_id": model}
    answer = served.post("", body)

    assert answer.headers["content-type"] == "audio/mpeg"
    assert answer.content.startswith(start)


def test_sections_are_played_as_well(served: Served) -> None:
    section = {
        "section_name": "Verse",
        "positive_local_styles": [],
        "negative_local_styles": [],
        "duration_ms": 3000,
        "lines": ["The tide is slow"],
        "source_from": None,
    }
    sections = {
        "positive_global_styles": ["folk"],
        "negative_global_styles": [],
        "sections": [section],
    }

    answer = served.compose(sections, model_id="music_v1")
    assert len(answer.content) == THREE_SECONDS


def test_what_is_kept_is_kept(served: Served) -> None:
    source = served.compose(plan(*TIDE["chunks"], *BELL["chunks"]))
    song_id = served.store(plan(*TIDE["chunks"], *BELL["chunks"]))

    edit = served.compose(plan(kept(song_id, 1000, 4000), made("[B]", "drums")))

    start = THREE_SECONDS // 3
    assert edit.content[:THREE_SECONDS] == source.content[start:][:THREE_SECONDS]
    assert edit.headers["character-cost"] == "45"


def test_the_id_of_a_song_has_no_say_in_the_music(served: Served) -> None:
    one, other = served.store(TIDE), served.store(TIDE)
    edits = [plan(made("[B]", "drums"), kept(each, 0, 2000)) for each in (one, other)]

    assert one != other
    assert served.compose(edits[0]).content == served.compose(edits[1]).content


def test_a_conditioned_chunk_hears_its_reference(served: Served) -> None:
    reference = kept(served.store(BELL), 0, 2000)
    chunk = made("[B]", "drums")
    near = {**chunk, "conditioning_ref": reference, "condition_strength": "xhigh"}

    assert served.compose(plan(near)).content != served.compose(plan(chunk)).content


def test_details_come_with_the_music(served: Served, tmp_path: Path) -> None:
    wishes = {"with_timestamps": True, "with_waveform_visual": True}
    body = {"composition_plan": TIDE, "model_id": MODEL, "seed": SEED, **wishes}
    answer = served.post("/detailed", body, output_format=PCM)

    path = tmp_path / "answer"
    path.write_bytes(answer.content)
    mixed = read_mixed(path, boundary_of(answer.headers["content-type"]) or "")
    assert answer.content[mixed.start : mixed.end] == served.compose(TIDE).content
    assert mixed.document is not None
    words = [each["word"] for each in mixed.document["words_timestamps"]]
    assert words == ["The", "tide", "is", "slow"]
    assert len(mixed.document["waveform_visual"]) == 12
    assert mixed.document["song_metadata"]["title"] == "The tide is slow"
    assert mixed.document["song_metadata"]["genres"] == ["folk"]
    chunk = mixed.document["composition_plan"]["chunks"][0]
    assert chunk == {
        **TIDE["chunks"][0],
        "negative_styles": [],
        "context_adherence": "high",
        "conditioning_ref": None,
        "condition_strength": None,
    }
    assert mixed.filename == "the-tide-is-slow.pcm"


def test_details_that_nobody_asked_for_are_null(served: Served, tmp_path: Path) -> None:
    body = {"composition_plan": BELL, "model_id": MODEL}
    answer = served.post("/detailed", body)

    document = json.loads(answer.content.split(b"\r\n")[3])
    assert document["words_timestamps"] is None
    assert document["waveform_visual"] is None
    assert document["song_metadata"]["languages"] == []


def test_a_stream_is_as_long_as_its_plan(served: Served) -> None:
    body = {"composition_plan": TIDE, "model_id": MODEL}
    answer = served.post("/stream", body, output_format=PCM)

    assert len(answer.content) == THREE_SECONDS
    assert answer.headers["transfer-encoding"] == "chunked"
    assert answer.headers["character-cost"] == "45"


def test_a_streamed_song_can_be_edited(served: Served) -> None:
    body = {"composition_plan": TIDE, "model_id": MODEL, "store_for_inpainting": True}
    answer = served.post("/stream", body, output_format=PCM)

    edit = plan(kept(answer.headers["song-id"], 0, 3000))
    assert served.compose(edit).content == answer.content


def test_events_add_up_to_the_stream(served: Served) -> None:
    wishes = {"with_timestamps": True, "with_waveform_visual": True}
    body = {"composition_plan": TIDE, "model_id": MODEL, "seed": SEED}
    streamed = served.post("/stream", body)
    answer = served.post("/detailed/stream", body | wishes)

    lines = answer.text.splitlines()
    events = [json.loads(each[6:]) for each in lines if each.startswith("data: ")]
    chunks = [each for each in events if each["type"] == "audio_chunk"]
    audio = b"".join(base64.b64decode(each["audio"]) for each in chunks)
    assert audio == streamed.content
    words = [w["word"] for each in chunks for w in each["words_timestamps"]]
    assert words == ["The", "tide", "is", "slow"]
    assert sum(len(each["waveform_visual"]) for each in chunks) == 12
    kinds = [each["type"] for each in events if each["type"] != "audio_chunk"]
    assert kinds == ["composition_plan", "metadata", "completed"]


def test_the_first_sound_leaves_before_the_last_is_made(tmp_path: Path) -> None:
    chunk = GenerationChunk("", 3000, ("techno", "128 BPM", "instrumental"))
    seen: list[tuple[object, int]] = []
    job = Compose(tmp_path, MODEL, PCM, ChunkPlan((chunk,) * 4), None, None, {}, True)

    job(lambda told: seen.append((told, len(list(tmp_path.glob("renders/*"))))))

    kinds = [type(told) for told, _ in seen]
    assert kinds[:2] == [Planned, Composed]
    assert kinds[-1] is Finished
    rendered = [count for told, count in seen if isinstance(told, Sounded)]
    assert rendered[0] < 4
    assert rendered[-1] == 4
