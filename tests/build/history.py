"""Live through a history of one project: changes, builds, mishaps, crashes, branches.

After every step the books must agree with the shop's. A crash leaves exactly what is on
the disk: a copy of the folder as it is in the middle of some write, with which life
goes on.
"""

from __future__ import annotations

import shutil
import sys
import threading
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from partita import digest
from partita.build.events import ActionFinished, ActionStarted
from partita.build.lineage import mastering_of
from partita.build.paying import PayTerms
from partita.build.pools import Pool
from partita.build.sending import answer_folder
from partita.build.settling import settle_open
from partita.build.verdicts import Verdicts
from partita.build.yard import Yard
from partita.errors import Unsettled
from partita.providers.receive import BODY
from partita.store import lockfile
from tests.build.ears import OtherEars
from tests.build.paid import Here, Paid
from tests.build.sheet import CHANGES, RECORDING, RECORDING_S, Sheet, first_sheet
from tests.build.shop import RATE_HZ
from tests.build.swindler import MISHAPS, Sale, Swindler

#: What may be lost of a store while the lockfile and the account book stay.
LOSSES = (
    "state.jsonl",
    "takes.jsonl",
    "stored.jsonl",
    "measures.jsonl",
    "compiled*.bin",
    "seal.bin",
    "manifest.bin",
)

#: One step: what it is, and a number that decides on the rest.
Step = tuple[str, int]

STEPS = (
    *CHANGES,
    "build",
    "build",
    "build",
    "build",
    "plan",
    "build_one",
    "again",
    "capped",
    "crash",
    "ruin",
    "mishap",
    "mishap",
    "hush",
    "pin",
    "reject",
    "draft",
    "switch",
    "lose",
    "expire",
)

_UNKNOWN = "nobody knows how"
_BY_HAND = "was changed by hand"


class Crash(BaseException):
    """The process is gone."""


class _Crasher:
    """Copies a folder in the middle of some write, and ends everything there.

    Watches the interpreter's own reports of what is done to files.
    """

    def __init__(self) -> None:
        self._left = 0
        self._watched = ""
        self._copy = Path()
        self.happened = False
        sys.addaudithook(self._hear)

    def arm(self, folder: Path, copy: Path, after: int) -> None:
        self._watched, self._copy, self._left = str(folder), copy, after + 1
        self.happened = False

    def disarm(self) -> None:
        self._left = 0

    def _hear(self, event: str, about: tuple[Any, ...]) -> None:
        if not self._left or not self._is_write(event, about):
            return
        if threading.current_thread() is not threading.main_thread():
            return  # what is copied must not go on meanwhile
        self._left -= 1
        if self._left:
            return
        with suppress(shutil.Error):  # threads may put outputs in place meanwhile
            shutil.copytree(self._watched, self._copy)
        self.happened = True
        raise Crash

    def _is_write(self, event: str, about: tuple[Any, ...]) -> bool:
        if event == "open":
            path, mode, flags = about
            changes = bool(flags & 3) if mode is None else mode.strip("rbt") != ""
        else:
            path = about[0] if about else ""
            changes = event in ("os.rename", "os.remove", "os.mkdir", "os.truncate")
        return changes and str(path).startswith(self._watched)


CRASHER = _Crasher()


