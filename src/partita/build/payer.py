"""Get the takes that are missing: decide what to ask for, and with which sources.

A source is named by the stored song that holds its audio; where there is none, or the
provider no longer has it, the audio is handed in. Sends nothing itself.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from partita.build.answers import missing, outputs_of
from partita.build.approach import (
    Approach,
    approach,
    is_all_here,
    unreadable_base,
)
from partita.build.fetching import fetch
from partita.build.lineage import master_again, noted
from partita.build.purse import now
from partita.build.refused_formats import remember
from partita.build.revised import OWN, note
from partita.build.sending import Counter, Errand, keep_cut
from partita.build.settling import let_go, refuse_open
from partita.build.stored_songs import StoredSongs
from partita.errors import BlobCorrupt, BlobMissing, PartitaError, SongGone
from partita.graph.actions import Action
from partita.plan.chunks import Source, sources_of
from partita.plan.detour import with_stored_songs
from partita.plan.document import to_document
from partita.plan.sources import with_sources
from partita.providers.base import Composition
from partita.units import ms_at

if TYPE_CHECKING:
    from partita.build.purse import Purse
    from partita.build.yard import Yard
    from partita.providers.base import Provider
    from partita.store.journal import Entry
    from partita.store.take import Take
    from partita.store.traces import Made


@dataclass
class Payer:
    """One build's way to a provider.

    Args:
        open_provider: called once, and only when something has to be sent.
        again: targets of which more takes are wanted.
        count: how many more.
        fetch: open requests whose stored song is to be fetched, by target.
        is_approved: what may be sent was foreseen, and nothing else may be.
    """

    yard: Yard
    purse: Purse
    open_provider: Callable[[], Provider]
    again: frozenset[str] = frozenset()
    count: int = 1
    fetch: Mapping[str, Entry] = field(default_factory=dict)
    is_approved: bool = False
    _counter: Counter | None = None
    _turns: dict[str, asyncio.Lock] = field(default_factory=dict)

    def missing(self, action: Action, request: str) -> int:
        """Return how many takes have to be asked for."""
        wanted = missing(self.yard.takes, action, request)
        return max(wanted, self.count * (action.target in self.again))

    async def compose(
        self, action: Action, request: str, sources: Mapping[str, Made]
    ) -> dict[str, Made]:
        """Get every take that is missing, and return the chosen one.

        Args:
            sources: audio of each source, by its name in the plan.

        Raises:
            ProviderError, OverBudget: when one can't be had.
        """
        # Two songs may ask for the same: what one of them buys is enough for both.
        async with self._turns.setdefault(request, asyncio.Lock()):
            for left in range(self.missing(action, request), 0, -1):
                if self.missing(action, request) < left:
                    break  # they would all be the same
                lost = self._lost(request)
                if lost is not None:
                    await fetch(self._ready(), lost)
                else:
                    await self._one(action, request, sources)
        self.again -= {action.target}  # once is enough
        found = self.yard.takes.chosen(action.target, request)
        assert found is not None
        return outputs_of(found.take)

    def _lost(self, request: str) -> Entry | None:
        """Return the open request that is to be fetched, if it is this one."""
        named = (each for each in self.fetch.values() if each.intent.request == request)
        lost = next(named, None)
        settled = lost and self.yard.journal.find(lost.intent.id)
        return lost if settled and settled.outcome is None else None

    async def close(self) -> None:
        """Let go of the provider."""
        if self._counter is not None:
            provider = self._counter.provider
            month, refused = now()[:7], provider.refused_formats
            remember(self.yard.store, provider.name, month, refused)
            await provider.close()

    def _ready(self) -> Counter:
        if self._counter is None:
            self._counter = Counter(self.yard, self.purse, self.open_provider())
        return self._counter

    async def _one(
        self, action: Action, request: str, sources: Mapping[str, Made]
    ) -> None:
        values = {role: made.value for role, made in sources.items()}
        lost = unreadable_base(self.yard, action, request)
        if lost is not None:
            raise _not_here(lost)
        way = approach(self.yard, action, request, values)
        if way.plan is None:
            self._ready()  # a prompt stays undrafted where nothing may be sent
        held = self._held(action.target, way, sources)
        errand = _errand(action, request, way, sources, held)
        errand = replace(errand, again=action.target in self.again)
        if is_all_here(way):
            assert way.base is not None
            keep_cut(self.yard, errand, way.base)
            return None
        self._ready()  # where nothing may be sent, nobody has to be asked
        refuse_open(self.yard, "compose", request)
        while True:
            try:
                return await self._ask(errand, action, way, held)
            except SongGone as gone:
                # Certainly unbilled, and the audio is here: it is handed in again,
                # unless that might be paid for twice.
                self._forget(gone, way, held)
                if self.is_approved:
                    raise _not_approved() from None

    def _held(
        self, target: str, way: Approach, sources: Mapping[str, Made]
    ) -> dict[str, Made]:
        """Return the audio behind every name that the plan to be sent takes from."""
        assert way.plan is not None
        named = dict.fromkeys(s.target for s in sources_of(way.plan) if s.target)
        held = {name: sources[name] for name in named if name in sources}
        if OWN in named and way.base is not None:
            held[OWN] = self._base(target, way.base)
        return held

    def _base(self, target: str, take: Take) -> Made:
        """Return the master of the take that is revised, made again if it is lost.

        Everything waits for that: it is rare, and records are not for threads.
        """
        try:
            return master_again(self.yard, target, take)
        except (BlobMissing, BlobCorrupt) as lost:
            raise _not_here(take, "the master of ") from lost

    async def _ask(
        self, errand: Errand, action: Action, way: Approach, held: Mapping[str, Made]
    ) -> None:
        counter, spec = self._ready(), action.spec
        assert way.plan is not None
        library = self._library(held)
        detour = with_stored_songs(way.plan, library)
        unstored = library.to_hand_in(detour)
        self._afford(errand, unstored)
        songs = {n: await self._song(errand, made) for n, made in unstored.items()}
        plan = with_sources(detour.plan, lambda source: _stored(source, songs))
        if detour.is_longer:
            sent = {"plan": to_document(plan), "numbers": list(detour.numbers)}
            errand = replace(errand, about={**errand.about, "sent": sent})
        rates = {made.facts["rate_hz"] for made in held.values()}
        composition = Composition(
            model_id=spec["model_id"],
            plan=plan,
            seed=spec.get("seed"),
            store=True,
            timestamps=True,
            rate_hz=rates.pop() if len(rates) == 1 else None,
            finetune_id=spec.get("finetune_id"),
            respect_sections_durations=spec.get("respect_sections_durations", True),
        )
        await counter.compose(errand, composition)

    def _library(self, held: Mapping[str, Made]) -> StoredSongs:
        return StoredSongs(self.yard, self._ready().provider.name, held)

    async def _song(self, errand: Errand, made: Made) -> str:
        """Return a stored song that holds some audio; hand it in if there is none."""
        async with self._turns.setdefault(made.value, asyncio.Lock()):
            known = self._library({}).song_of(made.value)
            if known is not None:
                return known
            refuse_open(self.yard, "upload", made.value)
            upload = replace(
                errand,
                made_ms=_length_ms(made),
                kept_ms=0,
                about={},
                audio=made.value,
                again=False,
            )
            path = self.yard.blobs.checked(made.blob)
            return (await self._ready().upload(upload, path)).song_id

    def _afford(self, errand: Errand, unstored: Mapping[str, Made]) -> None:
        """Make sure that nothing is handed in for a request that a cap would stop."""
        price = self.purse.price
        uploads = [
            price("upload", None, _length_ms(made), 0) for made in unstored.values()
        ]
        composing = price("compose", errand.model_id, errand.made_ms, errand.kept_ms)
        self.purse.afford(errand.target, [*uploads, composing])

    def _forget(self, gone: SongGone, way: Approach, held: Mapping[str, Made]) -> None:
        """Note that a stored song of ours is gone.

        Raises:
            SongGone: when it is not ours.
        """
        assert way.plan is not None
        detour = with_stored_songs(way.plan, self._library(held))
        used = {s.song_id for s in sources_of(detour.plan)}
        theirs = {s.song_id for s in sources_of(way.plan)}
        ids = {each for each in used - theirs if each is not None}
        if gone.song_id is not None:
            if gone.song_id not in used and self.yard.stored.is_gone(gone.song_id):
                return  # another request was told so meanwhile
            ids &= {gone.song_id}
        if not ids:
            raise gone
        # A provider that does not say which one means one of them.
        for each in sorted(ids):
            let_go(self.yard, self._ready().provider.name, each)


def _not_here(take: Take, what: str = "") -> PartitaError:
    message = f"{what}take {take.take}, which is revised, is not there"
    hint = (
        "bring `.partita` back from where it is whole, build the earlier manifest once "
        'more, or say `on_change = "recompose"`'
    )
    return PartitaError(message, hint=hint)


def _not_approved() -> PartitaError:
    message = "a stored song is gone, and the plan says nothing of handing audio in"
    return PartitaError(message, hint="look again: `partita plan` shows what it takes")


def _errand(
    action: Action,
    request: str,
    way: Approach,
    sources: Mapping[str, Made],
    held: Mapping[str, Made],
) -> Errand:
    about = {"request": action.spec, **noted(sources)}
    if way.base is not None and way.revision is not None:
        keeps = [vars(each) for each in way.revision.kept]
        about["revised"] = note(way.base.take, held[OWN], keeps)
    return Errand(
        action.target,
        request,
        action.spec["model_id"],
        way.made_ms,
        way.kept_ms,
        about,
    )


def _length_ms(made: Made) -> int:
    return ms_at(made.facts["frames"], made.facts["rate_hz"])


def _stored(source: Source, songs: Mapping[str, str]) -> Source:
    if source.target is None:
        return source
    return Source(source.range, song_id=songs[source.target])
