"""Send one paid request: intent first, then the request, then what came of it.

The only place that sends what costs money. Every step is on the disk before the next
one is taken, so a kill at any moment leaves a result, or an intent that nobody repeats
unasked. Knows no wire, and not why something is asked for.
"""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from partita import digest
from partita.build.events import Answered, Asking
from partita.build.purse import now
from partita.build.refusals import forget_refusal, tell_refused_plan
from partita.build.ways_out import ways_out
from partita.errors import ProviderError
from partita.files import write_whole
from partita.plan.chunks import sources_of
from partita.store.journal import Arrival, Intent, Outcome, new_id
from partita.store.take import Take

if TYPE_CHECKING:
    from partita.build.purse import Purse
    from partita.build.yard import Yard
    from partita.providers.base import (
        Composition,
        Music,
        Provider,
        Receipt,
        StoredSong,
    )
    from partita.store.journal import Operation, Word

#: Folder of the store in which an answer is kept until it is a take.
RECEIVED = "received"

_ABOUT = "about.json"
_ANSWER = "answer"


@dataclass(frozen=True)
class Errand:
    """What a request is for.

    Args:
        request: key of the action that asks.
        about: what the details of a take will say besides the answer: `request`,
            `sources`, `revised`, and the length that was asked for.
        audio: digest of what is handed in.
        again: somebody asked for one more take, to hear that one.
    """

    target: str
    request: str
    model_id: str
    made_ms: int
    kept_ms: int
    about: dict[str, Any]
    audio: str | None = None
    again: bool = False


@dataclass
class Counter:
    """Where requests are sent from, one build's."""

    yard: Yard
    purse: Purse
    provider: Provider
    _turns: asyncio.Semaphore | None = None

    async def compose(self, errand: Errand, composition: Composition) -> Take:
        """Have a piece generated, and keep it.

        Raises:
            OverBudget: before anything was sent.
            ProviderError: when it failed; what is known of the bill is written down.
        """
        async with await self._turn():
            intent = self._begin(errand, "compose")
            folder = answer_folder(self.yard, intent.id)
            try:
                music = await self.provider.compose(
                    composition, folder, lambda receipt: self._arrived(intent, receipt)
                )
            except ProviderError as error:
                failed = self._failed(intent, error)
                tell_refused_plan(self.yard, errand, composition, failed)
                raise failed from None
            for source in sources_of(composition.plan):
                self.yard.stored.used(source.song_id or "")
            take = keep(self.yard, intent, music, errand.about)
        forget_refusal(self.yard, errand.target)
        return take

    async def upload(self, errand: Errand, audio: Path) -> StoredSong:
        """Hand in a recording.

        Raises:
            OverBudget, ProviderError: as `compose`.
        """
        async with await self._turn():
            intent = self._begin(errand, "upload")
            try:
                stored = await self.provider.upload(
                    audio, lambda receipt: self._arrived(intent, receipt)
                )
            except ProviderError as error:
                raise self._failed(intent, error) from None
        assert errand.audio is not None
        self.yard.stored.remember(
            self.provider.name, errand.audio, stored.song_id, intent.id
        )
        settle(self.yard, intent, "received", charged=stored.receipt.credits)
        return stored

    async def _turn(self) -> asyncio.Semaphore:
        """Return the turn to wait for before anything is written down.

        The provider waits, too; but an intent that stands open while it does would be
        asked about after a kill, though nothing of it was ever sent.
        """
        if self._turns is None:
            account = await self.provider.account()
            self._turns = self._turns or asyncio.Semaphore(account.concurrency)
        return self._turns

    def _begin(self, errand: Errand, operation: Operation) -> Intent:
        price = self.purse.price(
            operation, errand.model_id, errand.made_ms, errand.kept_ms
        )
        intent = Intent(
            id=new_id(),
            at=now(),
            target=errand.target,
            request=errand.request,
            operation=operation,
            provider=self.provider.name,
            model_id=errand.model_id,
            made_ms=errand.made_ms,
            kept_ms=errand.kept_ms,
            expected=price.expected,
            worst=price.worst,
            audio=errand.audio,
            again=errand.again,
        )
        # Nothing may wait between the caps and the intent that counts against them.
        self.purse.allow(intent.id, errand.target, price)
        answer_folder(self.yard, intent.id).mkdir(parents=True)
        about = json.dumps(errand.about, ensure_ascii=False).encode()
        write_whole(_about_file(self.yard, intent.id), about)
        self.yard.journal.intend(intent)
        self.yard.emit(Asking(**_told(intent)))
        return intent

    def _arrived(self, intent: Intent, receipt: Receipt) -> None:
        self.yard.journal.arrived(intent.id, Arrival(now(), **vars(receipt)))

    def _failed(self, intent: Intent, error: ProviderError) -> ProviderError:
        if error.billing == "no":
            settle(self.yard, intent, "unbilled")
            return error
        entry = self.yard.journal.find(intent.id)
        assert entry is not None
        is_known = error.billing == "yes" or entry.charged is not None
        paid = "it was" if is_known else "nobody knows whether it was"
        ways = ways_out([entry])
        error.hint = f"{paid} paid for, so it is not sent again by itself: {ways}"
        return error


