"""The provider against a real server on loopback, when all goes well."""

from pathlib import Path

import pytest

from partita.errors import SongGone
from partita.plan.chunks import (
    ChunkPlan,
    GenerationChunk,
    Prompt,
    ReferenceChunk,
    Source,
    TimeRange,
)
from partita.providers.base import Account, Composition, Music, Provider, StoredSong
from tests.providers.asking import DETAILED, KEY, PLAN, Asked, ask, composed
from tests.providers.stub import (
    SUBSCRIPTION,
    Reply,
    error_reply,
    json_reply,
    music_reply,
)

AUDIO = bytes(range(256)) * 40
DETAILS = {"composition_plan": {"chunks": []}, "song_metadata": {"title": "Hill"}}


def test_it_is_a_provider(tmp_path: Path) -> None:
    async def work(asked: Asked) -> str:
        provider: Provider = asked.provider
        return provider.name

    assert ask(tmp_path, {}, work)[0] == "elevenlabs"


@pytest.mark.parametrize("sized", [True, False])
def test_a_piece_is_kept_exactly_as_it_came(tmp_path: Path, sized: bool) -> None:
    reply = music_reply(AUDIO, DETAILS, sized=sized)

    music, _ = composed(tmp_path, reply)

    assert music.audio.read_bytes() == AUDIO
    assert music.details == DETAILS
    assert (tmp_path / "body").read_bytes() == reply.body


def test_the_receipt_is_told_once_and_says_what_the_headers_say(tmp_path: Path) -> None:
    music, asked = composed(tmp_path, music_reply(AUDIO))

    assert asked.receipts == [music.receipt]
    assert music.receipt.song_id == "song_1"
    assert music.receipt.request_id == "req_1"
    assert music.receipt.credits == 960


def test_the_receipt_and_the_headers_on_disk_come_before_the_body(
    tmp_path: Path,
) -> None:
    seen: list[set[str]] = []

    async def work(asked: Asked) -> Music:
        return await asked.provider.compose(
            Composition("music_v2", PLAN),
            tmp_path,
            lambda _: seen.append({each.name for each in tmp_path.iterdir()}),
        )

    ask(tmp_path, {DETAILED: [music_reply(AUDIO)]}, work)

    assert seen == [{"headers.json"}]


def test_the_request_is_what_the_api_expects(tmp_path: Path) -> None:
    plan = ChunkPlan(
        (
            GenerationChunk("[Verse]", 5_000, ("folk",)),
            ReferenceChunk(Source(TimeRange(0, 2_000), song_id="song_7")),
        )
    )

    async def work(asked: Asked) -> Music:
        composition = Composition("music_v2_5", plan, 7, store=True, timestamps=True)
        return await asked.provider.compose(
            composition, tmp_path, asked.receipts.append
        )

    _, asked = ask(tmp_path, {DETAILED: [music_reply(AUDIO)]}, work)

    (request,) = asked.stub.sent_to(DETAILED)
    assert (request.method, request.query) == ("POST", "output_format=pcm_48000")
    assert request.headers["xi-api-key"] == KEY
    assert request.headers["accept-encoding"] == "identity"
    assert request.json == {
        "model_id": "music_v2_5",
        "seed": 7,
        "store_for_inpainting": True,
        "with_timestamps": True,
        "composition_plan": {
            "chunks": [
                {"text": "[Verse]", "duration_ms": 5000, "positive_styles": ["folk"]},
                {"song_id": "song_7", "range": {"start_ms": 0, "end_ms": 2000}},
            ]
        },
    }


@pytest.mark.parametrize("road", ["/v1/music", "/v1/music/stream"])
def test_a_server_with_one_road_to_music_is_asked_on_that(
    tmp_path: Path, road: str
) -> None:
    no_road = json_reply({"detail": "Not Found"}, 404)
    audio = Reply(200, AUDIO, {"content-type": "audio/pcm", "song-id": "song_2"})
    roads = {DETAILED: [no_road], "/v1/music": [no_road], road: [audio]}

    async def work(asked: Asked) -> list[Music]:
        composition = Composition("music_v2", PLAN, 3, timestamps=True)
        folders = [tmp_path / name for name in ("one", "two")]
        for each in folders:
            each.mkdir()
        return [
            await asked.provider.compose(composition, each, asked.receipts.append)
            for each in folders
        ]

    pieces, asked = ask(tmp_path, roads, work)

    assert [each.audio.read_bytes() for each in pieces] == [AUDIO, AUDIO]
    assert pieces[0].receipt.song_id == "song_2"
    assert len(asked.stub.sent_to(DETAILED)) == 1
    assert "with_timestamps" not in asked.stub.sent_to(road)[0].json
    assert asked.stub.sent_to(road)[0].json["model_id"] == "music_v2"


def test_a_missing_song_is_no_missing_road(tmp_path: Path) -> None:
    gone = error_reply(404, "song_not_found")

    async def work(asked: Asked) -> Music:
        return await asked.compose()

    with pytest.raises(SongGone):
        ask(tmp_path, {DETAILED: [gone], "/v1/music": [music_reply(AUDIO)]}, work)


