"""`partita build` through the spoilt wire, and its books beside the server's bill."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
import soundfile

from partita.store import lockfile
from partita.store.journal import Journal
from tests.kill.command import run
from tests.patience import PATIENCE_S
from tests.together.asking import PAID
from tests.together.faults import Fault, Kind, Place
from tests.together.proxy import Proxy
from tests.together.served import API_KEY, Served

UPLOAD = "/v1/music/upload"

#: A song, an edit that keeps half of it, and an edit that keeps a recording.
MANIFEST = """\
[project]
provider = "elevenlabs"
output_format = "wav"

[advice]
few-styles = false

[songs.quay]
[[songs.quay.chunks]]
text = "[Verse]"
duration = "3s"
positive_styles = ["dub", "melodica", "70 BPM", "A minor", "instrumental"]
[[songs.quay.chunks]]
text = "[Chorus]"
duration = "3s"
positive_styles = ["deep bass"]

[edits.quay-night]
kind = "replace"
source = "quay"
[[edits.quay-night.replace]]
section = "Chorus"
text = "[Chorus]"
positive_styles = ["strings"]

[songs.horn]
file = "horn.wav"

[edits.fog]
kind = "extend"
source = "horn"
keep = "0s..3s"
after = [{ text = "[Outro]", duration = "3s", positive_styles = ["drone"] }]
"""

#: What happens to the request for music, and to the upload before it.
SPOILT = [
    *(
        (PAID, fault)
        for fault in (
            Fault(Kind.RESET, Place.IN_REQUEST),
            Fault(Kind.RESET, Place.BEFORE_HEADERS),
            Fault(Kind.HANG_UP, Place.IN_JSON),
            Fault(Kind.RESET, Place.IN_AUDIO),
            Fault(Kind.HANG_UP, Place.LAST_BYTE),
            Fault(Kind.REPEAT, Place.IN_AUDIO),
            Fault(Kind.TRUNCATE, Place.IN_AUDIO),
            Fault(Kind.ERROR, Place.BEFORE_HEADERS),
            Fault(Kind.PORTAL, Place.BEFORE_REQUEST),
            Fault(Kind.WRONG_TYPE, Place.BEFORE_HEADERS),
            Fault(Kind.TOO_SHORT, Place.BEFORE_HEADERS),
        )
    ),
    *(
        (UPLOAD, fault)
        for fault in (
            Fault(Kind.RESET, Place.IN_REQUEST),
            Fault(Kind.RESET, Place.IN_JSON),
            Fault(Kind.FLIP, Place.IN_HEADERS),
            Fault(Kind.GATEWAY, Place.BEFORE_HEADERS),
            Fault(Kind.EMPTY, Place.BEFORE_HEADERS),
        )
    ),
]


#: Flips a bit inside the id of the song that an upload brought.
ID_SPOILT = Fault(Kind.FLIP, Place.IN_JSON, seed=48)


@dataclass
class Books:
    """A project, the wire to its server, and the server's bill from now on."""

    folder: Path
    served: Served
    proxy: Proxy
    before: int = field(init=False)

    def __post_init__(self) -> None:
        self.before = len(self.served.bill())
        (self.folder / "music.toml").write_text(MANIFEST)
        tone = np.sin(np.arange(4 * 48_000) / 40) / 4
        soundfile.write(self.folder / "horn.wav", np.stack([tone, tone], 1), 48_000)

    def build(self, *words: str) -> int:
        environ = {
            "ELEVENLABS_API_KEY": API_KEY,
            "ELEVENLABS_BASE_URL": self.proxy.url,
            "CI": "1",
        }
        return run(self.folder, environ, "build", *words)

    @property
    def said(self) -> str:
        return (self.folder / "said").read_text()

    def billed(self) -> dict[str, int]:
        """Return what the server charged, by request."""
        lines = self.served.bill()[self.before :]
        return {line["request_id"]: line["credits"] for line in lines}

    def journal(self) -> Journal:
        return Journal(self.folder / ".partita/journal.jsonl")

    def locked(self) -> dict[str, int | None]:
        """Return what music.lock says was charged, by request, as far as it knows."""
        pins = tuple(lockfile.read(self.folder / "music.lock").values())
        said = [
            *((t.request_id, t.credits) for pin in pins for t in pin.takes),
            *((e.request_id, e.credits) for pin in pins for e in pin.expenses),
        ]
        return {request_id: charged for request_id, charged in said if request_id}

    def known(self) -> dict[str, int | None]:
        """Return what the journal says was charged, by request, as far as it knows."""
        return {
            str(entry.arrival.request_id): entry.charged
            for entry in self.journal().entries()
            if entry.arrival is not None
        }

    def spent(self) -> tuple[int, int]:
        """Return what the journal takes for charged: for certain, and at worst."""
        entries = self.journal().entries()
        certain = sum(entry.charged or 0 for entry in entries)
        unknown = [e.intent.worst for e in entries if e.charged is None]
        return certain, certain + sum(each or 0 for each in unknown)


