"""What is said of the recordings that a manifest names."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from partita.build.prepare import prepare
from partita.build.yard import open_yard
from partita.errors import Diagnostic, ManifestError

SPLICE = """
[songs.take]
file = "take.wav"
[edits.longer]
kind = "splice"
chunks = [
  { song = "take" },
  { text = "[Bridge]", duration = "5s", positive_styles = ["pop", "bright", "fast"] },
]
"""


def _warnings(project: Path) -> tuple[Diagnostic, ...]:
    (project / "music.toml").write_text(SPLICE)
    return prepare(open_yard(project, lambda _: None)).warnings


def test_floats_beyond_full_scale_are_told(tmp_path: Path) -> None:
    wave = np.sin(np.arange(44_100) / 50) * 2.0
    soundfile.write(tmp_path / "take.wav", wave, 44_100, "FLOAT")
    (warning,) = _warnings(tmp_path)

    assert warning.code == "clipped-recording"
    assert warning.line == 3
    assert "`take.wav` peaks at +6.0 dBFS" in warning.message
    assert warning.hint == "save it at least 6.1 dB softer"


def test_floats_within_full_scale_are_not(tmp_path: Path) -> None:
    wave = np.sin(np.arange(44_100) / 50)
    soundfile.write(tmp_path / "take.wav", wave, 44_100, "FLOAT")

    assert _warnings(tmp_path) == ()


def test_an_unreadable_recording_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "take.wav").write_bytes(b"no music")

    with pytest.raises(ManifestError) as refused:
        _warnings(tmp_path)
    (fault,) = refused.value.diagnostics
    assert fault.code == "unreadable-file"