def test_a_prompt_becomes_a_plan(tmp_path: Path) -> None:
    chunk = {"text": "[Intro]", "duration_ms": 3000, "positive_styles": ["dub"]}
    answer = {"chunks": [{**chunk, "conditioning_ref": None}]}

    plan, asked = ask(
        tmp_path,
        {"/v1/music/plan": [json_reply(answer)]},
        lambda asked: asked.provider.draft(Prompt("slow dub", 3_000), "music_v2"),
    )

    assert plan == ChunkPlan((GenerationChunk("[Intro]", 3_000, ("dub",)),))
    assert asked.stub.requests[0].json == {
        "prompt": "slow dub",
        "music_length_ms": 3000,
        "model_id": "music_v2",
    }


def test_a_recording_is_handed_in_without_its_name(tmp_path: Path) -> None:
    secret = tmp_path / "unreleased-album.flac"
    secret.write_bytes(b"fLaC" + AUDIO)
    reply = json_reply({"song_id": "song_9"}, character_cost="30")

    async def work(asked: Asked) -> StoredSong:
        return await asked.provider.upload(secret, asked.receipts.append)

    stored, asked = ask(tmp_path, {"/v1/music/upload": [reply]}, work)

    body = asked.stub.sent_to("/v1/music/upload")[0].body
    assert stored.song_id == "song_9"
    assert [each.credits for each in asked.receipts] == [30]
    assert b'name="file"; filename="recording.flac"' in body
    assert b"fLaC" + AUDIO in body
    assert b"unreleased" not in body


def test_an_upload_that_waits_for_its_turn_is_sent_again_whole(tmp_path: Path) -> None:
    audio = tmp_path / "a.wav"
    audio.write_bytes(b"RIFF" + AUDIO)
    busy = error_reply(429, "system_busy")
    replies = [busy, json_reply({"song_id": "song_9"})]

    async def work(asked: Asked) -> StoredSong:
        return await asked.provider.upload(audio, asked.receipts.append)

    _, asked = ask(tmp_path, {"/v1/music/upload": replies}, work)

    bodies = [each.body for each in asked.stub.sent_to("/v1/music/upload")]
    assert [AUDIO in body for body in bodies] == [True, True]


def test_stems_are_kept_as_they_came(tmp_path: Path) -> None:
    import io
    import zipfile

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("vocals.mp3", AUDIO)
    audio = tmp_path / "a.wav"
    audio.write_bytes(b"RIFF" + AUDIO)
    reply = Reply(200, packed.getvalue(), {"content-type": "application/zip"})
    folder = tmp_path / "stems"
    folder.mkdir()

    async def work(asked: Asked) -> Path:
        return await asked.provider.stems(audio, folder, asked.receipts.append)

    path, asked = ask(tmp_path, {"/v1/music/stem-separation": [reply]}, work)

    assert path.read_bytes() == packed.getvalue()
    assert b'name="stem_variation_id"' in asked.stub.requests[-1].body
    assert len(asked.receipts) == 1


def account(folder: Path, *replies: Reply) -> tuple[Account, Asked]:
    return ask(
        folder,
        {"/v1/user/subscription": list(replies)},
        lambda asked: asked.provider.account(),
    )


def test_the_account_says_what_the_tier_allows_and_what_is_left(
    tmp_path: Path,
) -> None:
    found, _ = account(tmp_path, json_reply(SUBSCRIPTION))

    assert found.tier == "pro"
    assert found.credits_left == 9_000
    assert found.concurrency == 2
    assert found.formats[:2] == ("pcm_48000", "pcm_44100")
    assert found.resets_unix == 1_800_000_000


def test_a_small_tier_gets_no_raw_masters(tmp_path: Path) -> None:
    found, _ = account(tmp_path, json_reply({**SUBSCRIPTION, "tier": "starter"}))

    assert found.formats[0] == "mp3_48000_320"
    assert "mp3_44100_192" not in found.formats


@pytest.mark.parametrize(
    ("extension", "left"), [(500, 9_500), ("unlimited", None), (0, 9_000)]
)
def test_credits_may_go_past_the_limit(
    tmp_path: Path, extension: object, left: int | None
) -> None:
    reply = json_reply({**SUBSCRIPTION, "max_credit_limit_extension": extension})

    assert account(tmp_path, reply)[0].credits_left == left


def test_the_account_is_asked_for_once(tmp_path: Path) -> None:
    async def work(asked: Asked) -> None:
        await asked.compose()
        await asked.compose()

    _, asked = ask(tmp_path, {DETAILED: [music_reply(AUDIO)]}, work)

    assert len(asked.stub.sent_to("/v1/user/subscription")) == 1


def test_a_key_that_may_not_read_its_subscription_makes_music_all_the_same(
    tmp_path: Path,
) -> None:
    replies = {
        "/v1/user/subscription": [error_reply(401, "missing_permissions")],
        DETAILED: [music_reply(AUDIO)],
    }

    music, _ = ask(tmp_path, replies, Asked.compose)

    assert music.format == "pcm_48000"


def test_the_models_of_the_account_are_listed(tmp_path: Path) -> None:
    reply = json_reply([{"model_id": "music_v2", "name": "Music v2"}])

    models, _ = ask(
        tmp_path, {"/v1/models": [reply]}, lambda asked: asked.provider.models()
    )

    assert [each.model_id for each in models] == ["music_v2"]


def test_a_provider_that_was_never_asked_can_be_closed(tmp_path: Path) -> None:
    async def work(asked: Asked) -> None:
        await asked.provider.close()

    _, asked = ask(tmp_path, {}, work)

    assert asked.stub.requests == []
