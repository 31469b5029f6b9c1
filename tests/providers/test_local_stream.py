from __future__ import annotations

import numpy as np
import pytest

from partita.audio.codecs import encode_stream
from partita.audio.decode import decode
from partita.audio.loudness import measure
from partita.audio.stream import collected
from partita.plan.chunks import (
    ChunkPlan,
    GenerationChunk,
    ReferenceChunk,
    Source,
    TimeRange,
)
from partita.providers import local
from partita.providers.local_renders import Made
from partita.providers.local_stream import stream_master
from tests.providers.pieces import RATE_HZ, piece, plan

QUIET_THEN_LOUD = ChunkPlan(
    (
        GenerationChunk("[Intro]", 3_000, ("metal", "soft", "quiet", "150 BPM")),
        GenerationChunk("[Drop]", 4_000, ("massive", "full band", "double kick")),
    )
)


def rendered(plan: ChunkPlan, fetched: list[int]) -> Made:
    """Compose a plan; each chunk is rendered when it is fetched, and noted."""
    scored = local.score(plan, 3, RATE_HZ, {})

    def fetch(number: int) -> bytes:
        fetched.append(number)
        return local.render(scored.parts[number])

    fetches = {n: lambda n=n: fetch(n) for n in scored.parts}
    return Made(scored.outline, scored.parts, fetches)


def test_a_streamed_master_is_about_as_loud_and_never_over() -> None:
    for made in (piece().made, rendered(QUIET_THEN_LOUD, [])):
        heard = measure(collected(stream_master(made)))

        assert heard.integrated_lufs == pytest.approx(-14, abs=1.0)
        assert heard.true_peak_dbtp <= -1


def test_a_streamed_master_is_the_master_but_for_its_level() -> None:
    streamed = collected(stream_master(piece().made)).frames.astype(float).ravel()
    whole = piece().master.frames.astype(float).ravel()

    assert streamed.shape == whole.shape
    assert np.corrcoef(streamed, whole)[0, 1] > 0.999


def test_the_first_chunk_is_sent_before_the_second_is_rendered() -> None:
    fetched: list[int] = []
    chunk = GenerationChunk("[Theme]", 6_000, ("jazz", "instrumental"))
    made = rendered(ChunkPlan((chunk, chunk)), fetched)
    content = encode_stream(stream_master(made), "mp3_44100_128", peak_db=-1.0)
    start = b""
    while len(start) < 2 * 16_000:
        start += next(content)
    early = list(fetched)
    rest = b"".join(content)

    assert (early, fetched) == ([1], [1, 2])
    assert decode(start + rest).frame_count == 12 * RATE_HZ


def test_a_streamed_master_has_the_same_bytes_again() -> None:
    one, other = (collected(stream_master(piece().made)).digest() for _ in "12")

    assert one == other


def test_an_edit_is_streamed_sample_for_sample() -> None:
    source = Source(TimeRange(0, 4_800), target="song")
    edit = ChunkPlan((ReferenceChunk(source), plan(("[Outro]",), 3_000).chunks[0]))
    heard = {"song": local.Heard(outline=piece().scored.outline)}
    scored = local.score(edit, 7, RATE_HZ, heard)
    render = local.render(scored.parts[2])
    kept = {1: piece().master.slice(0, 4_800 * RATE_HZ // 1000)}
    made = Made(scored.outline, scored.parts, {2: lambda: render}, kept)
    master = collected(local.master(scored.outline, made.rendered, kept))

    assert collected(stream_master(made)).digest() == master.digest()
