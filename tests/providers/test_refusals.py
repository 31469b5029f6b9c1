"""What the provider says of every refusal, and of the bill."""

import asyncio
from pathlib import Path

import pytest

from partita.errors import ProviderError, SongGone
from partita.plan.chunks import ChunkPlan, Prompt, ReferenceChunk, Source, TimeRange
from partita.providers.base import Composition
from tests.providers.asking import DETAILED, KEY, PLAN, Asked, ask, composed, failed
from tests.providers.stub import Reply, error_reply, json_reply, music_reply

AUDIO = b"music" * 500


@pytest.mark.parametrize(
    ("status", "code", "message"),
    [
        (401, "invalid_api_key", "the service does not know this API key: no"),
        (401, "missing_permissions", "the API key lacks a permission: no"),
        (402, "insufficient_credits", "the account has too few credits: no"),
        (403, "insufficient_permissions", "the API key lacks a permission: no"),
        (403, "model_access_denied", "the account can't use this model: no"),
        (400, "bad_request", "the service refused the request: no"),
        (409, "conflict", "the service refused the request: no"),
        (413, "request_too_large", "the request is too large: no"),
    ],
)
def test_a_refusal_says_why_is_unbilled_and_is_not_repeated(
    tmp_path: Path, status: int, code: str, message: str
) -> None:
    error, asked = failed(tmp_path, error_reply(status, code))

    assert error.message == message
    assert error.hint
    assert (error.billing, error.code, error.status) == ("no", code, status)
    assert len(asked.stub.sent_to(DETAILED)) == 1
    assert list(tmp_path.iterdir()) == []
    assert asked.receipts == []


@pytest.mark.parametrize("status", [401, 402, 403, 404, 405, 413, 418])
def test_a_refusal_in_html_is_told_by_its_number_and_laid_to_a_proxy(
    tmp_path: Path, status: int
) -> None:
    page = Reply(status, b"<h1>no entry</h1>", {"content-type": "text/html"})

    error, _ = failed(tmp_path, page)

    assert error.message.endswith(f"HTTP {status}")
    assert "proxy in between" in str(error.hint)
    assert error.billing == "no"


def test_too_few_credits_say_how_many_are_needed_and_left(tmp_path: Path) -> None:
    error, _ = failed(tmp_path, error_reply(402, "insufficient_credits"))
    hint = "it needs about 60 credits, 9,000 are left; buy some"

    assert str(error.hint).startswith(hint)


def test_an_older_word_for_too_few_credits_is_understood(tmp_path: Path) -> None:
    body = {"detail": {"status": "quota_exceeded", "message": "5 credits remaining."}}

    error, _ = failed(tmp_path, json_reply(body, 401))

    assert error.message == "the account has too few credits: 5 credits remaining"
    assert "it needs about 60" in str(error.hint)


def gone(folder: Path, message: str, *song_ids: str) -> ProviderError:
    chunks = [
        ReferenceChunk(Source(TimeRange(0, 3_000), song_id=song_id))
        for song_id in song_ids
    ]

    async def work(asked: Asked) -> ProviderError:
        with pytest.raises(SongGone) as caught:
            await asked.compose(ChunkPlan(tuple(chunks)))
        return caught.value

    replies = {DETAILED: [error_reply(404, "song_not_found", message)]}
    return ask(folder, replies, work)[0]


def test_a_stored_song_that_is_gone_is_named(tmp_path: Path) -> None:
    error = gone(tmp_path, "Song song_b was not found.", "song_a", "song_b")

    assert isinstance(error, SongGone)
    assert error.song_id == "song_b"
    assert error.billing == "no"


def test_the_only_stored_song_is_the_one_that_is_gone(tmp_path: Path) -> None:
    error = gone(tmp_path, "Not found.", "song_a")

    assert isinstance(error, SongGone)
    assert error.song_id == "song_a"


def test_which_of_two_songs_is_gone_is_not_guessed(tmp_path: Path) -> None:
    error = gone(tmp_path, "Not found.", "song_a", "song_b")

    assert isinstance(error, SongGone)
    assert error.song_id is None


def test_a_broken_schema_says_where_and_why(tmp_path: Path) -> None:
    place = ["body", "composition_plan", "CompositionPlan", "chunks", 2, "duration_ms"]
    detail = [{"loc": place, "msg": "too short", "type": "value_error"}]

    error, _ = failed(tmp_path, json_reply({"detail": detail}, 422))

    path = ("composition_plan", "chunks", 2, "duration_ms")
    assert error.fields == ((path, "too short"),)
    assert "`composition_plan.chunks.2.duration_ms`: too short" in error.message
    assert error.billing == "no"


