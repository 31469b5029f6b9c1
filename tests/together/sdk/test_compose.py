"""Prompts and plans through `compose`, `compose_detailed` and `stream`."""

from __future__ import annotations

import asyncio

import httpx
import pytest
from elevenlabs.client import AsyncElevenLabs, ElevenLabs

from tests.patience import PATIENT
from tests.together.hearing import heard
from tests.together.plans import BELL, FERRY, SECTIONS, made, plan
from tests.together.sdk.official import (
    MODEL,
    PCM,
    compose_pcm,
    compose_song,
    frame,
    undelimited,
)
from tests.together.served import API_KEY, Served

PROMPT = "a short, bouncy calypso jingle about a paper kite, with a singer"


def test_a_prompt_becomes_music_of_the_length_asked(client: ElevenLabs) -> None:
    audio = b"".join(client.music.compose(prompt=PROMPT, music_length_ms=4000))

    sound = heard(audio, "mp3_44100_128")
    assert sound.rate_hz == 44_100
    assert sound.seconds == pytest.approx(4, abs=0.06)
    assert sound.loudest > 0.05


def test_the_newer_models_answer_with_the_better_format(client: ElevenLabs) -> None:
    for model in ("music_v2", "music_v2_5"):
        audio = b"".join(client.music.compose(composition_plan=BELL, model_id=model))

        sound = heard(audio, "mp3_48000_192")
        assert sound.rate_hz == 48_000
        assert sound.seconds == pytest.approx(3, abs=0.06)


def test_an_older_plan_is_played_section_by_section(client: ElevenLabs) -> None:
    pieces = client.music.compose(
        composition_plan=SECTIONS, output_format=PCM, respect_sections_durations=True
    )

    assert len(b"".join(pieces)) == frame(6000)


def test_detailed_tells_plan_metadata_and_name(client: ElevenLabs) -> None:
    answer = client.music.compose_detailed(
        prompt=PROMPT, music_length_ms=3000, model_id=MODEL, output_format=PCM
    )

    chunks = answer.json["composition_plan"]["chunks"]
    metadata = answer.json["song_metadata"]
    assert sum(chunk["duration_ms"] for chunk in chunks) == 3000
    assert metadata["title"]
    assert metadata["is_explicit"] is False
    assert {"description", "genres", "languages"} <= set(metadata)
    assert "." in answer.filename
    assert not answer.json["words_timestamps"]


def test_the_sdk_cuts_the_audio_out_of_the_answer(client: ElevenLabs) -> None:
    answer = client.music.compose_detailed(
        composition_plan=FERRY, model_id=MODEL, output_format=PCM
    )

    audio = undelimited(answer.audio)
    assert len(audio) == frame(6000)
    assert answer.audio[len(audio) :].startswith(b"\r\n--")
    assert answer.json["composition_plan"]["chunks"][1]["duration_ms"] == 3000


def test_every_word_has_its_time(client: ElevenLabs) -> None:
    answer = client.music.compose_detailed(
        composition_plan=FERRY, model_id=MODEL, with_timestamps=True
    )

    words = answer.json["words_timestamps"]
    said = " ".join(word["word"] for word in words).lower().replace(",", "")
    times = [(word["start_ms"], word["end_ms"]) for word in words]
    assert "the ferry hums at harbour nine" in said
    assert "carry me over carry me slow" in said
    assert all(0 <= start < end <= 6000 for start, end in times)
    assert times == sorted(times)
    chorus = next(w for w in words if w["word"].lower().startswith("carry"))
    assert chorus["start_ms"] >= 3000


def test_a_waveform_has_four_values_a_second(client: ElevenLabs) -> None:
    answer = client.music.compose_detailed(
        composition_plan=FERRY,
        model_id=MODEL,
        request_options={"additional_body_parameters": {"with_waveform_visual": True}},
    )

    wave = answer.json["waveform_visual"]
    assert len(wave) == 24
    assert all(isinstance(value, int) and -1000 <= value <= 1000 for value in wave)
    assert any(wave)


def test_the_same_seed_gives_the_same_bytes(client: ElevenLabs) -> None:
    one, same, other = (compose_pcm(client, BELL, seed=seed) for seed in (7, 7, 8))

    assert one == same
    assert one != other


def test_an_instrumental_has_no_words(client: ElevenLabs) -> None:
    answer = client.music.compose_detailed(
        prompt=PROMPT,
        music_length_ms=3000,
        model_id=MODEL,
        force_instrumental=True,
        with_timestamps=True,
    )

    assert not answer.json["words_timestamps"]


def test_a_stream_is_the_same_music_in_pieces(client: ElevenLabs) -> None:
    with client.music.with_raw_response.stream(
        composition_plan=BELL,
        model_id=MODEL,
        output_format=PCM,
        seed=7,
        store_for_inpainting=True,
    ) as answer:
        pieces = list(answer.data)

    assert answer.headers["song-id"]
    assert "content-length" not in answer.headers
    assert len(pieces) > 1
    assert b"".join(pieces) == compose_pcm(client, BELL, seed=7)


def test_nothing_is_sent_before_the_first_byte_is_read(served: Served) -> None:
    asked: list[httpx.Request] = []
    hooks = {"request": [asked.append]}
    with httpx.Client(event_hooks=hooks, timeout=PATIENT) as connection:
        client = ElevenLabs(
            base_url=served.url, api_key=API_KEY, httpx_client=connection
        )
        pieces = client.music.compose(composition_plan=BELL, model_id=MODEL)
        before = len(asked)
        first = next(iter(pieces))

    assert (before, len(asked)) == (0, 1)
    assert first


def test_the_asynchronous_client_hears_the_same(
    served: Served, client: ElevenLabs
) -> None:
    zither = plan(made("[Intro]", "zither"))

    async def ask() -> bytes:
        async with httpx.AsyncClient(timeout=PATIENT) as connection:
            other = AsyncElevenLabs(
                base_url=served.url, api_key=API_KEY, httpx_client=connection
            )
            answer = await other.music.compose_detailed(
                composition_plan=zither,
                model_id=MODEL,
                output_format=PCM,
                request_options={"additional_body_parameters": {"seed": 4}},
            )
            return undelimited(answer.audio)

    assert asyncio.run(ask()) == compose_pcm(client, zither, seed=4)


def test_options_that_change_nothing_here_are_taken(client: ElevenLabs) -> None:
    older = b"".join(
        client.music.compose(
            composition_plan=SECTIONS,
            output_format="auto",
            enable_logging=False,
            respect_sections_durations=False,
            sign_with_c_2_pa=False,
        )
    )

    assert heard(older, "mp3_44100_128").seconds == pytest.approx(6, abs=0.06)


def test_an_older_plan_takes_from_a_stored_song(client: ElevenLabs) -> None:
    stored = compose_song(client, FERRY)
    verse, outro = SECTIONS["sections"]
    source = {"song_id": stored.song_id, "range": {"start_ms": 0, "end_ms": 3000}}
    edit = SECTIONS | {"sections": [verse | {"source_from": source}, outro]}

    audio = b"".join(client.music.compose(composition_plan=edit, output_format=PCM))

    assert len(audio) == frame(6000)
    assert audio[: frame(3000)] == stored.pcm[: frame(3000)]


def test_the_answer_tells_what_it_cost(client: ElevenLabs) -> None:
    with client.music.with_raw_response.compose(
        composition_plan=BELL, model_id=MODEL
    ) as answer:
        b"".join(answer.data)

    assert int(answer.headers["character-cost"]) > 0
