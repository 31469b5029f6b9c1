"""The five scenarios of the documents on inpainting, and edits of edits."""

from __future__ import annotations

import io

import numpy as np
import soundfile
from elevenlabs.client import ElevenLabs

from tests.together.hearing import samples
from tests.together.plans import FERRY, kept, made, plan
from tests.together.sdk.official import (
    MODEL,
    PCM,
    RATE_HZ,
    Song,
    compose_pcm,
    compose_song,
    frame,
)


def test_a_kept_beginning_is_unchanged_before_a_new_chorus(
    client: ElevenLabs, song: Song
) -> None:
    chorus = made("[Chorus]\nTurn the lanterns up", "brass", negative_styles=["thin"])

    edit = compose_pcm(client, plan(kept(song.song_id, 0, 3000), chorus))

    assert len(edit) == frame(6000)
    assert edit[: frame(3000)] == song.pcm[: frame(3000)]
    assert edit[frame(3000) :] != song.pcm[frame(3000) :]


def test_only_the_outro_is_made_anew(client: ElevenLabs) -> None:
    ending = made("[Outro]\nSleep, little town")
    four = plan(*FERRY["chunks"], made("[Bridge]\n(mm mm mm)"), ending)
    song = compose_song(client, four)
    outro = made("[Outro]\nWake, little town", "organ swell", context_adherence="high")

    edit = compose_pcm(client, plan(kept(song.song_id, 0, 9000), outro))

    assert len(edit) == frame(12_000)
    assert edit[: frame(9000)] == song.pcm[: frame(9000)]
    assert edit[frame(9000) :] != song.pcm[frame(9000) :]


def test_a_song_grows_at_both_ends(client: ElevenLabs, song: Song) -> None:
    before, after = made("[Intro]", "filtered organ"), made("[Outro]", "fading out")

    longer = compose_pcm(client, plan(before, kept(song.song_id, 1000, 5000), after))

    assert len(longer) == frame(10_000)
    assert longer[frame(3000) : frame(7000)] == song.pcm[frame(1000) : frame(5000)]
    assert np.abs(samples(longer[: frame(3000)])).max() > 300


def test_a_loop_keeps_the_slice_twice_around_its_glue(
    client: ElevenLabs, song: Song
) -> None:
    ends = kept(song.song_id, 2000, 4000)

    loop = compose_pcm(client, plan(ends, made("[Glue]", "smooth"), ends))

    slice_ = song.pcm[frame(2000) : frame(4000)]
    assert len(loop) == frame(7000)
    assert loop[: frame(2000)] == loop[frame(5000) :] == slice_


def test_a_similar_song_follows_its_reference(client: ElevenLabs, song: Song) -> None:
    verse = made("[Verse]\nGrain by grain the desert sings", *["desert blues"] * 2)
    chorus = made("[Chorus]\nOh the dunes")
    reference = kept(song.song_id, 0, 3000)
    conditioned = {**verse, "conditioning_ref": reference, "condition_strength": "high"}

    similar = compose_pcm(client, plan(conditioned, chorus), seed=3)
    plain = compose_pcm(client, plan(verse, chorus), seed=3)

    assert len(similar) == len(plain) == frame(6000)
    assert similar != plain


def test_an_edit_can_be_stored_and_edited_again(client: ElevenLabs, song: Song) -> None:
    first = compose_song(
        client, plan(kept(song.song_id, 0, 3000), made("[Coda]", "harp"))
    )

    again = compose_pcm(
        client,
        plan(kept(first.song_id, 2000, 6000), made("[End]"), kept(song.song_id, 0, 50)),
    )

    assert first.song_id != song.song_id
    assert again[: frame(4000)] == first.pcm[frame(2000) :]
    assert again[frame(7000) :] == song.pcm[: frame(50)]


def test_two_songs_can_stand_side_by_side(client: ElevenLabs, song: Song) -> None:
    other = compose_song(client, plan(made("[Intro]", "dulcimer", "instrumental")))
    both = plan(kept(song.song_id, 0, 2500), kept(other.song_id, 500, 3000))

    edit = compose_pcm(client, both)

    assert edit == song.pcm[: frame(2500)] + other.pcm[frame(500) :]


def test_an_uploaded_recording_is_kept_as_it_is(client: ElevenLabs) -> None:
    chance = np.random.default_rng(5)
    tone = np.sin(np.arange(4 * RATE_HZ) * 0.05)[:, None] * [0.4, 0.2]
    noisy = (tone + chance.normal(0, 0.01, tone.shape)) * 32_000
    recording = io.BytesIO()
    soundfile.write(recording, noisy.astype(np.int16), RATE_HZ, format="WAV")

    stored = client.music.upload(file=("hum.wav", recording.getvalue(), "audio/wav"))
    edit = compose_pcm(client, plan(kept(stored.song_id, 0, 4000), made("[Answer]")))

    assert stored.composition_plan is None
    assert len(edit) == frame(7000)
    assert (samples(edit[: frame(4000)]) == noisy.astype(np.int16)).all()


def test_chunks_without_optional_fields_or_with_nulls_are_the_same(
    client: ElevenLabs,
) -> None:
    bare = made("[Verse]", "waltz", "accordion")
    nulls = bare | {
        "negative_styles": [],
        "context_adherence": "high",
        "conditioning_ref": None,
        "condition_strength": None,
    }

    assert compose_pcm(client, plan(bare), seed=1) == compose_pcm(
        client, plan(nulls), seed=1
    )


def test_the_raw_answer_of_an_edit_names_its_song(
    client: ElevenLabs, song: Song
) -> None:
    with client.music.with_raw_response.compose(
        composition_plan=plan(kept(song.song_id, 0, 3000)),
        model_id=MODEL,
        output_format=PCM,
        store_for_inpainting=True,
    ) as answer:
        audio = b"".join(answer.data)

    assert answer.headers["song-id"] != song.song_id
    assert answer.headers["request-id"]
    assert audio == song.pcm[: frame(3000)]
