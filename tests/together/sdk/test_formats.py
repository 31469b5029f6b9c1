"""All 25 output formats, decoded by another library."""

from __future__ import annotations

import pytest
from elevenlabs.client import ElevenLabs

from partita.limits import OUTPUT_FORMATS
from tests.together.hearing import heard
from tests.together.plans import kept, plan
from tests.together.sdk.official import MODEL, Song


@pytest.mark.parametrize("output_format", OUTPUT_FORMATS)
def test_every_format_has_its_rate_and_length(
    client: ElevenLabs, song: Song, output_format: str
) -> None:
    pieces = client.music.compose(
        composition_plan=plan(kept(song.song_id, 0, 3000)),
        model_id=MODEL,
        output_format=output_format,
    )

    sound = heard(b"".join(pieces), output_format)
    rate_hz = int(output_format.split("_")[1])
    assert sound.rate_hz == rate_hz
    assert sound.seconds == pytest.approx(3, abs=0.06)
    assert sound.loudest > 0.05


@pytest.mark.parametrize("output_format", ["pcm_48000", "pcm_8000", "ulaw_8000"])
def test_formats_without_a_codec_are_exact(
    client: ElevenLabs, song: Song, output_format: str
) -> None:
    pieces = client.music.compose(
        composition_plan=plan(kept(song.song_id, 0, 3000)),
        model_id=MODEL,
        output_format=output_format,
    )

    sound = heard(b"".join(pieces), output_format)
    assert len(sound.frames) == 3 * sound.rate_hz