def answer_folder(yard: Yard, intent_id: str) -> Path:
    """Return where everything that arrives for a request is kept."""
    return yard.store / RECEIVED / intent_id / _ANSWER


def about_of(yard: Yard, intent_id: str) -> dict[str, Any] | None:
    """Return what the details of a request's take will say besides the answer.

    None when that was lost: nobody can tell what its answer is an answer to.
    """
    try:
        content = _about_file(yard, intent_id).read_bytes()
    except FileNotFoundError:
        return None
    about: dict[str, Any] = json.loads(content)
    return about


def _about_file(yard: Yard, intent_id: str) -> Path:
    return yard.store / RECEIVED / intent_id / _ABOUT


def keep(yard: Yard, intent: Intent, music: Music, about: Mapping[str, Any]) -> Take:
    """Make a take of what arrived, and settle its request.

    May be called again after a crash: what is a take already stays that one.

    Args:
        about: from `about_of`.
    """
    take = _take_of(yard, intent, music, about)
    known = {each.identity: each for each in yard.takes.of(intent.target)}
    if take.identity in known:
        take = known[take.identity]
    else:
        yard.takes.add(intent.target, take)
    if intent.again:
        yard.takes.pin(intent.target, take.take)
    blobs, charged = (take.received, take.details), music.receipt.credits
    yard.journal.settle(intent.id, Outcome("received", now(), charged, *blobs, take))
    shutil.rmtree(yard.store / RECEIVED / intent.id, ignore_errors=True)
    yard.emit(Answered(intent.target, intent.operation, charged))
    return take


def _take_of(
    yard: Yard, intent: Intent, music: Music, about: Mapping[str, Any]
) -> Take:
    """Make blobs of what arrived, and a take of these."""
    with music.audio.open("rb") as audio:
        received, size = yard.blobs.put_written(
            lambda file: shutil.copyfileobj(audio, file)
        )
    receipt = music.receipt
    return Take(
        take=yard.takes.next_number(intent.target),
        request=intent.request,
        received=received,
        details=yard.blobs.put(digest.canonical({**about, "response": music.details})),
        size=size,
        format=music.format,
        duration_ms=intent.made_ms + intent.kept_ms,
        made=now(),
        model_id=intent.model_id,
        song_id=receipt.song_id,
        request_id=receipt.request_id,
        credits=receipt.credits,
        made_ms=intent.made_ms,
        kept_ms=intent.kept_ms,
        parent=(about.get("revised") or {}).get("parent"),
        chosen=intent.again,
    )


def keep_cut(yard: Yard, errand: Errand, base: Take) -> Take:
    """Make a take of audio that is all there: nothing is sent, and nothing paid.

    Its bytes are those of the take that it was cut from; its details say how.
    """
    take = Take(
        take=yard.takes.next_number(errand.target),
        request=errand.request,
        received=base.received,
        details=yard.blobs.put(digest.canonical({**errand.about, "cut": True})),
        size=base.size,
        format=base.format,
        duration_ms=errand.kept_ms,
        made=now(),
        model_id=base.model_id,
        credits=0,
        kept_ms=errand.kept_ms,
        parent=base.take,
    )
    yard.takes.add(errand.target, take)
    return take


def settle(
    yard: Yard, intent: Intent, word: Word, *, charged: int | None = None
) -> None:
    """Write down how a request ended, then let go of what is kept for it.

    What arrived of a request that failed stays where it is.
    """
    yard.journal.settle(intent.id, Outcome(word, now(), charged))
    if word in ("received", "unbilled"):
        shutil.rmtree(yard.store / RECEIVED / intent.id, ignore_errors=True)
    if word == "received":
        yard.emit(Answered(intent.target, intent.operation, charged))


def _told(intent: Intent) -> dict[str, Any]:
    names = (
        "target",
        "operation",
        "provider",
        "made_ms",
        "kept_ms",
        "expected",
        "worst",
    )
    return {name: getattr(intent, name) for name in names}
