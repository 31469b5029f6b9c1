from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from partita.audio.buffer import Audio
from partita.audio.loudness import measure
from partita.engine.finish import finish, finish_stems
from partita.engine.playing import levels, master
from partita.engine.playing.reel import Samples, blocks_of
from partita.engine.render import Rendered, render, stem_of
from partita.engine.score import Line, Note
from tests.engine.scores import RATE_HZ, melody, outline, part


def _struck(*pieces: str, kit: str = "funk_kit", seconds: float = 4.0) -> Line:
    """Return a line that strikes some drums in turn, four times a second."""
    step = RATE_HZ // 4
    notes = tuple(
        Note(at * step, step, 0, 120, pieces[at % len(pieces)])
        for at in range(int(4 * seconds))
    )
    return Line("drums", kit, notes)


@pytest.fixture(scope="module")
def drums() -> Rendered:
    return render(part(_struck("kick", "clave", "snare", "rim"), seconds=4.0))


def _noise(seconds: float, peak: float, *, every: int = 0) -> Samples:
    """Return noise in which every so often one frame is ten times as high."""
    frames = np.random.default_rng(5).uniform(-peak, peak, (int(seconds * RATE_HZ), 2))
    if every:
        frames[::every] *= 10
    return (frames * (1 << 23)).astype(np.int32)


def _mastered(samples: Samples, level: master.Level) -> Samples:
    blocks = master.mastered(blocks_of(samples), level, RATE_HZ)
    return np.concatenate(list(blocks))


@pytest.mark.parametrize("piece", ["clave", "snare", "kick", "hat_closed", "clap"])
def test_a_drum_alone_is_as_loud_as_any_piece(piece: str) -> None:
    alone = render(part(_struck(piece), seconds=4.0))
    heard = measure(finish(outline(alone.frames), [alone], [None]))

    assert heard.integrated_lufs == pytest.approx(-14, abs=0.2)
    assert heard.true_peak_dbtp <= -1


def test_what_a_limiter_does_well_is_not_bent() -> None:
    piano = render(part(melody("grand_piano", 4.0), seconds=4.0)).samples

    def play() -> Iterator[Samples]:
        return blocks_of(piano)

    assert not levels.wanted(play, len(piano), RATE_HZ).bends


def test_bending_leaves_what_is_not_high() -> None:
    level = master.Level(6.0, bends=True)
    quiet = _noise(0.5, 0.05, every=900)
    factor = 10 ** (6 / 20)
    low = np.abs(quiet).max(axis=1) < 0.1 * (1 << 23)

    assert np.abs(_mastered(quiet, level)[low] - quiet[low] * factor).max() <= 1


def test_bent_peaks_keep_their_order() -> None:
    steps = np.linspace(0, 0.99, 400)
    spikes = np.zeros((400 * 60, 2))
    spikes[::60] = steps[:, None]
    samples = (spikes * (1 << 23)).astype(np.int32)
    bent = list(
        master.gained(blocks_of(samples), master.Level(9.0, bends=True), 44_100)
    )
    heights = np.concatenate([block[:, 0] * gains for block, gains in bent])[::60]

    assert (np.diff(heights[:100]) > 0).all()


def test_silence_needs_nothing() -> None:
    still = np.zeros((RATE_HZ, 2), np.int32)

    assert levels.wanted(lambda: blocks_of(still), RATE_HZ, RATE_HZ) == master.Level()
    assert levels.fitting(lambda: blocks_of(still), RATE_HZ, RATE_HZ) == master.Level()


def test_what_is_bent_is_the_sum_of_its_stems() -> None:
    pair = part(_struck("clave", "snare"), melody("marimba", 4.0), seconds=4.0)
    pair = replace(pair, lines=(pair.lines[0], replace(pair.lines[1], level_cb=-200)))
    mix = render(pair)
    stems = {name: [render(stem_of(pair, name))] for name in ("drums", "harmony")}
    for master_, each in finish_stems(outline(mix.frames), [mix], [None], stems):
        away = np.abs(master_ - sum(each.values()))

        assert away.max() < 1 << 8


def test_drums_beside_kept_audio_are_as_loud(drums: Rendered) -> None:
    kept = Audio(_noise(3.0, 0.15), RATE_HZ)
    scored = outline(kept.frame_count, drums.frames)
    whole = finish(scored, [None, drums], [kept, None])
    made = whole.slice(kept.frame_count, whole.frame_count)
    away = measure(made).integrated_lufs - measure(kept).integrated_lufs

    assert abs(away) < 1
    assert measure(made).true_peak_dbtp <= -1