@pytest.fixture
def books(tmp_path: Path, served: Served, proxy: Proxy) -> Books:
    return Books(tmp_path, served, proxy)


def test_the_lockfile_says_what_the_server_billed(books: Books) -> None:
    assert books.build() == 0, books.said

    bill = books.billed()
    assert len(bill) == 4
    assert books.locked() == bill

    assert books.build() == 0, books.said
    assert books.billed() == bill


def test_a_finished_project_asks_for_nothing_when_its_server_is_gone(
    books: Books,
) -> None:
    assert books.build() == 0, books.said
    wavs = {path: path.read_bytes() for path in books.folder.glob("build/*.wav")}
    for path in wavs:
        path.unlink()
    books.proxy.asked.clear()

    assert books.build("--locked") == 0, books.said

    assert books.proxy.asked == []
    assert {path: path.read_bytes() for path in wavs} == wavs


def test_a_piece_that_was_lost_on_the_way_is_fetched_and_not_made_again(
    books: Books,
) -> None:
    books.proxy.arm(Fault(Kind.RESET, Place.IN_AUDIO), PAID)
    assert books.build("fog") == 1
    lost = books.billed()

    assert books.build("fog", "--fetch", "fog") == 0, books.said

    bill = books.billed()
    assert sum(bill.values()) == sum(lost.values())
    assert books.spent() == (sum(bill.values()), sum(bill.values()))
    assert not books.journal().open()


def test_an_upload_whose_id_was_spoilt_is_not_paid_for_again_unasked(
    books: Books,
) -> None:
    books.proxy.arm(ID_SPOILT, UPLOAD)
    assert books.build("fog") == 1
    assert "the stored song that it brought is not there" in books.said
    bill = books.billed()

    assert books.build("fog") == 1
    assert "--resend fog" in books.said
    assert books.billed() == bill

    assert books.build("fog", "--resend", "fog") == 0, books.said
    assert len(books.billed()) == len(bill) + 2
    assert books.locked() == books.known() == books.billed()


@pytest.mark.parametrize(
    ("path", "fault"), SPOILT, ids=lambda each: str(each).removeprefix("/v1/music/")
)
def test_after_any_fault_the_books_agree_with_the_bill(
    books: Books, path: str, fault: Fault
) -> None:
    books.proxy.arm(fault, path)
    books.build("fog")
    assert books.proxy.over.wait(PATIENCE_S)
    was_billed = len(books.billed()) == (1 if path == UPLOAD else 2)

    status = books.build("fog")

    # Nothing is sent again unasked; what was lost is asked about by name.
    lost = bool(books.journal().open())
    assert (status == 0) is not lost, books.said
    if lost:
        assert "--resend fog" in books.said
        assert books.build("fog", "--resend", "fog") == 0, books.said
    bill, known, locked = books.billed(), books.known(), books.locked()
    assert len(bill) == 2 + (lost and was_billed)
    assert {request: bill.get(request) for request in known} == known
    assert locked == known
    least, most = books.spent()
    assert least <= sum(bill.values()) <= most
    sound, rate_hz = soundfile.read(books.folder / "build/fog.wav")
    assert len(sound) == 6 * rate_hz
    assert books.build("fog") == 0, books.said
    assert books.billed() == bill
