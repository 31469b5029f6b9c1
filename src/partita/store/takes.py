"""The paid takes of one project: from the lockfile, and from what is not in it yet.

A new take is written to `.partita/takes.jsonl` before anybody is told, so that a crash
before the lockfile is written loses nothing. What was paid for on another branch is
remembered there too, and found again by its request. No sound, no network.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from partita.errors import StoreError
from partita.store.lockfile import Pin
from partita.store.numbered import Found, Numbered
from partita.store.take import Take
from partita.store.told import Told


class Takes(Numbered):
    """Every take of a project, and which one is pinned."""

    def __init__(
        self,
        file: Path,
        pins: Mapping[str, Pin],
        bought: Iterable[tuple[str, Take, bool]] = (),
    ) -> None:
        """Read what is not in the lockfile's pins, and put it beside them.

        Args:
            bought: as `Journal.takes` tells; the file may be lost.
        """
        super().__init__()
        self._told = Told(file)
        self._pins = {name: replace(pin, takes=()) for name, pin in pins.items()}
        #: Takes of other branches: known, but no affair of this one's lockfile.
        self._loose: set[tuple[str, int]] = set()
        for name, pin in pins.items():
            self._of[name] = {take.take: take for take in pin.takes}
        known, booked = {take.identity for _, take in self.all()}, [*bought]
        locked = {take.identity for _, take, was_locked in booked if was_locked}
        for target, take, was_locked in self._told.takes():
            if take.identity not in known:
                is_loose = was_locked or take.identity in locked
                self._recall(target, take, is_loose=is_loose)
        for target, take, was_locked in booked:
            if take.identity not in known | self._told.identities:
                self._recall(target, take, is_loose=was_locked)

    def _recall(self, target: str, take: Take, *, is_loose: bool) -> None:
        held, number = self._of.setdefault(target, {}), take.take
        if number in held:  # another machine used the number meanwhile
            number = self.next_number(target)
        held[number] = replace(take, take=number)
        if is_loose:
            self._loose.add((target, number))
        elif take.chosen:  # who asked for one more wanted to hear it
            self.pin(target, number)

    @property
    def spoilt(self) -> tuple[int, ...]:
        """Return the numbers of the lines that are not as they were written."""
        return self._told.spoilt

    @property
    def pins(self) -> dict[str, Pin]:
        """Return the pins as they are by now, without their takes."""
        return dict(self._pins)

    def pinned(self, target: str) -> Take | None:
        """Return the take that a target's pin names, if it is a paid one."""
        pin = self._pins.get(target)
        take = self._of.get(target, {}).get(pin.take) if pin else None
        return take if pin and take and take.answers(pin.request) else None

    def chosen(self, target: str, request: str) -> Found | None:
        """Return the take that a request is answered with, if one was paid for.

        The pinned one of the target if it is of this request, else the one that was
        pinned when it last was, else the newest that is wanted; else one of another
        target, as after a song was renamed.

        Raises:
            StoreError: when branches pinned different ones of them.
        """
        others = sorted(name for name in self._of if name != target)
        for name in (target, *others):
            wanted = [t for t in self.of_request(name, request) if t.wanted]
            if wanted:
                pinned = self.pinned(name)
                if pinned in wanted:
                    return Found(name, pinned)
                among = self._rivals(name, wanted) or wanted
                return Found(name, max(among, key=lambda t: self._rank(name, t)))
        return None

    def rivals(self, target: str) -> tuple[int, ...]:
        """Return the takes that branches pinned, while nobody chose among them."""
        return self._pins.get(target, Pin()).rivals

    def _rivals(self, target: str, wanted: list[Take]) -> list[Take]:
        """Return the take that a branch pinned; there may be more on other branches."""
        rivals = [take for take in wanted if take.take in self.rivals(target)]
        if len(rivals) > 1:
            named = " and ".join(str(take.take) for take in rivals)
            pins = (f"`partita takes pin {target} {take.take}`" for take in rivals)
            message = f"two branches pinned different takes of `{target}`: {named}"
            raise StoreError(message, hint=f"decide with {' or '.join(pins)}")
        return rivals

    def base(self, target: str) -> Take | None:
        """Return the take that a target goes on from: the pinned one.

        Where branches pinned different ones, each for words of its own, the newest.
        In place of a rejected one another of its request, or what it was made from.
        """
        held = [self.find(target, number) for number in sorted(self.rivals(target))]
        wanted = [take for take in held if take.wanted]
        take = self.pinned(target) or (wanted[-1] if wanted else None)
        while take is not None and not take.wanted:
            found = self.of_request(target, take.request)
            others = [each for each in found if each.wanted]
            parent = self._of[target].get(take.parent or 0)
            take = others[-1] if others else parent
        return take

    def _rank(self, target: str, take: Take) -> tuple[bool, bool, int]:
        # What the lockfile names first: another machine knows of nothing else.
        return (target, take.take) not in self._loose, take.chosen, take.take

    def add(self, target: str, take: Take) -> None:
        """Keep a new take, on disk first.

        Raises:
            ValueError: when its number was used already.
        """
        held = self._of.setdefault(target, {})
        if take.take < self.next_number(target):
            message = f"take {take.take} of {target} is there already"
            raise ValueError(message)
        self._told.add(target, take)
        held[take.take] = take

    def adopt(self, target: str, found: Found, *, gone: bool) -> Take:
        """Make another target's take one of this target's own.

        Args:
            gone: the manifest no longer has the other target: it was renamed, and all
                its takes come along. Otherwise it keeps them, and this is a copy.
        """
        held = self._of.setdefault(target, {})
        if gone and not held:
            self.rename(found.target, target)
            self._pins.pop(target, None)
            return found.take
        number = self.next_number(target)
        held[number] = replace(found.take, take=number, parent=None)
        return held[number]

    def rename(self, old: str, new: str) -> None:
        """Have a target's takes, and its pin, go on under another name."""
        self._of[new] = self._of.pop(old)
        if old in self._pins:
            self._pins[new] = self._pins.pop(old)
        self._loose = {(new if of == old else of, n) for of, n in self._loose}

    def pin(self, target: str, number: int) -> None:
        """Pin a take; the next build makes from it what follows.

        Raises:
            StoreError: when there is no such take, or its bytes were given up.
        """
        take = self.find(target, number)
        if take.forgotten:
            message = f"the bytes of take {number} of `{target}` were deleted"
            raise StoreError(message, hint="pin another one")
        if self.pinned(target) == take and take.wanted:
            self._choose(target, take)
            return
        self._choose(target, replace(take, rejected=False))
        self._pins[target] = replace(
            self._pins.get(target, Pin()),
            audio="",
            request=take.request,
            provider="",
            rate_hz=0,
            frames=0,
            take=number,
            song_id=take.song_id,
            upload=None,
            rivals=(),
        )

    def stand(self, target: str, number: int, request: str) -> None:
        """Let a take answer a request that it was not made for, and pin it.

        Raises:
            StoreError: when there is no such take, or its bytes were given up.
        """
        take = self.find(target, number)
        if not take.answers(request):
            self._change(target, replace(take, stands_for=(*take.stands_for, request)))
        self.pin(target, number)

    def reject(self, target: str, number: int) -> None:
        """Note that a take is not wanted.

        Raises:
            StoreError: when there is no such take.
        """
        self._change(target, replace(self.find(target, number), rejected=True))

    def note(self, target: str, number: int, text: str) -> None:
        """Note what the author says of a take; nothing takes the note away.

        Raises:
            StoreError: when there is no such take.
        """
        self._change(target, replace(self.find(target, number), note=text or None))

    def forget(self, target: str, number: int) -> None:
        """Give a take's bytes up. That it was paid for stays known.

        Raises:
            StoreError: when there is no such take, or outputs are made from it.
        """
        take = self.refuse_pinned(target, number)
        self._told.forget(target, take)
        self._change(target, replace(take, forgotten=True))

    def refuse_pinned(self, target: str, number: int) -> Take:
        """Return a take that outputs are not made from.

        Raises:
            StoreError: when there is none of this number, or it is pinned.
        """
        take = self.find(target, number)
        if self.pinned(target) == take and take.wanted:
            message = f"take {number} of `{target}` is pinned"
            drop = f"`partita takes reject {target} {number}`"
            raise StoreError(message, hint=f"pin another one first, or {drop}")
        return take

    def _choose(self, target: str, take: Take) -> None:
        """Prefer a take to the others of its request, whatever is pinned later."""
        for other in self.of_request(target, take.request):
            if other.chosen:
                self._change(target, replace(other, chosen=False))
        self._change(target, replace(take, chosen=True))

    def _change(self, target: str, take: Take) -> None:
        self._of[target][take.take] = take
        self._loose.discard((target, take.take))

    def lock(self, pins: Mapping[str, Pin] | None = None) -> dict[str, Pin]:
        """Return what the lockfile should say, each pin with its target's takes.

        Args:
            pins: of all targets that the manifest has, as a build made them. A pin of
                the embedded engine does not replace that of a paid take. None keeps
                every pin.
        """
        fresh = dict(self._pins if pins is None else pins)
        for name in self._of:
            is_paid = self.pinned(name) is not None or self.rivals(name) != ()
            if is_paid and fresh.get(name, Pin()).provider in ("", "local"):
                fresh[name] = self._pins[name]
        self._pins = {name: replace(pin, takes=()) for name, pin in fresh.items()}
        for name in self._pins:
            self._tie(name)
        kept = {name: self._kept(name) for name in self._of}
        names = sorted({*self._pins, *(name for name in kept if kept[name])})
        held = {name: self._pins.get(name, Pin()) for name in names}
        return {n: replace(pin, takes=kept.get(n, ())) for n, pin in held.items()}

    def _tie(self, target: str) -> None:
        """Make the pinned take, and what it was revised from, part of the lockfile."""
        take = self.pinned(target)
        while take is not None and (target, take.take) in self._loose:
            self._loose.discard((target, take.take))
            take = self._of[target].get(take.parent or 0)

    def count_in(self, target: str, request: str, wanted: int) -> None:
        """Make as many takes of a request as are wanted part of the lockfile.

        Without those of another branch that count here, a clone would miss some.
        """
        takes = sorted(self.of_request(target, request), key=lambda each: each.wanted)
        loose = [(target, t.take) for t in takes if (target, t.take) in self._loose]
        lacking = max(0, wanted - (len(takes) - len(loose)))
        self._loose -= {*loose[max(0, len(loose) - lacking) :]}

    def _kept(self, target: str) -> tuple[Take, ...]:
        return tuple(t for t in self.of(target) if (target, t.take) not in self._loose)

    def locked(self) -> None:
        """Note that the lockfile was written: it names every new take from now on."""
        self._told.locked()
