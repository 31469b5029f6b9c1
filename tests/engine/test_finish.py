from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from partita.audio.buffer import Audio
from partita.audio.loudness import measure
from partita.engine.finish import finish, finish_blocks, finish_stems
from partita.engine.render import Rendered, render, stem_of
from partita.engine.score import Line, Note, Room
from partita.errors import KeepBroken
from tests.engine.scores import RATE_HZ, beat, melody, outline, part


def _master(*renders: Rendered | None, kept: Sequence[Audio | None] = ()) -> Audio:
    kept = kept or (None,) * len(renders)
    frames = [
        one.frames if one is not None else other.frame_count if other else 0
        for one, other in zip(renders, kept, strict=True)
    ]
    return finish(outline(*frames), renders, kept)


@pytest.fixture(scope="module")
def band() -> Rendered:
    """Return four seconds of piano, bass and drums."""
    bass = replace(melody("finger_bass", 4.0), stem="bass")
    lines = (melody("grand_piano", 4.0), bass, beat(seconds=4.0))
    return render(part(*lines, seconds=4.0))


@pytest.fixture(scope="module")
def slice_(band: Rendered) -> Audio:
    """Return two seconds of a master, as an edit keeps them."""
    return _master(band).slice(RATE_HZ, 3 * RATE_HZ)


def test_a_master_is_as_long_as_its_chunks(band: Rendered) -> None:
    assert _master(band, band).frame_count == 8 * RATE_HZ


def test_a_master_is_as_loud_as_asked_and_never_over(band: Rendered) -> None:
    heard = measure(_master(band, band))

    assert heard.integrated_lufs == pytest.approx(-14, abs=0.2)
    assert heard.true_peak_dbtp <= -1


def test_a_spiky_piece_stays_under_the_ceiling() -> None:
    strokes = tuple(
        Note(at * 30_000, 9_000, 0, 127, piece)
        for at, piece in enumerate(("clave", "rim", "clave", "impact"))
    )
    spiky = render(part(Line("drums", "rock_kit", strokes), seconds=4.0))

    assert measure(_master(spiky)).true_peak_dbtp <= -1


def test_silence_stays_silence() -> None:
    assert not _master(render(part(seconds=1.0))).frames.any()


def test_tails_ring_across_borders() -> None:
    ringing = render(part(melody("vibraphone"), room=Room(size=80)))
    quiet = render(part(seconds=2.0))
    master = _master(ringing, quiet)

    assert np.abs(master.frames[2 * RATE_HZ + 100 : 2 * RATE_HZ + 9_000]).max() > 1_000


def test_kept_audio_comes_back_sample_for_sample(band: Rendered, slice_: Audio) -> None:
    master = _master(band, None, band, kept=(None, slice_, None))

    assert np.array_equal(master.frames[4 * RATE_HZ : 6 * RATE_HZ], slice_.frames)


def test_a_loop_keeps_both_ends_and_wraps_without_a_step(
    band: Rendered, slice_: Audio
) -> None:
    master = _master(None, band, None, kept=(slice_, None, slice_))
    count = slice_.frame_count
    loop = master.frames[: count + band.frames].astype(float)
    steps = np.abs(np.diff(np.concatenate([loop, loop[:1]]), axis=0)).max(axis=1)

    assert np.array_equal(master.frames[:count], slice_.frames)
    assert np.array_equal(master.frames[-count:], slice_.frames)
    assert steps[-1] <= np.percentile(steps, 99.5)


def test_seams_have_no_step(band: Rendered, slice_: Audio) -> None:
    master = _master(band, None, band, kept=(None, slice_, None))
    steps = np.abs(np.diff(master.frames.astype(float), axis=0)).max(axis=1)
    usual = np.percentile(steps, 99.5)

    for seam in (4 * RATE_HZ, 6 * RATE_HZ):
        assert steps[seam - 3 : seam + 2].max() <= usual


def test_generated_audio_takes_the_level_of_what_it_meets(
    band: Rendered, slice_: Audio
) -> None:
    soft = Audio(slice_.frames // 8, RATE_HZ)
    master = _master(band, None, kept=(None, soft))
    made, met = (
        measure(master.slice(start * RATE_HZ, (start + 2) * RATE_HZ)).integrated_lufs
        for start in (2, 4)
    )

    assert made == pytest.approx(met, abs=2.0)


def test_one_loud_recording_does_not_make_a_loud_piece(band: Rendered) -> None:
    loud = _master(band).slice(RATE_HZ, 3 * RATE_HZ)
    loud = Audio(np.clip(loud.frames * 4, -(1 << 23), (1 << 23) - 1), RATE_HZ)
    heard = _master(band, band, band, band, None, kept=(*(None,) * 4, loud))

    assert measure(loud).integrated_lufs > -8
    assert measure(heard.slice(0, 8 * RATE_HZ)).integrated_lufs < -11


def test_generated_audio_beside_a_loud_slice_stays_under_the_ceiling(
    band: Rendered,
) -> None:
    loud = np.full((RATE_HZ, 2), 7_000_000, np.int32)
    loud[::2] *= -1
    loud[::7] = 0
    master = _master(band, None, kept=(None, Audio(loud, RATE_HZ)))
    made = master.frames[: 4 * RATE_HZ - 400].copy()
    # Faded, since the step where a measurement is cut off rings in the meter.
    made[-200:] = made[-200:] * np.linspace(1, 0, 200)[:, None]

    assert measure(Audio(made, RATE_HZ)).true_peak_dbtp <= -1


def test_mono_slices_are_kept_in_both_ears(band: Rendered, slice_: Audio) -> None:
    mono = Audio(np.ascontiguousarray(slice_.frames[:, :1]), RATE_HZ)
    master = _master(band, None, kept=(None, mono))

    assert np.array_equal(master.frames[4 * RATE_HZ :, 1], mono.frames[:, 0])


def test_a_slice_of_another_length_is_refused(band: Rendered, slice_: Audio) -> None:
    with pytest.raises(KeepBroken, match="kept audio has"):
        finish(outline(band.frames, 999), (band, None), (None, slice_))


def test_an_end_that_is_cut_off_does_not_click() -> None:
    held = Line("harmony", "church_organ", (Note(0, 99_999, 60, 110),))
    master = _master(render(part(held, seconds=2.0)))

    assert np.abs(master.frames[-1]).max() < 0.002 * np.abs(master.frames).max()


def test_a_stream_gives_what_the_whole_gives(band: Rendered, slice_: Audio) -> None:
    frames = (band.frames, slice_.frame_count, band.frames)
    asked = outline(*frames), (band, None, band), (None, slice_, None)
    streamed = np.concatenate(list(finish_blocks(*asked)))

    assert np.array_equal(streamed, finish(*asked).frames)


def test_mastered_stems_add_up_to_the_master() -> None:
    whole = part(melody(level_cb=60), beat(), seconds=2.0)
    mix = render(whole)
    stems = {name: [render(stem_of(whole, name))] for name in ("harmony", "drums")}
    blocks = list(finish_stems(outline(mix.frames), [mix], [None], stems))
    total = np.concatenate([sum(each.values()) for _, each in blocks])
    master = np.concatenate([block for block, _ in blocks])

    assert np.array_equal(master, _master(mix).frames)
    # Each stem is rounded by itself, twice: -114 dB.
    assert np.abs(total - master).max() <= 16
