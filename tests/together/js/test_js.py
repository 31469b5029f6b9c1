"""The main calls through the official JavaScript SDK, where node has it.

`PARTITA_JS_SDK` names the folder whose `node_modules` holds it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.patience import PATIENCE_S
from tests.together.served import API_KEY, Served

FOLDER = os.environ.get("PARTITA_JS_SDK", "")
NODE = shutil.which("node")
SECOND = 44_100 * 4

pytestmark = [
    pytest.mark.skipif(NODE is None, reason="node is not installed"),
    pytest.mark.skipif(
        not (Path(FOLDER) / "node_modules/@elevenlabs/elevenlabs-js").is_dir(),
        reason="PARTITA_JS_SDK names no folder with the JavaScript SDK",
    ),
]


@pytest.fixture(scope="module")
def came(served: Served) -> dict[str, Any]:
    """What came of each call."""
    script = Path(__file__).with_name("main.mjs")
    done = subprocess.run(
        [str(NODE), script, served.url, API_KEY, FOLDER],
        check=False,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout.splitlines()[-1]))  # the SDK prints, too


@pytest.mark.parametrize(
    ("call", "seconds"),
    [("compose", 3), ("detailed", 3), ("edit", 5), ("stream", 3), ("plan", 6)],
)
def test_audio_has_its_length(came: dict[str, Any], call: str, seconds: int) -> None:
    assert came[call].get("bytes") == seconds * SECOND, came[call]


def test_detailed_comes_with_song_plan_and_words(came: dict[str, Any]) -> None:
    detailed = came["detailed"]

    words = [each["word"] for each in detailed["json"]["wordsTimestamps"]]
    assert detailed["songId"]
    assert detailed["json"]["compositionPlan"]["chunks"][0]["durationMs"] == 3000
    assert detailed["json"]["songMetadata"]["title"]
    assert words == ["Gulls", "above", "the", "timber", "yard"]
    assert "." in detailed["filename"]


def test_an_upload_is_stored_and_heard(came: dict[str, Any]) -> None:
    assert came["upload"].get("songId"), came["upload"]
    assert came["upload"]["values"] == 4 * 3
    assert came["upload"]["chunks"] >= 1


def test_the_schema_refuses_by_place(came: dict[str, Any]) -> None:
    assert came["schema"].get("name") == "UnprocessableEntityError", came["schema"]
    assert came["schema"]["detail"][0]["loc"][-1] == "music_length_ms"


def test_an_unknown_song_is_told_by_code(came: dict[str, Any]) -> None:
    assert came["unknownSong"].get("status") == 404, came["unknownSong"]
    assert came["unknownSong"]["detail"]["code"] == "song_not_found"


def test_a_wrong_key_is_told(came: dict[str, Any]) -> None:
    assert came["wrongKey"].get("status") == 401, came["wrongKey"]


def test_detailed_tells_the_refusal_in_its_text(came: dict[str, Any]) -> None:
    assert "Failed to parse" in came["detailedError"].get("message", "")
    assert "40" in came["detailedError"]["message"] or "42" in str(
        came["detailedError"]
    )


def test_the_subscription_is_read(came: dict[str, Any]) -> None:
    assert came["subscription"].get("tier"), came["subscription"]