@dataclass
class History:
    """One project, and all that happened to it."""

    root: Path
    sheet: Sheet = field(default_factory=first_sheet)
    shop: Swindler = field(default_factory=Swindler)
    lives: int = 0
    branches: dict[int, tuple[Sheet, bytes | None]] = field(default_factory=dict)
    branch: int = 0
    #: How often each key may be paid for by itself, and how often more on demand.
    wanted: Counter[str] = field(default_factory=Counter)
    more: Counter[str] = field(default_factory=Counter)
    #: Traces were lost: who wrote an output may not be known any more.
    is_poor: bool = False
    is_expired: bool = False
    paid: Paid = field(init=False)

    def __post_init__(self) -> None:
        folder = self.root / "0"
        folder.mkdir()
        tone = np.sin(np.arange(RECORDING_S * RATE_HZ) / 50) / 4
        soundfile.write(folder / RECORDING, np.stack([tone, tone], 1), RATE_HZ)
        self._live_in(folder)

    def _live_in(self, folder: Path) -> None:
        self.shop.store = folder / ".partita"
        self.shop.is_dead = lambda: CRASHER.happened
        self.paid = Paid(folder, self.shop)

    def live(self, steps: Sequence[Step]) -> None:
        """Go through all of it, and come to an end in peace."""
        for step, at in steps:
            if step in CHANGES:
                self.sheet.change(step, at)
            else:
                getattr(self, step)(at)
                self.check_books()
        self.shop.mishaps.clear()
        self.settle("resend")
        assert self.build(at=0, is_last=True), self.said()
        self.check_books()
        self.check_repeat()
        self.check_clean()
        self.check_elsewhere()

    def build(
        self, at: int, *names: str, pay: PayTerms | None = None, is_last: bool = False
    ) -> bool:
        """Build; a failure must have had a reason."""
        paid, sold, pay = self.paid, {*self.shop.sales}, pay or PayTerms()
        self.write()
        may_fail = bool(self.shop.mishaps) or pay.max_credits is not None
        paid.events.clear()
        try:
            went_well = paid.build(*names, pay=pay)
        except Unsettled:
            CRASHER.disarm()
            self.count(sold, pay)
            self.settle(("resend", "forget")[at % 2])
            return False
        except BaseException:
            if not CRASHER.happened:
                raise
            self.count(sold, pay)
            return False
        finally:
            CRASHER.disarm()
        self.count(sold, pay)
        said = self.said()
        assert "unexpected" not in said, said
        if _UNKNOWN in said:  # under the name that it had before
            self.settle(("resend", "forget")[at % 2])
            return is_last and self.build(at)
        if _BY_HAND in said:
            assert self.is_poor, said
            return self.paid.build(*names, pay=pay, force=True)
        assert went_well or may_fail, said
        self.is_poor = self.is_poor and not (went_well and not names)
        return went_well

    def write(self) -> None:
        manifest, text = self.paid.folder / "music.toml", self.sheet.written()
        if not manifest.exists() or manifest.read_text() != text:
            manifest.write_text(text)

    def said(self) -> str:
        failed = (e for e in self.paid.events if isinstance(e, ActionFinished))
        return "; ".join(f"{e.action}: {e.error}" for e in failed if e.error)

    def count(self, sold: set[str], pay: PayTerms) -> None:
        """Allow what this build was asked to pay for."""
        wanted: Counter[str] = Counter()
        for intent, sale in self.shop.sales.items():
            if intent not in sold:
                number = self.sheet.wanted(sale.target)
                wanted[sale.key] = 1 if sale.operation == "upload" else number
                if sale.target in pay.again and sale.operation == "compose":
                    self.more[sale.key] += 1
        self.wanted |= wanted

    def settle(self, word: str) -> None:
        """Say of every open request what a person says."""
        yard = self.paid.yard()
        opened = yard.journal.open()
        targets = {each.intent.target for each in opened}
        for entry in opened:
            sale = self.shop.sales.get(entry.intent.id)
            if sale is not None:
                self.more[sale.key] += 1
        verdicts = Verdicts(**{word: frozenset(targets)})
        settle_open(yard, targets, verdicts)

    def plan(self, at: int) -> None:
        """Look at what a build would cost, and hold what it costs against that."""
        self.write()
        if self.is_expired or self.paid.yard().journal.open():
            return  # that a song is gone nobody knows before it is asked for
        worst = sum(each.price.worst or 0 for each in self.paid.foreseen())
        sold = len(self.shop.bill)
        self.build(at)
        assert sum(self.shop.bill[sold:]) <= worst

    def build_one(self, at: int) -> None:
        names = self.sheet.targets()
        self.build(at, names[at % len(names)])

    def again(self, at: int) -> None:
        names = self.sheet.targets()
        name = names[at % len(names)]
        self.build(at, name, pay=PayTerms(again=frozenset({name})))

    def capped(self, at: int) -> None:
        self.build(at, pay=PayTerms(max_credits=at % 120))

    def crash(self, at: int) -> None:
        """Build, and die in the middle of a write."""
        folder, copy = self.paid.folder, self.root / str(self.lives + 1)
        self.write()
        CRASHER.arm(folder, copy, at % 90)
        try:
            self.build(at)
        finally:
            CRASHER.disarm()
        if CRASHER.happened:
            CRASHER.happened = False
            self.lives += 1
            self._live_in(copy)

    def ruin(self, at: int) -> None:
        """Die in the middle of a write, and lose all traces or takes as well."""
        self.crash(at)
        self.lose(len(LOSSES) + at % 2)

    def mishap(self, at: int) -> None:
        """Have the next request go wrong, and build."""
        self.shop.mishaps.append(MISHAPS[at % len(MISHAPS)])
        self.build(at)
        self.shop.mishaps.clear()

    def hush(self, at: int) -> None:
        """Have the shop sell silence next, and build."""
        self.shop.silent.add(len(self.shop.bill) + 1)
        self.build(at)

    def pin(self, at: int) -> None:
        """Pin some take."""
        yard = self.paid.yard()
        found = [(n, t.take) for n, t in yard.takes.all() if not t.forgotten]
        if found:
            yard.takes.pin(*found[at % len(found)])
            yard.lock(yard.takes.lock())

    def reject(self, at: int) -> None:
        """Say of some take that it is not wanted, so that another one may be bought."""
        yard = self.paid.yard()
        found = [(n, t) for n, t in yard.takes.all() if t.wanted]
        if found:
            name, take = found[at % len(found)]
            yard.takes.reject(name, take.take)
            yard.lock(yard.takes.lock())
            self.more[take.request] += 1

    def draft(self, at: int) -> None:
        """Have the embedded engine play it, which costs nothing."""
        name = self.sheet.song(at)
        self.write()
        sold = len(self.shop.bill)
        assert self.paid.build(name, provider="local"), self.said()
        assert len(self.shop.bill) == sold

    def switch(self, at: int) -> None:
        """Go to another branch, where the manifest and the lockfile are others."""
        lock = self.paid.folder / lockfile.NAME
        here = lock.read_bytes() if lock.exists() else None
        self.branches[self.branch] = self.sheet.copy(), here
        self.branch = at % 2
        sheet, there = self.branches.get(self.branch, (self.sheet.copy(), here))
        count = max(sheet.count, self.sheet.count)
        self.sheet = sheet
        self.sheet.count = count
        lock.unlink(missing_ok=True)
        if there is not None:
            lock.write_bytes(there)

    def lose(self, at: int) -> None:
        """Lose a file of the store, or find a bit of it changed."""
        pattern = LOSSES[at % len(LOSSES)]
        if pattern == "state.jsonl":
            self.is_poor = True
        if pattern == "stored.jsonl":
            self.forget_uploads()
        for path in self.shop.store.glob(pattern):
            if at // len(LOSSES) % 2:
                path.unlink()
            else:
                content = bytearray(path.read_bytes())
                content[at % len(content)] ^= 1
                path.write_bytes(content)

    def forget_uploads(self) -> None:
        """Allow what was handed in to be handed in once more."""
        for sale in self.shop.sales.values():
            if sale.operation == "upload":
                self.more[sale.key] += 1

    def expire(self, at: int) -> None:
        """Have the shop throw all stored songs away."""
        self.shop.songs.clear()
        self.is_expired = True
        self.forget_uploads()

    def check_books(self) -> None:
        """Check that nothing was paid twice, nothing lost, and the books agree."""
        sales, yard = self.shop.sales, self.paid.yard()
        sold = Counter(sale.key for sale in sales.values())
        for key, count in sold.items():
            assert count <= self.wanted[key] + self.more[key], key
        known = {each.intent.id: each for each in yard.journal.entries()}
        assert sales.keys() <= known.keys()
        for intent, entry in known.items():
            sale = sales.get(intent)
            charged = sale.credits if sale else 0
            assert entry.charged in (charged, None)
            if entry.outcome is not None and entry.outcome.word == "received":
                assert entry.charged == charged
        for intent, sale in sales.items():
            assert self.is_kept(yard, intent, sale)
        bills = {each.credits for _, each in yard.takes.all() if each.request_id}
        assert bills <= {sale.credits for sale in sales.values()}

    def is_kept(self, yard: Yard, intent: str, sale: Sale) -> bool:
        """Tell whether all that arrived for a sale is in the store."""
        if not sale.content or digest.of_bytes(sale.content) in yard.blobs:
            return True
        return (answer_folder(yard, intent) / BODY).read_bytes() == sale.content

    def check_repeat(self) -> None:
        """Check that there is nothing more to do."""
        sold = len(self.shop.bill)
        self.paid.events.clear()
        assert self.paid.build()
        assert len(self.shop.bill) == sold
        assert not [e for e in self.paid.events if isinstance(e, ActionStarted)]
        self.check_heard()

    def check_heard(self) -> None:
        """Check that every take was measured which lies beside the one that is used.

        That one need not be, when it sounds the same as one before.
        """
        yard = self.paid.yard()
        judged = {n for n, song in self.sheet.songs.items() if song.is_judged}
        for name in judged:
            asked = yard.traces.latest(f"compose:{name}")
            assert asked is not None
            for take in yard.takes.of_request(name, asked.action_key):
                is_beside = take.wanted and take != yard.takes.pinned(name)
                key = mastering_of(yard, take).master_key
                assert not is_beside or yard.measured.find(key) is not None

    def check_clean(self) -> None:
        """Check that the lockfile and the blobs alone give the same outputs."""
        here, clean = self.paid.folder, self.cloned("clean", Here())
        folder = clean.folder
        locked = PayTerms(refusal="--locked")
        sold = len(self.shop.bill)
        assert clean.build(pay=locked, locked=True), clean.events
        assert len(self.shop.bill) == sold
        made = [path.name for path in (folder / "build").iterdir()]
        assert len(made) == len(self.sheet.targets()) + len(["horn"])
        for name in made:
            ours, theirs = (here / "build" / name), (folder / "build" / name)
            assert ours.read_bytes() == theirs.read_bytes(), name
        self.check_kept()

    def check_elsewhere(self) -> None:
        """Check that a decoder which differs by a bit buys nothing."""
        there, sold = self.cloned("there", OtherEars()), len(self.shop.bill)
        locked = PayTerms(refusal="--locked")
        assert there.foreseen() == ()
        assert there.build(pay=locked, locked=True), there.said()
        assert there.foreseen() == ()
        assert len(self.shop.bill) == sold

    def cloned(self, name: str, pool: Pool) -> Paid:
        """Return a clone that has the blobs, and nothing else of the store."""
        here, folder = self.paid.folder, self.root / name
        (folder / ".partita").mkdir(parents=True)
        for file in ("music.toml", lockfile.NAME, RECORDING):
            if (here / file).exists():
                shutil.copy(here / file, folder)
        shutil.copytree(here / ".partita/blobs", folder / ".partita/blobs")
        return Paid(folder, self.shop, pool=pool)

    def check_kept(self) -> None:
        """Check that what edits keep is their source's own samples."""
        for name, edit in self.sheet.edits.items():
            if edit.kind in ("extend", "splice"):
                source, made = self.heard(edit.source), self.heard(name)
                kept = 3 * RATE_HZ
                assert np.array_equal(source[:kept], made[:kept]), name

    def heard(self, name: str) -> Any:
        if name == "horn":
            return soundfile.read(self.paid.folder / RECORDING, dtype="int32")[0]
        return self.paid.output(f"{name}.wav").frames << 8