@pytest.mark.parametrize(
    ("word", "key", "suggestion"),
    [
        ("bad_prompt", "prompt_suggestion", "a slow folk tune"),
        ("bad_composition_plan", "composition_plan_suggestion", {"chunks": []}),
    ],
)
def test_a_refused_text_comes_with_what_would_be_taken(
    tmp_path: Path, word: str, key: str, suggestion: object
) -> None:
    reply = error_reply(400, "bad_request", older=word, data={key: suggestion})

    error, _ = failed(tmp_path, reply)

    assert error.code == word
    assert error.suggestion == suggestion
    assert "was refused" in error.message
    assert error.billing == "no"


def test_a_refused_draft_comes_with_what_would_be_taken(tmp_path: Path) -> None:
    suggested = {"prompt_suggestion": "a slow folk tune"}
    reply = error_reply(400, "bad_request", older="bad_prompt", data=suggested)

    async def work(asked: Asked) -> ProviderError:
        with pytest.raises(ProviderError) as caught:
            await asked.provider.draft(Prompt("like somebody"), "music_v2")
        return caught.value

    error, _ = ask(tmp_path, {"/v1/music/plan": [reply]}, work)

    assert (error.code, error.suggestion) == ("bad_prompt", "a slow folk tune")
    assert error.billing == "no"


@pytest.mark.parametrize(
    "answer", [[], {}, {"chunks": []}, {"chunks": [{"text": 1}]}, "plan", None]
)
def test_a_draft_that_is_no_plan_is_refused(tmp_path: Path, answer: object) -> None:
    async def work(asked: Asked) -> ProviderError:
        with pytest.raises(ProviderError) as caught:
            await asked.provider.draft(Prompt("a tune"), "music_v2")
        return caught.value

    error, _ = ask(tmp_path, {"/v1/music/plan": [json_reply(answer)]}, work)

    assert (error.code, error.billing) == ("bad_answer", "no")
    assert error.__context__ is None


def test_a_harmful_text_is_refused_without_a_suggestion(tmp_path: Path) -> None:
    reply = error_reply(400, "bad_request", older="bad_composition_plan")

    error, _ = failed(tmp_path, reply)

    assert error.code == "bad_composition_plan"
    assert error.suggestion is None


@pytest.mark.parametrize(
    "code", ["concurrent_limit_exceeded", "too_many_concurrent_requests"]
)
def test_no_turn_yet_is_waited_for(tmp_path: Path, code: str) -> None:
    refusal = error_reply(429, code)

    music, asked = composed(tmp_path, refusal, refusal, music_reply(AUDIO))

    assert music.audio.read_bytes() == AUDIO
    assert asked.slept == [1.5, 3.0]
    assert asked.told == ["waiting for a turn: the account makes other music now"]


@pytest.mark.parametrize("code", ["system_busy", "rate_limit_exceeded", "other"])
def test_a_busy_service_is_asked_again_later(tmp_path: Path, code: str) -> None:
    music, asked = composed(tmp_path, error_reply(429, code), music_reply(AUDIO))

    assert music.audio.read_bytes() == AUDIO
    assert asked.slept == [0.75]


@pytest.mark.parametrize(
    "headers",
    [
        {"retry-after": "7"},
        {
            "date": "Fri, 20 Nov 2026 13:00:00 GMT",
            "retry-after": "Fri, 20 Nov 2026 13:00:07 GMT",
        },
    ],
)
def test_a_pause_that_is_asked_for_is_kept(
    tmp_path: Path, headers: dict[str, str]
) -> None:
    refusal = Reply(429, b"{}", {"content-type": "application/json", **headers})

    _, asked = composed(tmp_path, refusal, music_reply(AUDIO))

    assert 7 <= asked.slept[0] < 8


@pytest.mark.parametrize("asked_for", ["soon", "-1", "٣", "", "9" * 400])
def test_a_pause_that_is_no_time_is_passed_over(tmp_path: Path, asked_for: str) -> None:
    headers = {"retry-after": asked_for.encode().decode("latin-1")}
    refusal = Reply(429, b"{}", headers)

    _, asked = composed(tmp_path, refusal, music_reply(AUDIO))

    assert asked.slept == [0.75]


def test_a_service_that_stays_busy_is_unbilled_in_the_end(tmp_path: Path) -> None:
    error, asked = failed(tmp_path, error_reply(429, "system_busy"))

    assert error.billing == "no"
    assert "tried " in str(error.hint)
    assert sum(asked.slept) <= 600


@pytest.mark.parametrize("status", [500, 502, 503, 504, 408, 499, 302, 204])
def test_what_may_have_been_taken_is_unknown_and_never_repeated(
    tmp_path: Path, status: int
) -> None:
    error, asked = failed(tmp_path, Reply(status, headers={"location": "/elsewhere"}))

    assert error.billing == "unknown"
    assert "may have been billed" in str(error.hint)
    assert len(asked.stub.sent_to(DETAILED)) == 1


def test_a_failure_of_the_service_is_unknown_whatever_it_says(tmp_path: Path) -> None:
    error, asked = failed(tmp_path, error_reply(503, "system_busy"))

    assert error.billing == "unknown"
    assert asked.slept == []


