from __future__ import annotations

import re
from functools import cache
from itertools import accumulate

import numpy as np
import pytest

from partita import limits
from partita.audio.buffer import Audio, silence
from partita.audio.stream import collected
from partita.errors import ProviderError
from partita.plan.chunks import ChunkPlan, GenerationChunk, Prompt
from partita.providers import local
from partita.providers.local_extract import extract, extract_sections
from tests.providers.pieces import RATE_HZ

PROMPTS = (
    "deep house, 122 BPM, B minor, instrumental",
    "cinematic strings and horns, 80 BPM, D minor",
    "bright pop rock, 105 BPM, C major, instrumental",
)


@cache
def made(prompt: str) -> tuple[ChunkPlan, Audio]:
    """Return a plan of fifty seconds, and how the engine plays it."""
    plan = local.draft(Prompt(prompt, 50_000, instrumental=True), 3)
    scored = local.score(plan, 3, RATE_HZ, {})
    renders = {number: local.render(part) for number, part in scored.parts.items()}
    fetch = {number: lambda number=number: renders[number] for number in renders}
    return plan, collected(local.master(scored.outline, fetch, {}))


def chunks_of(plan: ChunkPlan) -> list[GenerationChunk]:
    return [each for each in plan.chunks if isinstance(each, GenerationChunk)]


def tempo_of(plan: ChunkPlan) -> float:
    words = " ".join(chunks_of(plan)[0].positive_styles)
    found = re.search(r"([\d.]+) BPM", words)
    assert found is not None
    return float(found[1])


def borders_ms(plan: ChunkPlan) -> list[int]:
    return list(accumulate(chunk.duration_ms for chunk in plan.chunks))[:-1]


@pytest.mark.parametrize("prompt", PROMPTS)
def test_tempo_and_key_of_a_recording_are_heard(prompt: str) -> None:
    asked, audio = made(prompt)
    plan = extract(audio)

    assert tempo_of(plan) == pytest.approx(tempo_of(asked), rel=0.04)
    assert prompt.split(", ")[2] in chunks_of(plan)[0].positive_styles


def test_most_sections_of_a_recording_begin_within_a_bar() -> None:
    near = []
    for prompt in PROMPTS:
        asked, audio = made(prompt)
        found = borders_ms(extract(audio))
        bar_ms = 4 * 60_000 / tempo_of(asked)
        near += [
            min((abs(each - border) for each in found), default=1e9) <= bar_ms
            for border in borders_ms(asked)
        ]

    assert sum(near) / len(near) >= 0.6


def test_a_plan_of_a_recording_is_within_the_limits_and_exactly_as_long() -> None:
    audio = made(PROMPTS[0])[1].slice(0, 1_234_567)
    plan = extract(audio)

    assert plan.duration_ms == audio.duration_ms
    assert all(limits.CHUNK_DURATION.allows(each.duration_ms) for each in plan.chunks)
    assert limits.CHUNKS.allows(len(plan.chunks))


def test_a_recording_without_voice_is_called_instrumental() -> None:
    chunk = chunks_of(extract(made(PROMPTS[1])[1]))[0]

    assert "instrumental" in chunk.positive_styles
    assert "vocals" in chunk.negative_styles


def test_sections_of_a_v1_plan_share_what_the_first_chunk_says() -> None:
    audio = made(PROMPTS[1])[1]
    plan, chunks = extract_sections(audio), chunks_of(extract(audio))

    assert plan.positive_global_styles == chunks[0].positive_styles
    assert plan.duration_ms == audio.duration_ms
    assert [each.section_name for each in plan.sections] == [
        each.text.strip("[]") for each in chunks
    ]


def test_silence_and_noise_have_plans_too() -> None:
    noise = np.random.default_rng(1).standard_normal((150 * RATE_HZ, 1)) * 0.1

    assert extract(silence(5 * RATE_HZ, 1, RATE_HZ)).duration_ms == 5_000
    plan = extract(Audio.from_float(noise, RATE_HZ))
    assert plan.duration_ms == 150_000
    assert all(limits.CHUNK_DURATION.allows(each.duration_ms) for each in plan.chunks)


@pytest.mark.parametrize(
    ("seconds", "code"), [(2.9, "audio_too_short"), (600.1, "audio_too_long")]
)
def test_a_recording_that_no_plan_can_be_as_long_as_is_refused(
    seconds: float, code: str
) -> None:
    with pytest.raises(ProviderError, match="the recording lasts") as caught:
        extract(silence(int(seconds * RATE_HZ), 1, RATE_HZ))

    assert (caught.value.code, caught.value.billing) == (code, "no")
