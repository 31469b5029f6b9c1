from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from partita.audio.stream import collected
from partita.engine.stems import VARIATIONS
from partita.plan.chunks import ChunkPlan, ReferenceChunk, Source, TimeRange
from partita.providers import local
from partita.providers.local_renders import Made
from partita.providers.local_stems import stems, stored_stems
from tests.providers.pieces import RATE_HZ, piece, plan


@pytest.mark.parametrize("variation", VARIATIONS)
def test_stems_add_up_to_the_master_sample_for_sample(variation: str) -> None:
    blocks = list(stems(piece().made, variation))
    total = np.concatenate([sum(block.values()) for block in blocks])

    assert tuple(blocks[0]) == VARIATIONS[variation]
    assert np.array_equal(total, piece().master.frames)


def test_each_stem_of_a_band_is_heard_and_differs() -> None:
    blocks = list(stems(piece().made, "six_stems_v1"))
    found = {
        name: np.concatenate([block[name] for block in blocks]).astype(float)
        for name in VARIATIONS["six_stems_v1"]
    }
    levels = {name: np.sqrt((wave**2).mean()) for name, wave in found.items()}
    drums, bass = found["drums"][:, 0], found["bass"][:, 0]

    assert min(levels.values()) > max(levels.values()) / 1_000
    assert abs(np.corrcoef(drums, bass)[0, 1]) < 0.3


def test_stems_are_written_to_files_of_their_names(tmp_path: Path) -> None:
    sounds = stored_stems(piece().made, "two_stems_v1", tmp_path)
    both = [collected(sound).frames for sound in sounds.values()]

    assert sorted(each.name for each in tmp_path.iterdir()) == [
        "instrumental.flac",
        "vocals.flac",
    ]
    assert np.array_equal(both[0] + both[1], piece().master.frames)


def test_stems_of_an_edit_have_the_stems_of_what_it_keeps(tmp_path: Path) -> None:
    known = stored_stems(piece().made, "two_stems_v1", tmp_path)
    source = Source(TimeRange(0, 4_800), target="song")
    edit = ChunkPlan((ReferenceChunk(source), plan(("[Outro]",), 3_000).chunks[0]))
    heard = {"song": local.Heard(outline=piece().scored.outline)}
    scored = local.score(edit, 7, RATE_HZ, heard)
    render = local.render(scored.parts[2])
    end = 4_800 * RATE_HZ // 1000
    kept = {1: piece().master.slice(0, end)}
    kept_stems = {1: {name: sound.slice(0, end) for name, sound in known.items()}}
    made = Made(scored.outline, scored.parts, {2: lambda: render}, kept, kept_stems)
    blocks = list(stems(made, "two_stems_v1"))
    master = collected(local.master(scored.outline, made.rendered, kept))
    vocals = np.concatenate([block["vocals"] for block in blocks])
    total = np.concatenate([sum(block.values()) for block in blocks])

    assert np.array_equal(total, master.frames)
    assert np.array_equal(vocals[:end], collected(kept_stems[1]["vocals"]).frames)