def test_a_redirect_is_not_followed_and_carries_no_key(tmp_path: Path) -> None:
    replies = {
        DETAILED: [Reply(307, headers={"location": "/other"})],
        "/other": [music_reply(AUDIO)],
    }

    async def work(asked: Asked) -> ProviderError:
        with pytest.raises(ProviderError) as caught:
            await asked.compose()
        return caught.value

    error, asked = ask(tmp_path, replies, work)

    assert asked.stub.sent_to("/other") == []
    assert "leads elsewhere, to `/other`" in error.message
    assert error.billing == "no"


def test_a_key_that_the_service_echoes_is_taken_out(tmp_path: Path) -> None:
    error, _ = failed(tmp_path, error_reply(401, "invalid_api_key", f"bad key {KEY}"))

    assert error.message.endswith("bad key *")


def test_a_strangers_words_are_one_short_line_without_control_codes(
    tmp_path: Path,
) -> None:
    said = "no\x1b[31m\r\nway " + "x" * 1_000

    error, _ = failed(tmp_path, error_reply(400, "bad_request", said))

    assert error.message.startswith("the service refused the request: no [31m way xx")
    assert error.message.isprintable()
    assert len(error.message) < 500


@pytest.mark.parametrize(
    "body", [b"", b"[]", b'{"detail": 5}', b'{"detail": [1]}', b"[" * 9_000, b"\xff"]
)
def test_an_error_of_any_shape_is_an_error(tmp_path: Path, body: bytes) -> None:
    reply = Reply(400, body, {"content-type": "application/json"})

    error, _ = failed(tmp_path, reply)

    assert error.message.startswith("the service refused the request: ")


def test_a_refusal_that_is_cut_is_still_a_refusal(tmp_path: Path) -> None:
    reply = error_reply(403, "model_access_denied", "x" * 500)
    cut = Reply(403, reply.body, reply.headers, sent=100)

    error, _ = failed(tmp_path, cut)

    assert error.billing == "no"
    assert error.status == 403


@pytest.mark.parametrize(
    "refusal",
    [
        error_reply(403, "feature_not_available"),
        error_reply(403, "subscription_required"),
        error_reply(400, "invalid_output_format"),
        json_reply({"detail": [{"loc": ["query", "output_format"], "msg": "no"}]}, 422),
    ],
)
def test_a_refused_format_is_followed_by_the_next_best(
    tmp_path: Path, refusal: Reply
) -> None:
    async def work(asked: Asked) -> None:
        assert (await asked.compose()).format == "mp3_48000_320"
        await asked.compose()

    replies = {DETAILED: [refusal, refusal, music_reply(AUDIO)]}
    _, asked = ask(tmp_path, replies, work)

    queries = [each.query.split("=")[1] for each in asked.stub.sent_to(DETAILED)]
    assert queries == ["pcm_48000", "pcm_44100", "mp3_48000_320", "mp3_48000_320"]
    assert asked.provider.refused_formats == {"pcm_48000", "pcm_44100"}


def test_a_tier_that_is_refused_music_itself_is_told_so_and_nothing_learnt(
    tmp_path: Path,
) -> None:
    error, asked = failed(tmp_path, error_reply(403, "subscription_required", "pay"))

    assert error.message == "the account may not do this: pay"
    assert asked.provider.refused_formats == frozenset()


def test_a_piece_of_the_first_model_is_asked_for_at_its_own_rate(
    tmp_path: Path,
) -> None:
    _, asked = ask(
        tmp_path,
        {DETAILED: [music_reply(AUDIO)]},
        lambda asked: asked.compose(model_id="music_v1"),
    )

    assert asked.stub.sent_to(DETAILED)[0].query == "output_format=pcm_44100"


def test_no_more_is_asked_for_at_once_than_the_tier_allows(tmp_path: Path) -> None:
    async def work(asked: Asked) -> None:
        await asked.provider.account()
        folders = [tmp_path / str(number) for number in range(6)]
        for folder in folders:
            folder.mkdir()
        await asyncio.gather(*(_compose_in(asked, each) for each in folders))

    _, asked = ask(tmp_path, {DETAILED: [music_reply(AUDIO)]}, work)

    assert asked.stub.most_at_once <= 2


def test_a_smaller_limit_in_the_headers_is_heeded(tmp_path: Path) -> None:
    async def work(asked: Asked) -> int:
        await asked.compose()
        asked.stub.most_at_once = 0
        folders = [tmp_path / str(number) for number in range(4)]
        for folder in folders:
            folder.mkdir()
        await asyncio.gather(*(_compose_in(asked, each) for each in folders))
        return asked.stub.most_at_once

    reply = music_reply(AUDIO, headers={"maximum-concurrent-requests": "1"})

    assert ask(tmp_path, {DETAILED: [reply]}, work)[0] == 1


async def _compose_in(asked: Asked, folder: Path) -> None:
    await asked.provider.compose(
        Composition("music_v2", PLAN), folder, asked.receipts.append
    )
