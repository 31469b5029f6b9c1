"""Random branches of a lockfile, and real merges of them, many in one repository.

Every history is a folder with a lockfile of its own, so one `git merge` merges all.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from partita import digest
from partita.store import lockfile
from partita.store.expense import Expense
from partita.store.lockfile import Pin
from partita.store.take import Take

Pins = Mapping[str, Pin]

#: Few and alike, so that they come to stand beside each other; some need quotes.
NAMES = [f"{first}{rest}" for first in "abc" for rest in ("", "1", "-x", " = y", ".z")]


class Author:
    """Changes lockfiles as builds and people do."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self._count = 0

    def _new(self) -> str:
        self._count += 1
        return digest.of_value(self._count)

    def _time(self) -> str:
        # Few, so that takes of two branches are made in the same second.
        return f"2026-11-20T13:05:{self.chance.randrange(10, 20)}Z"

    def played(self, pin: Pin) -> Pin:
        """Have the embedded engine make it, unless it was paid for."""
        if pin.takes:
            return self.bought(pin)
        sections = ("Verse 0..1000", "Outro 1000..2000")[: self.chance.randrange(3)]
        pin = replace(pin, audio=self._new(), request=self._new(), provider="local")
        return replace(pin, rate_hz=44_100, frames=9, sections=sections)

    def bought(self, pin: Pin) -> Pin:
        """Buy a take, of words that were bought already or of new ones."""
        chance, held = self.chance, pin.takes
        take = Take(
            take=max((take.take for take in held), default=0) + 1,
            request=chance.choice([self._new(), *(take.request for take in held)]),
            received=self._new(),
            details=self._new(),
            size=9,
            format="pcm_48000",
            duration_ms=1_000,
            made=self._time(),
            credits=chance.choice([None, 15]),
            request_id=chance.choice([None, self._new()]),
            parent=chance.choice([None, *(take.take for take in held)]),
        )
        pin = replace(pin, takes=(*held, take), take=take.take, request=take.request)
        pin = replace(pin, audio=self._new(), provider="elevenlabs", song_id=None)
        return replace(pin, rate_hz=48_000, frames=chance.randrange(1, 4), rivals=())

    def pinned(self, pin: Pin) -> Pin:
        """Pin a take, and build nothing yet."""
        if not pin.takes:
            return self.played(pin)
        take = self.chance.choice(pin.takes)
        pin = replace(pin, audio="", provider="", rate_hz=0, frames=0, rivals=())
        return replace(pin, request=take.request, take=take.take)

    def noted(self, pin: Pin) -> Pin:
        """Say what somebody thinks of a take, or heard of it."""
        if not pin.takes:
            return self.played(pin)
        at = self.chance.randrange(len(pin.takes))
        take = pin.takes[at]
        said = self.chance.choice(
            [
                replace(take, note=f"a note {self._new()}"),
                replace(take, note=None),
                replace(take, rejected=not take.rejected),
                replace(take, chosen=not take.chosen),
                replace(take, stands_for=(*take.stands_for, self._new())),
                take.heard_as(self._new(), take.request),
            ]
        )
        return replace(pin, takes=(*pin.takes[:at], said, *pin.takes[at + 1 :]))

    def charged(self, pin: Pin) -> Pin:
        """Charge for something that brought no take."""
        if not pin.takes:
            return self.bought(pin)
        expense = Expense(self._new(), "upload", self._time(), "music_v2", 5, credits=9)
        expenses = sorted((*pin.expenses, expense), key=lambda each: (each.at, each.id))
        return replace(pin, expenses=tuple(expenses))

    def changed(self, pin: Pin) -> Pin:
        """Change one target in one way."""
        ways: list[Callable[[Pin], Pin]] = [self.played, self.pinned, self.noted]
        return self.chance.choice([*ways, self.bought, self.bought, self.charged])(pin)

    def first(self) -> dict[str, Pin]:
        """Begin a lockfile."""
        names = self.chance.sample(NAMES, self.chance.randrange(8))
        return {name: self.changed(self.changed(Pin())) for name in names}

    def branch(self, base: Pins, left_alone: Iterable[str] = ()) -> dict[str, Pin]:
        """Change, add, drop and rename some targets, never one of those left alone."""
        pins, kept = dict(base), {*left_alone}
        for _ in range(self.chance.randrange(1, 5)):
            mine = sorted({*pins} - kept)
            free = sorted({*NAMES} - {*pins, *kept})
            name, new = self.chance.choice([*mine, None]), self.chance.choice(free)
            way = self.chance.randrange(4)
            if name is None or way == 0:
                pins[new] = self.changed(Pin())
            elif way == 1:
                pins[name] = self.changed(pins[name])
            elif way == 2:
                pins[new] = pins.pop(name)
            elif not pins[name].takes:
                del pins[name]
        return pins


@dataclass(frozen=True)
class History:
    """What branches of one lockfile say, and what git made of them."""

    seed: int
    base: Pins
    ours: Pins
    theirs: tuple[Pins, ...]
    path: Path


def touched(base: Pins, branch: Pins) -> set[str]:
    """Return the targets that a branch changed, added or dropped."""
    names = {*base, *branch}
    return {name for name in names if base.get(name) != branch.get(name)}


def apart(seed: int, folder: Path) -> History:
    """Return two branches that changed different targets."""
    author = Author(seed)
    base = author.first()
    ours = author.branch(base)
    theirs = author.branch(base, touched(base, ours))
    return History(seed, base, ours, (theirs,), folder / str(seed) / lockfile.NAME)


def anyhow(seed: int, folder: Path) -> History:
    """Return three branches that changed whatever they liked."""
    author = Author(seed)
    base = author.first()
    ours, *theirs = (author.branch(base) for _ in range(3))
    return History(seed, base, ours, tuple(theirs), folder / str(seed) / lockfile.NAME)


def merge(histories: list[History], folder: Path, attribute: str) -> list[int]:
    """Merge all of them with git, and return the exit status of each merge."""

    def git(*words: str) -> int:
        settings = ("user.name=a", "user.email=a@example.com", "core.fsync=none")
        said = (word for each in settings for word in ("-c", each))
        command = ["git", *said, *words]
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
        return done.returncode

    def commit(say: Callable[[History], Pins]) -> None:
        for each in histories:
            each.path.parent.mkdir(exist_ok=True)
            each.path.write_text(lockfile.text(say(each)))
        assert git("add", "-A") == 0
        assert git("commit", "--allow-empty", "-m", "Build") == 0

    (folder / ".gitattributes").write_text(attribute)
    assert git("init", "-b", "base") == 0
    commit(lambda each: each.base)
    names = [f"theirs-{at}" for at in range(len(histories[0].theirs))]
    for at, name in enumerate(names):
        assert git("switch", "-c", name, "base") == 0
        commit(lambda each, at=at: each.theirs[at])  # type: ignore[misc]
    assert git("switch", "-c", "ours", "base") == 0
    commit(lambda each: each.ours)
    return [git("merge", name, "-m", "Merge") for name in names]
