"""Kill the build at every step of a paid request, and count what the server billed.

Real processes, a real kill, a real server on loopback. Whatever the moment: nothing is
billed twice unasked, nothing that arrived is lost, and a person can always go on.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import soundfile

from partita.store import lockfile
from partita.store.journal import Journal
from tests.kill.command import command, run
from tests.kill.trap import Point, Trap
from tests.patience import PATIENCE_S
from tests.together.served import API_KEY, Served, serving

DETAILED, UPLOAD = "/v1/music/detailed", "/v1/music/upload"

MANIFEST = """\
[project]
provider = "elevenlabs"
output_format = "wav"
[advice]
few-styles = false
[songs.theme]
[[songs.theme.chunks]]
text = "[Intro]"
duration = "3s"
positive_styles = ["drone", "instrumental"]
"""

EDIT = """\
[project]
provider = "elevenlabs"
output_format = "wav"
[advice]
few-styles = false
[songs.take-one]
file = "one.wav"
[edits.longer]
kind = "extend"
source = "take-one"
keep = "0s..3s"
after = [{ text = "[Outro]", duration = "3s", positive_styles = ["drone"] }]
"""


def _points(seed: int, count: int) -> list[Point]:
    """Return moments all over an exchange, more where there is more to go wrong."""
    chance = random.Random(seed)
    found = [Point("request", 0.0), Point("answer", 0.0), Point("answer", 1.0)]
    while len(found) < count:
        kind = chance.choices(("request", "waiting", "answer", "after"), (3, 2, 6, 5))[
            0
        ]
        if kind == "request":
            found.append(Point("request", chance.random()))
        elif kind == "waiting":
            found.append(Point("request", 1.0, chance.randrange(250)))
        elif kind == "answer":
            # The head and the JSON are a small part of the bytes.
            near = chance.random() < 0.3
            found.append(Point("answer", chance.random() * (0.01 if near else 1)))
        else:
            found.append(Point("answer", 1.0, chance.randrange(40)))
    return found


@dataclass
class Place:
    """A server, and the wire to it."""

    served: Served
    trap: Trap

    def environ(self) -> dict[str, str]:
        return {
            "ELEVENLABS_API_KEY": API_KEY,
            "ELEVENLABS_BASE_URL": f"http://127.0.0.1:{self.trap.port}",
            "CI": "1",
        }

    def billed(self, endpoint: str) -> int:
        return sum(each["endpoint"] == endpoint for each in self.served.bill())


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served")
    with serving(folder, "--jobs", "1", "--tier", "pro") as server:
        yield server


@pytest.fixture(scope="session")
def composing(served: Served) -> Iterator[Place]:
    with Trap(served.port, DETAILED).running() as trap:
        yield Place(served, trap)


@pytest.fixture(scope="session")
def uploading(served: Served) -> Iterator[Place]:
    with Trap(served.port, UPLOAD).running() as trap:
        yield Place(served, trap)


def _measured(place: Place, folder: Path, manifest: str) -> None:
    """Let one build run through, to know how long the exchange is."""
    if not place.trap.size:
        twin = folder / "twin"
        twin.mkdir()
        _write(twin, manifest)
        assert run(twin, place.environ(), "build") == 0, (twin / "said").read_text()
        assert place.trap.measured.wait(PATIENCE_S)


def _write(folder: Path, manifest: str) -> None:
    (folder / "music.toml").write_text(manifest)
    if "one.wav" in manifest:
        tone = np.sin(np.arange(3 * 48_000) / 50) / 4
        soundfile.write(folder / "one.wav", np.stack([tone, tone], 1), 48_000)


def _kill(place: Place, folder: Path, point: Point) -> None:
    """Build, and kill the build at a point; a point after the end kills nobody."""
    trap = place.trap
    trap.done.clear()
    process = command(folder, place.environ(), "build")
    trap.point, trap.sprung = point, process.kill
    process.start()
    process.join(PATIENCE_S)
    # The server may still be at it; it hangs up when it has billed or given up.
    assert trap.done.wait(PATIENCE_S)
    trap.point = None


@pytest.mark.parametrize("point", _points(1, 150), ids=str)
def test_a_killed_request_is_never_billed_twice(
    composing: Place, tmp_path: Path, point: Point
) -> None:
    _measured(composing, tmp_path, MANIFEST)
    _write(tmp_path, MANIFEST)
    before = composing.billed(DETAILED)
    _kill(composing, tmp_path, point)
    asked, body = composing.trap.asked, _body(tmp_path)
    status = run(tmp_path, composing.environ(), "build")
    # A bill may be written while its client is already gone: it is read only now.
    billed = composing.billed(DETAILED) - before

    assert billed <= 1
    if status == 0:
        assert billed == 1
    else:
        said = (tmp_path / "said").read_text()
        assert "--resend theme" in said, said
        assert composing.trap.asked == asked
        assert _body(tmp_path) == body
        assert run(tmp_path, composing.environ(), "build", "--resend", "theme") == 0
        assert composing.billed(DETAILED) - before == billed + 1
        assert _body(tmp_path) == body
    _is_right(tmp_path, "theme")


@pytest.mark.parametrize("point", _points(2, 50), ids=str)
def test_a_killed_upload_is_never_billed_twice(
    uploading: Place, tmp_path: Path, point: Point
) -> None:
    _measured(uploading, tmp_path, EDIT)
    _write(tmp_path, EDIT)
    before = uploading.billed(UPLOAD)
    _kill(uploading, tmp_path, point)
    asked = uploading.trap.asked
    status = run(tmp_path, uploading.environ(), "build")
    billed = uploading.billed(UPLOAD) - before

    assert billed <= 1
    if status != 0:
        # A late kill may fall into the request after the upload.
        journal = Journal(tmp_path / ".partita/journal.jsonl")
        lost = [each.intent.operation for each in journal.open()]
        assert uploading.trap.asked == asked
        assert run(tmp_path, uploading.environ(), "build", "--resend", "longer") == 0
        assert uploading.billed(UPLOAD) - before == billed + lost.count("upload")
    _is_right(tmp_path, "longer")


def _body(folder: Path) -> list[bytes]:
    """Return everything that arrived of a request that is open."""
    found = sorted((folder / ".partita/received").glob("*/answer/body"))
    return [each.read_bytes() for each in found]


def _is_right(folder: Path, name: str) -> None:
    """Check that a finished project has its output, its take and a settled book."""
    assert (folder / f"build/{name}.wav").stat().st_size > 500_000
    assert lockfile.read(folder / "music.lock")[name].takes
    journal = Journal(folder / ".partita/journal.jsonl")
    assert not journal.open()
