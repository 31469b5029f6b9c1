from __future__ import annotations

import numpy as np

from partita.plan.chunks import (
    ChunkPlan,
    GenerationChunk,
    ReferenceChunk,
    Source,
    TimeRange,
)
from partita.providers import local
from partita.providers.local_stems import stems
from partita.providers.local_words import words
from tests.providers.pieces import RATE_HZ, TEXTS, piece, plan


def test_every_word_of_the_lyrics_has_its_time() -> None:
    sung = [each.word.lower() for each in words(piece().scored.outline)]

    written = [line for text in TEXTS for line in text.splitlines()[1:]]
    assert sung == " ".join(written).lower().split()


def test_words_lie_on_the_timeline_of_the_piece_in_order() -> None:
    known = words(piece().scored.outline)
    starts = [each.start for each in known]

    assert starts == sorted(starts)
    assert known[-1].end <= piece().master.frame_count
    assert any(each.start_ms >= 4_800 for each in known)
    assert all(each.end_ms > each.start_ms for each in known)


def test_words_sound_when_they_are_said_to() -> None:
    blocks = [block["vocals"] for block in stems(piece().made, "two_stems_v1")]
    power = (np.concatenate(blocks).astype(float) ** 2).sum(axis=1)
    known = words(piece().scored.outline)
    sung = np.zeros(len(power), bool)
    for each in known:
        sung[each.start : each.end] = True
    before = power[: known[0].start - RATE_HZ // 10]

    assert power[sung].sum() / power.sum() > 0.9
    assert power[sung].mean() > 4 * power[~sung].mean()
    assert before.max(initial=0) < power.max() / 1000
    for each in known:
        assert power[each.start : each.end].mean() > power[sung].mean() / 200


def test_an_instrumental_piece_has_no_words() -> None:
    chunk = GenerationChunk("[Theme]", 4_000, ("jazz", "instrumental"), ("vocals",))
    scored = local.score(ChunkPlan((chunk,)), 7, RATE_HZ, {})

    assert words(scored.outline) == ()


def test_words_of_kept_audio_stand_where_it_is_put() -> None:
    kept = ReferenceChunk(Source(TimeRange(4_800, 9_600), target="song"))
    intro = plan(("[Intro]",), 3_000).chunks[0]
    heard = {"song": local.Heard(outline=piece().scored.outline)}
    scored = local.score(ChunkPlan((intro, kept)), 7, RATE_HZ, heard)
    moved = 1_800 * RATE_HZ // 1000
    chorus = [
        (each.word, each.start - moved)
        for each in words(piece().scored.outline)
        if each.start_ms >= 4_800
    ]
    known = [(each.word, each.start) for each in words(scored.outline)]

    assert known[-len(chorus) :] == chorus
