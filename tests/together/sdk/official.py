"""What the official Python SDK leaves to its users."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from elevenlabs.client import ElevenLabs

from tests.together.plans import Plan

RATE_HZ = 44_100
PCM = "pcm_44100"
MODEL = "music_v2"


@dataclass(frozen=True)
class Song:
    """A stored song and its samples."""

    song_id: str
    pcm: bytes


def frame(ms: int) -> int:
    """Return the byte of stereo 16-bit samples at a time."""
    return ms * RATE_HZ // 1000 * 4


def undelimited(audio: bytes) -> bytes:
    """Cut off the closing delimiter, which `compose_detailed` leaves on the audio."""
    return audio[: audio.rindex(b"\r\n--")]


def compose_song(client: ElevenLabs, plan: Plan, **more: Any) -> Song:
    """Generate a plan and have it stored."""
    answer = client.music.compose_detailed(
        composition_plan=plan,
        model_id=MODEL,
        output_format=PCM,
        store_for_inpainting=True,
        **more,
    )
    assert answer.song_id
    return Song(answer.song_id, undelimited(answer.audio))


def compose_pcm(client: ElevenLabs, plan: Plan, **more: Any) -> bytes:
    """Generate a plan, nothing stored."""
    pieces = client.music.compose(
        composition_plan=plan, model_id=MODEL, output_format=PCM, **more
    )
    return b"".join(pieces)
